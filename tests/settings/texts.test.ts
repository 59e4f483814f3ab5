import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldProblem, piecesOf, templateFields } from '../../src/features/complaints/index.ts'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

const city = 'synaqqala'
let portal: Portal
let admin: Browser
let head: Browser
let executor: Browser
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
  head = await signInAs(portal, 'head@example.kz')
  executor = await signInAs(portal, 'executor@example.kz')
})
afterAll(() => portal?.close())

const good = {
  purpose: 'solved',
  category: '',
  office: 'roads',
  'titles.kk': 'Шұңқыр жөнделді',
  'titles.ru': 'Яма заделана',
  'titles.en': '',
  'texts.kk': 'Мына жер жөнделді: {{address}}. Жұмысты ___ орындады.',
  'texts.ru': 'Яма по адресу {{address}} заделана. Работы принял ___.',
  'texts.en': '',
  position: '10',
  validTo: '',
}
const post = (by: Browser, path: string, fields: Record<string, string>) =>
  by.post(path).set(sameOrigin).type('form').send(fields)
const pathOf = (location: string | undefined) => (location ?? '').replace(/\?.*/, '')

async function written(by: Browser, fields: Record<string, string> = {}): Promise<string> {
  const answer = await post(by, settingsPaths.freshText(city), { ...good, ...fields })
  expect(answer.status).toBe(303)
  return pathOf(answer.headers['location'])
}
const change = (path: string) =>
  portal.deps.db.settingChange.findFirstOrThrow({
    where: { kind: 'text', key: path.split('/').at(-1) ?? '' },
    orderBy: { id: 'desc' },
  })

describe('a ready text', () => {
  test('of a head is offered at the desk of the office, in each language that it has', async () => {
    const path = await written(head)
    const rows = await portal.deps.db.answerTemplate.findMany({ orderBy: { lang: 'asc' } })
    expect(rows.map(({ lang, title }) => [lang, title])).toEqual([
      ['kk', 'Шұңқыр жөнделді'],
      ['ru', 'Яма заделана'],
    ])
    const filed = await fileOne(portal)
    const page = await executor.get(`${filed.path}?act=answer`).expect(200)
    expect(page.text).toContain('Яма заделана')
    expect((await change(path)).staffId).toBe(portal.cast.staff.head)
  })

  test('with a field that nobody fills, or with open brackets, is refused with what was typed', async () => {
    for (const [words, sentence] of [
      ['Яма на {{street}} заделана.', 'В тексте есть поле, которого портал не знает.'],
      ['Яма на {{ }} заделана.', 'Скобки не закрыты или пусты.'],
      ['Яма на {{address заделана.', 'Скобки не закрыты или пусты.'],
    ] as const) {
      const answer = await post(head, `${settingsPaths.freshText(city)}?lang=ru`, {
        ...good,
        'texts.ru': words,
      })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain(sentence)
      expect(answer.text).toContain('href="#texts-ru"')
      expect(answer.text).toContain(words)
    }
  })

  test('in English has a name in English, too', async () => {
    const answer = await post(head, settingsPaths.freshText(city), { ...good, 'texts.en': 'Mended.' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('href="#titles-en"')
  })

  test('can be looked at with an example before it is saved', async () => {
    const before = await portal.deps.db.answerTemplate.count()
    const answer = await post(head, `${settingsPaths.freshText(city)}?lang=ru`, { ...good, look: '1' })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<mark data-piece="filled">улица Примерная, дом 12</mark>')
    expect(answer.text).toContain('<mark data-piece="gap">___</mark>')
    expect(await portal.deps.db.answerTemplate.count()).toBe(before)
  })

  test('that somebody else changed meanwhile is not overwritten', async () => {
    const path = await written(head, { 'titles.ru': 'Спор' })
    const first = { ...good, 'titles.ru': 'Спор двух', version: '1' }
    expect((await post(admin, path, first)).status).toBe(303)
    const late = await post(head, path, { ...good, 'titles.ru': 'Спор одного', version: '1' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Спор двух')
    expect(late.text).toContain('Спор одного')
  })

  test('that ended is not offered any more', async () => {
    await written(head, { 'titles.ru': 'Прошлогодний', validTo: '2026-03-01' })
    const filed = await fileOne(portal)
    const page = await executor.get(`${filed.path}?act=answer`).expect(200)
    expect(page.text).not.toContain('Прошлогодний')
  })
})

describe('a head', () => {
  test('writes for no other office and not for the city', async () => {
    for (const office of ['housing', '']) {
      expect((await post(head, settingsPaths.freshText(city), { ...good, office })).status).toBe(422)
    }
    const ofHousing = await written(admin, { office: 'housing' })
    await head.get(ofHousing).expect(404)
    expect((await post(head, ofHousing, { ...good, version: '1' })).status).toBe(404)
    expect((await post(head, `${ofHousing}/remove`, {})).status).toBe(404)
    const { id } = await change(ofHousing)
    expect((await post(head, settingsPaths.undoText(city, id), {})).status).toBe(404)
  })

  test('reads the texts of the city and changes none', async () => {
    const ofCity = await written(admin, { office: '', 'titles.ru': 'Общий текст' })
    const page = await head.get(ofCity).expect(200)
    expect(page.text).toContain('Общий текст')
    expect(page.text).not.toContain('name="texts.ru"')
    expect((await post(head, ofCity, { ...good, version: '1' })).status).toBe(404)
  })

  test('takes back what was removed', async () => {
    const path = await written(head, { 'titles.ru': 'Нечаянно' })
    expect((await post(head, `${path}/remove`, {})).status).toBe(303)
    await head.get(path).expect(404)
    const { id, after } = await change(path)
    expect(after).toBeNull()
    expect((await post(head, settingsPaths.undoText(city, id), {})).status).toBe(303)
    expect((await head.get(path).expect(200)).text).toContain('Нечаянно')
  })

  test('comes to the texts from the menu and finds no other settings', async () => {
    const start = await head.get(settingsPaths.ownTexts()).expect(303)
    expect(start.headers['location']).toBe(settingsPaths.texts(city))
    expect((await head.get(settingsPaths.texts(city))).text).toContain(`href="${settingsPaths.ownTexts()}"`)
    await head.get(settingsPaths.home(city)).expect(404)
    await executor.get(settingsPaths.texts(city)).expect(404)
  })
})

test('the list is narrowed by purpose, office, language and words', async () => {
  await written(admin, { office: '', purpose: 'refused', 'titles.ru': 'Отказ по закону' })
  const listed = async (query: string) =>
    (await admin.get(`${settingsPaths.texts(city)}?lang=ru&${query}`).expect(200)).text
  expect(await listed('purpose=refused')).toContain('Отказ по закону')
  expect(await listed('purpose=solved')).not.toMatch(/<th scope="row"><a[^>]*>Отказ по закону/)
  expect(await listed('q=закону')).toMatch(/<th scope="row"><a[^>]*>Отказ по закону/)
  expect(await listed('office=roads')).not.toMatch(/<th scope="row"><a[^>]*>Отказ по закону/)
  expect(await listed('q=qwerty')).toContain('Таких текстов нет')
})

test('the file of the settings has the texts, and reads them again', async () => {
  const file = await admin.get(settingsPaths.exported(city)).expect(200)
  const { texts } = JSON.parse(file.text) as { texts: Record<string, { purpose: string }> }
  expect(Object.values(texts).length).toBeGreaterThan(0)
  const answer = await admin
    .post(settingsPaths.imported(city))
    .set(sameOrigin)
    .attach('file', Buffer.from(file.text), 'configuration.json')
  expect(answer.status).toBe(200)
})

test('a known field is filled wherever it stands', () => {
  const words = fc.string().filter((text) => !/[{}_]/.test(text))
  fc.assert(
    fc.property(fc.constantFrom(...templateFields), words, words, (name, before, after) => {
      const text = `${before}{{ ${name} }}${after}`
      const said = piecesOf(text, { [name]: 'value' }).map((piece) => piece.text)
      return fieldProblem(text) === null && said.join('') === `${before}value${after}`
    }),
  )
})
