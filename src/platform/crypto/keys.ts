import { hkdfSync } from 'node:crypto'

/** Keys made from one secret, each for one purpose, so that a flaw in one use opens no other. */
export type PurposeKeys = {
  /** Four bytes that name the secret without telling anything about it. */
  id: Buffer
  seal: Buffer
  blindIndex: Buffer
  ticket: Buffer
  /** Signs the cookie of a session. */
  session: Buffer
  /** Seed of the Ed25519 key that signs what others keep: receipts and checkpoints. */
  signing: Buffer
}

/** The first set writes; all of them read. Two sets while a secret is being replaced, else one. */
export type Keys = readonly [PurposeKeys, ...PurposeKeys[]]

/**
 * Keys by HKDF-SHA-256 (RFC 5869, no salt, `info` names the purpose).
 * @param current the secret in use, 32 characters or more of random text
 * @param previous secrets that were in use before and may still be needed for reading
 */
export function deriveKeys(current: string, ...previous: string[]): Keys {
  return [purposeKeys(current), ...previous.map(purposeKeys)]
}

function purposeKeys(secret: string): PurposeKeys {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `ashyq-qala/1/${purpose}`, bytes))
  return {
    id: derive('key-id', 4),
    seal: derive('seal', 32),
    blindIndex: derive('blind-index', 32),
    ticket: derive('ticket', 32),
    session: derive('session', 32),
    signing: derive('signing', 32),
  }
}
