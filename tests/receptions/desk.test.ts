import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordBounce } from '../../src/features/following/index.ts'
import { receptions as feature } from '../../src/features/receptions/feature.ts'
import { receptionDeskPaths, receptionPaths } from '../../src/features/receptions/index.ts'
import { hashToken, newToken } from '../../src/platform/crypto/token.ts'
import { bounceOf } from '../support/bounce-of.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { plantPerson } from '../whole-app/policy/persons.ts'
import { book, mondays, ownPage, plantReceptions, slug, visitor } from './visitors.ts'

let portal: Portal
let head: Browser
let operator: Browser
let auditor: Browser
let body: number
let receptions: number[]

beforeAll(async () => {
  portal = await openPortal()
  head = await signInAs(portal, 'head@example.kz')
  operator = await signInAs(portal, 'operator@example.kz')
  auditor = await signInAs(portal, 'auditor@example.kz')
  ;({ body, receptions } = await plantReceptions(portal))
})
afterAll(() => portal?.close())

const db = () => portal.deps.db
const send = (browser: Browser, path: string, fields: Record<string, string> = {}) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)
const first = () => receptions[0] ?? 0
/** Who of the staff stands in the log with an act of this kind at this thing. */
const logged = async (kind: string, subject: string) =>
  (await db().staffLog.findMany({ where: { kind, subject }, orderBy: { at: 'asc' } })).map(
    ({ staffId }) => staffId,
  )

/** The key of a form as it is shown. */
const keyOf = (html: string) => /name="key" value="([\w-]{22})"/.exec(html)?.[1] ?? ''

test('a body that is sent twice is one; two in one moment are two', async () => {
  const admin = await signInAs(portal, 'city_admin@example.kz')
  const path = receptionDeskPaths.newBody(slug)
  const fields = { kind: 'notary', nameKk: 'Нотариус', nameRu: 'Нотариус', nameEn: 'Notary' }
  const keys = await Promise.all([1, 2].map(async () => keyOf((await admin.get(path)).text)))
  const sent = [keys[0], keys[0], keys[1]].map((key) => send(admin, path, { ...fields, key: key ?? '' }))
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([303, 303, 303])
  const bodies = await db().receptionBody.findMany({ where: { nameEn: 'Notary' } })
  expect(new Set(bodies.map(({ code }) => code)).size).toBe(2)
  expect(bodies).toHaveLength(2)
})

describe('a timetable', () => {
  const typed = {
    ...{
      positionKk: 'Орынбасар',
      positionRu: 'Заместитель',
      positionEn: 'Deputy',
      weekday3: '1',
      week2: '1',
    },
    ...{ startsAt: '10:00', slotMinutes: '15', slots: '4', placesPerSlot: '1', waitingMost: '5' },
    ...{ opensDays: '30', closesHours: '24', onHoliday: 'skip', validFrom: '2026-03-01' },
  }
  test('is written by the head of the office behind the body, and its days write themselves down', async () => {
    const bad = await send(head, receptionDeskPaths.newSeries(slug, body), {
      ...typed,
      weekday3: '',
      slots: '0',
    })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('href="#slots"')
    await send(head, receptionDeskPaths.newSeries(slug, body), typed).expect(303)
    const series = await db().receptionSeries.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const days = await db().reception.findMany({ where: { seriesId: series.id }, orderBy: { day: 'asc' } })
    // The second Wednesday of each month, after today.
    expect(days.map(({ day }) => day.toISOString().slice(0, 10))).toEqual(['2026-04-08'])
    await send(operator, receptionDeskPaths.newSeries(slug, body), typed).expect(404)
    await portal.jobs.get('receptions.plan')?.run({}, portal.deps.now())
    expect(await db().reception.count({ where: { seriesId: series.id } })).toBe(1)
    await send(head, receptionDeskPaths.endSeries(slug, series.id), { version: '1' }).expect(303)
    expect(await db().reception.count({ where: { seriesId: series.id } })).toBe(0)
  })

  test('that is sent twice is one rule', async () => {
    const path = receptionDeskPaths.newSeries(slug, body)
    const key = keyOf((await head.get(path).expect(200)).text)
    const both = await Promise.all([1, 2].map(() => send(head, path, { ...typed, person: 'Дважды', key })))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    const rules = await db().receptionSeries.findMany({ where: { person: 'Дважды' } })
    expect(rules).toHaveLength(1)
    await send(head, receptionDeskPaths.endSeries(slug, rules[0]?.id ?? 0), { version: '1' }).expect(303)
  })

  test('that changes leaves days that somebody has booked as they were', async () => {
    await book(portal, receptions[1] ?? 0, visitor(50))
    const series = await db().receptionSeries.findFirstOrThrow({ where: { bodyId: body, removedAt: null } })
    const change = {
      ...{ positionKk: 'Басшы', positionRu: 'Руководитель', positionEn: 'Head', weekday1: '1' },
      ...{ startsAt: '16:00', slotMinutes: '20', slots: '3', placesPerSlot: '1', waitingMost: '2' },
      ...{ opensDays: '30', closesHours: '24', onHoliday: 'next', validFrom: '2026-03-01', version: '1' },
    }
    await send(head, receptionDeskPaths.series(slug, series.id), change).expect(303)
    await send(head, receptionDeskPaths.series(slug, series.id), change).expect(409)
    const rows = await db().reception.findMany({ where: { seriesId: series.id }, orderBy: { day: 'asc' } })
    const hours = rows.map(({ startsAt }) => startsAt.getUTCHours())
    expect(hours.filter((hour) => hour === 10)).toHaveLength(1)
    expect(hours.filter((hour) => hour === 11).length).toBe(hours.length - 1)
    expect(mondays.startsAt).toBe('15:00')
    receptions = rows.map(({ id }) => id)
  })
})

test('a rule that changes takes days whose bookings have ended, and leaves today as it is', async () => {
  const { body: another, receptions: days } = await plantReceptions(portal, {}, '2026-03-11T07:00:01Z')
  const own = ownPage(await book(portal, days[1] ?? 0, visitor(40)))
  await request(portal.app).post(`${own}/cancel`).set(sameOrigin).type('form').send({}).expect(303)
  // A day whose visitor has not been told yet stays until the letter has left
  await book(portal, days[2] ?? 0, visitor(41))
  const { id } = await db().receptionBooking.findFirstOrThrow({ where: { receptionId: days[2] ?? 0 } })
  await send(operator, receptionDeskPaths.checkIn(slug, id, 'cancel')).expect(303)
  portal.setNow('2026-03-16T03:00:00Z')
  const boss = await signInAs(portal, 'head@example.kz')
  const series = await db().receptionSeries.findFirstOrThrow({ where: { bodyId: another } })
  await send(boss, receptionDeskPaths.endSeries(slug, series.id), { version: '1' }).expect(303)
  const left = await db().reception.findMany({ where: { bodyId: another } })
  expect(left.map(({ day }) => day.toISOString().slice(0, 10))).toEqual(['2026-03-16', '2026-03-30'])
  portal.setNow('2026-03-11T07:00:00Z')
})

describe('a day', () => {
  test('shows who comes, and staff book whoever calls', async () => {
    await book(portal, first(), visitor(1))
    const path = receptionDeskPaths.book(slug, first())
    const caller = {
      key: newToken(),
      name: 'Виктор',
      topic: 'Тротуар',
      phone: '87051234567',
      channel: 'phone',
    }
    await send(operator, path, caller).expect(422)
    await send(operator, path, { ...caller, consent: '1' }).expect(303)
    await send(operator, path, { ...caller, consent: '1' }).expect(303)
    const day = await operator.get(receptionDeskPaths.day(slug, first())).expect(200)
    expect(day.text).toContain('Айгүл 1')
    expect(day.text).not.toContain('705 123-45-67')
    const { id } = await db().receptionBooking.findFirstOrThrow({ where: { channel: 'phone' } })
    expect((await operator.get(receptionDeskPaths.booking(slug, id))).text).not.toContain('705 123-45-67')
    const looks = () => logged('contacts-seen', `reception-booking ${id}`)
    expect(await looks()).toEqual([])
    const shown = await send(operator, receptionDeskPaths.contacts(slug, id)).expect(200)
    expect(shown.text).toContain('+7 705 123-45-67')
    expect(await looks()).toEqual([portal.cast.staff.operator])
    expect(await logged('reception', `reception-booking ${id}`)).toEqual([portal.cast.staff.operator])
    expect(await db().receptionBooking.count({ where: { receptionId: first() } })).toBe(2)
    expect((await auditor.get(receptionDeskPaths.day(slug, first()))).text).not.toContain('/came')
    await send(auditor, path, caller).expect(404)
  })

  test('check-in, minutes as a consultation, promises as a task and as a complaint', async () => {
    const { id } = await db().receptionBooking.findFirstOrThrow({
      where: { channel: 'web', receptionId: first() },
    })
    await send(head, receptionDeskPaths.minutes(slug, id), {
      outcome: 'explained',
      text: 'Объяснили сроки',
    }).expect(404)
    await send(head, receptionDeskPaths.checkIn(slug, id, 'came')).expect(303)
    const minutes = { outcome: 'explained', text: 'Объяснили сроки ремонта', version: '0' }
    await send(head, receptionDeskPaths.minutes(slug, id), minutes).expect(303)
    await send(operator, receptionDeskPaths.minutes(slug, id), minutes).expect(409)
    expect(
      Buffer.from((await db().receptionMinutes.findFirstOrThrow()).sealed ?? []).toString(),
    ).not.toContain('срок')
    const said = await db().consultation.findFirstOrThrow({ where: { source: 'visit' } })
    expect(said).toMatchObject({ channel: 'front_office', answer: '' })
    expect(JSON.stringify(said)).not.toContain('срок')

    const office = String(portal.cast.offices.roads)
    const task = {
      key: newToken(),
      words: 'Поставим знак у школы',
      dueOn: '2026-04-01',
      office,
      kind: 'task',
    }
    await send(head, receptionDeskPaths.promise(slug, id), { ...task, dueOn: '2026-03-01' }).expect(422)
    await send(head, receptionDeskPaths.promise(slug, id), task).expect(303)
    await send(head, receptionDeskPaths.promise(slug, id), task).expect(303)
    const filed = {
      ...task,
      key: newToken(),
      words: 'Заделать яму у школы',
      kind: 'complaint',
      category: 'potholes',
    }
    await send(head, receptionDeskPaths.promise(slug, id), { ...filed, category: 'x' }).expect(422)
    await send(head, receptionDeskPaths.promise(slug, id), filed).expect(303)
    await send(head, receptionDeskPaths.promise(slug, id), filed).expect(303)
    expect(await db().receptionPromise.count()).toBe(2)
    const complaint = await db().complaint.findFirstOrThrow({ include: { contacts: true } })
    expect(complaint).toMatchObject({ text: 'Заделать яму у школы', channel: 'front_office' })
    expect(complaint.contacts.map(({ kind }) => kind)).not.toContain('email')
    expect(await db().complaint.count()).toBe(1)
    const agreed = { ...filed, key: newToken(), words: 'Поставить забор у школы', contacts: '1' }
    await send(head, receptionDeskPaths.promise(slug, id), agreed).expect(303)
    const second = await db().complaint.findFirstOrThrow({
      where: { text: agreed.words },
      include: { contacts: true },
    })
    expect(second.contacts.map(({ kind }) => kind)).toContain('email')
  })

  test('a promise that another office is to keep is on its list, and is settled there', async () => {
    const { id } = await db().receptionBooking.findFirstOrThrow({
      where: { channel: 'web', receptionId: first() },
    })
    const words = 'Вывезем мусор со двора школы'
    const task = { key: newToken(), words, dueOn: '2026-04-01', kind: 'task' }
    const office = String(portal.cast.offices.akimat)
    await send(head, receptionDeskPaths.promise(slug, id), { ...task, office }).expect(303)
    const promise = await db().receptionPromise.findFirstOrThrow({ where: { text: words } })
    await plantPerson(portal, 'helper', [{ role: 'executor', where: 'akimat' }])
    await plantPerson(portal, 'stranger', [{ role: 'executor', where: 'housing' }])
    const other = await signInAs(portal, 'policy-helper@example.kz')
    const list = await other.get(receptionDeskPaths.promises(slug)).expect(200)
    expect(list.text).toContain(words)
    expect(list.text).not.toContain('Поставим знак у школы')
    expect(list.text).not.toContain(receptionDeskPaths.booking(slug, id))
    expect((await other.get(receptionDeskPaths.home(slug))).text).toContain('Обещания: 1')
    const stranger = await signInAs(portal, 'policy-stranger@example.kz')
    await send(stranger, receptionDeskPaths.promiseDone(slug, promise.id), { note: 'Вывезли' }).expect(404)
    await send(other, receptionDeskPaths.promiseDone(slug, promise.id), { note: 'Вывезли' }).expect(303)
  })

  test('the visitor reads what was promised, and staff until it is done', async () => {
    await runJobs(portal)
    const mail = (await readMails(portal)).find(
      ({ head: lines, text }) => lines.includes('visitor1@') && text.includes('/receptions/bookings/'),
    )
    const own = /\/ru\/synaqqala\/receptions\/bookings\/[\w-]{22}/.exec(mail?.text ?? '')?.[0] ?? ''
    expect((await request(portal.app).get(own)).text).toContain('Поставим знак у школы')
    portal.setNow('2026-04-02T07:00:00Z')
    head = await signInAs(portal, 'head@example.kz')
    operator = await signInAs(portal, 'operator@example.kz')
    const list = await head.get(receptionDeskPaths.promises(slug)).expect(200)
    expect(list.text).toContain('Срок прошёл')
    const promise = await db().receptionPromise.findFirstOrThrow({ where: { complaint: null } })
    await send(head, receptionDeskPaths.promiseDone(slug, promise.id), { note: '' }).expect(422)
    await send(head, receptionDeskPaths.promiseDone(slug, promise.id), { note: 'Знак стоит' }).expect(303)
    expect((await request(portal.app).get(own)).text).toContain('Выполнено')
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('that is called off stays with its reason, and everybody is told', async () => {
    const second = receptions[1] ?? 0
    const third = await book(portal, second, visitor(60))
    await send(head, receptionDeskPaths.cancel(slug, second), { why: '' }).expect(422)
    await send(head, receptionDeskPaths.cancel(slug, second), { why: 'Командировка' }).expect(303)
    expect((await request(portal.app).get(receptionPaths.show('ru', slug, second))).text).toContain(
      'Командировка',
    )
    await runJobs(portal)
    const mails = (await readMails(portal)).filter(({ head: lines }) => lines.includes('visitor60@'))
    expect(mails.map(({ text }) => text).join()).toContain('Командировка')
    expect((await request(portal.app).get(ownPage(third))).text).toContain('Командировка')
  })
})

describe('whom no mail reaches', () => {
  const calls = async () => (await operator.get(receptionDeskPaths.calls(slug)).expect(200)).text
  const home = async () => (await operator.get(receptionDeskPaths.home(slug)).expect(200)).text
  const idOf = (reception: number, state: string) =>
    db()
      .receptionBooking.findFirstOrThrow({ where: { receptionId: reception, state }, orderBy: { id: 'asc' } })
      .then(({ id }) => id)
  const phone = (n: number) => ({ ...visitor(n), email: '', phone: `+7705000000${n}` })

  test('is told by phone of a place that became free, and staff take it for them', async () => {
    const day = receptions[2] ?? 0
    for (const n of [1, 2, 3, 4])
      await book(portal, day, phone(n)).then(({ status }) => expect(status).toBe(303))
    const dropped = await idOf(day, 'booked')
    await send(operator, receptionDeskPaths.checkIn(slug, dropped, 'cancel')).expect(303)
    expect(await logged('reception', `reception-booking ${dropped}`)).toEqual([portal.cast.staff.operator])
    await runJobs(portal)
    expect(await home()).toContain('Позвонить посетителям: 2')
    const list = await calls()
    expect(list).toContain('Запись отменена сотрудником')
    expect(list).toContain('Айгүл 4')
    expect(list).not.toContain('705 000')
    const offered = await idOf(day, 'offered')
    const shown = await send(operator, receptionDeskPaths.callContacts(slug, offered)).expect(200)
    expect(shown.text).toContain('+7 705 000-00-04')
    expect(await logged('contacts-seen', `reception-booking ${offered}`)).toHaveLength(1)
    await send(auditor, receptionDeskPaths.called(slug, offered)).expect(404)
    const called = receptionDeskPaths.called(slug, offered)
    const [, newest = ''] = new RegExp(`action="${called}"[^>]*><input[^>]*value="(\\d+)"`).exec(list) ?? []
    // News that the list had not shown is not settled
    const early = await send(operator, called, { newest: String(Number(newest) - 1) }).expect(303)
    expect(early.headers['location']).toContain('done=gone')
    expect((await send(operator, called, { newest }).expect(303)).headers['location']).toContain(
      'done=called',
    )
    const twice = await send(operator, called, { newest }).expect(303)
    expect(twice.headers['location']).toContain('done=gone')
    const row = await db().receptionCall.findFirstOrThrow({ where: { bookingId: offered } })
    expect(row.calledById).toBe(portal.cast.staff.operator)
    expect(await home()).toContain('Позвонить посетителям: 1')
    await send(operator, receptionDeskPaths.checkIn(slug, offered, 'accept')).expect(303)
    expect(await db().receptionBooking.findUniqueOrThrow({ where: { id: offered } })).toMatchObject({
      state: 'booked',
    })
  })

  test('is told by phone of a reception that is called off; the others by mail', async () => {
    const day = receptions[3] ?? 0
    await book(portal, day, phone(5))
    await book(portal, day, visitor(70))
    const mailed = await book(portal, day, visitor(71))
    await db().receptionBooking.updateMany({
      where: { receptionId: day, hasEmail: true, tokenHash: hashToken(ownPage(mailed).slice(-22)) },
      data: { refusal: '550 5.1.1' },
    })
    await send(head, receptionDeskPaths.cancel(slug, day), { why: 'Болезнь' }).expect(303)
    await runJobs(portal)
    const list = await calls()
    expect([list.includes('Айгүл 5'), list.includes('Айгүл 70'), list.includes('Айгүл 71')]).toEqual([
      ...[true, false, true],
    ])
  })

  test('is called also when the mail comes back later', async () => {
    const { id } = await db().receptionBooking.findFirstOrThrow({
      where: { receptionId: receptions[3] ?? 0, hasEmail: true, refusal: null },
    })
    await recordBounce(portal.deps, bounceOf(portal.deps, { kind: 'v', id }))
    await runJobs(portal)
    expect(await calls()).toContain('Айгүл 70')
    // Rows from before the news was written down: their state says it
    await db().receptionCall.deleteMany({ where: { bookingId: id } })
    await db().receptionBooking.update({ where: { id }, data: { news: null } })
    await recordBounce(portal.deps, bounceOf(portal.deps, { kind: 'v', id }))
    await runJobs(portal)
    expect(await calls()).toContain('Айгүл 70')
  })

  test('a booking that staff cancel is told by mail', async () => {
    const own = ownPage(await book(portal, first(), visitor(80)))
    const { id } = await db().receptionBooking.findUniqueOrThrow({
      where: { tokenHash: hashToken(own.slice(-22)) },
    })
    await send(operator, receptionDeskPaths.checkIn(slug, id, 'cancel')).expect(303)
    await runJobs(portal)
    const mails = (await readMails(portal)).filter(({ head: lines }) => lines.includes('visitor80@'))
    expect(mails.map(({ text }) => text).join()).toContain('Сотрудник отменил вашу запись')
    await recordBounce(portal.deps, bounceOf(portal.deps, { kind: 'v', id }))
    await runJobs(portal)
    expect(await db().receptionCall.findMany({ where: { bookingId: id }, select: { why: true } })).toEqual([
      { why: 'dropped' },
    ])
  })

  test('who asked to be taken off is mailed, and called by nobody', async () => {
    for (const one of [visitor(81), phone(9)]) {
      const own = ownPage(await book(portal, first(), one))
      const { id } = await db().receptionBooking.findUniqueOrThrow({
        where: { tokenHash: hashToken(own.slice(-22)) },
      })
      await send(operator, receptionDeskPaths.checkIn(slug, id, 'cancel'), { wished: '1' }).expect(303)
      await runJobs(portal)
      await recordBounce(portal.deps, bounceOf(portal.deps, { kind: 'v', id }))
      await runJobs(portal)
      expect(await db().receptionCall.count({ where: { bookingId: id } })).toBe(0)
      const { news, newsSentAt } = await db().receptionBooking.findUniqueOrThrow({ where: { id } })
      expect([news, newsSentAt === null]).toEqual(['dropped as wished', false])
    }
  })
})

describe('the queue', () => {
  const queue = (act: 'issue' | 'next', fields: Record<string, string> = {}) =>
    send(operator, receptionDeskPaths.queueAct(slug, body, act), fields)

  test('gives each visitor another number and calls each once, whoever asks at once', async () => {
    const key = 'k'.repeat(22)
    const plain = Array.from({ length: 9 }, () => queue('issue').expect(303))
    // The same form sent twice gets one number
    const twice = [1, 2].map(() => queue('issue', { key }).expect(303))
    const given = await Promise.all([...plain, ...twice])
    const numbers = given.map(({ headers }) => String(headers['location']).split('=')[1])
    expect(new Set(numbers).size).toBe(10)
    // At another window the same key gives a number of that window
    const other = (await plantReceptions(portal, {}, '2026-03-11T07:00:09Z')).body
    const there = await send(operator, receptionDeskPaths.queueAct(slug, other, 'issue'), { key }).expect(303)
    expect(String(there.headers['location'])).toContain('=1')
    await db().queueTicket.deleteMany({ where: { bodyId: other } })
    await queue('next', { window: '' }).expect(422)
    await Promise.all(['1', '2', '3'].map((window) => queue('next', { window }).expect(303)))
    const called = await db().queueTicket.findMany({ where: { state: 'called' }, orderBy: { no: 'asc' } })
    expect(called.map(({ no }) => no)).toEqual([1, 2, 3])
    expect(called.map(({ window }) => window).toSorted()).toEqual(['1', '2', '3'])
    const { code } = await db().receptionBody.findUniqueOrThrow({ where: { id: body } })
    const screen = await request(portal.app)
      .get(receptionPaths.screen('ru', slug, code))
      .expect(200)
    expect(screen.text).toContain('A-003')
    expect(screen.headers['refresh']).toBe('15')
    expect(screen.text).toContain('В очереди: 7')
  })

  test('ends as served with a consultation, or as not come', async () => {
    const [one, two] = await db().queueTicket.findMany({ where: { state: 'called' }, orderBy: { no: 'asc' } })
    const said = { question: 'Как открыть ИП?', answer: 'В отделе доходов' }
    const long = { ...said, answer: 'Ж'.repeat(2001) }
    const back = await send(operator, receptionDeskPaths.ticket(slug, one?.id ?? 0, 'done'), long).expect(422)
    expect(back.text).toContain(`href="#answer-${one?.id}"`)
    expect(back.text).toContain(long.answer)
    await send(operator, receptionDeskPaths.ticket(slug, one?.id ?? 0, 'done'), said).expect(303)
    await send(operator, receptionDeskPaths.ticket(slug, one?.id ?? 0, 'done'), said).expect(303)
    await send(operator, receptionDeskPaths.ticket(slug, two?.id ?? 0, 'skip')).expect(303)
    expect(await db().consultation.count({ where: { source: 'queue' } })).toBe(1)
    expect(
      await db().queueTicket.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } }),
    ).toEqual([
      { state: 'called', _count: 1 },
      { state: 'served', _count: 1 },
      { state: 'skipped', _count: 1 },
      { state: 'waiting', _count: 7 },
    ])
  })
})

describe('public figures', () => {
  test('count visits by body and channel, and hide small numbers', async () => {
    const few = await request(portal.app).get(receptionPaths.statistics('ru', slug)).expect(200)
    expect(few.text).toContain('&lt; 5')
    await db().queueTicket.updateMany({ data: { state: 'served' } })
    const many = await request(portal.app).get(`${receptionPaths.statistics('ru', slug)}?month=2026-03`)
    expect(many.text).toMatch(/>10</)
    await request(portal.app)
      .get(`${receptionPaths.statistics('ru', slug)}?month=1999-99`)
      .expect(200)
  })
})

describe('the demo', () => {
  test('invents receptions once', async () => {
    const city = { id: portal.cast.otherCity.id, slug: 'basqaqala', timeZone: 'Asia/Almaty', at: 0 }
    await feature.demo?.(portal.deps, city)
    const count = () => db().receptionBody.count({ where: { cityId: city.id } })
    const bodies = await count()
    expect(bodies).toBeGreaterThan(4)
    await feature.demo?.(portal.deps, city)
    expect(await count()).toBe(bodies)
    await request(portal.app).get(receptionPaths.bodies('kk', 'basqaqala')).expect(200)
    await request(portal.app)
      .get(receptionPaths.screen('kk', 'basqaqala', 'front-office'))
      .expect(200)
  })
})
