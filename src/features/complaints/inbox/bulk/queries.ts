import { toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { officeStaff, type StaffMember } from '../../../accounts/index.ts'
import { visibleTo } from '../../desk/scope.ts'
import type { Status } from '../../rules.ts'
import { StoredPayload } from './forms.ts'
import type { BulkKind, BulkPayload, BulkReason, BulkSubject, BulkTarget } from './rules.ts'

type Db = Pick<Deps, 'db'>

export type RunState = 'draft' | 'waiting' | 'running' | 'done' | 'undone'

/** An act on many with its complaints. Instants in milliseconds UTC. */
export type Run = {
  id: string
  kind: BulkKind
  state: RunState
  payload: BulkPayload | null
  back: string
  startAt: number | null
  endedAt: number | null
  items: RunItem[]
}

export type RunItem = BulkSubject & {
  complaintId: number
  outcome: 'waiting' | 'done' | 'skipped' | 'failed'
  reason: BulkReason | null
}

type Stored = Omit<Run, 'payload' | 'items' | 'startAt' | 'endedAt'> & {
  payload: unknown
  start_at: Date | null
  ended_at: Date | null
}

/** A run of this person; null for those of others. Complaints out of reach by now keep their number and no more. */
export async function ownRun({ db }: Db, staff: StaffMember, id: string): Promise<Run | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
  const [run] = await db.$queryRaw<Stored[]>`
    SELECT id::text, kind, state, payload, back, start_at, ended_at
    FROM bulk_run WHERE id = ${id}::uuid AND staff_id = ${staff.id}`
  if (run === undefined) return null
  const items = await db.$queryRaw<RunItem[]>`
    SELECT i.complaint_id AS "complaintId", i.outcome, i.reason, i.version AS "seenVersion", c.number,
      c.city_id AS "cityId", c.office_id AS "officeId", c.category_id AS "categoryId",
      c.assignee_id AS "assigneeId", c.status, c.visibility, c.version, (${visibleTo(staff)}) AS reachable
    FROM bulk_item i JOIN complaint c ON c.id = i.complaint_id
    WHERE i.run_id = ${id}::uuid ORDER BY i.position`
  return {
    id: run.id,
    kind: run.kind,
    state: run.state,
    back: run.back,
    payload: run.payload === null ? null : StoredPayload.parse(run.payload),
    startAt: run.start_at?.getTime() ?? null,
    endedAt: run.ended_at?.getTime() ?? null,
    items,
  }
}

export type Person = { id: number; name: string; offices: number[] }

/** The people of the offices that hold these complaints. */
export async function peopleFor({ db }: Db, items: readonly BulkSubject[]): Promise<Person[]> {
  const offices = new Map(
    items
      .filter(({ reachable }) => reachable)
      .map(({ cityId, officeId }) => [officeId, { cityId, officeId }]),
  )
  const found = new Map<number, Person>()
  for (const office of offices.values()) {
    for (const { id, name } of await officeStaff({ db }, office)) {
      const person = found.get(id) ?? { id, name, offices: [] }
      if (office.officeId !== null) person.offices.push(office.officeId)
      found.set(id, person)
    }
  }
  return [...found.values()]
}

/** What the payload names, as far as the rules need it. */
export async function targetOf(
  { db }: Db,
  payload: BulkPayload | null,
  people: readonly Person[],
): Promise<BulkTarget> {
  const { staffId, categoryId, into } = payload ?? {}
  const [category, main] = await Promise.all([
    categoryId === undefined
      ? null
      : db.category.findUnique({ where: { id: categoryId }, select: { cityId: true } }),
    into === undefined
      ? null
      : db.complaint.findUnique({
          where: { number: into },
          select: { number: true, cityId: true, status: true, visibility: true },
        }),
  ])
  return {
    offices: people.find(({ id }) => id === staffId)?.offices ?? [],
    categoryCityId: category?.cityId ?? null,
    main: main && { ...main, status: main.status as Status },
  }
}

/** Rows of the table of an export: what stands in the list, without contacts, only what this person may see now. */
export type ExportRow = {
  number: string
  city_id: number
  received_at: Date
  status: Status
  category_id: number | null
  district_id: number | null
  office_id: number | null
  assignee_name: string | null
  channel: string
  address: string
  text: string
  due_on: string | null
  planned_on: string | null
  photo_count: number
  support_count: number
  reopened_count: number
}

export function exportRows({ db }: Db, staff: StaffMember, runId: string): Promise<ExportRow[]> {
  return db.$queryRaw<ExportRow[]>`
    SELECT c.number, c.city_id, c.received_at, c.status, c.category_id, c.district_id, c.office_id,
      s.name AS assignee_name, c.channel, coalesce(c.public_address, c.address) AS address,
      coalesce(c.public_text, c.text) AS text, c.due_on::text, c.planned_on::text, c.photo_count, c.support_count,
      c.reopened_count
    FROM bulk_item i JOIN complaint c ON c.id = i.complaint_id LEFT JOIN staff s ON s.id = c.assignee_id
    WHERE i.run_id = ${runId}::uuid AND ${visibleTo(staff)} ORDER BY i.position`
}

/** True when this person has done it to the complaint since the run began: a worker may have died in between. */
export async function isDoneSince(
  { db }: Db,
  {
    complaintId,
    staffId,
    kind,
    since,
  }: { complaintId: number; staffId: number; kind: string; since: number },
): Promise<boolean> {
  const found = await db.activity.findFirst({
    where: { complaintId, staffId, kind, at: { gte: toDate(since) } },
    select: { seq: true },
  })
  return found !== null
}
