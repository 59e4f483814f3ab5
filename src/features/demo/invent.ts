import { Temporal } from 'temporal-polyfill'
import { formatDay } from '../../platform/time/format.ts'
import { endOfDay } from '../../platform/time/local-day.ts'
import { addWorkingDays, type WorkingCalendar } from '../../platform/time/working-days.ts'
import { type City, type Term, termOf } from '../city/index.ts'
import { type BulkComplaint, type ComplaintEvent, holdReasons, newNumber } from '../complaints/index.ts'
import { type Category, chooseRule, type Directory, type RoutingRule } from '../offices/index.ts'
import { type Behaviour, behaviourOf } from './behaviour.ts'
import { DayTable } from './day-table.ts'
import { createDemand, type Demand } from './demand.ts'
import type { Surroundings } from './life/course.ts'
import { lifeOf } from './life/life.ts'
import type { Album } from './photos/album.ts'
import { createPictures } from './photos/pictures.ts'
import { createPlaces, type Places, type Street } from './places.ts'
import { type Random, randomOf } from './random.ts'
import type { CityStaff } from './staff.ts'
import { topicOf } from './texts/index.ts'
import { complaintText } from './writing.ts'

/** A city as the demo needs it, read from the database once. */
export type DemoCity = {
  city: City
  directory: Directory
  calendar: WorkingCalendar
  streets: readonly Street[]
  staff: CityStaff
  album: Album
}

/** The same run on the same city gives the same complaints. */
export type DemoRun = {
  seed: number
  count: number
  /** The day before which everything happens, ISO: no complaint of the demo is of that day or later. */
  until: string
}

export type Inventor = {
  /** Complaint `index` of the run, under an id and with a number that is not taken. */
  invent(index: number, id: number, drawNumber: DrawNumber): BulkComplaint
  /** Forgets the complaints that the next one could repeat. */
  forget(): void
}

/** Draws with `draw` until the number is free. */
export type DrawNumber = (draw: () => string) => string

export const demoSource = 'demo'

/** Named in every complaint, so that a run that was interrupted is gone on with and never written twice. */
export const runName = ({ seed, count, until }: DemoRun) => `${seed}.${count}.${until}`

const DAYS_AFTER = 400

export function createInventor(demo: DemoCity, run: DemoRun): Inventor {
  const workshop = createWorkshop(demo, run)
  let recent: Recent[] = []
  return {
    invent(index, id, drawNumber) {
      const random = randomOf('complaint', demo.city.slug, runName(run), index)
      const idea = ideaOf(workshop, random, index, recent)
      // With a chance of its own: a number that is drawn again changes nothing else.
      const { below } = randomOf('number', demo.city.slug, runName(run), index)
      const number = drawNumber(() => newNumber(monthOf(workshop, idea.receivedAt), below))
      const made = complaintOf(workshop, random, { idea, index, number })
      const last = made.events.at(-1)
      if (idea.duplicateOf === null && made.events[0]?.kind === 'filed') {
        recent = [
          ...recent.slice(-11),
          { id, number, idea, endedAt: last?.at ?? idea.receivedAt, isOpen: isStillOpen(last) },
        ]
      }
      return { ...made, id }
    },
    forget: () => {
      recent = []
    },
  }
}

/** Everything that one complaint after the other is made with. */
type Workshop = Surroundings & {
  demo: DemoCity
  run: DemoRun
  demand: Demand
  places: Places
  /** Milliseconds UTC; what would happen later is left out. */
  end: number
  /** Share of Kazakh texts. */
  kazakh: number
}

type Recent = { id: number; number: string; idea: Idea; endedAt: number; isOpen: boolean }

type Idea = ReturnType<Places['invent']> & {
  receivedAt: number
  channel: string
  lang: 'kk' | 'ru'
  trueCategory: Category
  duplicateOf: { id: number; number: string } | null
}

function createWorkshop(demo: DemoCity, run: DemoRun): Workshop {
  const { city, directory, calendar, staff } = demo
  const until = Temporal.PlainDate.from(run.until)
  const first = until.subtract({ years: 2 })
  const span = first.until(until).days
  const table = new DayTable(first, span + DAYS_AFTER, calendar, city.timeZone)
  const categories = directory.categories.filter(({ current }) => current)
  const behaviours = new Map<string, Behaviour>()
  return {
    ...{ demo, run, city, directory, calendar, table, staff },
    demand: createDemand(city.slug, categories, table, span),
    places: createPlaces(city, demo.streets),
    end: table.at(span).start,
    kazakh: randomOf('language', city.slug).between(0.35, 0.6),
    routeOf: (categoryId, districtId) => routeOrThrow(demo, categoryId, districtId),
    termAt: termsOf(demo, table),
    longer: ({ dueOn, calendar: version }, days) => {
      const later = addWorkingDays(Temporal.PlainDate.from(dueOn), days, calendar)
      const dueAt = endOfDay(later, city.timeZone).epochMilliseconds
      return { dueOn: later.toString(), dueAt, calendar: version }
    },
    behaviourOf(office, at) {
      const quarter = Math.floor((8 * table.indexOf(at)) / span)
      const key = `${office.code} ${quarter}`
      const known = behaviours.get(key) ?? behaviourOf(city.slug, office, quarter / 8)
      behaviours.set(key, known)
      return known
    },
    dayIn: (lang, at) => formatDay(table.at(table.indexOf(at)).iso, lang, 'dayMonth'),
  }
}

function routeOrThrow(
  { city, directory }: DemoCity,
  categoryId: number,
  districtId: number | null,
): RoutingRule {
  const routed = chooseRule(directory.rules, { categoryId, districtId })
  if (routed === null)
    throw new Error(`${city.slug}: no office for category ${categoryId} in area ${districtId}`)
  return routed.rule
}

/** A term depends on the day of receipt, on whether the office was still open, and on its length: asked for once. */
function termsOf({ city, calendar }: DemoCity, table: DayTable): Surroundings['termAt'] {
  const known = new Map<string, Term>()
  const [hour = 0, minute = 0] = city.workingDayEnds.split(':').map(Number)
  const closes = (hour * 60 + minute) * 60_000
  return (at, category) => {
    const day = table.indexOf(at)
    const length = category?.termDays ?? city.termDays
    const key = `${day} ${at - table.at(day).start >= closes} ${length}`
    const term = known.get(key) ?? termOf(city, calendar, at, length)
    known.set(key, term)
    return term
  }
}

/** When, where, what about. Now and then it is what somebody has reported a few days before. */
function ideaOf(workshop: Workshop, random: Random, index: number, recent: readonly Recent[]): Idea {
  const { demand, table, places, run } = workshop
  const day = demand.dayOf(random, index, run.count)
  const channel = channelOn(random, table.at(day).working)
  const receivedAt = Math.min(momentOf(workshop, random, day, channel), workshop.end - 60_000)
  const lang = random.chance(workshop.kazakh) ? 'kk' : 'ru'
  const trueCategory = demand.categoryOn(random, day)
  const place = places.invent(random, trueCategory, lang)
  const own = { ...place, receivedAt, channel, lang, trueCategory, duplicateOf: null } as const
  if (!random.chance(0.045)) return own
  const first = recent.find((one) => isWaiting(one, receivedAt))
  if (first === undefined) return own
  const { id, number, idea } = first
  return { ...own, ...sameThing(idea), duplicateOf: { id, number } }
}

/** With the address as the first one has written it, so in the same language. */
const sameThing = ({ districtId, address, landmark, point, lang, trueCategory }: Idea) => ({
  ...{ districtId, address, landmark, point, lang, trueCategory },
})

const DAY = 86_400_000

/** Was there before and will be there long enough for somebody to find that it is the same. */
const isWaiting = ({ idea, endedAt, isOpen }: Recent, at: number) =>
  idea.receivedAt < at && at - idea.receivedAt < 20 * DAY && (isOpen || endedAt > at + 6 * DAY)

const endings: ReadonlySet<string> = new Set([
  'forwarded',
  'withdrawn',
  'closed',
  'confirmed',
  'refused',
  'answered',
  'partly',
])

const isStillOpen = (last: ComplaintEvent | undefined) => last !== undefined && !endings.has(last.kind)

const channels = [
  ['web', 0.58],
  ['phone', 0.18],
  ['social', 0.09],
  ['mobile_app', 0.07],
  ['front_office', 0.05],
  ['letter', 0.03],
] as const

function channelOn(random: Random, isWorkingDay: boolean): string {
  let left = random.unit()
  for (const [channel, share] of channels) {
    left -= share
    if (left < 0)
      return !isWorkingDay && (channel === 'front_office' || channel === 'letter') ? 'web' : channel
  }
  return 'web'
}

/** Residents write in the evening, offices take calls and visits by day. */
function momentOf({ table }: Workshop, random: Random, day: number, channel: string): number {
  const { start } = table.at(day)
  const isByDay = channel === 'phone' || channel === 'front_office' || channel === 'letter'
  const hour = isByDay
    ? random.between(9, 18)
    : random.chance(0.55)
      ? 19.5 + random.normal() * 2
      : random.chance(0.06)
        ? random.between(0, 24)
        : 11.5 + random.normal() * 3
  return start + Math.round(Math.max(0.02, Math.min(23.95, hour)) * 3_600_000)
}

type Made = { idea: Idea; index: number; number: string }

function complaintOf(workshop: Workshop, random: Random, { idea, index, number }: Made): BulkComplaint {
  const { demo, city, run, end } = workshop
  const { trueCategory, districtId, address, landmark, point } = idea
  const knowsCategory = !random.chance(0.02)
  const category = knowsCategory ? trueCategory : null
  const written = complaintText(random, topicOf(trueCategory.code), idea.lang)
  const visibility = category?.sensitive || random.chance(0.03) ? 'staff' : 'public'
  const heldFor =
    visibility === 'staff'
      ? []
      : holdReasons(`${written.text}\n${address}\n${landmark}`, city.profile.moderationWords)
  const pictures = createPictures(demo.album, random, {
    categoryCode: trueCategory.code,
    key: `${city.slug}/${runName(run)}/${index}`,
  })
  const isOnline = idea.channel === 'web' || idea.channel === 'mobile_app' || idea.channel === 'social'
  const before = isOnline && random.chance(0.8) ? pictures.take('before', null) : null
  const filing = {
    receivedAt: idea.receivedAt,
    channel: idea.channel,
    text: written.text,
    lang: idea.lang,
    category,
    districtId,
    visibility,
    heldFor,
    rule:
      chooseRule(workshop.directory.rules, { categoryId: category?.id ?? null, districtId })?.rule ?? null,
    photos: before === null ? [] : [before],
    trueCategory,
    duplicateOf: idea.duplicateOf,
    takePhoto: pictures.take,
  } as const
  const events: ComplaintEvent[] = []
  for (const event of lifeOf(workshop, filing, random)) {
    if (event.at >= end) break
    events.push(event)
  }
  return {
    cityId: city.id,
    timeZone: city.timeZone,
    channel: idea.channel,
    text: written.text,
    textLang: written.lang,
    replyLang: idea.lang,
    ...{ address, landmark, districtId, point },
    source: demoSource,
    externalId: `${runName(run)}.${index}`,
    events,
    number,
    photos: pictures.usedIn(events),
  }
}

function monthOf({ table }: Workshop, at: number): { year: number; month: number } {
  const { iso, month } = table.at(table.indexOf(at))
  return { year: Number(iso.slice(0, 4)), month }
}
