import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventDeskPaths, eventPaths } from '../../src/features/events/paths.ts'
import { publicEvent } from '../../src/features/events/public/queries.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { plantEvent, signUpBy, slug } from './plant-event.ts'

const hour = 3_600_000
let portal: Portal
let head: Browser
let event = 0
let link = ''
/** Moves the clock; a session of the staff does not last that long. */
const moveTo = async (hoursFromNow: number) => {
  portal.setNow(new Date(Date.parse(castNow) + hoursFromNow * hour).toISOString())
  head = await signInAs(portal, 'head@example.kz')
}

beforeAll(async () => {
  portal = await openPortal()
  head = await signInAs(portal, 'head@example.kz')
  event = await plantEvent(portal, { places: null })
  for (const name of ['Айгүл', 'Дамир'])
    await signUpBy(portal, event, { name, email: `guest${name.length}@example.kz`, persons: '2' })
})
afterAll(() => portal?.close())

const give = async (fields: Record<string, string>) => {
  const page = await head
    .post(eventDeskPaths.links(event))
    .set(sameOrigin)
    .type('form')
    .send(fields)
    .expect(200)
  return /organiser\/([\w-]{22})/.exec(page.text)?.[1] ?? ''
}
const path = () => eventPaths.organiser('ru', slug, link)
const open = (status = 200) => request(portal.app).get(path()).expect(status)
const post = (to: string, fields: Record<string, string> = {}) =>
  request(portal.app).post(to).set(sameOrigin).type('form').send(fields)
const db = () => portal.deps.db
const acts = async () =>
  (await db().eventOrganiserAct.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind)

test('a link is given once for a form, opens one event, and shows names only around its day', async () => {
  await head.post(eventDeskPaths.links(event)).set(sameOrigin).type('form').send({}).expect(422)
  const key = 'k'.repeat(22)
  link = await give({ organiser: 'Таза Ертіс', key })
  expect(link).toHaveLength(22)
  expect(await give({ organiser: 'Таза Ертіс', key })).toBe(link)
  const stored = await db().eventOrganiserLink.findMany()
  expect(stored).toHaveLength(1)
  expect(JSON.stringify(stored)).not.toContain(link)
  // The log is kept for ever, the name is not
  const { detail } = await db().staffLog.findFirstOrThrow({ where: { kind: 'event-people' } })
  expect(detail).toEqual({ organiserLink: stored[0]?.id, given: true })
  const early = await open()
  expect(early.text).not.toContain('Айгүл')
  expect(early.headers['cache-control']).toContain('no-store')
  expect(early.text).toContain('noindex')
  expect(await acts()).toEqual([])
  await request(portal.app)
    .get(eventPaths.organiser('ru', slug, 'x'.repeat(22)))
    .expect(404)
})

test('at the door people are checked in and counted, without contacts, and every look is a row', async () => {
  await moveTo(70)
  const list = await open()
  expect(list.text).toContain('Айгүл')
  expect(list.text).not.toContain('@example.kz')
  const [first] = await db().eventSignUp.findMany({ where: { eventId: event }, orderBy: { no: 'asc' } })
  const check = eventPaths.organiserCheckIn('ru', slug, link, first?.id ?? 0)
  const wrong = await post(check, { came: 'много' }).expect(422)
  for (const shown of [`href="#came-${first?.id}"`, `id="came-${first?.id}-error"`, 'value="много"'])
    expect(wrong.text).toContain(shown)
  await post(check, { came: '2' }).expect(303)
  const walkIn = { key: 'w'.repeat(22), persons: '3' }
  await post(eventPaths.walkIns('ru', slug, link), { ...walkIn, persons: 'x' }).expect(422)
  for (const _ of [1, 2]) await post(eventPaths.walkIns('ru', slug, link), walkIn).expect(303)
  expect((await open()).text).toContain('Пришли: 5')
  expect(await acts()).toEqual(['looked', 'looked', 'checked', 'looked', 'walk_in', 'looked'])
  const desk = await head.get(eventDeskPaths.people(event)).expect(200)
  expect(desk.text).toContain('пришли: 5')
})

test('what an organiser proposes is public only after staff have taken it over', async () => {
  const to = eventPaths.organiserResults('ru', slug, link)
  const words = { version: '0', participants: '5', hours: '15', bags: '12', text: 'Убрали берег', lang: 'ru' }
  const bad = await post(to, { ...words, bags: 'много' }).expect(422)
  expect(bad.text).toContain('Убрали берег')
  await post(to, words).expect(303)
  // Somebody with the same link was faster
  const late = await post(to, { ...words, text: 'Другие слова' }).expect(409)
  for (const shown of ['Другие слова', 'Убрали берег']) expect(late.text).toContain(shown)
  // A mistake in a form that was opened before does not let it pass for the newest
  const stale = await post(to, { ...words, bags: 'много' }).expect(422)
  expect(stale.text).toContain('name="version" value="0"')
  const { key } = await portal.deps.files.put(Buffer.from('not really a picture'))
  const keys = { largeKey: key, smallKey: key, width: 4, height: 3, smallWidth: 4, smallHeight: 3 }
  const picture = { id: '6f1b7a34-3d8c-4a55-9a44-0f3f6c1f2d10', eventId: event, role: 'after', position: 0 }
  await db().eventPhoto.create({ data: { ...picture, ...keys, proposed: true, createdAt: new Date() } })

  const form = await head.get(eventDeskPaths.resultsFromDraft(event)).expect(200)
  expect(form.text).toContain('Убрали берег')
  const { version } = await db().event.findUniqueOrThrow({ where: { id: event } })
  const taken = { version: String(version), draft: '1', participants: '5', hours: '15', bags: '12' }
  const hold = { ...taken, textRu: 'Убрали берег', textKk: 'Жағаны тазаладық' }
  await head.post(eventDeskPaths.hold(event)).set(sameOrigin).type('form').send(hold).expect(303)
  const shown = () =>
    publicEvent(portal.deps, {
      ...{ eventId: event, cityId: portal.cast.city.id },
      at: portal.deps.now().epochMilliseconds,
    })
  expect((await shown())?.results).toMatchObject({ participants: 5, bags: 12 })
  expect((await shown())?.pictures).toEqual([])
  await request(portal.app).get(eventPaths.picture(picture.id, 'small')).expect(404)
  const accept = eventDeskPaths.accept(event, picture.id)
  await head.post(accept).set(sameOrigin).expect(303)
  await head.post(accept).set(sameOrigin).expect(404)
  expect((await shown())?.pictures).toHaveLength(1)
  expect(
    (await db().eventResultDraft.findUniqueOrThrow({ where: { eventId: event } })).takenAt,
  ).not.toBeNull()
})

test('a link that is used too often shows no names, says so, and keeps what was typed', async () => {
  await db().rateLimit.updateMany({
    where: { key: { startsWith: 'event-organiser:' } },
    data: { points: 1500 },
  })
  const closed = await open(429)
  expect(closed.text).toContain('слишком много действий')
  expect(closed.text).not.toContain('Айгүл')
  expect(closed.text).not.toContain('Пока никто не записался')
  const words = { version: '1', participants: '7', text: 'Слова, которые не пропадут' }
  const kept = await post(eventPaths.organiserResults('ru', slug, link), words).expect(429)
  expect(kept.text).toContain(words.text)
  await db().rateLimit.deleteMany()
})

test('a link that was issued anew, taken back or is over opens nothing', async () => {
  const before = link
  const { id } = await db().eventOrganiserLink.findFirstOrThrow()
  link = await give({ organiser: 'Таза Ертіс', instead: String(id) })
  await open()
  await request(portal.app)
    .get(eventPaths.organiser('ru', slug, before))
    .expect(404)
  await moveTo(73 + 49)
  expect((await open()).text).not.toContain('Айгүл')
  await moveTo(73 + 31 * 24)
  await open(404)
  await moveTo(74)
  const { id: second } = await db().eventOrganiserLink.findFirstOrThrow({ where: { revokedAt: null } })
  await head.post(eventDeskPaths.revokeLink(event, second)).set(sameOrigin).expect(303)
  await open(404)
})
