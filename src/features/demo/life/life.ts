import { type ComplaintEvent, system } from '../../complaints/index.ts'
import type { Random } from '../random.ts'
import { behaviour, type Course, courseOf, type Filing, type Surroundings } from './course.ts'
import { filed, merged, moderated, recategorised, sentByHand } from './first-day.ts'
import { type Answered, answer, elsewhere, passedOn, worked } from './office-work.ts'
import { afterwards, withdrawn } from './resident-words.ts'

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

function* stay(course: Course, round: number): Generator<ComplaintEvent, Answered | null> {
  const { random } = course
  if (round === 0 && random.chance(0.018)) return yield* withdrawn(course)
  if (round === 0 && random.chance(behaviour(course).passesOn)) yield* passedOn(course)
  if (course.office.external) return yield* elsewhere(course)

  const days = yield* worked(course)
  if (days === null) return null
  return yield* answer(course, days, '')
}
