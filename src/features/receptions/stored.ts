import { z } from 'zod'
import type { Keys } from '../../platform/crypto/keys.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'

/** Who comes and why, and the token of the secret link, because every mail leads there. */
export const Visitor = z.object({
  name: z.string(),
  email: z.string().nullable(),
  /** E.164. */
  phone: z.string().nullable(),
  topic: z.string(),
  token: z.string(),
})
export type Visitor = z.infer<typeof Visitor>

/** What a sealed visitor is bound to. */
const visitorContext = (formKey: Uint8Array): string =>
  `reception-booking/${Buffer.from(formKey).toString('hex')}`

export const sealVisitor = (keys: Keys, visitor: Visitor, formKey: Uint8Array): Buffer<ArrayBuffer> =>
  Buffer.from(seal(keys, JSON.stringify(visitor), visitorContext(formKey)))

/** Null when the time of the contacts is over. */
export const unsealVisitor = (
  keys: Keys,
  { sealed, formKey }: { sealed: Uint8Array | null; formKey: Uint8Array },
): Visitor | null =>
  sealed === null ? null : Visitor.parse(JSON.parse(unseal(keys, sealed, visitorContext(formKey))))

const minutesContext = (bookingId: number): string => `reception-minutes/${bookingId}`

export const sealMinutes = (keys: Keys, text: string, bookingId: number): Buffer<ArrayBuffer> =>
  Buffer.from(seal(keys, text, minutesContext(bookingId)))

export const unsealMinutes = (keys: Keys, sealed: Uint8Array, bookingId: number): string =>
  unseal(keys, sealed, minutesContext(bookingId))
