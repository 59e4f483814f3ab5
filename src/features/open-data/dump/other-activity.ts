import { randomInt } from 'node:crypto'
import type pg from 'pg'
import type { EventKind } from '../../complaints/index.ts'
import { type ActivityLine, lineOf, type Naming, type Row, rowColumns } from './activity.ts'
import { loosened } from './loosen-times.ts'
import { sittingsOf } from './sittings.ts'

/** Only what is counted; who added what to them is nobody's business. */
const countedKinds: readonly EventKind[] = [
  ...(['filed', 'registered', 'sent', 'transferred', 'reopened', 'extended', 'rescheduled'] as const),
  ...(['asked', 'resumed', 'planned', 'answered', 'refused', 'recategorised', 'forwarded'] as const),
  ...(['withdrawn', 'merged', 'unmerged', 'confirmed', 'partly'] as const),
  ...(['held', 'published', 'hidden'] as const),
]

/** A sitting that may hold a run of many answers (statistics.md 3, signals). */
const MANY = 20

type OtherRow = Row & {
  place: number
  /** Of a person. */
  staff_id: number | null
  /** Only where the sitting has many answers. */
  sitting: string | null
}

const perFetch = 2_000

export type OtherOptions = { cityId: number; timeZone: string; naming: Naming; now: number }

/**
 * The counted events of complaints that are not shown, which everybody needs who counts figures again, in a form that
 * nobody can join with another dump: in another order, under other names, at other times that count the same. Answers of
 * a short sitting have one of their own, because others in it may bear numbers. Only answers of a sitting of many keep
 * time and sitting: runs of many are counted by them.
 */
export async function* otherActivity(
  client: pg.ClientBase,
  options: OtherOptions,
): AsyncGenerator<ActivityLine[]> {
  await client.query(declaration(options.cityId), [options.cityId, countedKinds])
  let rows: OtherRow[] = []
  for (;;) {
    const { rows: next } = await client.query<OtherRow>(`FETCH ${perFetch} FROM other_activity`)
    rows.push(...next)
    // The last complaint goes on in the next rows.
    const last = next.length === 0 ? undefined : rows.at(-1)?.complaint_id
    const cut = last === undefined ? rows.length : rows.findIndex((row) => row.complaint_id === last)
    const complete = Map.groupBy(rows.slice(0, cut), ({ complaint_id: id }) => id)
    yield [...complete.values()].flatMap((history) => otherLines(history, options))
    if (next.length === 0) return
    rows = rows.slice(cut)
  }
}

function otherLines(history: readonly OtherRow[], { timeZone, now, naming }: OtherOptions): ActivityLine[] {
  const lines = history.map((row): ActivityLine => {
    const alone = row.staff_id === null ? null : `alone/${row.complaint_id}/${row.seq}`
    return {
      complaint: `x${naming.keyOf('case', String(row.complaint_id)).slice(0, 20)}`,
      ...{ shown: false, ...lineOf(row, naming, row.sitting ?? alone), proof: null },
    }
  })
  const timed = lines.map(({ kind, at, facts: { due } }) => ({
    ...{ kind: kind as EventKind, at: Date.parse(at) },
    due: typeof due === 'string' ? Date.parse(due) : null,
  }))
  const fixed = new Set(history.flatMap(({ at, sitting }) => (sitting === null ? [] : [at.getTime()])))
  const times = loosened(timed, { timeZone, now, fixed, draw: (from, to) => from + randomInt(to - from + 1) })
  return lines.map((line, index) => {
    const { at = 0, due = null } = times[index] ?? {}
    return {
      ...line,
      at: new Date(at).toISOString(),
      facts: due === null ? line.facts : { ...line.facts, due: new Date(due).toISOString() },
    }
  })
}

const declaration = (cityId: number) => `
  DECLARE other_activity NO SCROLL CURSOR FOR
  WITH sized AS (
    SELECT complaint_id, seq, sitting, count(*) OVER (PARTITION BY sitting) AS size
    FROM (${sittingsOf(cityId)}) sittings
  )
  SELECT c.place, '' AS number, sized.sitting,
    CASE WHEN a.kind IN ('planned', 'answered', 'refused') THEN a.staff_id END AS staff_id, ${rowColumns}
  FROM (SELECT id, random() AS place FROM complaint WHERE city_id = $1 AND NOT shown) c
  JOIN activity a ON a.complaint_id = c.id
  LEFT JOIN sized ON sized.complaint_id = a.complaint_id AND sized.seq = a.seq AND sized.size >= ${MANY}
  WHERE a.public AND a.kind = ANY($2)
  ORDER BY c.place, c.id, a.seq`
