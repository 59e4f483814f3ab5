import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cancelEvent } from '../../src/features/events/actions/cancel-event.ts'
import { saveEvent } from '../../src/features/events/actions/save-event.ts'
import { eventPaths } from '../../src/features/events/index.ts'
import { errorsOf } from '../filing/resident.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'
import { cleanUp, plantEvent, signUpBy, slug, ticketIn } from './plant-event.ts'

let smtp: MailServer
let portal: Portal
beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
})
afterAll(async () => {
  await portal?.close()
  await smtp?.close()
})
beforeEach(() => {
  portal.setNow(castNow)
  smtp.arrived.length = 0
})

const get = (path: string) => request(portal.app).get(path)
const post = (path: string, fields: Record<string, string> = {}) =>
  request(portal.app).post(path).set(sameOrigin).type('form').send(fields)
const mailsTo = (address: string) => smtp.arrived.filter(({ to }) => to === address)
const stored = (eventId: number) =>
  portal.deps.db.eventSignUp.findMany({ where: { eventId }, orderBy: { no: 'asc' } })

/** All that an answer says, without the secret of the page that it leads to. */
const statusAndSaid = ({ status, headers }: { status: number; headers: Record<string, string> }) => [
  status,
  String(headers['location']).replace(/mine\/[\w-]{22}/, 'mine'),
]

describe('a sign-up', () => {
  test('takes places, is told by mail, and is managed by its link alone', async () => {
    const event = await plantEvent(portal)
    const sent = await signUpBy(portal, event, { email: 'aigul@example.kz', persons: '2' })
    expect(sent.status).toBe(303)
    const mine = eventPaths.mine('ru', slug, ticketIn(sent.headers['location']))
    const page = await get(mine).expect(200)
    expect(page.text).toContain('Место за вами')
    expect(page.headers['cache-control']).toBe('private, no-store')
    await runJobs(portal)
    const [mail] = mailsTo('aigul@example.kz')
    expect(mail?.mail.subject).toBe('Вы записаны: Субботник на набережной Иртыша')
    expect(mail?.mail.text).toContain(mine)
    expect((await get(eventPaths.show('ru', slug, event))).text).toContain('Свободно мест: 1 из 3')
    const calendar = await get(`${mine}/calendar.ics`).expect(200)
    expect(calendar.text).toContain('DTSTART:20260314T050000Z')
    await post(`${mine}/leave`).expect(303)
    expect((await get(mine)).text).toContain('Запись снята')
    expect((await get(eventPaths.show('ru', slug, event))).text).toContain('Свободно мест: 3 из 3')
    await get(eventPaths.mine('ru', slug, 'A'.repeat(22))).expect(404)
  })

  test('keeps who it is sealed', async () => {
    const event = await plantEvent(portal)
    await signUpBy(portal, event, { email: 'hidden@example.kz', name: 'Тайный Гость' })
    const { rows } = await portal.deps.pool.query(
      'SELECT s::text AS row FROM event_sign_up s WHERE event_id = $1',
      [event],
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/hidden@|Тайный/)
    const known = Buffer.from('hidden@example.kz').toString('hex')
    expect(JSON.stringify(rows)).not.toContain(known)
  })

  test('asks for a name, a way to be told, a consent; what was typed stays', async () => {
    const event = await plantEvent(portal)
    const sent = await signUpBy(portal, event, { name: '', email: '', consent: '', phone: '12' })
    expect(sent.status).toBe(422)
    expect(errorsOf(sent.text)).toEqual([
      'Напишите, как вас зовут.',
      'Неверный номер телефона. Например: +7 701 123 45 67',
      'Чтобы записать вас, нужно согласие.',
    ])
    expect(sent.text).toContain('value="12"')
    const nobody = await signUpBy(portal, event, {})
    expect(errorsOf(nobody.text)).toEqual(['Оставьте почту или телефон, иначе мы не сможем сообщить.'])
    expect(await stored(event)).toEqual([])
  })

  test('sent twice is one; another form of the same address is answered as one of a new address', {
    tags: ['long'],
  }, async () => {
    const event = await plantEvent(portal, { places: null })
    const path = eventPaths.signUp('ru', slug, event)
    const form = await get(path)
    const ticket = /name="ticket" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
    const fields = { ticket, persons: '1', consent: '1', name: 'Ерлан', email: 'twice@example.kz' }
    const [first, second] = [await post(path, fields), await post(path, fields)]
    expect(ticketIn(second.headers['location'])).toBe(ticketIn(first.headers['location']))
    expect(await stored(event)).toHaveLength(1)
    const other = await signUpBy(portal, event, { email: 'Twice@Example.kz ' })
    expect(ticketIn(other.headers['location'])).not.toBe('')
    expect(ticketIn(other.headers['location'])).not.toBe(ticketIn(first.headers['location']))
    const fresh = await signUpBy(portal, event, { email: 'new@example.kz' })
    expect(statusAndSaid(other)).toEqual(statusAndSaid(fresh))
    await runJobs(portal)
    const mails = mailsTo('twice@example.kz')
    expect(mails).toHaveLength(2)
    expect(mails[1]?.mail.text).toContain(ticketIn(other.headers['location']))
    // The third of the day was the other; known or not, the next is told to wait
    expect((await signUpBy(portal, event, { email: 'twice@example.kz' })).status).toBe(429)
    for (const status of [303, 303, 429])
      expect((await signUpBy(portal, event, { email: 'new@example.kz' })).status).toBe(status)
  })

  test('sent again after the end keeps its place; other words are another; what came to nothing is not counted', async () => {
    const event = await plantEvent(portal, { places: null, signUpUntil: Date.parse(castNow) + 3_600_000 })
    const path = eventPaths.signUp('ru', slug, event)
    const form = await get(path)
    const ticket = /name="ticket" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
    const fields = { ticket, persons: '1', consent: '1', name: 'Ерлан', email: 'again@example.kz' }
    const first = await post(path, fields)
    const mended = await post(path, { ...fields, email: 'mended@example.kz' })
    expect(ticketIn(mended.headers['location'])).not.toBe(ticketIn(first.headers['location']))
    expect(await stored(event)).toHaveLength(2)
    portal.setNow(new Date(Date.parse(castNow) + 2 * 3_600_000).toISOString())
    const repeated = await post(path, fields)
    expect(ticketIn(repeated.headers['location'])).toBe(ticketIn(first.headers['location']))
    const late = { ...fields, email: 'late@example.kz' }
    for (let n = 0; n < 4; n++) await post(path, { ...late, name: `Ерлан ${n}` }).expect(409)
  })

  test('of a forged form, of a program, of another city is none', async () => {
    const event = await plantEvent(portal)
    const forged = await signUpBy(portal, event, { email: 'a@example.kz', ticket: 'x.y.z' })
    expect([forged.status, forged.text.includes('слишком долго')]).toEqual([422, true])
    const robot = await signUpBy(portal, event, { email: 'b@example.kz', website: 'http://x' })
    expect(robot.status).toBe(422)
    expect(await stored(event)).toEqual([])
    await get(eventPaths.signUp('ru', 'basqaqala', event)).expect(404)
  })
})

describe('the list', () => {
  test('gives a place that comes free to the next in order whose group fits, and tells them', async () => {
    const event = await plantEvent(portal, { places: 3 })
    const by = async (email: string, persons: string) =>
      ticketIn((await signUpBy(portal, event, { email, persons })).headers['location'])
    const first = await by('first@example.kz', '2')
    await by('second@example.kz', '1')
    const large = await by('large@example.kz', '3')
    await by('pair@example.kz', '2')
    await by('single@example.kz', '1')
    expect((await stored(event)).map(({ state }) => state)).toEqual([
      ...['given', 'given', 'waiting', 'waiting', 'waiting'],
    ])
    expect((await get(eventPaths.mine('ru', slug, large))).text).toContain('Вы в листе ожидания')
    await runJobs(portal)
    smtp.arrived.length = 0
    // Two places come free: the three cannot use them, the pair behind them can
    await post(eventPaths.mineAct('ru', slug, first, 'leave')).expect(303)
    expect((await stored(event)).map(({ state }) => state)).toEqual([
      ...['left', 'given', 'waiting', 'given', 'waiting'],
    ])
    await runJobs(portal)
    expect(smtp.arrived.map(({ to, mail }) => [to, mail.subject])).toEqual([
      ['pair@example.kz', 'Для вас освободилось место: Субботник на набережной Иртыша'],
    ])
    // The three become one: their turn comes before the single one behind
    await post(eventPaths.mineAct('ru', slug, large, 'group'), { persons: '1' }).expect(303)
    const { taken } = await portal.deps.db.event.findUniqueOrThrow({ where: { id: event } })
    expect(taken).toBe(3)
  })

  test('a group grows only into places that are there', async () => {
    const event = await plantEvent(portal, { places: 3 })
    const ticket = ticketIn(
      (await signUpBy(portal, event, { email: 'grow@example.kz', persons: '2' })).headers['location'],
    )
    const grow = (persons: string) => post(eventPaths.mineAct('ru', slug, ticket, 'group'), { persons })
    expect((await grow('4')).status).toBe(409)
    expect((await grow('4')).text).toContain('Столько свободных мест нет')
    expect((await grow('3')).status).toBe(303)
    expect((await grow('99')).status).toBe(422)
    const [row] = await stored(event)
    expect(row?.persons).toBe(3)
  })
})

describe('the day before', () => {
  test('everybody with a place is reminded, once', async () => {
    const event = await plantEvent(portal, { places: 1 })
    const late = await plantEvent(portal)
    await signUpBy(portal, event, { email: 'comes@example.kz' })
    await signUpBy(portal, event, { email: 'waits@example.kz' })
    await runJobs(portal)
    smtp.arrived.length = 0
    const ours = () => smtp.arrived.filter(({ to }) => /comes|waits/.test(to))
    const remind = async (at: string) => {
      portal.setNow(at)
      await portal.jobs.get('events.remind')?.run({}, portal.deps.now())
      await runJobs(portal)
    }
    await remind('2026-03-13T04:00:00Z')
    expect(ours()).toEqual([])
    await remind('2026-03-13T06:00:00Z')
    await remind('2026-03-13T07:00:00Z')
    await signUpBy(portal, late, { email: 'comes-late@example.kz' })
    await remind('2026-03-13T08:00:00Z')
    expect(ours().map(({ to, mail }) => [to, mail.subject])).toEqual([
      ['comes@example.kz', 'Скоро: Субботник на набережной Иртыша'],
      // Who signs up on that day has just been told everything
      ['comes-late@example.kz', 'Вы записаны: Субботник на набережной Иртыша'],
    ])
  })
})

test('a day that moves twice is reminded of twice, by mails of their own', async () => {
  const event = await plantEvent(portal)
  await signUpBy(portal, event, { email: 'moves@example.kz' })
  await runJobs(portal)
  const day = 86_400_000
  const move = async (version: number, days: number) => {
    const [startsAt, endsAt] = [cleanUp.startsAt + days * day, cleanUp.endsAt + days * day]
    const content = { ...cleanUp, startsAt, endsAt, signUpUntil: startsAt }
    const staffId = portal.cast.staff.head
    const at = portal.deps.now().epochMilliseconds
    expect(await saveEvent(portal.deps, { eventId: event, version, content, staffId, at })).toBe('saved')
  }
  const remind = async (at: string) => {
    portal.setNow(at)
    await portal.jobs.get('events.remind')?.run({}, portal.deps.now())
    await runJobs(portal)
  }
  await remind('2026-03-13T06:00:00Z')
  await move(2, 1)
  await move(3, 2)
  await remind('2026-03-15T06:00:00Z')
  const soon = mailsTo('moves@example.kz').filter(({ mail }) => mail.subject?.startsWith('Скоро'))
  expect(soon).toHaveLength(2)
  expect(new Set(soon.map(({ mail }) => mail.messageId)).size).toBe(2)
})

describe('a cancelled event', () => {
  test('tells everybody why, stays in the agenda struck out, and takes nobody any more', async () => {
    const event = await plantEvent(portal, { places: 1 })
    await signUpBy(portal, event, { email: 'one@example.kz' })
    await signUpBy(portal, event, { email: 'two@example.kz' })
    await runJobs(portal)
    smtp.arrived.length = 0
    const at = portal.deps.now().epochMilliseconds
    const reason = { kk: 'Дауылды ескерту', ru: 'Штормовое предупреждение', en: '' }
    const cityId = portal.cast.city.id
    const step = { eventId: event, cityId, version: 2, staffId: portal.cast.staff.head, at, reason }
    expect([await cancelEvent(portal.deps, step), await cancelEvent(portal.deps, step)]).toEqual([
      true,
      false,
    ])
    await runJobs(portal)
    expect(smtp.arrived.map(({ to }) => to).sort()).toEqual(['one@example.kz', 'two@example.kz'])
    expect(smtp.arrived[0]?.mail.text).toContain('Причина: Штормовое предупреждение')
    const page = await get(eventPaths.show('ru', slug, event))
    expect(page.text).toContain('<s>Субботник на набережной Иртыша</s>')
    expect(page.text).toContain('Штормовое предупреждение')
    expect((await get(eventPaths.agenda('ru', slug))).text).toContain(eventPaths.show('ru', slug, event))
    expect((await get(eventPaths.signUp('ru', slug, event))).text).toContain('Мероприятие отменено')
    const calendar = await get(eventPaths.calendarOf('ru', slug, event))
    expect(calendar.text).toContain('STATUS:CANCELLED')
    const late = await post(eventPaths.signUp('ru', slug, event), {
      ...{ persons: '1', consent: '1', name: 'А', email: 'late@example.kz' },
    })
    expect(late.status).toBe(422)
  })
})

test('contacts are forgotten a month after the event, counts stay', async () => {
  const event = await plantEvent(portal)
  await signUpBy(portal, event, { email: 'gone@example.kz', persons: '2' })
  const forget = async (at: string) => {
    portal.setNow(at)
    await portal.jobs.get('events.forget')?.run({}, portal.deps.now())
    const [row] = await stored(event)
    return row
  }
  expect((await forget('2026-04-12T00:00:00Z'))?.sealed).not.toBeNull()
  expect(await forget('2026-04-15T00:00:00Z')).toMatchObject({
    ...{ sealed: null, blindIndex: null, tokenHash: null, persons: 2 },
  })
})

test('drafts and events of others are nobody’s to see', async () => {
  const draft = await portal.deps.db.event.create({
    data: {
      ...{ cityId: portal.cast.city.id, kind: 'meeting', titleRu: 'Тайное собрание', langs: ['ru'] },
      startsAt: new Date(cleanUp.startsAt),
      endsAt: new Date(cleanUp.endsAt),
      signUpUntil: new Date(cleanUp.startsAt),
      createdAt: new Date(castNow),
      updatedAt: new Date(castNow),
    },
  })
  await get(eventPaths.show('ru', slug, draft.id)).expect(404)
  await get(eventPaths.signUp('ru', slug, draft.id)).expect(404)
  expect((await get(eventPaths.agenda('ru', slug))).text).not.toContain('Тайное собрание')
  for (const path of [eventPaths.feed('ru', slug), eventPaths.calendar('ru', slug)])
    expect((await get(path).expect(200)).text).not.toContain('Тайное')
})
