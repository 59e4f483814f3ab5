import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { loadSecretKey } from '../../src/platform/secret-key.ts'
import { UserError } from '../../src/platform/user-error.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-key-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const configIn = (dataDir: string, env = {}) => loadConfig({ DATA_DIR: dataDir, ...env })

test('it is made once and kept to its owner, in a closed folder', async () => {
  const config = configIn(path.join(folder, 'new/data'))
  const key = await loadSecretKey(config)
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
  expect(await loadSecretKey(config)).toBe(key)
  expect((await stat(path.join(config.dataDir, 'secret.key'))).mode & 0o777).toBe(0o600)
  expect((await stat(config.dataDir)).mode & 0o777).toBe(0o700)
})

test('two first starts at once agree', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadSecretKey(configIn(folder))))
  expect(new Set(keys).size).toBe(1)
})

test('SECRET_KEY comes before the file', async () => {
  const key = 'k'.repeat(40)
  expect(await loadSecretKey(configIn(folder, { SECRET_KEY: key }))).toBe(key)
  await expect(readFile(path.join(folder, 'secret.key'))).rejects.toThrow()
})

test('a damaged file is never replaced', async () => {
  await writeFile(path.join(folder, 'secret.key'), 'half')
  await expect(loadSecretKey(configIn(folder))).rejects.toThrow(UserError)
  expect(await readFile(path.join(folder, 'secret.key'), 'utf8')).toBe('half')
})

test('a data folder that is a file', async () => {
  const file = path.join(folder, 'file')
  await writeFile(file, '')
  await chmod(file, 0o600)
  await expect(loadSecretKey(configIn(file))).rejects.toThrow(/file/)
})
