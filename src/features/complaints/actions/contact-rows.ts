import type { Keys } from '../../../platform/crypto/keys.ts'
import { blindIndex, seal } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Filing } from './file-complaint.ts'

type ContactsToWrite = {
  complaint: { id: number; number: string }
  filing: Filing
  secretToken: string
  at: number
}

/**
 * Whoever leaves an address gets mails, and each mail leads to the secret link. Of the link only a hash is stored
 * otherwise, so its token is kept here as a contact of its own, sealed like them and removed with them.
 */
export function contactRows(keys: Keys, { complaint, filing, secretToken, at }: ContactsToWrite) {
  const contacts = [
    { kind: 'email', value: filing.email },
    { kind: 'phone', value: filing.phone },
    { kind: 'link', value: filing.email === null ? null : secretToken },
  ]
  return contacts.flatMap(({ kind, value }) => {
    if (value === null) return []
    const sealed = seal(keys, value, contactContext(complaint.number, kind))
    const createdAt = toDate(at)
    return [{ complaintId: complaint.id, kind, sealed, blindIndex: blindIndex(keys, kind, value), createdAt }]
  })
}

/** What a sealed contact is bound to; see platform/crypto/seal. */
export const contactContext = (number: string, kind: string): string => `complaint-contact/${number}/${kind}`
