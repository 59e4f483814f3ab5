import { type Actor, type ComplaintEvent, resident } from '../../complaints/index.ts'
import { type Course, move, phrases, staffEvent } from './course.ts'

export function sentByHand(course: Course): ComplaintEvent {
  const { around, at, office } = course
  const { registeredOn: _, ...due } = around.termAt(at, course.category)
  Object.assign(course, { due, receivedHereAt: at })
  const actor: Actor = { kind: 'staff', staffId: around.staff.registrar, officeId: null }
  return { kind: 'sent', at, actor, payload: { officeId: office.id, ruleId: null, ...due } }
}

export function filed({ around, filing, at }: Course): ComplaintEvent {
  const { channel, category, districtId, visibility, photos } = filing
  const actor: Actor = isTakenByOperator(channel)
    ? { kind: 'staff', staffId: around.staff.operator, officeId: null }
    : resident
  const payload = {
    channel,
    categoryId: category?.id ?? null,
    districtId,
    visibility,
    photos,
  }
  return { kind: 'filed', at, actor, payload }
}

const isTakenByOperator = (channel: string) => ['phone', 'front_office', 'letter', 'social'].includes(channel)

export function moderated(course: Course): ComplaintEvent {
  const { around, random, filing } = course
  move(course, random.between(0.1, 1.2))
  const officeId = filing.rule === null ? null : course.office.id
  const actor: Actor = { kind: 'staff', staffId: around.staff.registrar, officeId }
  const words = phrases(course)
  const isFine = filing.heldFor.every((reason) => reason === 'city') || random.chance(0.6)
  return isFine
    ? { kind: 'published', at: course.at, actor, payload: { reason: random.pick(words.published) } }
    : { kind: 'hidden', at: course.at, actor, payload: { reason: random.pick(words.hidden), ground: 'spam' } }
}

export function recategorised(course: Course): ComplaintEvent {
  const { around, random, filing } = course
  move(course, random.between(0.1, 1.5))
  course.category = filing.trueCategory
  const reason = random.pick(phrases(course).recategorised)
  const payload = { categoryId: filing.trueCategory.id, fromCategoryId: null, reason }
  const officeId = filing.rule === null ? null : course.office.id
  const actor: Actor = { kind: 'staff', staffId: around.staff.registrar, officeId }
  return { kind: 'recategorised', at: course.at, actor, payload }
}

export function merged(course: Course, into: { id: number; number: string }): ComplaintEvent {
  move(course, course.random.between(0.2, 3))
  return staffEvent(course, { kind: 'merged', payload: { intoId: into.id, intoNumber: into.number } })
}
