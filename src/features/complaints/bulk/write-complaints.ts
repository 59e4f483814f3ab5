import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { mercatorOf } from '../../../platform/geo/mercator.ts'
import { chainRows, noTips } from '../../activity/index.ts'
import type { ComplaintEvent } from '../events.ts'
import { newNumber } from '../number.ts'
import { type ComplaintState, projectAll } from '../projection.ts'
import { storedPublicText } from '../public-text.ts'
import { columnsOf, toEntry } from '../stored.ts'
import { type Cell, copyRows, instantCell } from '../../../platform/db/copy.ts'

/** A whole complaint with all that happened to it, as an import or the demo brings it. */
export type BulkComplaint = {
  cityId: number
  timeZone: string
  channel: string
  text: string
  textLang: string
  replyLang: string
  address: string
  landmark: string
  districtId: number | null
  point: { lat: number; lon: number } | null
  source: string | null
  externalId: string | null
  events: ComplaintEvent[]
  /** From `reserveComplaintIds`, by who names it in the history of another; else the next one. */
  id?: number
  /** Given by who needs the same number every time; else drawn. */
  number?: string
  /** Rows of `photo` that are there already and belong to it. */
  photos?: BulkPhoto[]
}

export type BulkPhoto = {
  id: string
  role: 'before' | 'after' | 'added'
  answerNo: number | null
  largeKey: string
  smallKey: string
  width: number
  height: number
  smallWidth: number
  smallHeight: number
}

/**
 * Writes complaints with their activity, stays and answers in one transaction by COPY. All are there or none.
 * Returns their numbers in order. Throws IllegalTransition when a history cannot be.
 */
export async function writeComplaints(
  pool: pg.Pool,
  complaints: readonly BulkComplaint[],
): Promise<string[]> {
  const folded = complaints.map((complaint) => ({ complaint, state: projectAll(complaint.events) }))
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const ids = await nextIds(client, complaints.length)
    const numbers = await freeNumbers(client, complaints)
    const all = folded.map((one, index) => ({
      ...one,
      id: one.complaint.id ?? ids[index] ?? 0,
      number: numbers[index] ?? '',
    }))
    await copyRows(client, 'complaint', complaintColumns, all.map(complaintRow))
    await copyRows(client, 'photo', photoColumns, all.flatMap(photoRows))
    await copyRows(client, 'activity', activityColumns, all.flatMap(activityRows))
    await copyRows(client, 'custody', custodyColumns, all.flatMap(custodyRows))
    await copyRows(client, 'answer', answerColumns, all.flatMap(answerRows))
    await client.query('COMMIT')
    return numbers
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

type Row = { complaint: BulkComplaint; state: ComplaintState; id: number; number: string }

/** Ids that nobody else will get. */
export function reserveComplaintIds(pool: pg.Pool, count: number): Promise<number[]> {
  return nextIds(pool, count)
}

async function nextIds(client: Pick<pg.Pool, 'query'>, count: number): Promise<number[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT nextval(pg_get_serial_sequence('complaint', 'id')) AS id FROM generate_series(1, $1)`,
    [count],
  )
  return rows.map((row) => Number(row.id))
}

/** Draws numbers until none is taken: of ten million a month, an import of a hundred thousand meets some twice. */
async function freeNumbers(client: pg.ClientBase, complaints: readonly BulkComplaint[]): Promise<string[]> {
  const numbers: string[] = []
  const used = new Set(complaints.flatMap((complaint) => complaint.number ?? []))
  for (const complaint of complaints) numbers.push(complaint.number ?? drawUnused(complaint, used))
  for (;;) {
    const { rows } = await client.query<{ number: string }>(
      'SELECT number FROM complaint WHERE number = ANY($1)',
      [numbers],
    )
    const taken = new Set(rows.map((row) => row.number))
    if (taken.size === 0) return numbers
    complaints.forEach((complaint, index) => {
      if (!taken.has(numbers[index] ?? '')) return
      if (complaint.number !== undefined) throw new Error(`the number ${complaint.number} is taken`)
      numbers[index] = drawUnused(complaint, used)
    })
  }
}

function drawUnused({ events, timeZone }: BulkComplaint, used: Set<string>): string {
  const local = Temporal.Instant.fromEpochMilliseconds(events[0]?.at ?? 0).toZonedDateTimeISO(timeZone)
  for (;;) {
    const number = newNumber({ year: local.year, month: local.month }, randomInt)
    if (used.has(number)) continue
    used.add(number)
    return number
  }
}

const complaintColumns = [
  ...['id', 'number', 'city_id', 'channel', 'text', 'text_lang', 'reply_lang', 'address', 'landmark'],
  ...['public_text', 'public_address', 'public_landmark', 'concealed'],
  ...[
    'lat',
    'lon',
    'cx',
    'cy',
    'visibility',
    'source',
    'external_id',
    'status',
    'open',
    'publication',
    'shown',
  ],
  ...[
    'category_id',
    'district_id',
    'office_id',
    'routing_rule_id',
    'assignee_id',
    'received_at',
    'registered_on',
  ],
  ...['due_on', 'due_at', 'planned_on', 'first_answer_at', 'last_answer_at', 'outcome', 'verdict'],
  ...['reopened_count', 'transfer_count', 'merged_into_id', 'joined_count', 'photo_count'],
  ...['resident_spoke', 'words_held', 'paused_until', 'pending', 'split_from_id', 'updated_at', 'version'],
]

function complaintRow({ complaint, state, id, number }: Row): Cell[] {
  const grid = complaint.point === null ? null : mercatorOf(complaint.point)
  const columns = columnsOf(state)
  return [
    id,
    number,
    complaint.cityId,
    complaint.channel,
    complaint.text,
    complaint.textLang,
    complaint.replyLang,
    complaint.address,
    complaint.landmark,
    storedPublicText(complaint.text),
    storedPublicText(complaint.address),
    storedPublicText(complaint.landmark),
    columns.concealed,
    complaint.point?.lat ?? null,
    complaint.point?.lon ?? null,
    grid?.cx ?? null,
    grid?.cy ?? null,
    columns.visibility,
    complaint.source,
    complaint.externalId,
    columns.status,
    columns.open,
    columns.publication,
    columns.shown,
    columns.categoryId,
    complaint.districtId,
    columns.officeId,
    columns.routingRuleId,
    columns.assigneeId,
    instantCell(columns.receivedAt),
    columns.registeredOn,
    columns.dueOn,
    instantCell(columns.dueAt),
    columns.plannedOn,
    instantCell(columns.firstAnswerAt),
    instantCell(columns.lastAnswerAt),
    columns.outcome,
    columns.verdict,
    columns.reopenedCount,
    columns.transferCount,
    columns.mergedIntoId,
    columns.joinedCount,
    complaint.photos?.length ?? 0,
    columns.residentSpoke,
    columns.wordsHeld,
    instantCell(columns.pausedUntil),
    columns.pending,
    columns.splitFromId,
    instantCell(columns.updatedAt),
    columns.version,
  ]
}

const photoColumns = [
  ...['id', 'complaint_id', 'role', 'answer_no', 'position', 'large_key', 'small_key', 'width', 'height'],
  ...['small_width', 'small_height', 'created_at'],
]

function photoRows({ complaint, state, id }: Row): Cell[][] {
  return (complaint.photos ?? []).map((photo, index) => [
    photo.id,
    id,
    photo.role,
    photo.answerNo,
    index,
    photo.largeKey,
    photo.smallKey,
    photo.width,
    photo.height,
    photo.smallWidth,
    photo.smallHeight,
    instantCell(state.updatedAt),
  ])
}

const activityColumns = [
  ...['complaint_id', 'seq', 'kind', 'at', 'actor_kind', 'staff_id', 'office_id', 'public'],
  ...['payload', 'salt', 'payload_digest', 'prev_hash', 'hash'],
]

function activityRows({ complaint, id, number }: Row): Cell[][] {
  const entries = complaint.events.map((event, index) => toEntry(event, index + 1))
  return chainRows({ id, number }, entries, noTips).map((row) => [
    row.complaintId,
    row.seq,
    row.kind,
    instantCell(row.at),
    row.actorKind,
    row.staffId,
    row.officeId,
    row.public,
    JSON.stringify(row.payload),
    row.salt,
    row.payloadDigest,
    row.prevHash,
    row.hash,
  ])
}

const custodyColumns = [
  ...['complaint_id', 'no', 'office_id', 'start_kind', 'start_at', 'due_on', 'due_at', 'calendar_version'],
  ...['extensions', 'pauses', 'gross_due_at', 'first_answer_at', 'end_kind', 'end_at'],
]

function custodyRows({ state, id }: Row): Cell[][] {
  return state.custodies.map((custody) => [
    id,
    custody.no,
    custody.officeId,
    custody.startKind,
    instantCell(custody.startAt),
    custody.dueOn,
    instantCell(custody.dueAt),
    custody.calendar,
    custody.extensions,
    custody.pauses,
    instantCell(custody.grossDueAt),
    instantCell(custody.firstAnswerAt),
    custody.endKind,
    instantCell(custody.endAt),
  ])
}

const answerColumns = [
  ...['complaint_id', 'no', 'custody_no', 'office_id', 'staff_id', 'outcome', 'text', 'lang', 'ground'],
  ...['planned_on', 'at', 'verdict', 'verdict_at', 'reopened_at'],
]

function answerRows({ state, id }: Row): Cell[][] {
  return state.answers.map((answer) => [
    id,
    answer.no,
    answer.custodyNo,
    answer.officeId,
    answer.staffId,
    answer.outcome,
    answer.text,
    answer.lang,
    answer.ground,
    answer.plannedOn,
    instantCell(answer.at),
    answer.verdict,
    instantCell(answer.verdictAt),
    instantCell(answer.reopenedAt),
  ])
}
