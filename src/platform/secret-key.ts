import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../config.ts'
import { makeDataDir, sentenceOf } from './data-dir.ts'
import { UserError } from './user-error.ts'

/** The secret that is there: SECRET_KEY, else the one in `dataDir`/secret.key; undefined = neither, and none is made. */
export async function findSecretKey(config: Config): Promise<string | undefined> {
  if (config.secretKey !== undefined) return config.secretKey
  const text = await readFile(path.join(config.dataDir, 'secret.key'), 'utf8').catch(() => '')
  return text.trim() === '' ? undefined : text.trim()
}

/**
 * The secret of this installation: SECRET_KEY, else the one in `dataDir`/secret.key, which is made once.
 * Whoever loses it can no longer read the contacts people left, so it belongs into the backup.
 */
export async function loadSecretKey(config: Config): Promise<string> {
  if (config.secretKey !== undefined) return config.secretKey
  const file = path.join(config.dataDir, 'secret.key')
  await makeDataDir(config.dataDir)
  try {
    // `wx` refuses to overwrite, so two first starts at once end up with the same key.
    await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!exists) throw new UserError(`The secret key ${file} cannot be written: ${sentenceOf(error)}`)
  }
  const key = (await readFile(file, 'utf8')).trim()
  if (key.length >= 32) return key
  throw new UserError(
    `${file} is damaged (it must hold at least 32 characters); restore it from a backup, or, if nobody has left contacts yet, delete it.`,
  )
}
