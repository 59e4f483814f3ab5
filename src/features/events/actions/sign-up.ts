import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { once } from '../../../platform/db/once.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { type Asker, addressIndex, openContact, sealContact } from '../contact.ts'
import { remindHours } from '../rules.ts'
import { serveList } from './serve-list.ts'

export type NewSignUp = {
  eventId: number
  cityId: number
  contact: Asker
  persons: number
  lang: Lang
  consentVersion: string
  /** The random bytes of the form: the same form sent twice is one sign-up. */
  formKey: Uint8Array
  /** Milliseconds UTC. */
  at: number
}

/**
 * given, waiting: `ticket` is the secret of the own page · shut: nobody signs up any more. Nothing says whether the address
 * was known, because anybody can type somebody's address (docs/decisions/0051).
 */
export type SignedUp = { outcome: 'given' | 'waiting'; ticket: string } | { outcome: 'shut' }

/** `isKnown`: the address has signed up already, so this row does not stand for it. */
type Entering = NewSignUp & { ticket: string; isKnown: boolean }

/**
 * Signs up: with places as long as they last, else behind those who wait. Who comes first is settled by the row of the
 * event, which one of them changes at a time; a check of the database keeps the number of places whatever happens here.
 */
export async function signUp(deps: Deps, input: NewSignUp): Promise<SignedUp> {
  const ticket = newToken()
  const enterAs = (isKnown: boolean) =>
    once(
      () => inTransaction(deps.db, (tx) => enter(tx, deps, { ...input, ticket, isKnown })),
      () => sameForm(deps, input),
    )
  const done = await enterAs(false).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error
    return enterAs(true)
  })
  // Whoever sends the form again after the end has the place that it got
  return done.outcome === 'shut' ? ((await sameForm(deps, input)) ?? done) : done
}

/** Its place in the order, and whether the event begins within the time in which people are reminded. */
type Numbered = { no: number; soon: boolean }

async function enter(
  tx: Transaction,
  deps: Deps,
  { eventId, cityId, contact, persons, lang, consentVersion, formKey, at, ticket, isKnown }: Entering,
): Promise<SignedUp> {
  const now = toDate(at)
  const soon = toDate(at + remindHours * 3_600_000)
  const given = await tx.$queryRaw<Numbered[]>`
    UPDATE event SET taken = taken + ${persons}, last_no = last_no + 1
    WHERE id = ${eventId} AND state = 'published' AND sign_up AND sign_up_until > ${now}
      AND (places IS NULL OR taken + ${persons} <= places)
    RETURNING last_no AS no, starts_at <= ${soon} AS soon`
  const [row] =
    given.length > 0
      ? given
      : await tx.$queryRaw<Numbered[]>`
          UPDATE event SET last_no = last_no + 1
          WHERE id = ${eventId} AND state = 'published' AND sign_up AND sign_up_until > ${now}
          RETURNING last_no AS no, starts_at <= ${soon} AS soon`
  if (row === undefined) return { outcome: 'shut' }
  const hasPlace = given.length > 0
  const { id } = await tx.eventSignUp.create({
    data: {
      ...{ cityId, eventId, no: row.no, persons, lang, consentVersion },
      state: hasPlace ? 'given' : 'waiting',
      sealed: sealContact(deps, { ...contact, ticket }, formKey),
      blindIndex: isKnown ? null : addressIndex(deps, contact),
      tokenHash: hashToken(ticket),
      formKey: Buffer.from(formKey),
      createdAt: now,
      givenAt: hasPlace ? now : null,
      // The letter about this very sign-up is reminder enough
      remindedAt: row.soon ? now : null,
    },
    select: { id: true },
  })
  // A place may have become free between the two questions above
  const served = hasPlace ? [] : await serveList(tx, deps, { eventId, at })
  const outcome = hasPlace || served.includes(id) ? 'given' : 'waiting'
  // Who was served is told of it there
  if (contact.email !== null && !served.includes(id)) {
    await deps.jobs.add(tx, 'events.mail', { signUpId: id, what: hasPlace ? 'signedUp' : 'waiting' })
  }
  return { outcome, ticket }
}

/** What the same form has done before; null: it is new. */
async function sameForm(deps: Deps, { formKey }: NewSignUp): Promise<SignedUp | null> {
  const sent = await deps.db.eventSignUp.findUnique({ where: { formKey: Buffer.from(formKey) } })
  const opened = sent === null ? null : openContact(deps, sent)
  if (sent === null || opened === null) return null
  return { outcome: sent.state === 'waiting' ? 'waiting' : 'given', ticket: opened.ticket }
}
