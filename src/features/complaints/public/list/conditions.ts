import { Temporal } from 'temporal-polyfill'
import { Prisma } from '../../../../platform/db/generated/client.ts'
import { toDate } from '../../../../platform/db/instant.ts'
import { mercatorOf } from '../../../../platform/geo/mercator.ts'
import { endOfDay, startOfDay } from '../../../../platform/time/local-day.ts'
import { publicAddressSql, publicTextSql } from '../../public-text.ts'
import { openStatuses, type Status } from '../../rules.ts'
import { type Filter, type FilterName, filterNames, noFilter } from './filter.ts'
import { searchPatterns } from './search-pattern.ts'

/** Where and when a filter is read. `now` in milliseconds UTC. */
export type Scope = { cityId: number; timeZone: string; now: number }

/** What `complaint c` must be to be in the list of this filter. Values are parameters, never parts of the text. */
export function conditionOf(filter: Filter, scope: Scope): Prisma.Sql {
  const parts = filterNames
    .filter((name) => filter[name] !== noFilter[name])
    .map((name) => partOf(name, filter, scope))
  return Prisma.join([Prisma.sql`c.city_id = ${scope.cityId} AND c.shown`, ...parts], ' AND ')
}

function partOf(name: FilterName, filter: Filter, scope: Scope): Prisma.Sql {
  switch (name) {
    case 'q':
      return Prisma.join(searchPatterns(filter.q).map(foundIn), ' AND ')
    case 'status':
      if (filter.status === 'open') return Prisma.sql`c.open`
      return filter.status === 'ended' ? Prisma.sql`NOT c.open` : singleStatus(filter.status)
    case 'category':
      return Prisma.sql`c.category_id = ${filter.category?.id}`
    case 'district':
      return Prisma.sql`c.district_id = ${filter.district?.id}`
    case 'office':
      return Prisma.sql`c.office_id = ${filter.office?.id}`
    case 'channel':
      return Prisma.sql`c.channel = ${filter.channel}`
    case 'from':
      return Prisma.sql`c.received_at >= ${momentOf(filter.from, scope, startOfDay)}`
    case 'to':
      return Prisma.sql`c.received_at <= ${momentOf(filter.to, scope, endOfDay)}`
    case 'overdue':
      return Prisma.sql`c.open AND c.due_at < ${toDate(scope.now)}`
    case 'photo':
      return Prisma.sql`c.photo_count > 0`
    case 'reopened':
      return Prisma.sql`c.reopened_count > 0`
    case 'bbox':
      return boxOf(filter)
  }
}

/**
 * The index finds it in what was written; nobody may find by it what only staff read, such as a phone number.
 */
const foundIn = (pattern: string): Prisma.Sql => Prisma.sql`(c.text || ' ' || c.address) ~* ${pattern}
  AND ((c.public_text IS NULL AND c.public_address IS NULL)
    OR (${publicTextSql} || ' ' || ${publicAddressSql}) ~* ${pattern})`

/** `open` beside an open state lets the small index of open complaints be used. */
function singleStatus(status: string | null): Prisma.Sql {
  const isOpen = openStatuses.has(status as Status)
  return isOpen ? Prisma.sql`c.status = ${status} AND c.open` : Prisma.sql`c.status = ${status}`
}

function momentOf(
  day: string | null,
  { timeZone }: Scope,
  edge: (date: Temporal.PlainDate, timeZone: string) => Temporal.Instant,
): Date {
  return toDate(edge(Temporal.PlainDate.from(day ?? '1970-01-01'), timeZone).epochMilliseconds)
}

function boxOf({ bbox }: Filter): Prisma.Sql {
  if (bbox === null) return Prisma.sql`true`
  const from = mercatorOf({ lat: bbox.north, lon: bbox.west })
  const to = mercatorOf({ lat: bbox.south, lon: bbox.east })
  return Prisma.sql`c.cx BETWEEN ${from.cx} AND ${to.cx} AND c.cy BETWEEN ${from.cy} AND ${to.cy}`
}
