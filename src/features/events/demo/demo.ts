import { createHash, randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { PlantedCity } from '../../../platform/http/route.ts'
import { instantAt, localDate } from '../../../platform/time/local-day.ts'
import { currentConsent } from '../../complaints/index.ts'
import { directoryOf, type Office } from '../../offices/index.ts'
import { askForHelp } from '../actions/ask-for-help.ts'
import { askQuestion } from '../actions/ask-question.ts'
import { cancelEvent } from '../actions/cancel-event.ts'
import { makeEvent } from '../actions/make-event.ts'
import { publishEvent } from '../actions/publish-event.ts'
import { saveResults } from '../actions/save-results.ts'
import { settleQuestion } from '../actions/settle-question.ts'
import { signUp } from '../actions/sign-up.ts'
import type { EventContent } from '../content.ts'
import type { Texts } from '../translated.ts'
import { guestNames, type Invented, inventedEvents, inventedWishes } from './invented.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Who writes the demo, and where. */
type Stage = { city: PlantedCity; staffId: number; offices: Office[]; places: SolvedPlace[] }

/** A complaint with a place of its own. */
type SolvedPlace = { id: number; address: string; lat: number; lon: number }

/**
 * Fills the agenda of a demo city: what was held with its results, what comes with its guests, one that is called off. By
 * the same actions as people; a city that has events is left alone.
 */
export async function eventDemo(deps: Deps, city: PlantedCity): Promise<void> {
  if ((await deps.db.event.count({ where: { cityId: city.id } })) > 0) return
  const admin = await deps.db.staffRole.findFirst({
    where: { cityId: city.id, role: 'city_admin' },
    orderBy: { staffId: 'asc' },
    select: { staffId: true },
  })
  if (admin === null) return
  const { offices } = await directoryOf(deps, city.id)
  const stage: Stage = {
    city,
    staffId: admin.staffId,
    offices: offices.filter(
      ({ current, external, contacts }) => current && !external && contacts.address !== null,
    ),
    places: await solvablePlaces(deps, city.id),
  }
  for (const [index, invented] of inventedEvents.entries()) await plantOne(deps, stage, invented, index)
  for (const [index, wish] of inventedWishes.entries()) {
    const asker = { name: guestNames[index] ?? '', email: null, phone: phoneOf(index) }
    const form = { consentVersion: currentConsent, formKey: keyOf(city, `wish-${index}`) }
    await askForHelp(deps, {
      cityId: city.id,
      place: '',
      asker,
      at: city.at - (index + 1) * dayMs,
      ...wish,
      ...form,
    })
  }
}

/** Complaints of which residents can do something together: those about litter first, the newest of them. */
function solvablePlaces({ db }: Pick<Deps, 'db'>, cityId: number): Promise<SolvedPlace[]> {
  return db.$queryRaw<SolvedPlace[]>`
    SELECT c.id, coalesce(c.public_address, c.address) AS address, c.lat, c.lon
    FROM complaint c JOIN category k ON k.id = c.category_id
    WHERE c.city_id = ${cityId} AND c.shown AND c.lat IS NOT NULL AND c.address <> ''
    ORDER BY k.group_code <> 'waste', c.received_at DESC, c.id LIMIT 8`
}

async function plantOne(deps: Deps, stage: Stage, invented: Invented, index: number): Promise<void> {
  const { city, staffId } = stage
  const solved = stage.places.splice(0, invented.solves ?? 0)
  const office = stage.offices[index % Math.max(1, stage.offices.length)]
  const content = contentOf(stage, invented, { solved, office })
  const announcedAt = Math.min(content.startsAt, city.at) - 14 * dayMs
  const officeId = office?.id ?? null
  const eventId = await makeEvent(deps, { cityId: city.id, officeId, content, staffId, at: announcedAt })
  if (invented.draft) return
  const step = (version: number, at: number) => ({ eventId, cityId: city.id, version, staffId, at })
  await publishEvent(deps, step(1, announcedAt))
  await plantGuests(deps, city, { eventId, guests: invented.guests ?? [], at: announcedAt + hourMs })
  for (const [n, { text, lang, answer }] of (invented.questions ?? []).entries()) {
    const at = announcedAt + 2 * hourMs
    await askQuestion(deps, { eventId, text, lang, formKey: keyOf(city, `question-${index}-${n}`), at })
    const { id } = await deps.db.eventQuestion.findFirstOrThrow({ where: { eventId, text } })
    const settled = { state: 'shown' as const, answer, answerLang: lang, staffId, at: at + hourMs }
    await settleQuestion(deps, { eventId, questionId: id, ...settled })
  }
  if (invented.cancelled) await cancelEvent(deps, { ...step(2, city.at - dayMs), reason: invented.cancelled })
  if (invented.results) {
    await deps.db.$executeRaw`
      UPDATE event_sign_up SET came = persons, checked_at = ${toDate(content.startsAt)}, checked_by_id = ${staffId}
      WHERE event_id = ${eventId} AND state = 'given'`
    await plantPictures(deps, eventId, solved)
    const at = content.endsAt + 3 * hourMs
    await saveResults(deps, { ...step(2, at), results: invented.results, publish: true, draft: null })
  }
}

function contentOf(
  { city }: Stage,
  invented: Invented,
  { solved, office }: { solved: SolvedPlace[]; office: Office | undefined },
): EventContent {
  const now = Temporal.Instant.fromEpochMilliseconds(city.at)
  const wanted = localDate(now, city.timeZone).add({ days: invented.inDays })
  const day = invented.kind === 'clean_up' ? wanted.add({ days: 6 - wanted.dayOfWeek }) : wanted
  const at = (time: string) => instantAt(day, time, city.timeZone).epochMilliseconds
  const [first] = solved
  const nowhere: Texts = { kk: '', ru: '', en: '' }
  const address = office?.contacts.address ?? nowhere
  return {
    ...{ kind: invented.kind, title: invented.title, about: invented.about, programme: invented.programme },
    place: first === undefined ? address : { kk: first.address, ru: first.address, en: first.address },
    entrance:
      first === undefined
        ? {
            kk: 'Бас кіреберіс, пандус бар',
            ru: 'Главный вход, есть пандус',
            en: 'Main entrance, with a ramp',
          }
        : nowhere,
    bring: invented.bring ?? nowhere,
    point: first === undefined ? null : { lat: first.lat, lon: first.lon },
    ...{ startsAt: at(invented.from), endsAt: at(invented.till), signUpUntil: at(invented.from) },
    langs: invented.kind === 'focus_group' ? ['kk'] : ['kk', 'ru'],
    streamUrl: null,
    signUp: invented.open !== true,
    places: invented.places,
    groupMost: 5,
    organisers: invented.organisers ?? [],
    complaintIds: solved.map(({ id }) => id),
  }
}

type Guests = { eventId: number; guests: readonly number[]; at: number }

/** Nobody is written to: they left a number. */
async function plantGuests(deps: Deps, city: PlantedCity, { eventId, guests, at }: Guests): Promise<void> {
  for (const [index, persons] of guests.entries()) {
    const contact = { name: guestNames[index % guestNames.length] ?? '', email: null, phone: phoneOf(index) }
    const form = { consentVersion: currentConsent, formKey: keyOf(city, `guest-${eventId}-${index}`) }
    const lang = index % 2 === 0 ? ('kk' as const) : ('ru' as const)
    await signUp(deps, { eventId, cityId: city.id, contact, persons, lang, at: at + index * hourMs, ...form })
  }
}

/** The drawings of the complaints that were solved stand beside the results as well. */
async function plantPictures(
  { db }: Pick<Deps, 'db'>,
  eventId: number,
  solved: SolvedPlace[],
): Promise<void> {
  const photos = await db.photo.findMany({
    where: {
      complaintId: { in: solved.map(({ id }) => id) },
      shown: true,
      role: { in: ['before', 'after'] },
    },
    orderBy: [{ complaintId: 'asc' }, { position: 'asc' }],
    take: 4,
  })
  await db.eventPhoto.createMany({
    data: photos.map((photo, position) => {
      const { role, largeKey, smallKey, width, height, smallWidth, smallHeight, createdAt } = photo
      const stored = { largeKey, smallKey, width, height, smallWidth, smallHeight, createdAt }
      return { id: randomUUID(), eventId, role, position, ...stored }
    }),
  })
}

/** Numbers that the operators give to nobody. */
const phoneOf = (index: number): string => `+7700000${String(1000 + index)}`

const keyOf = ({ slug }: PlantedCity, name: string): Uint8Array =>
  createHash('sha256').update(`event-demo/${slug}/${name}`).digest()
