import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys, PurposeKeys } from './keys.ts'

/**
 * The name of a row with a signature, for addresses that a mail carries and nothing is stored of: `f12-<32 hex>`.
 * Small letters and digits only, because the part of a mail address before the @ may lose its capitals on the way.
 * @param name a small letter for the kind of row and its id
 */
export function signName([current]: Keys, purpose: string, name: string): string {
  return `${name}-${macOf(current, purpose, name)}`
}

/** The name that was signed for the same purpose; null for everything else. */
export function signedName(keys: Keys, purpose: string, signed: string): string | null {
  const [, name, mac] = signedShape.exec(signed) ?? []
  if (name === undefined || mac === undefined) return null
  const given = Buffer.from(mac)
  const isOurs = keys.some((key) => timingSafeEqual(Buffer.from(macOf(key, purpose, name)), given))
  return isOurs ? name : null
}

const signedShape = /^([a-z]\d{1,10})-([0-9a-f]{32})$/

const macOf = ({ ticket }: PurposeKeys, purpose: string, name: string): string =>
  createHmac('sha256', ticket).update(`${purpose}\0${name}`).digest('hex').slice(0, 32)
