import { afterAll, describe, expect, test } from 'vitest'
import { createImageWorker } from '../../src/platform/images/image-worker.ts'
import { brokenForms, wholeForm } from './broken-forms.ts'
import { allFilesIn, openFiles } from './files-support.ts'
import { silentLog } from './images-support.ts'
import { expectClean, portalWithForm, send } from './upload-support.ts'

const images = createImageWorker({ log: silentLog })
afterAll(() => images.close())

describe('a broken form', () => {
  test.each(Object.entries(brokenForms))('with %s', async (_what, [status, request]) => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const raw = request instanceof Uint8Array ? { body: request } : request
    expect(await send(portal.port, raw)).toBe(status)
    expect(portal.filed).toBe(status === 200 ? 1 : 0)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    await expectClean(portal, open)
  })

  test('cut off at any byte is refused and leaves nothing', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const end = wholeForm.length - 2
    for (let at = 0; at < end; at += 1) {
      const status = await send(portal.port, { body: wholeForm.subarray(0, at) })
      if (status !== 400) throw new Error(`cut off at ${at} of ${wholeForm.length}: ${status}`)
    }
    expect(portal.filed).toBe(0)
    expect(await allFilesIn(portal.dataDir)).toEqual([])
    await expectClean(portal, open)
    expect(await send(portal.port, { body: wholeForm.subarray(0, end) })).toBe(200)
    expect(portal.filed).toBe(1)
  }, 60_000)

  test('whose connection drops at any place files nothing and leaves nothing', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const drops: Promise<number | 'closed'>[] = []
    for (let at = 0; at < wholeForm.length; at += 7) {
      const some = { body: wholeForm.subarray(0, at), contentLength: wholeForm.length, drop: true }
      drops.push(send(portal.port, some))
      if (drops.length % 20 === 0) await Promise.all(drops)
    }
    expect(new Set(await Promise.all(drops))).toEqual(new Set(['closed']))
    await expectClean(portal, open)
    expect(portal.handled).toBe(0)
    expect(await allFilesIn(portal.dataDir)).toEqual([])
  }, 60_000)

  test('that is longer or shorter than announced', async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const shorter = { body: wholeForm, contentLength: wholeForm.length - 100 }
    expect(await send(portal.port, shorter)).toBe(400)
    const longer = { body: wholeForm, contentLength: wholeForm.length + 100, drop: true }
    expect(await send(portal.port, longer)).toBe('closed')
    await expectClean(portal, open)
    expect(portal.filed).toBe(0)
  })

  test('does not make the process grow, however often it comes', {
    tags: ['long'],
    timeout: 60_000,
  }, async () => {
    const [portal, open] = [await portalWithForm(images), await openFiles()]
    const hostile = [
      brokenForms['10,000 fields'],
      brokenForms['names nested 5,000 times'],
      brokenForms['10,000 photos'],
    ]
    const round = async () => {
      for (const found of hostile) if (found) await send(portal.port, { body: found[1] as Buffer })
    }
    for (let warm = 0; warm < 10; warm += 1) await round()
    const before = process.memoryUsage().rss
    for (let times = 0; times < 40; times += 1) await round()
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
    await expectClean(portal, open)
  })
})
