import { randomInt } from 'node:crypto'
import type { Keys } from '../../../platform/crypto/keys.ts'
import { blindIndexes } from '../../../platform/crypto/seal.ts'

export const recoveryCodeCount = 10

/** Without signs that look alike on paper; ten of these 31 are 49 bits. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
const half = 5

/** Ten codes to be printed: `k4mfz-9qhtr`. */
export function newRecoveryCodes(): string[] {
  const sign = () => signs.charAt(randomInt(signs.length))
  const part = () => Array.from({ length: half }, sign).join('')
  return Array.from({ length: recoveryCodeCount }, () => `${part()}-${part()}`)
}

/** However it was typed. Null for what is no recovery code at all. */
export function normalRecoveryCode(typed: string): string | null {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '')
  return code.length === 2 * half && /^[a-z0-9]+$/.test(code) ? code : null
}

/**
 * What is stored of a code, by every key that is configured; the first is the one in use. Keyed, because 49 bits can
 * be tried out by whoever has a plain hash.
 */
export const recoveryHashes = (keys: Keys, staffId: number, code: string): Buffer<ArrayBuffer>[] =>
  blindIndexes(keys, 'recovery-code', `${staffId}\0${code}`).map((hash) => Buffer.from(hash))
