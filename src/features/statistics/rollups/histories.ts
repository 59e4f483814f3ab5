import type pg from 'pg'
import type { Log } from '../../../platform/log.ts'
import { type ComplaintEvent, type EventKind, toEvent } from '../../complaints/index.ts'
import { type Case, casesOf, type FoldOptions, type Numbered } from './fold-complaint.ts'

export type HistoryRow = {
  complaint_id: number
  seq: number
  kind: string
  at: number
  actor_kind: string
  staff_id: number | null
  payload: unknown
}

/** They change neither the state that figures are made of nor anything that is counted. */
const changesNothing = [
  ...['held', 'concealed', 'revealed', 'redacted', 'corrected', 'erased', 'assigned', 'noted', 'helped'],
  ...['transfer_asked', 'transfer_refused', 'extension_asked', 'extension_refused', 'split_off', 'lettered'],
  ...['helper_asked', 'helper_released', 'joined', 'added', 'witnessed'],
] as const satisfies EventKind[]

/** Activity as it is folded, without what people wrote. Needs `activity a`. */
export const historyColumns = `a.complaint_id, a.seq, a.kind, (extract(epoch FROM a.at) * 1000)::float8 AS at,
  a.actor_kind, a.staff_id, a.payload - '{text,reason,textDigest,content}'::text[] AS payload`
export const historyCondition = `a.kind NOT IN (${changesNothing.map((kind) => `'${kind}'`).join(', ')})`

/** Histories of these complaints, oldest row first. */
export async function readHistories(
  client: pg.ClientBase,
  complaintIds: readonly number[],
): Promise<Map<number, Numbered[]>> {
  const { rows } = await client.query<HistoryRow>(
    `SELECT ${historyColumns} FROM activity a WHERE a.complaint_id = ANY($1) AND ${historyCondition}
     ORDER BY a.complaint_id, a.seq`,
    [complaintIds],
  )
  return historiesOf(rows)
}

/** Rows of whole complaints, in order. */
export function historiesOf(rows: readonly HistoryRow[]): Map<number, Numbered[]> {
  const histories = new Map<number, Numbered[]>()
  for (const row of rows) {
    const history = histories.get(row.complaint_id)
    if (history === undefined) histories.set(row.complaint_id, [numbered(row)])
    else history.push(numbered(row))
  }
  return histories
}

const numbered = ({ seq, kind, at, actor_kind: actorKind, staff_id: staffId, payload }: HistoryRow) => ({
  seq,
  event: toEvent({ seq, kind, at, actorKind, staffId, officeId: null, public: true, payload }),
})

/** Answers of people, which may be part of a run. */
export type StaffAnswer = { complaintId: number; seq: number; staffId: number; at: number }

const answering: readonly ComplaintEvent['kind'][] = ['planned', 'answered', 'refused']

export const staffAnswersOf = (histories: ReadonlyMap<number, readonly Numbered[]>): StaffAnswer[] =>
  [...histories].flatMap(([complaintId, history]) =>
    history.flatMap(({ seq, event: { kind, at, actor } }) =>
      answering.includes(kind) && actor.staffId !== null
        ? [{ complaintId, seq, at, staffId: actor.staffId }]
        : [],
    ),
  )

const none: ReadonlySet<number> = new Set()

/** Folds each. One that cannot be is told and not counted: it must not keep all others from being counted. */
export function foldAll(
  histories: ReadonlyMap<number, readonly Numbered[]>,
  bursts: ReadonlyMap<number, ReadonlySet<number>>,
  { timeZone, log }: Pick<FoldOptions, 'timeZone'> & { log: Log },
): Map<number, Case[]> {
  const folded = new Map<number, Case[]>()
  for (const [complaintId, history] of histories) {
    try {
      folded.set(complaintId, casesOf(history, { timeZone, bursts: bursts.get(complaintId) ?? none }))
    } catch (error) {
      log.error({ err: error, complaintId }, 'a complaint is not counted: its activity cannot be')
      folded.set(complaintId, [])
    }
  }
  return folded
}
