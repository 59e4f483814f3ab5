import { createHash } from 'node:crypto'
import { seal } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

export type NewCallBack = {
  cityId: number
  /** Who of the staff wrote it down and in which conversation, or the form of the site with its words of consent. */
  by: { staffId: number; talkId: string } | { formKey: Uint8Array; consent: string }
  /** E.164. */
  phone: string
  name: string
  reason: string
  lang: string
  /** Milliseconds UTC. */
  dueAt: number
}

/** What a sealed number is bound to. */
export const callBackContext = (id: string): string => `call-back/${id}`

/** Puts somebody on the list of those who are to be called back. The same wish sent twice is one row. */
export async function addCallBack(
  deps: Pick<Deps, 'db' | 'keys' | 'now'>,
  asked: NewCallBack,
): Promise<void> {
  const { phone, name, dueAt, by, ...rest } = asked
  const isOfSite = 'formKey' in by
  const id = idOf(
    isOfSite ? [Buffer.from(by.formKey).toString('hex')] : [by.talkId, phone, asked.reason, String(dueAt)],
  )
  const sealed = Buffer.from(seal(deps.keys, JSON.stringify({ phone, name }), callBackContext(id)))
  const row = {
    ...{ ...rest, id, sealed, staffId: isOfSite ? null : by.staffId },
    consentVersion: isOfSite ? by.consent : null,
    dueAt: toDate(dueAt),
    createdAt: toDate(deps.now().epochMilliseconds),
  }
  await deps.db.callBack.createMany({ data: [row], skipDuplicates: true })
}

/** A UUID made of what is asked for (RFC 9562, version 8). */
function idOf(asked: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(asked)).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
