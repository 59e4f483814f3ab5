import { toDate } from '../../../platform/db/instant.ts'
import { once } from '../../../platform/db/once.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { complaintRows, type EventContent, eventColumns, organiserRows } from '../content.ts'

export type NewEvent = {
  cityId: number
  /** Null: of the city as a whole. */
  officeId: number | null
  content: EventContent
  /** The first event of its series. */
  seriesId?: number
  /** Null: content of a demo. */
  staffId: number | null
  /** Of the form, when it has one: sent twice it is one event. */
  formKey?: Buffer<ArrayBuffer>
  /** Milliseconds UTC. */
  at: number
}

/** Writes a draft, which nobody but staff sees; answers its id, the same when the same form is sent twice. */
export const makeEvent = ({ db }: Pick<Deps, 'db'>, event: NewEvent): Promise<number> =>
  once(
    () => inTransaction(db, (tx) => insertDraft(tx, event)),
    () => eventByForm(db, event.formKey),
  )

/** The event that a form has made; null: none, or it has no key. */
export async function eventByForm(
  db: Deps['db'],
  formKey: Buffer<ArrayBuffer> | undefined,
): Promise<number | null> {
  if (formKey === undefined) return null
  const made = await db.event.findUnique({ where: { formKey }, select: { id: true } })
  return made?.id ?? null
}

/** The same within another act. */
export async function insertDraft(
  tx: Transaction,
  { cityId, officeId, content, seriesId, staffId, formKey, at }: NewEvent,
): Promise<number> {
  const { id } = await tx.event.create({
    data: {
      ...{ cityId, officeId, seriesId: seriesId ?? null, formKey: formKey ?? null },
      ...eventColumns(content),
      createdAt: toDate(at),
      updatedAt: toDate(at),
      steps: { create: { no: 1, state: 'draft', at: toDate(at), staffId } },
    },
    select: { id: true },
  })
  await tx.eventOrganiser.createMany({ data: organiserRows(id, content.organisers) })
  await tx.eventComplaint.createMany({ data: complaintRows(id, content.complaintIds) })
  const detail = { title: content.title.ru || content.title.kk || content.title.en }
  if (staffId !== null)
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-drafted', subject: `event ${id}`, detail })
  return id
}
