import { type ComplaintEvent, type RefusalGround, resident } from '../../complaints/index.ts'
import { type Category, chooseRule } from '../../offices/index.ts'
import type { Random } from '../random.ts'
import { residentPhrases, topicOf } from '../texts/index.ts'
import {
  behaviour,
  type Course,
  headActor,
  move,
  officeOf,
  opened,
  phrases,
  signed,
  staffActor,
  staffEvent,
  termDays,
} from './course.ts'

/** `genuine`: what was said to be solved is solved. */
export type Answered = { outcome: 'solved' | 'explained' | 'refused'; genuine: boolean }

/**
 * The office takes it up and works on it. Gives the working days after its receipt until the answer; null when nobody
 * ever answers.
 */
export function* worked(course: Course): Generator<ComplaintEvent, number | null> {
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
export function* passedOn(course: Course): Generator<ComplaintEvent> {
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
export function* elsewhere(course: Course): Generator<ComplaintEvent, Answered | null> {
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

export function* answer(course: Course, days: number, prefix: string): Generator<ComplaintEvent, Answered> {
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
