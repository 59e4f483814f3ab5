import { createHmac } from 'node:crypto'
import type { Keys } from '../../platform/crypto/keys.ts'

/**
 * The token of a complaint's secret link: 128 bits that follow from the form's own secret token and the portal's
 * key, so that the same form sent again leads to the same link although only a hash of it is stored.
 */
export function secretTokenOf([current]: Keys, formToken: string): string {
  return createHmac('sha256', current.ticket)
    .update(`secret-link\0${formToken}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url')
}
