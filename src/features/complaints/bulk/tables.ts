import { type Cell, instantCell } from '../../../platform/db/copy.ts'
import { mercatorOf } from '../../../platform/geo/mercator.ts'
import { chainRows, noTips } from '../../activity/index.ts'
import { storedPublicText } from '../public-text.ts'
import { columnsOf, toEntry } from '../stored.ts'
import type { ToWrite } from './bulk-complaint.ts'

const complaintColumns = [
  ...['id', 'number', 'city_id', 'channel', 'text', 'text_lang', 'reply_lang', 'address', 'landmark'],
  ...['public_text', 'public_address', 'public_landmark', 'content_salt', 'concealed'],
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
  ...[
    'resident_spoke',
    'words_held',
    'silent_since',
    'paused_until',
    'pending',
    'split_from_id',
    'updated_at',
    'version',
  ],
]

function complaintRow({ complaint, state, salt, id, number }: ToWrite): Cell[] {
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
    salt,
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
    instantCell(columns.silentSince),
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

function photoRows({ complaint, state, id }: ToWrite): Cell[][] {
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

function activityRows({ complaint, id, number }: ToWrite): Cell[][] {
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

function custodyRows({ state, id }: ToWrite): Cell[][] {
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

function answerRows({ state, id }: ToWrite): Cell[][] {
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

/** The tables that a complaint stands in, in the order of their references: columns, and rows of one complaint. */
export const tables: readonly { name: string; columns: readonly string[]; rows(one: ToWrite): Cell[][] }[] = [
  { name: 'complaint', columns: complaintColumns, rows: (one) => [complaintRow(one)] },
  { name: 'photo', columns: photoColumns, rows: photoRows },
  { name: 'activity', columns: activityColumns, rows: activityRows },
  { name: 'custody', columns: custodyColumns, rows: custodyRows },
  { name: 'answer', columns: answerColumns, rows: answerRows },
]
