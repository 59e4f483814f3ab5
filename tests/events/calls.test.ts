import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelEvent } from '../../src/features/events/actions/cancel-event.ts'
import { eventDeskPaths } from '../../src/features/events/paths.ts'
import { recordBounce } from '../../src/features/following/index.ts'
import { bounceOf } from '../support/bounce-of.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { plantEvent, signUpBy } from './plant-event.ts'

let portal: Portal
let operator: Browser
beforeAll(async () => {
  portal = await openPortal()
  operator = await signInAs(portal, 'operator@example.kz')
})
afterAll(() => portal?.close())

const send = (path: string, fields: Record<string, string> = {}) =>
  operator.post(path).set(sameOrigin).type('form').send(fields)
/** The newest news that the list shows of somebody. */
const newest = (page: string, path: string): string =>
  new RegExp(`action="${path}"[^>]*><input type="hidden" name="newest" value="(\\d+)"`).exec(page)?.[1] ?? ''
const signUps = (eventId: number) =>
  portal.deps.db.eventSignUp.findMany({ where: { eventId }, orderBy: { no: 'asc' } })
const logged = (kind: string, eventId: number) =>
  portal.deps.db.staffLog.count({
    where: { kind, subject: `event ${eventId}`, staffId: portal.cast.staff.operator },
  })

test('who has no mail is called about a place, a removal, a cancellation; each look and act is in the log', async () => {
  const event = await plantEvent(portal, { places: 2 })
  const people = [
    { name: 'Дамир', phone: '+77050000001' },
    { name: 'Ольга', email: 'olga@example.kz' },
    { name: 'Сауле', phone: '+77050000003' },
    { name: 'Ерлан', email: 'erlan@example.kz' },
  ]
  for (const one of people) expect((await signUpBy(portal, event, one)).status).toBe(303)
  const [damir, olga, saule, erlan] = (await signUps(event)).map(({ id }) => id)
  const list = async () => (await operator.get(eventDeskPaths.calls()).expect(200)).text
  await runJobs(portal)
  expect(await list()).toContain('Звонить некому')

  // Taken off the list by staff, so that the next one gets the place: both have a phone alone
  await send(eventDeskPaths.remove(event, damir ?? 0)).expect(303)
  await send(eventDeskPaths.remove(event, olga ?? 0)).expect(303)
  await runJobs(portal)
  const mails = await readMails(portal)
  const letters = mails.filter(({ head }) => head.includes('olga@')).map(({ text }) => text)
  expect(letters.join()).toContain('Организаторы сняли вашу запись')
  const text = await list()
  expect([text.includes('Дамир'), text.includes('Сауле'), text.includes('Ольга')]).toEqual([
    true,
    true,
    false,
  ])
  expect(text).toContain('Освободилось место')
  expect(text).not.toContain('705 000')
  expect((await operator.get(eventDeskPaths.list()).expect(200)).text).toContain('Позвонить участникам: 2')
  expect(await logged('event-people', event)).toBe(2)

  const shown = await send(eventDeskPaths.callContacts(event, saule ?? 0)).expect(200)
  expect(shown.text).toContain('+7 705 000-00-03')
  expect(await logged('contacts-seen', event)).toBe(1)
  expect((await operator.get(eventDeskPaths.people(event)).expect(200)).text).not.toContain('05000000')
  const everybody = await send(eventDeskPaths.contacts(event)).expect(200)
  expect(everybody.text).toContain('+77050000003')
  expect(await logged('contacts-seen', event)).toBe(2)

  const told = eventDeskPaths.called(event, saule ?? 0)
  const shownNews = { newest: newest(text, told) }
  await send(told, shownNews).expect(303)
  const twice = await send(told, shownNews).expect(303)
  expect(twice.headers['location']).toContain('done=gone')
  const row = await portal.deps.db.eventCall.findFirstOrThrow({ where: { signUpId: saule ?? 0 } })
  expect(row.calledById).toBe(portal.cast.staff.operator)
  expect(await list()).toContain('Последние звонки')

  // An address that refused a mail before is no way to tell of the end
  await recordBounce(portal.deps, bounceOf(portal.deps, { kind: 'e', id: erlan ?? 0 }))
  await runJobs(portal)
  const at = portal.deps.now().epochMilliseconds
  const step = {
    eventId: event,
    cityId: portal.cast.city.id,
    version: 2,
    staffId: portal.cast.staff.head,
    at,
  }
  await cancelEvent(portal.deps, { ...step, reason: { kk: 'Дауыл', ru: 'Буря', en: '' } })
  await runJobs(portal)
  const after = await list()
  expect([after.includes('Ерлан'), after.includes('Сауле')]).toEqual([true, true])
  expect(after).toContain('Мероприятие отменено')
  // What came after the list was shown is still to be told
  expect((await send(told, shownNews).expect(303)).headers['location']).toContain('done=gone')
  expect(await list()).toContain('Сауле')
})

test('a mail that comes back has staff call about what it told, unless the person asked for it', async () => {
  const soon = await plantEvent(portal, { places: 5 })
  const people = ['aigul', 'bolat', 'dina', 'timur', 'zarina'].map((name) => ({
    name,
    email: `${name}@example.kz`,
  }))
  for (const one of people) expect((await signUpBy(portal, soon, one)).status).toBe(303)
  const [aigul, bolat, dina, timur, zarina] = (await signUps(soon)).map(({ id }) => id)
  await send(eventDeskPaths.remove(soon, aigul ?? 0)).expect(303)
  await send(eventDeskPaths.remove(soon, bolat ?? 0), { wished: '1' }).expect(303)
  await portal.deps.jobs.add(portal.deps.db, 'events.mail', { signUpId: dina ?? 0, what: 'moved', n: 7 })
  await runJobs(portal)
  // Got a place from the list before the news of mails was kept
  const givenAt = new Date(portal.deps.now().epochMilliseconds + 1)
  await portal.deps.db.eventSignUp.update({ where: { id: zarina ?? 0 }, data: { givenAt } })
  for (const id of [aigul, bolat, dina, timur, zarina])
    await recordBounce(portal.deps, bounceOf(portal.deps, { kind: 'e', id: id ?? 0 }))
  await runJobs(portal)
  const rows = await portal.deps.db.eventCall.findMany({
    where: { signUp: { eventId: soon } },
    orderBy: { signUpId: 'asc' },
  })
  expect(rows.map(({ signUpId, why, n }) => [signUpId, why, n])).toEqual([
    [aigul, 'removed', 0],
    [dina, 'moved', 7],
    [zarina, 'given', 0],
  ])
})
