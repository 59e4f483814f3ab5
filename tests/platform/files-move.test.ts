import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { createDiskStore } from '../../src/platform/files/disk-store.ts'
import { moveFiles } from '../../src/platform/files/move-files.ts'
import { createS3Store } from '../../src/platform/files/s3-store.ts'
import { type BucketServer, openBucketServer } from '../support/bucket-server.ts'
import { keysOf } from './files-contract.ts'
import { temporaryFolder } from './files-support.ts'

let server: BucketServer
beforeAll(async () => {
  server = await openBucketServer()
})
afterAll(() => server.close())

test('files go to the bucket and back, a broken run goes on, and rot is told and left', {
  tags: ['long'],
}, async () => {
  const bucket = createS3Store(server.settings)
  const dataDir = await temporaryFolder()
  const disk = createDiskStore({ dataDir })
  for (let n = 0; n < 25; n += 1) await disk.put(Buffer.from(`photo ${n}`))
  const keys = await keysOf(disk)
  const rotten = keys[20] ?? ''
  await writeFile(path.join(dataDir, 'files', rotten.slice(0, 3), rotten), 'rot')

  const broken = moveFiles(disk, bucket, {
    ...{ remove: false, atOnce: 4 },
    onFault: () => {
      throw new Error('broken off')
    },
  })
  await expect(broken).rejects.toThrow('broken off')
  expect((await keysOf(bucket)).length).toBeGreaterThanOrEqual(20)

  const told: string[] = []
  const onFault = (key: string, reason: string) => told.push(`${key} ${reason}`)
  const rest = await moveFiles(disk, bucket, { remove: true, atOnce: 4, onFault })
  expect(rest.copied + rest.there).toBe(24)
  expect(rest.there).toBeGreaterThanOrEqual(20)
  expect(rest.faults).toBe(1)
  expect(told).toEqual([`${rotten} corrupt`])
  // What could not be moved is all that is left.
  expect(await keysOf(disk)).toEqual([rotten])

  const elsewhere = createDiskStore({ dataDir: await temporaryFolder() })
  const after = keys[9] ?? ''
  expect(await moveFiles(bucket, elsewhere, { after, remove: false, atOnce: 4 })).toMatchObject({
    copied: 14,
  })
  expect(await keysOf(elsewhere)).toEqual(keys.slice(10).filter((key) => key !== rotten))
})

test('the command moves what it is told to and names what is missing', { tags: ['long'] }, async () => {
  const dataDir = await temporaryFolder()
  await createDiskStore({ dataDir }).put(Buffer.from('one photo'))
  const run = async (env: Record<string, string>, ...args: string[]) => {
    const command = ['--import', './src/preflight.js', 'src/cli/move-files.ts', ...args]
    const ended = await promisify(execFile)(process.execPath, command, {
      cwd: projectDir,
      env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...env },
    }).catch((error: { stdout: string; stderr: string; code: number }) => error)
    return `${ended.stdout}${ended.stderr}`
  }
  expect(await run(server.env, '--to', 's3')).toContain(
    '1 copied, 0 were there already, 0 could not be moved.',
  )
  expect(await run(server.env)).toContain('Say where the files go')
  expect(await run({}, '--to', 's3')).toContain('must say which bucket')
})
