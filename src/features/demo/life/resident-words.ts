import { type ComplaintEvent, resident, system } from '../../complaints/index.ts'
import type { Random } from '../random.ts'
import { residentPhrases } from '../texts/index.ts'
import type { Course } from './course.ts'
import type { Answered } from './office-work.ts'

/** What the resident says to the answer, if anything. True when the complaint is open again. */
export function* afterwards(
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

export function* withdrawn(course: Course): Generator<ComplaintEvent, null> {
  const { around, random, filing } = course
  course.at = around.table.residentMoment(random, course.at, random.between(0.2, 9))
  const text = random.pick(residentPhrases[filing.lang].withdrawn)
  yield { kind: 'withdrawn', at: course.at, actor: resident, payload: { text } }
  return null
}
