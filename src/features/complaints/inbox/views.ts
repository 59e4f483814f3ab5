import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { type StaffMember, worksFor } from '../../accounts/index.ts'
import { mayCause } from '../rules.ts'

/** Views of the inbox; `open` is everything that is not ended. */
export const views = [
  'open',
  'mine',
  'unassigned',
  'today',
  'late',
  'replied',
  'reopened',
  'moderation',
  'unrouted',
  'soon',
  'silent',
  'external',
  'ended',
] as const
export type View = (typeof views)[number]

/** What the lead of an office or of a city watches; the dashboard leads there. */
export const leadViews: readonly View[] = ['soon', 'silent', 'external']

/** The views that are of use to this person. */
export function viewsFor(staff: StaffMember): View[] {
  const held = staff.roles.map(({ role }) => role)
  const isOfCity = staff.roles.some(({ officeId }) => officeId === null)
  return views.filter((view) => {
    if (view === 'moderation') return mayCause('published', held)
    if (view === 'unrouted') return isOfCity
    if (view === 'external') return isOfCity && isLead(staff)
    return leadViews.includes(view) ? isLead(staff) : true
  })
}

/** Answers for the work of others: the dashboard is for them, and they share filters. */
export const leadRoles = ['head', 'controller', 'city_admin'] as const

export const isLead = (staff: StaffMember): boolean =>
  staff.roles.some(({ role }) => (leadRoles as readonly string[]).includes(role))

/**
 * Moments that views are made of, milliseconds UTC, by the calendar of the city.
 * `silentBefore`: an office that received something until then and has done nothing is silent.
 */
export type InboxMoment = {
  now: number
  endOfToday: number
  endOfSoon: number
  silentBefore: number
  /** Start of the local day that is so many days ago. */
  daysAgo(days: number): number
}

/** What `complaint c` must be to stand in the view. */
export function inView(view: View, staff: StaffMember, moment: InboxMoment): Prisma.Sql {
  const { now, endOfToday, endOfSoon, silentBefore } = moment
  switch (view) {
    case 'open':
      return Prisma.sql`c.open`
    case 'ended':
      return Prisma.sql`NOT c.open`
    case 'replied':
      return Prisma.sql`c.resident_spoke`
    case 'moderation':
      return Prisma.sql`(c.publication = 'held' OR (c.words_held AND c.publication = 'published'))
        AND c.visibility = 'public'`
    case 'mine':
      return Prisma.sql`c.open AND c.assignee_id = ANY(${worksFor(staff)})`
    case 'unassigned':
      return Prisma.sql`c.open AND c.assignee_id IS NULL`
    case 'today':
      return Prisma.sql`c.open AND c.due_at >= ${toDate(now)} AND c.due_at <= ${toDate(endOfToday)}`
    case 'late':
      return Prisma.sql`c.open AND c.due_at < ${toDate(now)}`
    case 'soon':
      return Prisma.sql`c.open AND c.due_at >= ${toDate(now)} AND c.due_at <= ${toDate(endOfSoon)}`
    case 'reopened':
      // Every reopened one is open; to say so would make the planner read all open ones as well.
      return Prisma.sql`c.status = 'reopened'`
    case 'unrouted':
      return Prisma.sql`c.open AND c.office_id IS NULL`
    case 'silent':
      // Words of the resident and acts of others do not end a silence.
      return Prisma.sql`c.open AND c.silent_since <= ${toDate(silentBefore)}`
    case 'external':
      return Prisma.sql`c.open AND c.office_id IN (SELECT o.id FROM office o WHERE o.external)`
  }
}
