import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeCheckpoints } from '../../src/features/activity/index.ts'
import { publicKeysOf } from '../../src/features/complaints/index.ts'
import { verifyProofOfDump } from '../../src/features/open-data/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { runCli } from '../proof/run-cli.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { download, makeDump } from './dumps.ts'

let portal: Portal
let dir: string
let dump: string
let number: string
let keys: Buffer[]

beforeAll(async () => {
  portal = await openPortal()
  dir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-dump-proof-'))
  keys = [...publicKeysOf(portal.deps.keys)]
  number = (await file(portal)).number
  await happen(portal, number, answered())
  await file(portal, { visibility: 'staff' })
  await takeCheckpoints(portal.deps)
  // After the last checkpoint, so vouched for by none yet
  await happen(portal, number, { kind: 'confirmed', by: 'resident' })
  await file(portal)
  await takeCheckpoints(portal.deps)
  await file(portal)
  await makeDump(portal)
  dump = await download(portal, path.join(dir, 'dump'))
})
afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
  await portal?.close()
})

let copies = 0
/** A copy of the dump in which lines of a file are others. */
async function forged(name: string, change: (lines: string[]) => string[]): Promise<string> {
  const folder = path.join(dir, `forged-${copies++}`)
  await cp(dump, folder, { recursive: true })
  const lines = (await readFile(path.join(folder, name), 'utf8')).split('\n')
  await writeFile(path.join(folder, name), change(lines).join('\n'))
  return folder
}
const faultsIn = async (folder: string) => (await verifyProofOfDump(folder, keys)).faults
const changed = (pattern: RegExp, text: string) => (lines: string[]) => {
  const index = lines.findIndex((line) => pattern.test(line))
  return lines.with(index, (lines[index] ?? '').replace(pattern, text))
}

describe('a whole dump', () => {
  test('is as it was signed', async () => {
    expect(await verifyProofOfDump(dump, keys)).toEqual({ checkpoints: 2, complaints: 3, faults: [] })
    const key = keys[0]?.toString('base64url') ?? ''
    const { code, stdout } = await runCli('verify-proof', ['--key', key, dump])
    expect(stdout).toContain(': as it was signed')
    expect(code).toBe(0)
  })

  test('brings leaves only of checkpoints that vouch for one of its complaints', async () => {
    const lines = (await readFile(path.join(dump, 'checkpoints.jsonl'), 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line)).map(({ size, leaves }) => [size, leaves.length])).toEqual([
      [2, 0],
      [2, 2],
    ])
    const without = await forged('checkpoints.jsonl', changed(/"leaves":\[".*\]/, '"leaves":[]'))
    expect(await faultsIn(without)).toContainEqual(expect.stringMatching(/is not in checkpoint 2$/))
  })

  test('shows one changed sign of a row', async () => {
    const folder = await forged('activity.jsonl', changed(/"kind":"answered"/, '"kind":"refused"'))
    expect(await faultsIn(folder)).toEqual([`${number}: row 4 or the one before it was changed or removed`])
    const key = keys[0]?.toString('base64url') ?? ''
    const { code, stdout } = await runCli('verify-proof', ['--key', key, folder])
    expect([code, stdout]).toEqual([1, expect.stringContaining(`${number}: row 4`)])
  })

  test('shows a row that is gone, in the middle and at the end', async () => {
    const middle = await forged('activity.jsonl', (lines) => lines.toSpliced(1, 1))
    expect(await faultsIn(middle)).toContain(`${number}: row 3 or the one before it was changed or removed`)
    const end = await forged('activity.jsonl', (lines) =>
      lines.filter((line) => !line.includes('"confirmed"')),
    )
    expect(await faultsIn(end)).toEqual([`${number}: row 5, for which a checkpoint vouches, is missing`])
  })

  test('shows checkpoints that are gone, forged, or signed by another', async () => {
    const gone = await forged('checkpoints.jsonl', (lines) => lines.toSpliced(0, 1))
    expect(await faultsIn(gone)).toEqual(['checkpoints before 2 are missing'])
    const cut = await forged('checkpoints.jsonl', (lines) => lines.toSpliced(1, 1))
    expect(await faultsIn(cut)).toContain('checkpoint 2 is missing')
    const leaf = await forged('checkpoints.jsonl', changed(/"leaves":\["[0-9a-f]{4}/, '"leaves":["0000'))
    expect(await faultsIn(leaf)).toContain('the leaves of checkpoint 2 do not give its root')
    expect((await verifyProofOfDump(dump, [Buffer.alloc(32, 1)])).faults).toContain(
      'checkpoint 1 was signed by another key',
    )
  })
})
