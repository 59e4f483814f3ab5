import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedFolders } from '../../src/platform/files/shared-folders.ts'
import { type BucketServer, openBucketServer } from '../support/bucket-server.ts'
import { temporaryFolder } from './files-support.ts'

let server: BucketServer
beforeAll(async () => {
  server = await openBucketServer()
})
afterAll(() => server.close())

const now = Temporal.Now.instant()

test('a whole folder comes from the bucket to a machine that has none of it', async () => {
  const s3 = server.settings
  const worker = sharedFolders({ dataDir: await temporaryFolder(), s3 }, 'open-data')
  await mkdir(worker.folderOf('march'), { recursive: true })
  for (const file of ['figures.csv', 'answers.csv']) {
    await writeFile(path.join(worker.folderOf('march'), file), `${file}\n`)
  }
  await worker.share('march')
  const other = sharedFolders({ dataDir: await temporaryFolder(), s3 }, 'open-data')
  const folder = String(await other.fetchAll('march', now))
  expect((await readdir(folder)).sort()).toEqual(['answers.csv', 'figures.csv'])
  expect(await readFile(path.join(folder, 'figures.csv'), 'utf8')).toBe('figures.csv\n')
  expect(await other.fetchAll('april', now)).toBeNull()
  const alone = sharedFolders({ dataDir: await temporaryFolder() }, 'open-data')
  expect(await alone.fetchAll('march', now)).toBeNull()
})
