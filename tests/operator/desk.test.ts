import { mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CityProfile, cityBySlug, openState } from '../../src/features/city/index.ts'
import { importConsultations, ReceptionMapping } from '../../src/features/operator/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { beginCall, call, desk, post } from './at-the-desk.ts'

let portal: Portal
let operator: Browser
let controller: Browser

beforeAll(async () => {
  portal = await openPortal()
  operator = await signInAs(portal, 'operator@example.kz')
  controller = await signInAs(portal, 'controller@example.kz')
})
afterAll(() => portal?.close())

const db = () => portal.deps.db

describe('answers on the spot', () => {
  test('are recorded with topic, channel, words and length, and counted', async () => {
    portal.setNow('2026-03-11T07:00:00Z')
    const talk = await beginCall(operator)
    portal.setNow('2026-03-11T07:02:00Z')
    const words = { ...call, text: 'Қар қашан тазаланады? Тел. 8 705 123 45 67', otherCategory: 'snow' }
    await post(operator, talk, { ...words, act: 'answered' }).expect(422)
    await post(operator, talk, { ...words, answer: '=Ертең таңертең', act: 'answered' }).expect(303)
    const [row] = await db().consultation.findMany()
    expect(row).toMatchObject({
      channel: 'phone',
      seconds: 120,
      categoryId: portal.cast.categories.snow,
      staffId: portal.cast.staff.operator,
      answer: '=Ертең таңертең',
    })
    expect(row?.question).not.toContain('705')
    expect(await db().complaint.count()).toBe(0)
    await post(operator, talk, { ...words, answer: 'Тағы да', act: 'answered' }).expect(303)
    expect(await db().consultation.count()).toBe(1)
    expect((await operator.get(`${desk}/consultations`)).text).toContain('2:00')
  })

  test('go into a table that no spreadsheet runs', async () => {
    await db().category.update({
      where: { id: portal.cast.categories.snow },
      data: { nameRu: '=HYPERLINK("x")' },
    })
    portal.deps.cache.forget('directory:')
    const csv = await operator.get(`${desk}/consultations.csv`).expect(200)
    expect(csv.text.startsWith('\uFEFF')).toBe(true)
    expect(csv.text).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv.text.trim().split('\r\n')).toHaveLength(2)
    const [written] = await db().staffLog.findMany({ where: { kind: 'exported' } })
    expect(written).toMatchObject({
      ...{ staffId: portal.cast.staff.operator, cityId: portal.cast.city.id },
      ...{ subject: 'consultations', detail: { rows: 1 } },
    })
  })

  test('are taken out only with a fresh proof', async () => {
    portal.setNow('2026-03-11T07:12:01Z')
    const late = await operator.get(`${desk}/consultations.csv`).expect(303)
    expect(late.headers['location']).toMatch(/^\/staff\/confirm\?next=/)
    portal.setNow('2026-03-11T07:02:00Z')
  })
})

describe('call-backs', () => {
  const asked = { callDay: '2026-03-11', callTime: '15:00', callName: 'Айгүл', callWhy: 'Су қашан келеді' }

  test('are put on the list with the conversation on hold', async () => {
    portal.setNow('2026-03-11T07:00:00Z')
    const talk = await beginCall(operator)
    const bad = await post(operator, talk, { ...call, ...asked, callTime: '25:00', act: 'callBack' }).expect(
      422,
    )
    expect(bad.text).toContain('href="#callTime"')
    await post(operator, talk, { ...call, ...asked, act: 'callBack' }).expect(303)
    // Sent twice it is one.
    await post(operator, talk, { ...call, ...asked, act: 'callBack' }).expect(303)
    expect(await db().callBack.count()).toBe(1)
    const row = await db().callBack.findFirstOrThrow()
    // 15:00 in Almaty.
    expect(row.dueAt.toISOString()).toBe('2026-03-11T10:00:00.000Z')
    expect(Buffer.from(row.sealed).toString('latin1')).not.toContain('7051234567')
    const list = await controller.get(`${desk}/call-backs`).expect(200)
    expect(list.text).toContain('Су қашан келеді')
    expect(list.text).not.toContain('7051234567')
  })

  test('are taken by one, who alone sees the number, and the look is recorded', async () => {
    const { id } = await db().callBack.findFirstOrThrow()
    const take = (browser: Browser) => post(browser, `${desk}/call-backs/${id}/take`, {}).expect(303)
    const [first, second] = await Promise.all([take(operator), take(controller)])
    const ends = [first, second].map(({ headers }) => String(headers['location']).split('=')[1])
    expect(ends.toSorted()).toEqual(['gone', 'take'])
    const [mine, theirs] = ends[0] === 'take' ? [operator, controller] : [controller, operator]
    expect((await mine.get(`${desk}/call-backs`)).text).toContain('+77051234567')
    expect((await theirs.get(`${desk}/call-backs`)).text).not.toContain('7051234567')
    expect(await db().callerLook.count({ where: { callBackId: id } })).toBe(1)
    // Nobody answers: due again in half an hour, for whoever is free then.
    await post(mine, `${desk}/call-backs/${id}/again`, {}).expect(303)
    const row = await db().callBack.findFirstOrThrow()
    expect(row).toMatchObject({ tries: 1, takenById: null })
    expect(row.dueAt.toISOString()).toBe('2026-03-11T07:30:00.000Z')
    expect((await mine.get(`${desk}/call-backs`)).text).not.toContain('7051234567')
    await post(theirs, `${desk}/call-backs/${id}/done`, {}).expect(303)
    expect((await db().callBack.findFirstOrThrow()).doneAt).toBeNull()
    await take(theirs)
    await post(theirs, `${desk}/call-backs/${id}/done`, {}).expect(303)
    expect((await db().callBack.findFirstOrThrow()).doneAt).not.toBeNull()
    await post(operator, `${desk}/call-backs/00000000-0000-4000-8000-000000000009/take`, {}).expect(404)
  })
})

describe('what is kept', () => {
  test('goes when its time is over: numbers first, words after a year; counts and looks stay', async () => {
    portal.setNow('2027-04-01T07:00:00Z')
    await portal.jobs.get('operator.forget')?.run({}, portal.deps.now())
    expect(await db().operatorTalk.count({ where: { sealed: { not: null } } })).toBe(0)
    expect(await db().callBack.count()).toBe(0)
    expect(await db().consultation.findMany({ select: { question: true, answer: true } })).toEqual([
      { question: '', answer: '' },
    ])
    expect(await db().callerLook.count()).toBeGreaterThan(0)
    portal.setNow('2026-03-11T07:00:00Z')
  })
})

describe('a log of receptions', () => {
  const lines = [
    'Дата;№;Канал;Тема;Вопрос;Ответ;Длительность',
    '05.03.2026 10:15;1;звонок;Снег на дорогах;Когда уберут;Завтра;2:05',
    '05.03.2026 25:15;2;звонок;;;;',
    '06.03.2026 11:00;3;голубь;;;;',
    '06.03.2026 11:00;4;приём;Космос;;;',
    '06.03.2026 11:00;5;приём;;"Два\nслова";Да;x',
    '06.03.2026 11:00;6;приём;;Справка;Дали;60',
    '06.03.2030 11:00;7;приём;;Справка;Дали;60',
  ]
  const mapping = ReceptionMapping.parse({
    source: '109',
    delimiter: ';',
    columns: {
      ...{ at: 'Дата', id: '№', channel: 'Канал', topic: 'Тема' },
      ...{ question: 'Вопрос', answer: 'Ответ', seconds: 'Длительность' },
    },
    channels: { звонок: 'phone', приём: 'front_office' },
    topics: { 'Снег на дорогах': 'snow' },
  })

  test('brings the good lines in, names each bad one by its line, and a repeat changes nothing', async () => {
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'reception-')), 'log.csv')
    await writeFile(file, lines.join('\n'))
    const city = await cityBySlug(portal.deps, 'synaqqala')
    if (city === null) throw new Error('the cast has no city')
    const trial = await importConsultations(portal.deps, { city, file, mapping, isTrial: true })
    expect(trial.imported).toBe(2)
    const first = await importConsultations(portal.deps, { city, file, mapping })
    expect(first).toMatchObject({ imported: 2, repeated: 0 })
    expect(first.bad.map(({ line }) => line)).toEqual([3, 4, 5, 7, 9])
    const again = await importConsultations(portal.deps, { city, file, mapping })
    expect(again).toMatchObject({ imported: 0, repeated: 2 })
    const rows = await db().consultation.findMany({ where: { source: '109' }, orderBy: { at: 'asc' } })
    expect(
      rows.map(({ channel, seconds, categoryId, at }) => [channel, seconds, categoryId, at.toISOString()]),
    ).toEqual([
      ['phone', 125, portal.cast.categories.snow, '2026-03-05T05:15:00.000Z'],
      ['front_office', 60, null, '2026-03-06T06:00:00.000Z'],
    ])
  })

  test('with the wrong columns is refused in one sentence', async () => {
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'reception-')), 'log.csv')
    await writeFile(file, 'a,b\n1,2\n')
    const city = await cityBySlug(portal.deps, 'synaqqala')
    if (city === null) throw new Error('the cast has no city')
    const reading = importConsultations(portal.deps, { city, file, mapping: ReceptionMapping.parse({}) })
    await expect(reading).rejects.toThrow('has no column "at", "channel"')
  })
})

describe('opening hours', () => {
  const hours = [
    { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: { from: '13:00', to: '14:30' } },
  ]
  const calendar = { version: 't', off: new Set(['2026-03-23']), work: new Set(['2026-03-28']) }
  const around = { calendar, timeZone: 'Asia/Almaty', everyDay: false }
  const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('Asia/Almaty').toInstant()

  test.each([
    ['2026-03-11T08:59', { state: 'shut', until: '09:00' }],
    ['2026-03-11T09:00', { state: 'open', until: '13:00' }],
    ['2026-03-11T13:00', { state: 'pause', until: '14:30' }],
    ['2026-03-11T14:30', { state: 'open', until: '18:30' }],
    ['2026-03-11T18:30', { state: 'shut', until: null }],
    ['2026-03-14T12:00', { state: 'shut', until: null }],
    // A holiday on a Monday, and a Saturday that works for it.
    ['2026-03-23T12:00', { state: 'shut', until: null }],
    ['2026-03-28T12:00', { state: 'open', until: '13:00' }],
  ])('%s: %o', (local, expected) => {
    expect(openState(hours, at(local), around)).toEqual(expected)
  })

  test('what is open closes later the same day, what is shut opens later or not at all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 60 }), (minute) => {
        const now = at('2026-03-01T00:00').add({ minutes: minute })
        const { state, until } = openState(hours, now, around)
        const local = now.toZonedDateTimeISO('Asia/Almaty').toPlainTime().toString({ smallestUnit: 'minute' })
        if (state !== 'shut') expect(until).not.toBeNull()
        if (until !== null) expect(until > local).toBe(true)
      }),
    )
  })

  test('stand with the phone on the page about the portal, open at this very hour', async () => {
    const row = await db().city.findUniqueOrThrow({ where: { id: portal.cast.city.id } })
    const profile = {
      ...CityProfile.parse(row.profile),
      desk: { phones: ['109'], address: null, hours, everyDay: false },
    }
    await db().city.update({ where: { id: row.id }, data: { profile } })
    portal.deps.cache.forget('city:')
    const page = await operator.get('/ru/synaqqala/about').expect(200)
    expect(page.text).toContain('tel:109')
    // Noon in Almaty.
    expect(page.text).toContain('Сейчас открыто, до 13:00')
  })
})
