import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { allFilesIn } from '../platform/files-support.ts'
import { type BucketServer, openBucketServer } from '../support/bucket-server.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bytesOf, fileUrl, makeDump } from './dumps.ts'

let bucket: BucketServer
let portal: Portal
/** The same portal on a machine with a disk of its own. */
let elsewhere: Portal
beforeAll(async () => {
  bucket = await openBucketServer()
  portal = await openPortal({ env: bucket.env })
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-elsewhere-'))
  const deps = { ...portal.deps, config: { ...portal.deps.config, dataDir } }
  elsewhere = { ...portal, deps, app: createApp(deps) }
})
afterAll(async () => {
  await rm(elsewhere.deps.config.dataDir, { recursive: true })
  await portal.close()
  await bucket.close()
})

const inBucket = async () =>
  (await allFilesIn(path.dirname(bucket.fileOf('x')))).filter(
    (file) => file.includes('/open-data/') && file.endsWith('_object'),
  )
const copies = () => readdir(path.join(elsewhere.deps.config.dataDir, 'open-data-copies'))

describe('published files, with a bucket', () => {
  test('made on one machine, are given out by another, whole, in parts and to many at once', async () => {
    const { id } = await makeDump(portal)
    const here = await bytesOf(portal, 'complaints.csv')
    const there = await Promise.all(Array.from({ length: 5 }, () => bytesOf(elsewhere, 'complaints.csv')))
    for (const bytes of there) expect(bytes.equals(here)).toBe(true)
    const part = await request(elsewhere.app)
      .get(fileUrl(elsewhere, 'complaints.csv'))
      .set({ Range: 'bytes=0-9', 'Accept-Encoding': 'identity' })
      .expect(206)
    expect(part.text).toBe(here.subarray(0, 10).toString())
    expect(await copies()).toEqual([id])
  })

  test('go from the bucket when newer ones are there, and the bucket away is no wrong file', async () => {
    const { id } = await makeDump(portal)
    expect((await inBucket()).every((file) => file.includes(id))).toBe(true)
    bucket.state = 'refused'
    const failed = await request(elsewhere.app).get(fileUrl(elsewhere, 'complaints.csv'))
    expect(failed.status).toBeGreaterThanOrEqual(500)
    // The error page may have a weak one of its own; that of the file is the strong one of its bytes.
    expect(String(failed.headers['etag'])).not.toMatch(/^"/)
    bucket.state = 'up'
    await request(elsewhere.app).get(fileUrl(elsewhere, 'complaints.csv')).expect(200)
  })
})
