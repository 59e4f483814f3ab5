import { createHmac } from 'node:crypto'
import type { Keys, PurposeKeys } from '../../platform/crypto/keys.ts'
import { tokenMatches } from '../../platform/crypto/token.ts'

/**
 * The token of a complaint's secret link: 128 bits that follow from the form's own secret token and the portal's
 * key, so that the same form sent again leads to the same link although only a hash of it is stored.
 */
export function secretTokenOf([current]: Keys, formToken: string): string {
  return derive(current, formToken)
}

/** The token of a complaint that was filed by this form, perhaps under a key that has been replaced since. */
export function sentTokenOf(keys: Keys, formToken: string, secretHash: Uint8Array | null): string {
  const tokens = keys.map((key) => derive(key, formToken))
  const match = tokens.find((token) => secretHash !== null && tokenMatches(token, secretHash))
  if (match === undefined) throw new Error('The secret link was made with a key that is not configured')
  return match
}

function derive({ ticket }: PurposeKeys, formToken: string): string {
  const mac = createHmac('sha256', ticket).update(`secret-link\0${formToken}`).digest()
  return mac.subarray(0, 16).toString('base64url')
}
