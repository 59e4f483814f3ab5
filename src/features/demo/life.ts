import { hash } from 'node:crypto'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import type { City, Term } from '../city/index.ts'
import { type Actor, type ComplaintEvent, type RefusalGround, resident, system } from '../complaints/index.ts'
import { type Category, chooseRule, type Directory, type Office, type RoutingRule } from '../offices/index.ts'
import type { Behaviour } from './behaviour.ts'
import type { DayTable } from './day-table.ts'
import type { Random } from './random.ts'
import type { CityStaff } from './staff.ts'
import { officePhrases, residentPhrases, topicOf } from './texts/index.ts'

/** What a city brings to the life of a complaint. */
export type Surroundings = {
  city: City
  directory: Directory
  calendar: WorkingCalendar
  table: DayTable
  staff: CityStaff
  /** The term of what an office receives at `at`, milliseconds UTC. */
  termAt(at: number, category: Category | null): Term
  /** The end of the term after `days` more working days. */
  longer(due: Due, days: number): Due
  behaviourOf(office: Office, at: number): Behaviour
  /** Throws when nobody answers for it, which the check of a city's routing rules out. */
  routeOf(categoryId: number, districtId: number | null): RoutingRule
  /** A day as people read it: "21 November". `at` in milliseconds UTC. */
  dayIn(lang: 'kk' | 'ru', at: number): string
}

type Due = Omit<Term, 'registeredOn'>

/** What is known of a complaint when it is filed. */
export type Filing = {
  receivedAt: number
  channel: string
  text: string
  /** Of the answers. */
  lang: 'kk' | 'ru'
  category: Category | null
  districtId: number | null
  visibility: 'public' | 'staff'
  heldFor: readonly string[]
  /** Null when no rule fits, so that a registrar has to send it. */
  rule: RoutingRule | null
  photos: readonly string[]
  /** What it will turn out to be about when nobody has said so. */
  trueCategory: Category
  /** The complaint about the same thing that came first. */
  duplicateOf: { id: number; number: string } | null
  /** A picture to put to an answer or to a later word; null when there is none of the matter. */
  takePhoto(role: 'after' | 'added', answerNo: number | null): string | null
}

/** Where a life is now. */
type Course = {
  around: Surroundings
  filing: Filing
  random: Random
  at: number
  office: Office
  category: Category | null
  receivedHereAt: number
  due: Due
  answers: number
  /** A question to the resident has no reply. */
  isWaiting: boolean
}

/**
 * All that happens to one complaint, in order and for as long as it takes; who asks stops at the end of the time. Legal
 * by the table of transitions: whoever writes it checks each step again.
 */
export function* lifeOf(around: Surroundings, filing: Filing, random: Random): Generator<ComplaintEvent> {
  const course = courseOf(around, filing, random)
  yield filed(course)
  if (filing.heldFor.length > 0) {
    yield { kind: 'held', at: course.at, actor: system, payload: { reasons: filing.heldFor } }
  }
  const { registeredOn, ...due } = around.termAt(course.at, course.category)
  yield { kind: 'registered', at: course.at, actor: system, payload: { registeredOn } }
  if (filing.rule !== null) {
    const payload = { officeId: filing.rule.officeId, ruleId: filing.rule.id, ...due }
    yield { kind: 'sent', at: course.at, actor: system, payload }
  }
  if (filing.heldFor.length > 0) yield moderated(course)
  if (filing.category === null) yield recategorised(course)
  if (filing.rule === null) yield sentByHand(course)
  else if (filing.category === null) yield* passedOn(course)
  if (filing.duplicateOf !== null) return yield merged(course, filing.duplicateOf)

  for (let round = 0; ; round++) {
    const answered = yield* stay(course, round)
    if (answered === null) return
    const isReopened = yield* afterwards(course, answered, round)
    if (!isReopened) return
  }
}

/** `genuine`: what was said to be solved is solved. */
type Answered = { outcome: 'solved' | 'explained' | 'refused'; genuine: boolean }

function* stay(course: Course, round: number): Generator<ComplaintEvent, Answered | null> {
  const { random } = course
  if (round === 0 && random.chance(0.018)) return yield* withdrawn(course)
  if (round === 0 && random.chance(behaviour(course).passesOn)) yield* passedOn(course)
  if (course.office.external) return yield* elsewhere(course)

  const days = yield* worked(course)
  if (days === null) return null
  return yield* answer(course, days, '')
}

/**
 * The office takes it up and works on it. Gives the working days after its receipt until the answer; null when nobody
 * ever answers.
 */
function* worked(course: Course): Generator<ComplaintEvent, number | null> {
  const { random, filing, at } = course
  const habits = behaviour(course)
  const isForgotten = random.chance(habits.silent)
  if (isForgotten && random.chance(0.5)) return random.chance(0.45) ? null : random.between(40, 120)

  const due = termDays(course)
  let days = Math.max(0.2, random.around(habits.medianDays * paceOf(course.category), habits.spread))
  if (days > due * 0.45 && days < due * 1.15 && random.chance(habits.lastMinute * 2))
    days = due - random.between(0, 2.5)
  if (isForgotten) days = random.between(35, 110)

  if (random.chance(0.82)) {
    move(course, Math.min(days * 0.5, random.between(0, 2)))
    yield staffEvent(course, { kind: 'accepted', payload: {} })
    const { executor } = course.around.staff.at(course.office.id)
    if (executor !== null && random.chance(0.5)) {
      yield staffEvent(course, { kind: 'assigned', payload: { staffId: executor } })
    }
  }
  if (random.chance(0.04)) yield* asked(course)
  if (random.chance(0.07)) {
    move(course, 0.5)
    yield staffEvent(course, { kind: 'noted', payload: { text: random.pick(phrases(course).notes) } })
  }
  if (days > 1 && !course.isWaiting && random.chance(0.55)) {
    move(course, Math.min(days * 0.6, random.between(0, 4)))
    yield staffEvent(course, { kind: 'started', payload: {} })
  }
  if (days > due * 0.7 && random.chance(habits.extends * 4)) yield* extended(course)
  if (filing.visibility === 'public' && random.chance(habits.plans)) days = yield* planned(course, days)
  course.at = Math.max(course.at, at)
  return days
}

function* planned(course: Course, days: number): Generator<ComplaintEvent, number> {
  const { around, random, filing, category } = course
  move(course, Math.max(0.5, Math.min(days, termDays(course)) * random.between(0.3, 0.7)))
  const { table } = around
  const ahead = Math.round(random.between(5, 28))
  const plannedDay = table.at(table.workingDayAfter(table.indexOf(course.at), ahead))
  const words = phrases(course).planned
  const group = category?.groupCode ?? 'order'
  const text = random
    .pick(words[group] ?? words['order'] ?? [])
    .replace('{date}', around.dayIn(filing.lang, plannedDay.start))
  course.answers++
  yield staffEvent(course, {
    kind: 'planned',
    payload: { text: opened(course, text), lang: filing.lang, plannedOn: plannedDay.iso },
  })
  const kept = random.chance(behaviour(course).solves)
  if (random.chance(0.3)) {
    course.at = table.officeMoment(random, plannedDay.start, 0)
    yield staffEvent(course, { kind: 'started', payload: {} })
  }
  const until = plannedDay.start + 86_400_000 * (kept ? random.between(0, 3) : random.between(8, 60))
  return Math.max(1, table.workingDaysBetween(course.receivedHereAt, until))
}

function* asked(course: Course): Generator<ComplaintEvent> {
  const { around, random, filing } = course
  move(course, random.between(0, 2))
  yield staffEvent(course, {
    kind: 'asked',
    payload: { text: random.pick(phrases(course).asked), lang: filing.lang },
  })
  course.isWaiting = !random.chance(0.7)
  if (course.isWaiting) return
  course.at = around.table.residentMoment(random, course.at, random.between(0.1, 4))
  const text = random.pick(residentPhrases[filing.lang].replied)
  yield { kind: 'replied', at: course.at, actor: resident, payload: { text, photos: [] } }
}

function* extended(course: Course): Generator<ComplaintEvent> {
  const { around, random } = course
  const moment = around.table.officeMoment(random, course.at, Math.max(1, termDays(course) * 0.3))
  if (moment > course.due.dueAt) return
  course.at = moment
  course.due = around.longer(course.due, 10 + random.below(16))
  const payload = { ...course.due, reason: random.pick(phrases(course).extended) }
  yield { kind: 'extended', at: course.at, actor: headActor(course), payload }
}

/** To the office whose matter it is, or that works on it too, or that answers for what nobody does. */
function* passedOn(course: Course): Generator<ComplaintEvent> {
  const { around, random, filing, office, category } = course
  const { directory, table, city } = around
  const right = chooseRule(directory.rules, {
    categoryId: category?.id ?? null,
    districtId: filing.districtId,
  })
  const rest = chooseRule(directory.rules, { categoryId: null, districtId: null })
  const candidates = [right?.rule.officeId, ...(right?.rule.coOfficeIds ?? []), rest?.rule.officeId]
  const to = candidates.find((id) => id !== undefined && id !== office.id)
  if (to === undefined) return
  move(course, random.chance(0.75) ? random.between(0, 3) : random.between(4, 8))
  const late = table.workingDaysBetween(course.receivedHereAt, course.at) > city.profile.forwardDays
  const { registeredOn: _, ...due } = around.termAt(course.at, course.category)
  const reason = random.pick(phrases(course).transferred)
  yield staffEvent(course, {
    kind: 'transferred',
    payload: { fromOfficeId: office.id, toOfficeId: to, reason, late, ...due },
  })
  Object.assign(course, { office: officeOf(around, to), due, receivedHereAt: course.at })
}

/** An organisation without staff here: the complaint goes there by letter, and its answer comes back by letter. */
function* elsewhere(course: Course): Generator<ComplaintEvent, Answered | null> {
  const { around, random, filing, office } = course
  if (random.chance(0.5)) {
    move(course, random.between(0.3, 3))
    const actor = staffActor(course, around.staff.registrar)
    const payload = { to: office.names[filing.lang], reason: random.pick(phrases(course).forwarded) }
    yield { kind: 'forwarded', at: course.at, actor, payload }
    return null
  }
  if (random.chance(0.3)) return null
  return yield* answer(course, random.around(9, 0.6), random.pick(phrases(course).byLetter))
}

function* answer(course: Course, days: number, prefix: string): Generator<ComplaintEvent, Answered> {
  const { around, random, filing } = course
  const moment = around.table.officeMoment(random, course.receivedHereAt, days)
  course.at = moment > course.at ? moment : around.table.officeMoment(random, course.at, 0)
  course.answers++
  const habits = behaviour(course)
  if (random.chance(0.028)) {
    const ground = groundOf(random)
    const text = opened(course, random.pick(phrases(course).refused[ground]))
    yield staffEvent(course, { kind: 'refused', payload: { text, lang: filing.lang, ground } })
    return { outcome: 'refused', genuine: false }
  }
  const outcome = random.chance(habits.solves * solvableOf(course.category)) ? 'solved' : 'explained'
  const words = topicOf(course.category?.code ?? null)[filing.lang][outcome]
  const doneOn = around.dayIn(filing.lang, course.at - 86_400_000 * random.below(3))
  const body = [prefix, random.pick(words).replace('{date}', doneOn)].filter((part) => part !== '').join(' ')
  const photo =
    outcome === 'solved' && random.chance(habits.photographs)
      ? filing.takePhoto('after', course.answers)
      : null
  yield staffEvent(course, {
    kind: 'answered',
    payload: {
      text: signed(course, body),
      lang: filing.lang,
      outcome,
      photos: photo === null ? [] : [photo],
    },
  })
  return { outcome, genuine: outcome === 'solved' && random.chance(habits.honest) }
}

/** What the resident says to the answer, if anything. True when the complaint is open again. */
function* afterwards(
  course: Course,
  { outcome, genuine }: Answered,
  round: number,
): Generator<ComplaintEvent, boolean> {
  const { around, random, filing } = course
  const { reopenDays } = around.city
  const said = verdictOf(random, outcome, genuine, round)
  const answeredAt = course.at
  const own = residentPhrases[filing.lang]
  const saidAt = around.table.residentMoment(random, answeredAt, random.around(1.6, 0.9))
  if (said !== null && saidAt - answeredAt < reopenDays * 86_400_000) {
    course.at = saidAt
    if (said === 'yes') {
      yield { kind: 'confirmed', at: course.at, actor: resident, payload: {} }
      if (random.chance(0.35)) {
        const payload = { text: random.pick(own.thanks), photos: [] }
        yield { kind: 'added', at: course.at, actor: resident, payload }
      }
      return false
    }
    if (said === 'no') {
      yield reopened(course)
      return true
    }
    yield { kind: 'partly', at: course.at, actor: resident, payload: { text: random.pick(own.partly) } }
  }
  // The nightly job closes what was answered longer ago than the resident may send it back.
  if (outcome !== 'refused') {
    const night = around.table.at(around.table.indexOf(answeredAt) + reopenDays + 1)
    yield { kind: 'closed', at: night.start + 3 * 3_600_000, actor: system, payload: {} }
  }
  return false
}

function verdictOf(random: Random, outcome: Answered['outcome'], genuine: boolean, round: number) {
  const [yes, partly, no] =
    outcome === 'solved'
      ? genuine
        ? [0.36, 0.05, 0.01]
        : [0.05, 0.1, 0.38]
      : outcome === 'explained'
        ? [0.05, 0.04, 0.12]
        : [0, 0, 0.1]
  const chance = random.unit()
  if (chance < yes) return 'yes' as const
  if (chance < yes + partly) return 'partly' as const
  return chance < yes + partly + no / (round + 1) && round < 3 ? ('no' as const) : null
}

function reopened(course: Course): ComplaintEvent {
  const { around, random, filing, category } = course
  const { registeredOn: _, ...due } = around.termAt(course.at, category)
  Object.assign(course, { due, receivedHereAt: course.at })
  const photo = random.chance(0.3) ? filing.takePhoto('added', null) : null
  const text = random.pick(residentPhrases[filing.lang].reopened)
  const payload = { text, photos: photo === null ? [] : [photo], ...due }
  return { kind: 'reopened', at: course.at, actor: resident, payload }
}

function* withdrawn(course: Course): Generator<ComplaintEvent, null> {
  const { around, random, filing } = course
  course.at = around.table.residentMoment(random, course.at, random.between(0.2, 9))
  const text = random.pick(residentPhrases[filing.lang].withdrawn)
  yield { kind: 'withdrawn', at: course.at, actor: resident, payload: { text } }
  return null
}

function courseOf(around: Surroundings, filing: Filing, random: Random): Course {
  const { receivedAt, category, districtId } = filing
  const { registeredOn: _, ...due } = around.termAt(receivedAt, category)
  const rule = filing.rule ?? around.routeOf(filing.trueCategory.id, districtId)
  return {
    ...{ around, filing, random, category, due },
    at: receivedAt,
    receivedHereAt: receivedAt,
    office: officeOf(around, rule.officeId),
    answers: 0,
    isWaiting: false,
  }
}

function sentByHand(course: Course): ComplaintEvent {
  const { around, at, office } = course
  const { registeredOn: _, ...due } = around.termAt(at, course.category)
  Object.assign(course, { due, receivedHereAt: at })
  const actor: Actor = { kind: 'staff', staffId: around.staff.registrar, officeId: null }
  return { kind: 'sent', at, actor, payload: { officeId: office.id, ruleId: null, ...due } }
}

function filed({ around, filing, at }: Course): ComplaintEvent {
  const { channel, text, category, districtId, visibility, photos } = filing
  const actor: Actor = isTakenByOperator(channel)
    ? { kind: 'staff', staffId: around.staff.operator, officeId: null }
    : resident
  const payload = {
    channel,
    textDigest: hash('sha256', text, 'hex'),
    categoryId: category?.id ?? null,
    districtId,
    visibility,
    photos,
  }
  return { kind: 'filed', at, actor, payload }
}

const isTakenByOperator = (channel: string) => ['phone', 'front_office', 'letter', 'social'].includes(channel)

function moderated(course: Course): ComplaintEvent {
  const { around, random, filing } = course
  move(course, random.between(0.1, 1.2))
  const officeId = filing.rule === null ? null : course.office.id
  const actor: Actor = { kind: 'staff', staffId: around.staff.registrar, officeId }
  const words = phrases(course)
  return filing.heldFor.every((reason) => reason === 'link' || reason === 'city')
    ? { kind: 'published', at: course.at, actor, payload: { reason: random.pick(words.published) } }
    : { kind: 'hidden', at: course.at, actor, payload: { reason: random.pick(words.hidden) } }
}

function recategorised(course: Course): ComplaintEvent {
  const { around, random, filing } = course
  move(course, random.between(0.1, 1.5))
  course.category = filing.trueCategory
  const reason = random.pick(phrases(course).recategorised)
  const payload = { categoryId: filing.trueCategory.id, fromCategoryId: null, reason }
  const officeId = filing.rule === null ? null : course.office.id
  const actor: Actor = { kind: 'staff', staffId: around.staff.registrar, officeId }
  return { kind: 'recategorised', at: course.at, actor, payload }
}

function merged(course: Course, into: { id: number; number: string }): ComplaintEvent {
  move(course, course.random.between(0.2, 3))
  return staffEvent(course, { kind: 'merged', payload: { intoId: into.id, intoNumber: into.number } })
}

/** Goes on to a moment of office hours. */
function move(course: Course, days: number): void {
  course.at = course.around.table.officeMoment(course.random, course.at, days)
}

type OfficeEvent = {
  [Event in ComplaintEvent as Event['kind']]: Pick<Event, 'kind' | 'payload'>
}[ComplaintEvent['kind']]

/** By the executor of the office; where an office has none, by the controller of the city. */
function staffEvent(course: Course, event: OfficeEvent): ComplaintEvent {
  const { executor } = course.around.staff.at(course.office.id)
  const actor = staffActor(course, executor ?? course.around.staff.controller)
  return { ...event, at: course.at, actor } as ComplaintEvent
}

function headActor(course: Course): Actor {
  const { head } = course.around.staff.at(course.office.id)
  return staffActor(course, head ?? course.around.staff.controller)
}

const staffActor = ({ office }: Course, staffId: number): Actor => ({
  kind: 'staff',
  staffId,
  officeId: office.id,
})

const phrases = ({ filing }: Course) => officePhrases[filing.lang]

const behaviour = ({ around, office, at }: Course): Behaviour => around.behaviourOf(office, at)

const opened = (course: Course, text: string): string =>
  [course.random.pick(phrases(course).openings), text].filter((part) => part !== '').join(' ')

const signed = (course: Course, text: string): string =>
  [opened(course, text), course.random.pick(phrases(course).closings)].filter((part) => part !== '').join(' ')

function termDays({ around, category }: Course): number {
  return category?.termDays ?? around.city.termDays
}

/** Snow and open manholes cannot wait; a yard can. */
const paces: Readonly<Record<string, number>> = {
  ...{
    snow_road: 0.35,
    ice_walk: 0.3,
    icicles: 0.4,
    manhole: 0.35,
    waste_missed: 0.4,
    water: 0.4,
    power: 0.4,
  },
  ...{
    heat: 0.5,
    sewer: 0.45,
    lights_tr: 0.5,
    gas: 0.4,
    yard: 1.5,
    land: 1.6,
    build_ill: 1.6,
    sidewalk: 1.3,
  },
}
const paceOf = (category: Category | null) => paces[category?.code ?? ''] ?? 1

/** How much of it an office can do away with at all. */
const solvables: Readonly<Record<string, number>> = {
  ...{
    air: 0.3,
    noise: 0.45,
    land: 0.4,
    build_ill: 0.45,
    social: 0.5,
    osi: 0.5,
    bus: 0.65,
    safety: 0.5,
    yard: 0.5,
  },
  ...{ other: 0.6, access: 0.6, parking: 0.6, trade: 0.65, animals: 0.7, recycle: 0.6 },
}
const solvableOf = (category: Category | null) => solvables[category?.code ?? ''] ?? 0.95

function groundOf(random: Random): RefusalGround {
  const grounds: readonly RefusalGround[] = [
    'repeated',
    'repeated',
    'not_competent',
    'no_substance',
    'private_matter',
    'unlawful',
  ]
  return random.pick(grounds)
}

function officeOf({ directory }: Surroundings, id: number): Office {
  const office = directory.officeById.get(id)
  if (office === undefined) throw new Error(`no office ${id}`)
  return office
}
