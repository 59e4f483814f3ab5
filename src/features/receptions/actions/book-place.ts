import { blindIndex } from '../../../platform/crypto/seal.ts'
import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { isTransactionTimeout, isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { type Booking, type BookingChannel, bookingAt } from '../rules.ts'
import { sealVisitor, unsealVisitor } from '../stored.ts'
import { type LockedReception, lockReception } from './lock-reception.ts'

export type NewBooking = {
  receptionId: number
  /** Null: the first time that is free. */
  slotId: number | null
  channel: BookingChannel
  lang: string
  name: string
  email: string | null
  phone: string | null
  topic: string
  /** Null where the words were read out by staff. */
  consentVersion: string | null
  /** Who of the staff books for the visitor. */
  staffId?: number
  /** Of the form: sent twice it is one. */
  formKey: Buffer<ArrayBuffer>
}

/** `isKnown`: the contact is on the list already, so this row does not stand for it. */
type Asked = NewBooking & { isKnown: boolean }

/**
 * `slot`: that very time is taken, others may be free. `twice`: this contact has a place or waits already; said to staff
 * alone, because anybody can type somebody's contact (docs/decisions/0051).
 */
export type Booked =
  | { ok: true; token: string; state: 'booked' | 'waiting' }
  | { ok: false; why: Exclude<Booking, 'free' | 'waiting'> | 'slot' | 'twice' | 'gone' }

type BookingDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'now'>

const mostAttempts = 5

/**
 * Books a place, or a number on the waiting list when none is free. Staff may book before and after the days for
 * everybody. However many come at once, there are never more of them than places.
 */
export async function bookPlace(deps: BookingDeps, booking: NewBooking): Promise<Booked> {
  let isKnown = false
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(deps.db, (tx) => book(tx, deps, { ...booking, isKnown }))
    } catch (error) {
      const isTwice: boolean = isUniqueViolation(error) && !isKnown
      if (isTwice && booking.channel !== 'web') return { ok: false, why: 'twice' }
      // Too many were in front: the form key makes it safe to try again.
      if (!isTwice && (!isTransactionTimeout(error) || attempt === mostAttempts)) throw error
      isKnown ||= isTwice
    }
  }
}

async function book(tx: Transaction, deps: BookingDeps, booking: Asked): Promise<Booked> {
  const now = deps.now().epochMilliseconds
  const reception = await lockReception(tx, booking.receptionId)
  if (reception === null) return { ok: false, why: 'gone' }
  const sent = await tx.receptionBooking.findUnique({ where: { formKey: booking.formKey } })
  if (sent !== null) {
    const token = unsealVisitor(deps.keys, sent)?.token
    if (token === undefined) return { ok: false, why: 'gone' }
    return { ok: true, token, state: sent.state === 'waiting' ? 'waiting' : 'booked' }
  }
  const may = bookingAt(now, booking.channel === 'web' ? reception : forStaff(reception))
  if (may !== 'free' && may !== 'waiting') return { ok: false, why: may }
  const slotId = may === 'free' ? await takeSlot(tx, booking) : null
  if (may === 'free' && slotId === null) return { ok: false, why: 'slot' }
  return write(tx, deps, { booking, reception, slotId })
}

/** Until it begins. */
const forStaff = (reception: LockedReception): LockedReception => ({
  ...reception,
  ...{ opensAt: 0, closesAt: reception.startsAt },
})

/** Takes one place of the time that was asked for, or of the first that has one. */
async function takeSlot(tx: Transaction, { receptionId, slotId }: NewBooking): Promise<number | null> {
  const [taken] = await tx.$queryRaw<{ id: number }[]>`
    UPDATE reception_slot SET taken = taken + 1
    WHERE id = (SELECT id FROM reception_slot
                WHERE reception_id = ${receptionId} AND taken < places AND (${slotId}::int IS NULL OR id = ${slotId})
                ORDER BY starts_at LIMIT 1)
      AND taken < places
    RETURNING id`
  return taken?.id ?? null
}

type ToWrite = { booking: Asked; reception: LockedReception; slotId: number | null }

async function write(
  tx: Transaction,
  deps: BookingDeps,
  { booking, reception, slotId }: ToWrite,
): Promise<Booked> {
  const { name, email, phone, topic, formKey } = booking
  const token = newToken()
  const state = slotId === null ? 'waiting' : 'booked'
  const { id } = await tx.receptionBooking.create({
    data: {
      ...{ cityId: reception.cityId, receptionId: reception.id, slotId, state },
      ...{ channel: booking.channel, lang: booking.lang, consentVersion: booking.consentVersion },
      sealed: sealVisitor(deps.keys, { name, email, phone, topic, token }, formKey),
      blindIndex: booking.isKnown ? null : indexOf(deps, booking),
      hasEmail: email !== null,
      tokenHash: hashToken(token),
      formKey,
      createdAt: toDate(deps.now().epochMilliseconds),
    },
    select: { id: true },
  })
  await deps.jobs.add(tx, 'receptions.letter', { booking: id, kind: state })
  const { staffId } = booking
  if (staffId !== undefined) {
    const at = deps.now().epochMilliseconds
    const about = { subject: `reception-booking ${id}`, detail: { to: state, channel: booking.channel } }
    await logStaffAct(tx, { at, staffId, cityId: reception.cityId, kind: 'reception', ...about })
  }
  return { ok: true, token, state }
}

function indexOf({ keys }: BookingDeps, { email, phone }: NewBooking): Buffer<ArrayBuffer> | null {
  if (email !== null) return Buffer.from(blindIndex(keys, 'email', email))
  return phone === null ? null : Buffer.from(blindIndex(keys, 'phone', phone))
}
