import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let executor: Browser
let head: Browser
let controller: Browser

beforeAll(async () => {
  portal = await openPortal()
  executor = await signInAs(portal, 'executor@example.kz')
  head = await signInAs(portal, 'head@example.kz')
  controller = await signInAs(portal, 'controller@example.kz')
}, 60_000)
afterAll(() => portal.close())
beforeEach(() => portal.setNow('2026-03-11T07:00:00Z'))

type Filed = Awaited<ReturnType<typeof fileOne>>
const numberIn = ({ number }: Filed) => `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`
const post = (browser: Browser, path: string, fields: Record<string, string> = {}) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)

describe('filters in the address', () => {
  test('narrow the list by each part, and say so with a way back', async () => {
    const west = await fileOne(portal, { channel: 'phone' })
    const east = await fileOne(portal, {
      categoryId: portal.cast.categories.snow,
      districtId: portal.cast.districts.east,
      point: { lat: 49.95, lon: 82.65 },
    })
    const { districts, categories, staff } = portal.cast
    const shown = async (query: string) => {
      const { text } = await controller.get(`/staff/inbox?${query}`).expect(200)
      return [west, east].map((filed) => text.includes(`id="c${filed.number}"`))
    }
    expect(await shown('')).toEqual([true, true])
    expect(await shown('channel=phone')).toEqual([true, false])
    expect(await shown(`district=${districts.east}`)).toEqual([false, true])
    expect(await shown(`category=${categories.snow}`)).toEqual([false, true])
    expect(await shown(`assignee=${staff.executor}`)).toEqual([false, false])
    expect(await shown('assignee=none&age=0-7')).toEqual([true, true])
    expect(await shown('age=8-15')).toEqual([false, false])
    expect(await shown('view=drop table&sort=1;--&page=-3&age=7')).toEqual([true, true])
    const page = await controller.get('/staff/inbox?channel=phone')
    expect(page.text).toContain('class="chip" href="/staff/inbox"')
  })

  test('a number leads to its complaint, words find Kazakh letters by Russian ones', async () => {
    const filed = await fileOne(portal, { text: 'Көше қарды тазаламайды, мұздақ', textLang: 'kk' })
    const found = await executor.get(`/staff/inbox?q=${numberIn(filed)}`)
    expect(found.headers['location']).toBe(`/staff/complaints/${numberIn(filed)}`)
    const words = await executor.get('/staff/inbox?q=карды+муздак').expect(200)
    expect(words.text).toContain(`id="c${filed.number}"`)
  })

  test('age counts days of the city, at midnight of its zone', async () => {
    portal.setNow('2026-03-01T20:00:00Z')
    const filed = await fileOne(portal, { text: 'Яма, о которой сообщили после полуночи' })
    portal.setNow('2026-03-09T20:00:00Z')
    const inAge = async (age: string) =>
      (await executor.get(`/staff/inbox?age=${age}`)).text.includes(`id="c${filed.number}"`)
    expect([await inAge('0-7'), await inAge('8-15')]).toEqual([false, true])
    portal.setNow('2026-03-09T18:00:00Z')
    expect([await inAge('0-7'), await inAge('8-15')]).toEqual([true, false])
  })
})

describe('a row', () => {
  test('waiting for the resident is grey and says why, late it is late all the same', async () => {
    const filed = await fileOne(portal, { text: 'Яма, про которую надо спросить' })
    const { version } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number: filed.number } })
    await post(executor, `${filed.path}/ask`, { version: String(version), text: 'Где именно на этой улице?' })
    const rowOf = async () => {
      const { text } = await executor.get('/staff/inbox?status=clarify')
      return new RegExp(`<tr id="c${filed.number}"[\\s\\S]*?</tr>`).exec(text)?.[0] ?? ''
    }
    expect(await rowOf()).toContain('data-paused')
    expect(await rowOf()).toContain('Пауза до 16.03.2026')
    portal.setNow('2026-06-11T07:00:00Z')
    const late = await signInAs(portal, 'executor@example.kz')
    const { text } = await late.get('/staff/inbox?status=clarify')
    expect(text).toMatch(new RegExp(`<tr id="c${filed.number}" data-color="danger"`))
  })
})

describe('choices of a person', () => {
  test('columns and height of rows are kept for them alone', async () => {
    const settings = { density: 'roomy', afterAct: 'list', keys: '1', 'column-channel': '1' }
    await post(executor, '/staff/inbox/settings', settings).expect(303)
    await fileOne(portal)
    const { text } = await executor.get('/staff/inbox')
    expect(text).toContain('data-density="roomy"')
    expect([...text.matchAll(/<th scope="col" data-column="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'select',
      'deadline',
      'number',
      'what',
      'channel',
    ])
    expect((await head.get('/staff/inbox')).text).toContain('data-density="dense"')
    await post(executor, '/staff/inbox/settings', { density: 'dense', afterAct: 'stay' })
    expect((await executor.get('/staff/inbox')).text).not.toContain('data-keys-page')
  })

  test('an act leads to the next of the list or to the list, and says what was done', async () => {
    const first = await fileOne(portal, { text: 'Первая яма у моста', channel: 'letter' })
    const second = await fileOne(portal, { text: 'Вторая яма у моста', channel: 'letter' })
    const note = (filed: Filed) =>
      post(executor, `${filed.path}/note`, { text: 'Осмотр в пятницу', list: 'channel=letter' })
    await post(executor, '/staff/inbox/settings', { density: 'dense', afterAct: 'next', keys: '1' })
    const next = await note(first)
    expect(next.headers['location']).toBe(
      `${second.path.replace(second.number, numberIn(second))}?acted=${numberIn(first)}`,
    )
    const page = await executor.get(next.headers['location'] ?? '')
    expect(page.text).toContain(`Действие по обращению ${numberIn(first)} сохранено.`)
    const round = await note(second)
    expect(round.headers['location']).toContain(`/staff/complaints/${numberIn(first)}`)
    await post(executor, '/staff/inbox/settings', { density: 'dense', afterAct: 'list', keys: '1' })
    const list = await note(first)
    expect(list.headers['location']).toBe(
      `/staff/inbox?channel=letter&acted=${numberIn(first)}#c${first.number}`,
    )
    await post(executor, '/staff/inbox/settings', { density: 'dense', afterAct: 'stay', keys: '1' })
    expect((await note(first)).headers['location']).toBe(`/staff/complaints/${numberIn(first)}?done=note`)
  })
})

describe('filters under a name', () => {
  test('are their owner’s until a lead shares them, and only owners remove them', async () => {
    const { offices, city } = portal.cast
    await post(executor, '/staff/inbox/filters', { name: 'Мои ямы', query: 'view=mine&q=яма&evil=1' }).expect(
      303,
    )
    const own = await executor.get('/staff/inbox')
    expect(own.text).toContain('href="/staff/inbox?view=mine&amp;q=%D1%8F%D0%BC%D0%B0"')
    expect((await head.get('/staff/inbox')).text).not.toContain('Мои ямы')
    const share = `office-${offices.roads}`
    await post(executor, '/staff/inbox/filters', { name: 'Чужое', query: '', share }).expect(422)
    await post(head, '/staff/inbox/filters', { name: 'Зимние дела', query: 'status=sent', share }).expect(303)
    await post(head, '/staff/inbox/filters', { name: 'Город', query: '', share: `city-${city.id}` }).expect(
      422,
    )
    const shared = await executor.get('/staff/inbox')
    expect(shared.text).toContain('Зимние дела')
    const { id } = await portal.deps.db.savedFilter.findFirstOrThrow({ where: { name: 'Зимние дела' } })
    await post(executor, `/staff/inbox/filters/${id}/remove`).expect(404)
    await post(head, `/staff/inbox/filters/${id}/remove`).expect(303)
    expect((await executor.get('/staff/inbox')).text).not.toContain('Зимние дела')
  })

  test('without a name come back with the filter and a sentence', async () => {
    const page = await post(executor, '/staff/inbox/filters', { name: ' ', query: 'status=planned' }).expect(
      422,
    )
    expect(page.text).toContain('Назовите фильтр.')
    expect(page.text).toContain('<option value="planned" selected>')
  })
})

test('what came since is counted, for one’s own filter only', async () => {
  const since = portal.deps.now().epochMilliseconds
  const news = async (query: string) =>
    (await executor.get(`/staff/inbox/news.json?since=${since}&${query}`)).body
  expect(await news('')).toMatchObject({ count: 0 })
  portal.setNow('2026-03-11T07:01:00Z')
  await fileOne(portal)
  await fileOne(portal, { categoryId: portal.cast.categories.heating })
  expect(await news('')).toMatchObject({
    count: 1,
    text: '1 новое обращение: показать',
    href: '/staff/inbox',
  })
  expect(await news('channel=phone')).toMatchObject({ count: 0 })
})

test('who is answering is told to the others until the sign runs out', async () => {
  const filed = await fileOne(portal)
  const sign = async (browser: Browser) => (await post(browser, `${filed.path}/answering`)).body
  expect(await sign(executor)).toEqual({ text: null })
  expect(await sign(head)).toEqual({ text: 'Сейчас отвечает: Asel executor' })
  expect((await head.get(filed.path)).text).toContain('Сейчас отвечает: Asel executor')
  expect((await head.get('/staff/inbox')).text).toContain('Сейчас отвечает: Asel executor')
  expect((await executor.get(filed.path)).text).not.toContain('Сейчас отвечает: Asel')
  portal.setNow('2026-03-11T07:02:00Z')
  expect(await sign(head)).toEqual({ text: null })
  expect(await sign(executor)).toEqual({ text: 'Сейчас отвечает: Asel head' })
})

test('an empty inbox says when the next one is due', async () => {
  const page = await executor.get('/staff/inbox?view=mine').expect(200)
  expect(page.text).toContain('Всё сделано')
  expect(page.text).toMatch(/Ближайший срок: \d+ \S+ 2026/)
})
