import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { logStaffAct } from '../../activity/index.ts'
import { type Asker, sealContact } from '../contact.ts'
import type { EventContent } from '../content.ts'
import type { EventKind } from '../rules.ts'
import { insertDraft } from './make-event.ts'

export type NewWish = {
  cityId: number
  kind: EventKind
  text: string
  place: string
  wished: string
  persons: number | null
  asker: Asker
  lang: Lang
  consentVersion: string
  /** The random bytes of the form: the same form sent twice is one wish. */
  formKey: Uint8Array
  /** Milliseconds UTC. */
  at: number
}

/** Somebody asks for an organiser's help; it waits in the queue of the staff. */
export async function askForHelp(deps: Pick<Deps, 'db' | 'keys'>, wish: NewWish): Promise<void> {
  const { asker, formKey, at, ...rest } = wish
  try {
    await deps.db.eventRequest.create({
      data: {
        ...rest,
        formKey: Buffer.from(formKey),
        sealed: sealContact(deps, asker, formKey),
        createdAt: toDate(at),
      },
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
}

type Deciding = { wishId: number; cityId: number; staffId: number; at: number }

/** Makes a draft of it, and tells who asked. Null when somebody has decided it already. */
export function acceptWish(
  { db, jobs }: Pick<Deps, 'db' | 'jobs'>,
  {
    wishId,
    cityId,
    staffId,
    at,
    officeId,
    content,
  }: Deciding & { officeId: number | null; content: EventContent },
): Promise<number | null> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.eventRequest.updateMany({
      where: { id: wishId, cityId, state: 'new' },
      data: { state: 'accepted', decidedAt: toDate(at), decidedById: staffId },
    })
    if (count === 0) return null
    const eventId = await insertDraft(tx, { cityId, officeId, content, staffId, at })
    await tx.eventRequest.update({ where: { id: wishId }, data: { eventId } })
    await jobs.add(tx, 'events.answer', { wishId })
    return eventId
  })
}

/** Says no, and why. False when somebody has decided it already. */
export function declineWish(
  { db, jobs }: Pick<Deps, 'db' | 'jobs'>,
  { wishId, cityId, staffId, at, reason }: Deciding & { reason: string },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.eventRequest.updateMany({
      where: { id: wishId, cityId, state: 'new' },
      data: { state: 'declined', reason, decidedAt: toDate(at), decidedById: staffId },
    })
    if (count === 0) return false
    const detail = { reason }
    const subject = `event request ${wishId}`
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-declined', subject, detail })
    await jobs.add(tx, 'events.answer', { wishId })
    return true
  })
}
