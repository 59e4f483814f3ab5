import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelBooking, endWaiting } from '../../src/features/receptions/actions/cancel-booking.ts'
import { receptionPaths } from '../../src/features/receptions/index.ts'
import { parsedEvents } from '../support/parse-calendar.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { runJobs } from '../support/run-jobs.ts'
import { book, olderTicket, ownPage, plantReceptions, slug, visitor } from './visitors.ts'

let portal: Portal
let first: number
let second: number

beforeAll(async () => {
  portal = await openPortal()
  const { receptions } = await plantReceptions(portal)
  const [one = 0, two = 0] = receptions
  first = one
  second = two
})
afterAll(() => portal?.close())

const db = () => portal.deps.db
const read = (path: string) => request(portal.app).get(path)
const act = (path: string) => request(portal.app).post(path).set(sameOrigin).type('form').send({})
const mailsTo = async (address: string) => {
  await runJobs(portal)
  return (await readMails(portal)).filter(({ head }) => head.includes(`To: ${address}`))
}

describe('the timetable', () => {
  test('has the days of the rule, and moves what falls on a day off', async () => {
    const { text } = await read(receptionPaths.list('ru', slug)).expect(200)
    expect(text).toContain('Руководитель управления')
    expect(text).toContain('3 места свободно')
    const rows = await db().reception.findMany({ orderBy: { startsAt: 'asc' } })
    // 23 March is Nauryz and the two days after it as well: it moves to the 26th.
    const moved = rows.find(({ ruleDay }) => ruleDay.toISOString().startsWith('2026-03-23'))
    expect(moved?.day.toISOString().slice(0, 10)).toBe('2026-03-26')
    expect(rows[0]?.startsAt.toISOString()).toBe('2026-03-16T10:00:00.000Z')
    expect(text).toContain('Перенесён из-за выходного')
  })

  test('is narrowed by body and day, and says how to get back when nothing is left', async () => {
    const body = await db().receptionBody.findFirstOrThrow()
    const narrow = await read(receptionPaths.list('ru', slug, { body: body.code, from: '2026-04-01' }))
    expect(narrow.text).not.toContain('2026-03-16')
    const nothing = await read(receptionPaths.list('ru', slug, { from: '2030-01-01' })).expect(200)
    expect(nothing.text).toContain('Таких приёмов не нашлось')
    await read(receptionPaths.list('ru', slug, { from: 'nonsense', body: 'x' })).expect(200)
    await read(receptionPaths.bodies('kk', slug)).expect(200)
    await read(receptionPaths.body('en', slug, body.code)).expect(200)
    await read(receptionPaths.body('en', slug, 'nobody')).expect(404)
  })

  test('is a calendar that another program reads', async () => {
    const { text } = await read(receptionPaths.calendar('kk', slug)).expect(200)
    const events = parsedEvents(text)
    expect(events.length).toBe(await db().reception.count())
    expect(events[0]?.summary).toContain('Қабылдау: Басқарма басшысы')
    expect(events[0]?.start).toBe('2026-03-16T10:00:00Z')
  })
})

describe('a booking', () => {
  test('takes a place, and the same form sent twice is one', async () => {
    const path = receptionPaths.show('ru', slug, first)
    const page = await read(path).expect(200)
    const quick = /name="ticket" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const older = olderTicket(portal.deps)
    const send = (ticket = older) =>
      request(portal.app)
        .post(path)
        .set(sameOrigin)
        .type('form')
        .send({ ticket, ...visitor(1) })
    const tooQuick = await send(quick)
    expect([tooQuick.status, tooQuick.text.includes('слишком быстро')]).toEqual([422, true])
    const [one, two] = await Promise.all([send(), send()])
    expect([one.status, two.status]).toEqual([303, 303])
    expect(ownPage(one)).toBe(ownPage(two))
    expect(await db().receptionBooking.count()).toBe(1)
    const row = await db().receptionBooking.findFirstOrThrow()
    expect(Buffer.from(row.sealed ?? []).toString('latin1')).not.toContain('visitor1')
    const own = await read(ownPage(one)).expect(200)
    expect(own.text).toContain('Яма у школы')
    expect(own.headers['cache-control']).toContain('no-store')
    const [mail] = await mailsTo('visitor1@example.kz')
    expect(mail?.text).toContain(ownPage(one))
    const ics = await read(`${ownPage(one)}/calendar.ics`).expect(200)
    expect(parsedEvents(ics.text)).toHaveLength(1)
    await read(receptionPaths.booking('ru', slug, 'A'.repeat(22))).expect(404)
    await read(ownPage(one).replace(slug, 'basqaqala')).expect(404)
  })

  test('that is wrong comes back with what was typed', async () => {
    const bad = await book(portal, first, { name: '', topic: 'x', email: 'me', phone: 'abc' })
    expect(bad.status).toBe(422)
    for (const field of ['name', 'topic', 'email', 'phone']) expect(bad.text).toContain(`href="#${field}"`)
    const nobody = await book(portal, first, { ...visitor(9), email: '' })
    expect(nobody.text).toContain('Оставьте почту или телефон')
    expect((await book(portal, first, { ...visitor(9), ticket: 'x' })).status).toBe(422)
  })

  test('says nothing of who is known, and is limited by contact', async () => {
    const { receptions } = await plantReceptions(portal, {}, '2026-03-11T07:00:02Z')
    const day = receptions[0] ?? 0
    const tries = []
    for (let n = 0; n < 4; n++) tries.push(await book(portal, day, visitor(90)))
    expect(tries.map(({ status }) => status)).toEqual([303, 303, 303, 429])
    const places = tries.slice(0, 3).map(({ headers }) => String(headers['location']).split('?')[1])
    expect(places).toEqual(['done=booked', 'done=booked', 'done=booked'])
  })

  test('is not made for a time that is taken', async () => {
    const slots = await db().receptionSlot.findMany({ where: { receptionId: first }, orderBy: { id: 'asc' } })
    const taken = await book(portal, first, { ...visitor(2), slot: String(slots[0]?.id) })
    expect(taken.status).toBe(409)
    expect(taken.text).toContain('Это время только что заняли')
    const free = await book(portal, first, { ...visitor(2), slot: String(slots[2]?.id) })
    expect(free.status).toBe(303)
    expect((await read(ownPage(free))).text).toContain('15:40')
  })

  test('waits when no place is free, in order, and no more than may', async () => {
    await book(portal, first, visitor(3))
    const fourth = await book(portal, first, visitor(4))
    const fifth = await book(portal, first, visitor(5))
    expect(fourth.headers['location']).toContain('done=waiting')
    expect((await read(ownPage(fourth))).text).toContain('Перед вами в очереди: 0')
    expect((await read(ownPage(fifth))).text).toContain('Перед вами в очереди: 1')
    expect((await read(receptionPaths.show('ru', slug, first))).text).toContain('Заняты и места, и лист')
    // Opened before the last place went.
    const ticket = olderTicket(portal.deps)
    const full = await book(portal, first, { ...visitor(6), ticket })
    expect(full.status).toBe(409)
    expect(full.text).toContain('Заняты и места, и лист ожидания')
  })
})

describe('the waiting list', () => {
  const own = async (n: number) => {
    const mails = await mailsTo(`visitor${n}@example.kz`)
    return /http:\/\/portal\.test(\/ru\/synaqqala\/receptions\/bookings\/[\w-]{22})/.exec(
      mails[0]?.text ?? '',
    )?.[1] as string
  }

  test('tells the next in line when somebody cancels; the place is kept for a day', async () => {
    await act(`${await own(1)}/cancel`).expect(303)
    const mails = await mailsTo('visitor4@example.kz')
    expect(mails.map(({ text }) => text).join()).toContain('Вы следующий в очереди')
    expect((await read(await own(4))).text).toContain('Место держат для вас до')
    // Nobody who comes now gets in before those who wait.
    const late = await book(portal, first, visitor(7))
    expect(late.headers['location']).toContain('done=waiting')
    await act(`${await own(1)}/cancel`).expect(303)
    expect(
      await db().receptionSlot.aggregate({ where: { receptionId: first }, _sum: { taken: true } }),
    ).toEqual({ _sum: { taken: 3 } })
  })

  test('passes the place on when the time is over', async () => {
    portal.setNow('2026-03-12T08:00:00Z')
    await portal.jobs.get('receptions.line')?.run({}, portal.deps.now())
    expect((await read(await own(4))).text).toContain('Срок истёк</')
    expect((await read(await own(5))).text).toContain('Место держат для вас до')
    await act(`${await own(4)}/accept`).expect(303)
    expect((await read(await own(4))).text).toContain('Срок истёк</')
    await act(`${await own(5)}/accept`).expect(303)
    expect((await read(await own(5))).text).toContain('Записаны</')
  })

  test('ends when booking closes, and whoever still waits is told', async () => {
    portal.setNow('2026-03-15T10:30:00Z')
    await portal.jobs.get('receptions.line')?.run({}, portal.deps.now())
    expect((await read(await own(7))).text).toContain('Срок истёк</')
    expect((await mailsTo('visitor7@example.kz')).map(({ text }) => text).join()).toContain(
      'место не освободилось',
    )
    expect((await read(receptionPaths.show('ru', slug, first))).text).toContain(
      'Запись на этот приём закрыта',
    )
  })
})

test('a list does not end before the last offer has passed on', async () => {
  const one = { slots: 1, startsAt: '16:00' }
  const { receptions } = await plantReceptions(portal, one, '2026-03-11T07:00:05Z')
  const day = receptions[0] ?? 0
  for (const n of [31, 32, 33]) expect((await book(portal, day, visitor(n))).status).toBe(303)
  const states = async () =>
    (await db().receptionBooking.findMany({ where: { receptionId: day }, orderBy: { id: 'asc' } })).map(
      ({ state }) => state,
    )
  const { closesAt } = await db().reception.findUniqueOrThrow({ where: { id: day } })
  portal.setNow(new Date(closesAt.getTime() - 2 * 3_600_000).toISOString())
  const [first] = await db().receptionBooking.findMany({
    where: { receptionId: day },
    orderBy: { id: 'asc' },
  })
  await cancelBooking(portal.deps, { id: first?.id ?? 0, receptionId: day })
  expect(await states()).toEqual(['cancelled', 'offered', 'waiting'])
  portal.setNow(new Date(closesAt.getTime() + 60_000).toISOString())
  await endWaiting(portal.deps)
  expect(await states()).toEqual(['cancelled', 'offered', 'waiting'])
  await portal.jobs.get('receptions.line')?.run({}, portal.deps.now())
  expect(await states()).toEqual(['cancelled', 'lapsed', 'booked'])
})

describe('the day before', () => {
  test('everybody who comes is reminded once', async () => {
    portal.setNow('2026-03-15T04:00:00Z')
    await portal.jobs.get('receptions.remind')?.run({}, portal.deps.now())
    expect(await mailsTo('visitor2@example.kz')).toHaveLength(1)
    portal.setNow('2026-03-15T05:30:00Z')
    await portal.jobs.get('receptions.remind')?.run({}, portal.deps.now())
    await portal.jobs.get('receptions.remind')?.run({}, portal.deps.now())
    const mails = await mailsTo('visitor2@example.kz')
    expect(mails).toHaveLength(2)
    expect(mails.map(({ text }) => text).join()).toContain('Завтра вас ждут')
    expect((await mailsTo('visitor1@example.kz')).map(({ text }) => text).join()).not.toContain('Завтра вас')
    portal.setNow('2026-03-11T07:00:00Z')
  })
})

describe('the last hour', () => {
  test('a place that is given back goes to the next in line at once', async () => {
    const late = await plantReceptions(portal, { slots: 1, waitingMost: 2 }, '2026-03-11T07:00:01Z')
    const day = late.receptions[0] ?? 0
    const own = ownPage(await book(portal, day, visitor(60)))
    await book(portal, day, visitor(61))
    portal.setNow('2026-03-15T09:30:00Z')
    await act(`${own}/cancel`).expect(303)
    const mails = (await mailsTo('visitor61@example.kz')).map(({ text }) => text).join()
    expect(mails).toContain('место теперь ваше')
    expect(await db().receptionBooking.count({ where: { receptionId: day, state: 'booked' } })).toBe(1)
    // After an outage: the very day, then too late
    const remind = async (at: string) => {
      portal.setNow(at)
      await portal.jobs.get('receptions.remind')?.run({}, portal.deps.now())
      return (await mailsTo('visitor61@example.kz')).map(({ text }) => text).join()
    }
    await db().receptionBooking.updateMany({ where: { receptionId: day }, data: { remindedAt: null } })
    expect(await remind('2026-03-16T09:00:00Z')).not.toContain('вас ждут на приёме')
    const today = await remind('2026-03-16T04:00:00Z')
    expect(today).toContain('Сегодня вас ждут на приёме')
    expect(today).not.toContain('Завтра вас ждут')
    portal.setNow('2026-03-11T07:00:00Z')
  })
})

describe('many at once', () => {
  test('fifty clients for three places and two numbers in line', async () => {
    const people = Array.from({ length: 50 }, (_, index) => visitor(100 + index))
    const answers = await Promise.all(people.map((one) => book(portal, second, one)))
    const counted = (state: string) =>
      answers.filter(({ headers }) => String(headers['location']).endsWith(`done=${state}`)).length
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect([counted('booked'), counted('waiting')]).toEqual([3, 2])
    const slots = await db().receptionSlot.findMany({ where: { receptionId: second } })
    expect(slots.map(({ taken }) => taken)).toEqual([1, 1, 1])
    const states = await db().receptionBooking.groupBy({
      by: ['state'],
      where: { receptionId: second },
      _count: true,
      orderBy: { state: 'asc' },
    })
    expect(states.map(({ state, _count }) => [state, _count])).toEqual([
      ['booked', 3],
      ['waiting', 2],
    ])
  })

  test('everybody cancels at once: the line moves on, and nobody is lost', async () => {
    const rows = await db().receptionBooking.findMany({ where: { receptionId: second, state: 'booked' } })
    const done = await Promise.all(
      rows.flatMap((row) => [cancelBooking(portal.deps, row), cancelBooking(portal.deps, row)]),
    )
    expect(done.filter(Boolean)).toHaveLength(3)
    expect(await db().receptionBooking.count({ where: { receptionId: second, state: 'offered' } })).toBe(2)
    expect(
      await db().receptionSlot.aggregate({ where: { receptionId: second }, _sum: { taken: true } }),
    ).toEqual({ _sum: { taken: 2 } })
  })
})

describe('what is kept', () => {
  test('contacts and links go three months after the reception, the empty rows stay', async () => {
    portal.setNow('2026-07-20T07:00:00Z')
    const before = await db().receptionBooking.count()
    await portal.jobs.get('receptions.forget')?.run({}, portal.deps.now())
    expect(await db().receptionBooking.count({ where: { sealed: { not: null } } })).toBe(0)
    expect(await db().receptionBooking.count()).toBe(before)
    portal.setNow('2026-03-11T07:00:00Z')
  })
})
