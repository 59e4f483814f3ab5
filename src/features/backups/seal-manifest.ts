import type { Manifest } from '../../platform/backup/manifest.ts'
import type { Keys } from '../../platform/crypto/keys.ts'
import { unseal } from '../../platform/crypto/seal.ts'
import { isSigned, signingKeyOf, signStatement } from '../../platform/crypto/signature.ts'

/** What is sealed into every manifest. */
export const PROBE = 'contacts of this backup can be read'
export const probeContext = 'backup/probe'

const purpose = 'ashyq-qala/backup/1'

export function signManifest([current]: Keys, unsigned: Omit<Manifest, 'publicKey' | 'signature'>): Manifest {
  const key = signingKeyOf(current)
  const publicKey = key.publicKey.toString('base64url')
  const signature = signStatement(key, purpose, { ...unsigned, publicKey }).toString('base64url')
  return { ...unsigned, publicKey, signature }
}

/** False when a byte of the manifest was changed after it was written. Who has signed it is another question (check-backup.ts). */
export function isAsSigned({ signature, ...signed }: Manifest): boolean {
  const publicKey = Buffer.from(signed.publicKey, 'base64url')
  return isSigned({ publicKey, signature: Buffer.from(signature, 'base64url') }, purpose, signed)
}

/** Whether these keys open what the portal of the backup has sealed. */
export function opensContacts(keys: Keys, { probe }: Manifest): boolean {
  try {
    return unseal(keys, Buffer.from(probe, 'base64url'), probeContext) === PROBE
  } catch {
    return false
  }
}
