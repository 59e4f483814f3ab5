import { z } from 'zod'
import { unseal } from '../../../platform/crypto/seal.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import { callBackContext } from '../actions/add-call-back.ts'
import { takenMinutes } from '../actions/settle-call-back.ts'

/** Somebody to be called. `contact` only for whoever took it. Instants in milliseconds UTC. */
export type CallBackRow = {
  id: string
  reason: string
  lang: string
  dueAt: number
  tries: number
  /** The job found it long past its time. */
  isOverdue: boolean
  /** Null: asked for on the site. */
  wroteName: string | null
  takenName: string | null
  /** Somebody else is at it just now. */
  isTaken: boolean
  contact: { phone: string; name: string } | null
  doneAt: number | null
  doneName: string | null
}

const Contact = z.object({ phone: z.string(), name: z.string() })
const mostRows = 100

/** How many are to be called by then, as a number in SQL that stops counting at `most`. */
export const callBackCountSql = (
  cityIds: readonly number[],
  { until, most }: { until: Date; most: number },
): Prisma.Sql => Prisma.sql`(SELECT count(*)::int FROM (
    SELECT 1 FROM call_back b WHERE b.city_id = ANY(${[...cityIds]}) AND b.done_at IS NULL AND b.due_at <= ${until}
    LIMIT ${most}) found)`

/** Those that are open, the next due first, then the last ones that are done. */
export async function callBackRows(
  { db, keys, now }: Pick<Deps, 'db' | 'keys' | 'now'>,
  { cityId, staffId }: { cityId: number; staffId: number },
): Promise<{ open: CallBackRow[]; done: CallBackRow[] }> {
  const letGo = now().subtract({ minutes: takenMinutes }).epochMilliseconds
  const include = {
    staff: { select: { name: true } },
    takenBy: { select: { name: true } },
    doneBy: { select: { name: true } },
  }
  const find = {
    open: db.callBack.findMany({
      where: { cityId, doneAt: null },
      include,
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      take: mostRows,
    }),
    done: db.callBack.findMany({
      where: { cityId, doneAt: { not: null } },
      include,
      orderBy: { doneAt: 'desc' },
      take: 10,
    }),
  }
  const [open, done] = await Promise.all([find.open, find.done])
  const rowOf = (row: (typeof open)[number]): CallBackRow => {
    const isHeld = row.takenAt !== null && row.takenAt.getTime() >= letGo
    const isMine = row.takenById === staffId && row.doneAt === null && row.takenAt !== null
    return {
      ...{ id: row.id, reason: row.reason, lang: row.lang, tries: row.tries },
      dueAt: row.dueAt.getTime(),
      isOverdue: row.overdueAt !== null && row.doneAt === null,
      wroteName: row.staff?.name ?? null,
      takenName: row.takenBy?.name ?? null,
      isTaken: isHeld && row.takenById !== staffId,
      contact: isMine ? Contact.parse(JSON.parse(unseal(keys, row.sealed, callBackContext(row.id)))) : null,
      doneAt: row.doneAt?.getTime() ?? null,
      doneName: row.doneBy?.name ?? null,
    }
  }
  return { open: open.map(rowOf), done: done.map(rowOf) }
}

/** True when there is such a call-back in this city. */
export async function isCallBack(
  { db }: Pick<Deps, 'db'>,
  { id, cityId }: { id: string; cityId: number },
): Promise<boolean> {
  return (await db.callBack.count({ where: { id, cityId } })) > 0
}
