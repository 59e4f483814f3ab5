import path from 'node:path'
import type { Config } from '../../config.ts'
import { checkBackup, opensContacts } from '../../features/backups/index.ts'
import { publicKeysOf } from '../../features/complaints/index.ts'
import { backupsIn, type Manifest } from '../../platform/backup/manifest.ts'
import { deriveKeys } from '../../platform/crypto/keys.ts'
import { findSecretKey } from '../../platform/secret-key.ts'
import { UserError } from '../../platform/user-error.ts'

/** The folder of the backup that is meant: `from` itself, or the newest finished one in it. */
export async function backupAt(from: string): Promise<string> {
  const folder = path.resolve(from)
  const newest = (await backupsIn(folder)).filter(({ finished }) => finished).at(-1)
  return newest === undefined ? folder : path.join(folder, newest.name)
}

/** The key at hand. @throws UserError when there is none, or it does not open the contacts of the backup */
export async function secretKeyFor(config: Config, manifest: Manifest): Promise<string> {
  const secretKey = await findSecretKey(config)
  const place = path.join(config.dataDir, 'secret.key')
  if (secretKey === undefined) {
    throw new UserError(
      `The contacts in this backup are sealed with the secret key of the portal, which is not in the backup. Set SECRET_KEY, or put the key into ${place}; if it is lost for ever, --lost-key restores all but contacts.`,
    )
  }
  if (opensContacts(deriveKeys(secretKey), manifest)) return secretKey
  throw new UserError(
    `The secret key at hand (${config.secretKey === undefined ? place : 'SECRET_KEY'}) is not the one with which the contacts in this backup are sealed, so nobody could read them. Set the key of the portal that was backed up; if it is lost for ever, --lost-key restores all but contacts.`,
  )
}

/** Public keys with which the portal of this secret key signs its backups, base64url. */
export const signersOf = (secretKey: string): string[] =>
  publicKeysOf(deriveKeys(secretKey)).map((key) => key.toString('base64url'))

/** @throws UserError that names every fault of the first twenty */
export async function refuseDamaged(
  folder: string,
  manifest: Manifest,
  signers: readonly string[] | undefined,
): Promise<void> {
  const faults = await checkBackup(folder, manifest, signers)
  if (faults.length === 0) return
  throw new UserError(
    `${folder} is damaged, so nothing was restored:\n${faults.slice(0, 20).join('\n')}\nUse another backup.`,
  )
}
