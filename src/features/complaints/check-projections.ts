import pg from 'pg'
import { IllegalTransition, projectAll } from './projection.ts'
import { columnsOf, toEvent } from './stored.ts'

/** A stored column that is not what the activity says. `part`: `complaint`, `custody 2`, `answer 1`, `helper 1`. */
export type ProjectionFault = {
  number: string
  part: string
  column: string
  stored: unknown
  folded: unknown
}

const perStep = 500

/**
 * Folds the activity of every complaint anew and compares it with the columns, stays and answers that are stored
 * (design.md 4.1). Reads a step at a time, so it may run beside the portal; what changes meanwhile is compared in
 * one snapshot per step.
 */
export async function checkProjections(
  pool: pg.Pool,
): Promise<{ checked: number; faults: ProjectionFault[] }> {
  const client = await pool.connect()
  try {
    const faults: ProjectionFault[] = []
    let checked = 0
    let after = 0
    for (;;) {
      const step = await readStep(client, after)
      const last = step.complaints.at(-1)
      if (last === undefined) return { checked, faults }
      faults.push(...step.complaints.flatMap((complaint) => faultsOf(complaint, step)))
      checked += step.complaints.length
      after = Number(last['id'])
    }
  } finally {
    client.release()
  }
}

type Row = Record<string, unknown>
type Step = { complaints: Row[]; activity: Grouped; custodies: Grouped; answers: Grouped; helpers: Grouped }
type Grouped = Map<unknown, Row[]>

async function readStep(client: pg.ClientBase, after: number): Promise<Step> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const complaints = await rows(client, 'SELECT * FROM complaint WHERE id > $1 ORDER BY id LIMIT $2', [
    after,
    perStep,
  ])
  const ids = [complaints.map((complaint) => complaint['id'])]
  const of = async (table: string, order: string) =>
    Map.groupBy(
      await rows(client, `SELECT * FROM ${table} WHERE complaint_id = ANY($1) ORDER BY ${order}`, ids),
      (row) => row['complaint_id'],
    )
  const step = {
    complaints,
    activity: await of('activity', 'complaint_id, seq'),
    custodies: await of('custody', 'complaint_id, no'),
    answers: await of('answer', 'complaint_id, no'),
    helpers: await of('complaint_helper', 'complaint_id, office_id'),
  }
  await client.query('COMMIT')
  return step
}

/** Days stay ISO texts. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.DATE ? (text: string) => text : pg.types.getTypeParser(oid, format),
}

async function rows(client: pg.ClientBase, text: string, values: unknown[]): Promise<Row[]> {
  return (await client.query<Row>({ text, values, types })).rows
}

function faultsOf(complaint: Row, step: Step): ProjectionFault[] {
  const number = String(complaint['number'])
  const activity = step.activity.get(complaint['id']) ?? []
  const hole = activity.findIndex((row, index) => row['seq'] !== index + 1)
  if (activity.length === 0 || hole >= 0) {
    return [{ number, part: 'activity', column: 'seq', stored: activity[hole]?.['seq'], folded: hole + 1 }]
  }
  try {
    const state = projectAll(activity.map((row) => toEvent(entryOf(row))))
    return [
      ...differences(number, 'complaint', [columnsOf(state)], [complaint]),
      ...differences(
        number,
        'custody',
        state.custodies.map(({ calendar, baseDueOn: _notStored, ...stay }) => ({
          ...stay,
          calendarVersion: calendar,
        })),
        step.custodies.get(complaint['id']) ?? [],
      ),
      ...differences(number, 'answer', state.answers, step.answers.get(complaint['id']) ?? []),
      ...differences(
        number,
        'helper',
        state.helpers.toSorted((a, b) => a - b).map((officeId) => ({ officeId })),
        step.helpers.get(complaint['id']) ?? [],
      ),
    ]
  } catch (error) {
    if (!(error instanceof IllegalTransition)) throw error
    return [{ number, part: 'activity', column: 'kind', stored: error.kind, folded: error.status }]
  }
}

function differences(
  number: string,
  table: string,
  folded: readonly object[],
  stored: readonly Row[],
): ProjectionFault[] {
  if (folded.length !== stored.length) {
    return [{ number, part: table, column: 'rows', stored: stored.length, folded: folded.length }]
  }
  return folded.flatMap((part, index) =>
    Object.entries(part).flatMap(([name, value]) => {
      const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      const found = plain(stored[index]?.[column])
      const label = table === 'complaint' ? table : `${table} ${index + 1}`
      return found === value ? [] : [{ number, part: label, column, stored: found, folded: value }]
    }),
  )
}

function entryOf(row: Row) {
  return {
    seq: Number(row['seq']),
    kind: String(row['kind']),
    at: Number(plain(row['at'])),
    actorKind: String(row['actor_kind']),
    staffId: row['staff_id'] as number | null,
    officeId: row['office_id'] as number | null,
    public: Boolean(row['public']),
    payload: row['payload'],
  }
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value)
