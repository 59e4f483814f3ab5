import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'

const phone = '8 705 123 45 67'
const text = `Яма у дома, звоните ${phone}, стоит машина 123 ABC 16, ИИН 900101300017, aigul@example.kz`
const secrets = ['705 123', '123 ABC', '900101300017', 'aigul@example', 'aigul']

let portal: Portal
let number: string
let secretToken: string
beforeAll(async () => {
  portal = await openPortal()
  const filed = await fileOne(portal, {
    text,
    address: `ул. Абая, 12, ${phone}`,
    landmark: `спросить ${phone}`,
  })
  number = filed.number
  secretToken = filed.secretToken
})
afterAll(() => portal.close())

const get = (path: string) => request(portal.app).get(path)

describe('personal data of a text is public nowhere', () => {
  test.each([
    ['page', () => complaintPaths.show('ru', 'synaqqala', number)],
    ['list', () => complaintPaths.list('ru', 'synaqqala')],
    ['table', () => complaintPaths.listCsv('ru', 'synaqqala')],
    ['feed', () => complaintPaths.feed('ru', 'synaqqala')],
    ['map', () => complaintPaths.map('ru', 'synaqqala')],
    ['home', () => '/ru/synaqqala'],
    ['rss', () => complaintPaths.rss('ru', 'synaqqala')],
    ['history', () => complaintPaths.history('ru', 'synaqqala', number)],
    ['embed', () => complaintPaths.embed('ru', 'synaqqala', number)],
    [
      'oembed',
      () => complaintPaths.oembed(`http://portal.test${complaintPaths.show('ru', 'synaqqala', number)}`),
    ],
    ['witness', () => complaintPaths.witness('ru', 'synaqqala', number)],
    ['me too', () => complaintPaths.meToo('ru', 'synaqqala', number)],
    ['formal', () => complaintPaths.formalText('ru', 'synaqqala', number)],
    ['report', () => complaintPaths.report('ru', 'synaqqala', number)],
    ['calendar', () => complaintPaths.calendar('ru', 'synaqqala', number)],
    ['search', () => '/ru/synaqqala/search?q=звоните'],
  ])('%s', async (name, path) => {
    const { text, status } = await get(path())
    // Calendars break long lines.
    const body = text.replaceAll(/\r\n[ ]/g, '')
    expect(status).toBe(200)
    for (const secret of secrets) expect(body, secret).not.toContain(secret)
    expect(body).not.toContain('⟦')
    if (name !== 'home') expect(body).toContain('[телефон скрыт]')
  })

  test('in the language of the page, with the reason', async () => {
    const page = await get(complaintPaths.show('kk', 'synaqqala', number))
    expect(page.text).toContain('звоните [телефон жасырылды], стоит машина [көлік нөмірі жасырылды]')
    expect(page.text).toContain('/kk/synaqqala/privacy#hidden')
    expect((await get('/kk/synaqqala/privacy')).text).toContain('id="hidden"')
  })

  test('a search finds it by what is public only', async () => {
    const found = async (q: string) =>
      (await get(complaintPaths.list('ru', 'synaqqala', { q }))).text.includes(number.slice(-4))
    expect(await found('звоните')).toBe(true)
    for (const q of ['900101300017', 'aigul', '123abc16']) expect(await found(q), q).toBe(false)
  })

  test('staff of the office read it all', async () => {
    const executor = await signInAs(portal, 'executor@example.kz')
    expect((await executor.get(`/staff/complaints/${number}`)).text).toContain(phone)
  })

  test('the resident sees what all see', async () => {
    const page = await get(complaintPaths.mine('ru', 'synaqqala', secretToken))
    expect(page.text).toContain('звоните [телефон скрыт]')
  })
})

test('what only staff read is shown to its resident as it is', async () => {
  const filed = await fileOne(portal, { text, visibility: 'staff' })
  const page = await get(complaintPaths.mine('ru', 'synaqqala', filed.secretToken))
  expect(page.text).toContain(phone)
})

test('an answer with personal data is asked about once, then goes out as it is', async () => {
  const { path } = await fileOne(portal, { categoryId: portal.cast.categories.snow, districtId: null })
  const executor = await signInAs(portal, 'executor@example.kz')
  const version =
    /name="version" value="(\d+)"/.exec((await executor.get(`${path}?act=answer`)).text)?.[1] ?? ''
  const answer = { version, outcome: 'explained', text: `Снег убран, вопросы по телефону ${phone}.` }
  const send = (fields: Record<string, string>) =>
    executor
      .post(`${path}/answer`)
      .set(sameOrigin)
      .type('form')
      .send({ ...answer, ...fields })
  const asked = await send({})
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('В тексте похоже есть личные данные')
  expect(asked.text).toContain('name="personal"')
  expect(asked.text).toContain('Снег убран')
  expect((await send({ personal: '1' })).status).toBe(303)
})

describe('words about personal data', () => {
  test('every version that was shown can be read', async () => {
    const now = await get('/ru/synaqqala/privacy')
    expect(now.text).toContain('Редакция от 22 ноября 2026')
    const former = await get('/ru/synaqqala/privacy?version=2026-11-21')
    expect(former.text).toContain('Это прежняя редакция')
    expect(former.text).toContain('его сначала смотрит модератор')
    expect(former.text).toContain('noindex')
    expect((await get('/ru/synaqqala/privacy?version=1999-01-01')).text).toContain('Редакция от 22 ноября')
  })
})
