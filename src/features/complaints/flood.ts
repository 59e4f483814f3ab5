import { blindIndex } from '../../platform/crypto/seal.ts'
import { Prisma } from '../../platform/db/generated/client.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import { mercatorOf } from '../../platform/geo/mercator.ts'
import type { HoldReason } from './screening.ts'

/**
 * More than these at once look like a flood (reliability.md C13). Nothing is refused: what comes beyond them goes to its
 * office like any other and waits for a moderator before everybody sees it. Addresses of networks are not counted,
 * because a whole quarter may share one.
 */
const most = { perContactInDay: 20, perCellInHour: 40 } as const

/** Cells of about 100 m in Kazakhstan: 2^12 grid points. */
const cellShift = 12

type Filing = {
  city: { id: number }
  point: { lat: number; lon: number } | null
  email: string | null
  phone: string | null
}

/** `flood` when too many came from the same contact or into the same place. `at` in ms UTC. */
export async function floodReasons(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  filing: Filing,
  at: number,
): Promise<HoldReason[]> {
  const [hourAgo, dayAgo] = [toDate(at - 3_600_000), toDate(at - 86_400_000)]
  const contacts = (['email', 'phone'] as const).flatMap((kind) => {
    const value = filing[kind]
    return value === null ? [] : [Buffer.from(blindIndex(keys, kind, value))]
  })
  const grid = filing.point && mercatorOf(filing.point)
  if (contacts.length === 0 && grid === null) return []
  const inCell = grid
    ? Prisma.sql`c.cx >> ${cellShift} = ${grid.cx >> cellShift} AND c.cy >> ${cellShift} = ${grid.cy >> cellShift}`
    : Prisma.sql`false`
  const [found] = await db.$queryRaw<{ contact: number; cell: number }[]>`
    SELECT
      (SELECT count(*)::int FROM complaint_contact k
        WHERE k.blind_index = ANY(${contacts}) AND k.created_at > ${dayAgo}) AS contact,
      (SELECT count(*)::int FROM complaint c
        WHERE c.city_id = ${filing.city.id} AND c.received_at > ${hourAgo} AND ${inCell}) AS cell`
  const isFlood =
    found !== undefined && (found.contact >= most.perContactInDay || found.cell >= most.perCellInHour)
  return isFlood ? ['flood'] : []
}
