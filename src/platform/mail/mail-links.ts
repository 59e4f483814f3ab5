import type { Keys } from '../crypto/keys.ts'
import { signedName, signName } from '../crypto/signed-name.ts'

/**
 * Whom a mail was for: the reporter of a complaint (`c` and its id), a follower (`f`), a subscription (`s`), somebody
 * who asked for a code (`r`), a member of staff for the daily summary (`d`), a visitor of a reception (`v`), somebody
 * who comes to an event (`e`). It stands, signed, in the address for bounces and in the link that ends the mails.
 */
export type MailFor = { kind: 'c' | 'f' | 's' | 'r' | 'd' | 'v' | 'e'; id: number }

const nameOf = ({ kind, id }: MailFor): string => `${kind}${id}`

function mailFor(name: string | null): MailFor | null {
  const [, kind, id] = /^([cfsrdve])(\d+)$/.exec(name ?? '') ?? []
  return kind === undefined ? null : { kind: kind as MailFor['kind'], id: Number(id) }
}

/** The part before the @ of the sender that bounces go to (VERP): a bounce says by its address whose mail it was. */
export const bounceBox = (keys: Keys, whom: MailFor): string =>
  `bounce+${signName(keys, 'bounce', nameOf(whom))}`

/** Whose mail came back, by the address that the bounce was sent to; null when it is none of ours. */
export function bouncedFor(keys: Keys, address: string): MailFor | null {
  const [, signed = ''] = /^bounce\+([a-z0-9-]+)@/i.exec(address.trim()) ?? []
  return mailFor(signedName(keys, 'bounce', signed.toLowerCase()))
}

export const signUnsubscribe = (keys: Keys, whom: MailFor): string =>
  signName(keys, 'unsubscribe', nameOf(whom))

export const unsubscribeFor = (keys: Keys, signed: string): MailFor | null =>
  mailFor(signedName(keys, 'unsubscribe', signed))

/** The page that ends mails. `city` is a slug. */
export const unsubscribePath = (lang: string, city: string, signed: string): string =>
  `/${lang}/${city}/unsubscribe/${signed}`

/** Addresses that mail servers post to by themselves (RFC 8058): the signature in them is the permission. */
export const oneClickPath =
  /^\/(?:kk|ru|en)\/[\w-]+\/unsubscribe(?:-week|-guides)?\/[a-z]\d{1,10}-[0-9a-f]{32}$/
