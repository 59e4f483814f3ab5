import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'

const CountRow = z.object({
  day: z.string(),
  channel: z.string(),
  category_id: z.int().nullable(),
  count: z.int(),
  /** Of those whose length was measured. */
  seconds: z.int(),
  measured: z.int(),
})
/** Consultations of one local day, channel and topic. */
export type CountRow = z.infer<typeof CountRow>

type Period = { cityId: number; timeZone: string; from: string; to: string }

/** Answers on the spot from day to day, both included; days are those of the city. */
export async function consultationCounts(
  { db }: Pick<Deps, 'db'>,
  { cityId, timeZone, from, to }: Period,
): Promise<CountRow[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT (at AT TIME ZONE ${timeZone})::date::text AS day, channel, category_id, count(*)::int AS count,
      coalesce(sum(seconds), 0)::int AS seconds, count(seconds)::int AS measured
    FROM consultation
    WHERE city_id = ${cityId} AND at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
      AND at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
  return rows.map((row) => CountRow.parse(row))
}

const OutcomeRow = z.object({ outcome: z.string(), count: z.int() })

/** How the conversations of the same days ended. */
export async function talkOutcomes(
  { db }: Pick<Deps, 'db'>,
  { cityId, timeZone, from, to }: Period,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT outcome, count(*)::int AS count FROM operator_talk
    WHERE city_id = ${cityId} AND ended_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
      AND ended_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}
    GROUP BY 1`
  return new Map(rows.map((row) => OutcomeRow.parse(row)).map(({ outcome, count }) => [outcome, count]))
}
