import { randomBytes, randomUUID } from 'node:crypto'
import request from 'supertest'
import { currentConsent } from '../../src/features/complaints/index.ts'
import { askForHelp } from '../../src/features/events/actions/ask-for-help.ts'
import { askQuestion } from '../../src/features/events/actions/ask-question.ts'
import { giveOrganiserLink } from '../../src/features/events/actions/give-organiser-link.ts'
import { makeEvent } from '../../src/features/events/actions/make-event.ts'
import { publishEvent } from '../../src/features/events/actions/publish-event.ts'
import { type NewSignUp, signUp } from '../../src/features/events/actions/sign-up.ts'
import type { EventContent } from '../../src/features/events/content.ts'
import { eventPaths } from '../../src/features/events/index.ts'
import { hiddenFields } from '../filing/resident.ts'
import { castNow, places } from '../support/cast.ts'
import { type Portal, sameOrigin } from '../support/portal.ts'

export const slug = 'synaqqala'

const hours = (n: number) => Date.parse(castNow) + n * 3_600_000

/** A clean-up day on Saturday, 14 March 2026, from ten to one. */
export const cleanUp: EventContent = {
  kind: 'clean_up',
  title: {
    kk: 'Ертіс жағасындағы сенбілік',
    ru: 'Субботник на набережной Иртыша',
    en: 'Clean-up by the Irtysh',
  },
  about: { kk: 'Жағаны қыстан кейін тазалаймыз.', ru: 'Убираем набережную после зимы.', en: '' },
  programme: { kk: '10:00 Жиналу', ru: '10:00 Сбор\n13:00 Чай', en: '' },
  place: { kk: 'Жағалау, 3-көпір', ru: 'Набережная, у третьего моста', en: '' },
  entrance: { kk: '', ru: 'Спуск с пандусом слева от моста', en: '' },
  bring: { kk: '', ru: 'Перчатки\nВода', en: '' },
  point: places.west,
  startsAt: hours(70),
  endsAt: hours(73),
  langs: ['kk', 'ru'],
  streamUrl: null,
  signUp: true,
  signUpUntil: hours(70),
  places: 3,
  groupMost: 5,
  organisers: [{ kind: 'community', name: 'Таза Ертіс', contact: '+7 701 000 00 00' }],
  complaintIds: [],
}

/** An event of the roads that everybody may read, with these changes. */
export async function plantEvent(portal: Portal, change: Partial<EventContent> = {}): Promise<number> {
  const { deps, cast } = portal
  const place = { cityId: cast.city.id, officeId: cast.offices.roads }
  const at = deps.now().epochMilliseconds
  const staffId = cast.staff.head
  const id = await makeEvent(deps, { ...place, content: { ...cleanUp, ...change }, staffId, at })
  await publishEvent(deps, { eventId: id, cityId: cast.city.id, version: 1, staffId, at })
  return id
}

/** Fills in the form of the event as a resident would. Answers what comes back. */
export async function signUpBy(portal: Portal, event: number, fields: Record<string, string>) {
  const path = eventPaths.signUp('ru', slug, event)
  const page = await request(portal.app).get(path).expect(200)
  return request(portal.app)
    .post(path)
    .set(sameOrigin)
    .type('form')
    .send({ ...hiddenFields(page.text), persons: '1', consent: '1', name: 'Айгүл', ...fields })
}

/** The secret of the own page, out of the address that a sign-up leads to. */
export const ticketIn = (location: unknown): string => /\/mine\/([\w-]{22})/.exec(String(location))?.[1] ?? ''

/** An event of the roads with one of everything that an address can name; nobody has written down its results. */
export async function plantEventThings(portal: Portal): Promise<Record<string, string>> {
  const { deps, cast } = portal
  const { db, files } = deps
  const eventId = await plantEvent(portal, { places: null })
  const cityId = cast.city.id
  const at = deps.now().epochMilliseconds
  const guest = (n: number): NewSignUp => ({
    ...{ eventId, cityId, persons: 1, lang: 'ru', consentVersion: currentConsent, at },
    contact: { name: 'Айгүл', email: `guest${n}@example.kz`, phone: null },
    formKey: randomBytes(32),
  })
  const mine = await signUp(deps, guest(1))
  await signUp(deps, guest(2))
  const second = await db.eventSignUp.findFirstOrThrow({ where: { eventId, no: 2 } })
  const { key } = await files.put(Buffer.from('not really a picture'))
  const keys = { largeKey: key, smallKey: key, width: 4, height: 3, smallWidth: 4, smallHeight: 3 }
  const createdAt = new Date(at)
  const [picture, material] = [randomUUID(), randomUUID()]
  await db.eventPhoto.create({
    data: { id: picture, eventId, role: 'after', position: 0, ...keys, createdAt },
  })
  const paper = { id: material, eventId, position: 0, title: 'План', lang: 'ru', fileKey: key, bytes: 20 }
  await db.eventMaterial.create({ data: { ...paper, createdAt } })
  await askQuestion(deps, { eventId, text: 'Будет ли чай?', lang: 'ru', formKey: randomBytes(32), at })
  await askForHelp(deps, {
    ...{
      cityId,
      kind: 'meeting',
      text: 'Встреча двора',
      place: '',
      wished: '',
      persons: null,
      lang: 'ru',
      at,
    },
    asker: { name: 'Сауле', email: 'saule@example.kz', phone: null },
    ...{ consentVersion: currentConsent, formKey: randomBytes(32) },
  })
  const link = { eventId, cityId, staffId: cast.staff.head, name: 'Таза Ертіс', instead: null, at }
  const organiser = await giveOrganiserLink(deps, { ...link, formKey: randomBytes(32) })
  const { id: organiserLink } = await db.eventOrganiserLink.findFirstOrThrow({ where: { eventId } })
  const proposed = randomUUID()
  await db.eventPhoto.create({
    data: { id: proposed, eventId, role: 'after', position: 1, proposed: true, ...keys, createdAt },
  })
  const walkIn = await db.eventWalkIn.create({
    data: { eventId, cityId, persons: 2, formKey: randomBytes(32), at: createdAt },
  })
  const question = await db.eventQuestion.findFirstOrThrow({ where: { eventId } })
  const wish = await db.eventRequest.findFirstOrThrow({ where: { cityId } })
  return {
    ...{ event: String(eventId), pass: 'ticket' in mine ? mine.ticket : '', signUp: String(second.id) },
    ...{
      organiser,
      proposedPicture: proposed,
      organiserLink: String(organiserLink),
      walkIn: String(walkIn.id),
    },
    ...{ eventPicture: picture, material, question: String(question.id), wish: String(wish.id) },
  }
}
