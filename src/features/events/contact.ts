import { z } from 'zod'
import { blindIndex, seal, unseal } from '../../platform/crypto/seal.ts'
import type { Deps } from '../../platform/deps.ts'

/** Who somebody is and how they are told, as they wished. `ticket`: the secret of the link, so that mails can lead there. */
export type Contact = { name: string; email: string | null; phone: string | null; ticket: string }

/** Who asks for help, and how they are told what became of it. */
export type Asker = Omit<Contact, 'ticket'>

const Sealed = z.object({
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  ticket: z.string().default(''),
})

/** Bound to the form that it came with: sealed bytes that are put into another row do not open there. */
const contextOf = (formKey: Uint8Array): string => `event-contact/${Buffer.from(formKey).toString('hex')}`

export const sealContact = (
  { keys }: Pick<Deps, 'keys'>,
  contact: Contact | Asker,
  formKey: Uint8Array,
): Buffer<ArrayBuffer> => Buffer.from(seal(keys, JSON.stringify(contact), contextOf(formKey)))

/** Null once it is forgotten. */
export function openContact(
  { keys }: Pick<Deps, 'keys'>,
  { sealed, formKey }: { sealed: Uint8Array | null; formKey: Uint8Array },
): Contact | null {
  return sealed === null ? null : Sealed.parse(JSON.parse(unseal(keys, sealed, contextOf(formKey))))
}

/** By which one address is known again within one event: of the e-mail, else of the phone. */
export function addressIndex(
  { keys }: Pick<Deps, 'keys'>,
  { email, phone }: Pick<Contact, 'email' | 'phone'>,
): Buffer<ArrayBuffer> | null {
  const address = email ?? phone
  return address === null ? null : Buffer.from(blindIndex(keys, 'event-address', address))
}
