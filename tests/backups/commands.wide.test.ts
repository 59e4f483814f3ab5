/** @module-tag long */

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig, projectDir } from '../../src/config.ts'
import { signManifest } from '../../src/features/backups/seal-manifest.ts'
import { readManifest, writeManifest } from '../../src/platform/backup/manifest.ts'
import { deriveKeys } from '../../src/platform/crypto/keys.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'

/** The commands as they are typed, with an embedded database of their own. */

let home: string
let to: string
const dataDir = () => path.join(home, 'data')

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'ashyq-backup-commands-'))
  to = path.join(home, 'backups')
  await run('demo', ['--complaints', '300', '--city', 'aksu'])
}, 180_000)
afterAll(() => rm(home, { recursive: true, force: true }))

type Ended = { code: number; said: string }

/** Both streams together. */
async function run(command: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const node = ['--import', './src/preflight.js', `src/cli/${command}.ts`, ...args]
  const options = { cwd: projectDir, env: { PATH: process.env.PATH, DATA_DIR: dataDir(), ...env } }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, node, options)
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

test('a backup goes into another data folder and is found to be the same portal', async () => {
  const taken = await run('backup', ['--to', to, '--keep', '7d,4w'])
  expect(taken).toMatchObject({ code: 0, said: expect.stringContaining('The secret key is not in it') })

  const into = path.join(home, 'other')
  const keyless = await run('restore', ['--from', to, '--into', into])
  expect(keyless).toMatchObject({ code: 1, said: expect.stringContaining('secret.key') })

  await mkdir(into)
  await cp(path.join(dataDir(), 'secret.key'), path.join(into, 'secret.key'))
  const ledger = path.join(home, 'ledger.txt')
  await writeFile(ledger, 'ack k 261100000043\n')
  const restored = await run('restore', ['--from', to, '--into', into, '--verify', '--ledger', ledger])
  expect(restored.said).toMatch(/everything is as it was backed up/)
  expect(restored.code).toBe(0)

  const again = await run('restore', ['--from', to, '--into', into])
  expect(again).toMatchObject({ code: 1, said: expect.stringContaining('The database is not empty') })
})

test('a rehearsal says in one line how it went, and leaves nothing behind', async () => {
  const left = async () => (await readdir(os.tmpdir())).filter((name) => /rehearsal|qala-scratch/.test(name))
  const before = await left()
  const rehearsed = await run('restore', ['--rehearse', '--from', to])
  expect(rehearsed.said).toMatch(/^Rehearsal of .*: restored and verified, [\d]+ rows and [\d]+ files/m)
  expect(rehearsed.code).toBe(0)
  expect(await left()).toEqual(before)

  const keyless = await run('restore', ['--rehearse', '--from', to], { SECRET_KEY: 'x'.repeat(43) })
  expect(keyless).toMatchObject({ code: 1, said: expect.stringContaining('FAILED') })
})

test('a rehearsal that the database refuses is noted down as one that failed', async () => {
  const odd = path.join(home, 'odd')
  await cp(to, odd, { recursive: true })
  const [name = ''] = (await readdir(odd)).filter((one) => one.endsWith('Z'))
  const { publicKey: _, signature: __, ...manifest } = await readManifest(path.join(odd, name))
  const tables = manifest.tables.map((table) => ({ ...table, columns: table.columns.map(() => 'nowhere') }))
  const keys = deriveKeys((await readFile(path.join(dataDir(), 'secret.key'), 'utf8')).trim())
  await writeManifest(path.join(odd, name), signManifest(keys, { ...manifest, tables }))
  const rehearsed = await run('restore', ['--rehearse', '--from', odd])
  expect(rehearsed).toMatchObject({ code: 1, said: expect.stringContaining('the database refused it (42') })
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir() })
  const database = await openDatabase(config, { as: 'command' })
  const last = await database.db.backupRun.findFirst({ orderBy: { endedAt: 'desc' } })
  await database.close()
  expect(last).toMatchObject({ kind: 'rehearsal', succeeded: false })
  expect(last?.remark).toContain('the database refused it (42')
})

test.each([
  ['backup', [], 'Say where to'],
  ['backup', ['--to', 'x', '--keep', 'often'], '--keep 7d,4w,6m'],
  ['restore', [], 'Say from where'],
  ['restore', ['--from', '/nowhere'], 'is no finished backup'],
])('%s %j says what is missing', async (command, args, sentence) => {
  expect(await run(command, args)).toMatchObject({ code: 1, said: expect.stringContaining(sentence) })
})
