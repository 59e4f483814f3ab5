import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { formatNumber } from '../number.ts'
import { type DeskAct, deskPaths } from '../paths.ts'
import { type InboxFilter, inboxFilterFrom, noFilter, queryOf } from './filter.ts'
import { momentOf } from './moment.ts'
import { mainPlace, placesOf } from './place.ts'
import { conditionOf } from './queries.ts'
import { preferencesFor } from './settings/queries.ts'

export type Finished = {
  staff: StaffMember
  number: string
  complaintId: number
  dueAt: Date | null
  act: DeskAct
  /** Address of the list from which the person came, after the `?`; empty when it is not known. */
  list: string
}

/** Where an act leads: back to the complaint, to the next one of the list, or to the list, as the person chose. */
export async function wayOn(deps: Deps, finished: Finished): Promise<string> {
  const { staff, number, act, list } = finished
  const { afterAct } = await preferencesFor(deps, staff.id)
  if (afterAct === 'stay') return deskPaths.done(number, act)
  const filter = inboxFilterFrom(list)
  if (afterAct === 'list') return listWith(filter, number)
  const next = (await nextIn(deps, filter, finished)) ?? (await nextIn(deps, noFilter, finished))
  return next === null ? listWith(filter, number) : deskPaths.next(next, number)
}

const listWith = (filter: InboxFilter, number: string): string =>
  deskPaths.inboxRow({ ...queryOf(filter), acted: formatNumber(number) }, number)

/** The one that follows by its deadline, else the first; none that somebody else is answering. */
async function nextIn(deps: Deps, filter: InboxFilter, finished: Finished): Promise<string | null> {
  const { staff, complaintId, dueAt } = finished
  const place = mainPlace(await placesOf(deps, staff), filter.cityId)
  if (place === undefined) return null
  const moment = momentOf(deps.now(), place)
  const find = async (behind: Prisma.Sql) => {
    const [row] = await deps.db.$queryRaw<{ number: string }[]>`
      SELECT c.number FROM complaint c
      WHERE ${conditionOf({ staff, filter, moment })} AND c.open AND c.id <> ${complaintId} AND ${behind}
        AND NOT EXISTS (SELECT 1 FROM answering g WHERE g.complaint_id = c.id AND g.staff_id <> ${staff.id}
                          AND g.until > ${toDate(moment.now)})
      ORDER BY c.due_at NULLS FIRST, c.id LIMIT 1`
    return row?.number ?? null
  }
  const behind =
    dueAt === null
      ? Prisma.sql`(c.due_at IS NOT NULL OR c.id > ${complaintId})`
      : Prisma.sql`(c.due_at, c.id) > (${dueAt}, ${complaintId})`
  return (await find(behind)) ?? find(Prisma.sql`true`)
}
