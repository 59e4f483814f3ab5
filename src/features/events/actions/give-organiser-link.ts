import { blindIndex } from '../../../platform/crypto/seal.ts'
import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'

type ByStaff = { eventId: number; cityId: number; staffId: number /** Milliseconds UTC. */; at: number }

export type LinkToGive = ByStaff & {
  /** To whom, in the words of the staff. */
  name: string
  /** A link that ends with it; null: none. */
  instead: number | null
  /** Of the form: sent twice it is the same link. */
  formKey: Uint8Array
}

/**
 * Gives an organiser a link of their own into one event. The token is made of the form's random bytes with a key of the
 * portal, so that a repeat shows the same link although only its hash is kept. Answers the token.
 */
export async function giveOrganiserLink(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { name, instead, formKey, ...by }: LinkToGive,
): Promise<string> {
  const { eventId, cityId, staffId, at } = by
  const drawn = blindIndex(keys, 'event-organiser', Buffer.from(formKey).toString('hex'))
  const token = drawn.toString('base64url').slice(0, 22)
  const tokenHash = hashToken(token)
  await inTransaction(db, async (tx) => {
    const { count } = await tx.eventOrganiserLink.createMany({
      data: [
        {
          ...{ cityId, eventId, name, tokenHash },
          ...{ issuedAt: toDate(at), issuedById: staffId },
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) return
    const link = await tx.eventOrganiserLink.findUniqueOrThrow({ where: { tokenHash }, select: { id: true } })
    // By its number: the name is forgotten with the contacts, the log never forgets
    await logged(tx, by, { organiserLink: link.id, given: true })
    if (instead !== null) await revoke(tx, { ...by, linkId: instead })
  })
  return token
}

/** Takes a link back; false: it was taken back before. */
export const revokeOrganiserLink = (
  { db }: Pick<Deps, 'db'>,
  which: ByStaff & { linkId: number },
): Promise<boolean> => inTransaction(db, (tx) => revoke(tx, which))

async function revoke(tx: Transaction, { linkId, ...by }: ByStaff & { linkId: number }): Promise<boolean> {
  const { count } = await tx.eventOrganiserLink.updateMany({
    where: { id: linkId, eventId: by.eventId, revokedAt: null },
    data: { revokedAt: toDate(by.at) },
  })
  if (count > 0) await logged(tx, by, { organiserLink: linkId, revoked: true })
  return count > 0
}

const logged = (
  tx: Transaction,
  { eventId, ...act }: ByStaff,
  detail: Record<string, string | number | boolean>,
) => logStaffAct(tx, { ...act, kind: 'event-people', subject: `event ${eventId}`, detail })
