import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { beginCall, call, hidden, locationOf, newestComplaint, post, saveCall } from './at-the-desk.ts'

let portal: Portal
let operator: Browser

const names = (kk: string, ru: string) => ({ kk, ru, en: ru })
const questions = [
  { code: 'depth', kind: 'number', label: names('Тереңдігі қанша?', 'Какая глубина?') },
  {
    code: 'lane',
    kind: 'choice',
    label: names('Қай жолақ?', 'Какая полоса?'),
    options: [
      { value: 'left', label: names('Сол жақ', 'Левая') },
      { value: 'right', label: names('Оң жақ', 'Правая') },
    ],
  },
]

beforeAll(async () => {
  portal = await openPortal()
  operator = await signInAs(portal, 'operator@example.kz')
  await portal.deps.db.category.update({
    where: { id: portal.cast.categories.potholes },
    data: { questions },
  })
  portal.deps.cache.forget('directory:')
})
afterAll(() => portal?.close())

describe('questions of a category', () => {
  const answered = { 'potholes--depth': '30', 'potholes--lane': 'left' }

  test('are read out in the language of the caller, with the words of the page beside them', async () => {
    const talk = await beginCall(operator, { ...call, replyLang: 'ru' })
    const page = (await operator.get(talk).expect(200)).text
    expect(page).toMatch(/id="questions"[^>]* lang="ru"/)
    expect(page).toContain('Какая глубина?')
    expect(page).toContain('Левая')
    const other = await beginCall(operator, { ...call, otherCategory: 'snow' })
    expect((await operator.get(other)).text).not.toContain('Тереңдігі')
  })

  test('are asked: each has an answer, or the caller does not know', async () => {
    const talk = await beginCall(operator)
    const page = await post(operator, talk, { ...call, 'potholes--depth': 'терең', act: 'check' }).expect(422)
    expect(page.text).toContain('href="#potholes--depth"')
    expect(page.text).toContain('href="#potholes--lane"')
    expect(page.text).toContain('value="терең"')
    const unknown = { 'unknown--potholes--depth': '1', 'potholes--lane': '-' }
    await post(operator, talk, { ...call, ...unknown, act: 'check' }).expect(303)
    // What was marked is still marked after the page was closed.
    expect((await operator.get(talk)).text).toMatch(/name="unknown--potholes--depth" value="1" checked/)
  })

  test('are read back with their answers and stored as a resident’s are', async () => {
    const talk = await beginCall(operator)
    const fields = { ...call, ...answered }
    const checked = await post(operator, talk, { ...fields, act: 'check' }).expect(303)
    const page = await operator.get(locationOf(checked).replace(/#.*/, '')).expect(200)
    expect(page.text).toContain('Сұрақ: Тереңдігі қанша? Жауап: 30.')
    expect(page.text).toContain('Сұрақ: Қай жолақ? Жауап: Сол жақ.')
    await post(operator, talk, { ...fields, act: 'file', seen: hidden(page.text, 'seen') }).expect(303)
    expect((await newestComplaint(portal)).answered).toEqual(answered)
    // Another answer than the one that was read back is read back again.
    const second = await beginCall(operator, fields)
    await post(operator, second, { ...fields, act: 'check' })
    const seen = hidden((await operator.get(`${second}?step=read-back`)).text, 'seen')
    const changed = { ...fields, 'potholes--depth': '40', act: 'file', seen }
    expect(locationOf(await post(operator, second, changed).expect(303))).toContain('step=read-back')
  })

  test('of a letter stay unanswered when the letter says nothing', async () => {
    const letter = { ...call, channel: 'letter', wish: 'number' }
    await saveCall(operator, await beginCall(operator, letter), letter)
    expect((await newestComplaint(portal)).answered).toBeNull()
  })
})

describe('a point on the map', () => {
  const asked = { 'unknown--potholes--depth': '1', 'potholes--lane': '-' }
  const point = { lat: '49.95', lon: '82.6' }
  const placed = { ...call, ...asked, ...point }

  test('goes with the complaint and is enough without an address', async () => {
    const fields = { ...placed, address: '' }
    const talk = await beginCall(operator, fields)
    expect((await operator.get(talk)).text).toContain('49.95, 82.6')
    await saveCall(operator, talk, fields)
    const { lat, lon, address } = await newestComplaint(portal)
    expect({ lat: Number(lat), lon: Number(lon), address }).toEqual({ lat: 49.95, lon: 82.6, address: '' })
  })

  test('is taken away again without a script, and outside the city it is not taken', async () => {
    const talk = await beginCall(operator, placed)
    await post(operator, talk, { ...placed, act: 'noPoint' }).expect(303)
    expect(hidden((await operator.get(talk)).text, 'lat')).toBe('')
    const away = await post(operator, talk, { ...placed, lat: '40', lon: '60', act: 'check' }).expect(422)
    expect(away.text).toContain('href="#point"')
  })

  test('finds what is open beside it, whatever the words about the place', async () => {
    const known = await fileOne(portal, {
      text: 'Глубокая яма, машины не проезжают',
      address: '',
      point: { lat: 49.9502, lon: 82.6001 },
    })
    const fields = { ...placed, text: 'Глубокая яма, машины не проезжают', address: 'у моста' }
    const talk = await beginCall(operator, fields)
    expect((await operator.get(talk)).text).toContain(`name="join" value="${known.number}"`)
  })
})
