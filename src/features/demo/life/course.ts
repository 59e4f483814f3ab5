import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import type { City, Term } from '../../city/index.ts'
import type { Actor, ComplaintEvent } from '../../complaints/index.ts'
import type { Category, Directory, Office, RoutingRule } from '../../offices/index.ts'
import type { Behaviour } from '../behaviour.ts'
import type { DayTable } from '../day-table.ts'
import type { Random } from '../random.ts'
import type { CityStaff } from '../staff.ts'
import { officePhrases } from '../texts/index.ts'

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

export type Due = Omit<Term, 'registeredOn'>

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
export type Course = {
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

export function courseOf(around: Surroundings, filing: Filing, random: Random): Course {
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

/** Goes on to a moment of office hours. */
export function move(course: Course, days: number): void {
  course.at = course.around.table.officeMoment(course.random, course.at, days)
}

type OfficeEvent = {
  [Event in ComplaintEvent as Event['kind']]: Pick<Event, 'kind' | 'payload'>
}[ComplaintEvent['kind']]

/** By the executor of the office; where an office has none, by the controller of the city. */
export function staffEvent(course: Course, event: OfficeEvent): ComplaintEvent {
  const { executor } = course.around.staff.at(course.office.id)
  const actor = staffActor(course, executor ?? course.around.staff.controller)
  return { ...event, at: course.at, actor } as ComplaintEvent
}

export function headActor(course: Course): Actor {
  const { head } = course.around.staff.at(course.office.id)
  return staffActor(course, head ?? course.around.staff.controller)
}

export const staffActor = ({ office }: Course, staffId: number): Actor => ({
  kind: 'staff',
  staffId,
  officeId: office.id,
})

export const phrases = ({ filing }: Course) => officePhrases[filing.lang]

export const behaviour = ({ around, office, at }: Course): Behaviour => around.behaviourOf(office, at)

export const opened = (course: Course, text: string): string =>
  [course.random.pick(phrases(course).openings), text].filter((part) => part !== '').join(' ')

export const signed = (course: Course, text: string): string =>
  [opened(course, text), course.random.pick(phrases(course).closings)].filter((part) => part !== '').join(' ')

export function termDays({ around, category }: Course): number {
  return category?.termDays ?? around.city.termDays
}

export function officeOf({ directory }: Surroundings, id: number): Office {
  const office = directory.officeById.get(id)
  if (office === undefined) throw new Error(`no office ${id}`)
  return office
}
