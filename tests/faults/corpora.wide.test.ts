/** @module-tag long */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { brokenForms, wholeForm } from '../platform/broken-forms.ts'
import { boundary, type RawRequest } from '../platform/upload-support.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { fileOne } from './residents.ts'

/** Real hostile files and words, not part of the project; see row 11 of tests/faults/README.md. */
const shared = process.env['SHARED_DATA'] ?? path.resolve(import.meta.dirname, '../../../shared/data')
const filesOf = (folder: string) => {
  const found = path.join(shared, folder)
  return existsSync(found)
    ? globSync('**/*', { cwd: found, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort()
    : []
}
const photos = filesOf('photos')
const badInputs = filesOf('bad_inputs')
const whyNot = (files: readonly string[]) =>
  files.length > 0 ? '' : ` (skipped: nothing in ${shared}; set SHARED_DATA)`

const MB = 1_000_000
type Measure = { rss: number; heap: number; descriptors: number }

let portal: PortalUnderFire
const form = complaintPaths.new('ru', 'synaqqala')

beforeAll(async () => {
  const measure = pathToFileURL(`${import.meta.dirname}/measure.ts`).href
  portal = await createPortalUnderFire({ env: { NODE_OPTIONS: `--import ${measure}` } })
  await portal.start()
}, 300_000)
afterAll(() => portal?.close())

const calm = () => ({ until: AbortSignal.timeout(60_000), onMoment: () => undefined })

async function measured(): Promise<Measure> {
  const before = portal.output().split('measured ').length
  portal.signal('SIGUSR2')
  const deadline = performance.now() + 20_000
  while (portal.output().split('measured ').length === before) {
    if (performance.now() > deadline) throw new Error('the portal does not answer the signal')
    await sleep(20)
  }
  return JSON.parse(/measured (\{.*?\})(?![\s\S]*measured)/.exec(portal.output())?.[1] ?? '')
}

/** After connections, children and timers of what was have gone. */
async function settled(): Promise<Measure> {
  await sleep(12_000)
  return measured()
}

/** Status of the answer to exactly these bytes, or 'closed'. */
async function post(
  { body, contentType, contentLength }: RawRequest,
  address = form,
): Promise<number | 'closed'> {
  const { hostname, port, origin } = new URL(portal.town.origin)
  const socket = net.connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => undefined).setTimeout(30_000, () => socket.destroy())
  const closed = new Promise((resolve) => socket.on('close', resolve))
  const type = contentType ?? `multipart/form-data; boundary=${boundary}`
  socket.write(
    `POST ${address} HTTP/1.1\r\nHost: portal\r\nOrigin: ${origin}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n` +
      `Content-Type: ${type}\r\nContent-Length: ${contentLength ?? body.length}\r\n\r\n`,
  )
  socket.write(body)
  await closed
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? []
  return status === undefined ? 'closed' : Number(status)
}

/**
 * Sends a corpus and files a report, and then both again: what is loaded at the first use, and what the allocator keeps
 * of the largest, is no leak. After the second time memory is where it was, nothing lies around, and residents file as
 * before.
 */
async function leavesNothing(sendAll: () => Promise<void>): Promise<void> {
  const sendAndFile = async () => {
    await sendAll()
    const attempt = await fileOne(portal.town, { isPatient: true, isNervous: false, photos: 1 }, calm())
    expect(attempt?.outcome).toBe('acked')
  }
  await sendAndFile()
  const base = await settled()
  await sendAndFile()
  const after = await settled()
  console.info('before', base, 'after', after)
  expect(after.heap - base.heap).toBeLessThan(50 * MB)
  expect(after.rss - base.rss).toBeLessThan(50 * MB)
  expect(after.descriptors).toBeLessThanOrEqual(base.descriptors + 4)
  const temporary = path.join(portal.dataDir, 'temporary')
  const left = existsSync(temporary) ? await readdir(temporary, { recursive: true, withFileTypes: true }) : []
  expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([])
}

async function sendBrokenForms(): Promise<void> {
  const requests = [
    ...Object.values(brokenForms).map(([, request]) =>
      request instanceof Uint8Array ? { body: request } : request,
    ),
    // Longer than announced.
    { body: wholeForm, contentLength: wholeForm.length - 100 },
  ]
  for (let at = 0; at < requests.length; at += 8) {
    const answers = await Promise.all(requests.slice(at, at + 8).map((request) => post(request)))
    expect(answers.filter((status) => status === 'closed' || status >= 500)).toEqual([])
  }
}

describe('hostile corpora', () => {
  test('leave the process up, memory at its base, nothing in the temporary folder: 60 broken forms, ten times and ten times again', async () => {
    expect(Object.keys(brokenForms).length).toBeGreaterThanOrEqual(60)
    await leavesNothing(async () => {
      for (let round = 0; round < 10; round++) await sendBrokenForms()
    })
  }, 600_000)

  test.skipIf(photos.length === 0)(
    `leave it so: every photo there is, whole and cut off in the middle${whyNot(photos)}`,
    async () => {
      const answers: [string, number | string][] = []
      await leavesNothing(async () => {
        for (let round = 0; round < 2; round++) {
          for (const file of photos) {
            const bytes = readFileSync(file)
            const sent = round === 1 ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes
            const data = new FormData()
            data.set('text', 'Во дворе третий день не вывозят мусор')
            data.set('category', 'other')
            data.append(
              'photos',
              new Blob([new Uint8Array(sent)], { type: 'image/jpeg' }),
              path.basename(file),
            )
            const answer = await fetch(portal.town.origin + form, {
              method: 'POST',
              body: data,
              redirect: 'manual',
              headers: { origin: portal.town.origin },
            })
            await answer.arrayBuffer()
            answers.push([path.basename(file), answer.status])
          }
        }
      })
      expect(answers.filter(([, status]) => ![303, 422, 413].includes(Number(status)))).toEqual([])
    },
    900_000,
  )

  test.skipIf(badInputs.length === 0)(
    `leave it so: every bad word in texts, places, searches and addresses${whyNot(badInputs)}`,
    async () => {
      const lines = badInputs
        .filter((file) => file.endsWith('.txt'))
        .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
        .filter((line) => line !== '' && !line.startsWith('#'))
      expect(lines.length).toBeGreaterThan(400)
      const faults: string[] = []
      const ask = async (line: string, address: string, init: RequestInit = {}) => {
        const answer = await fetch(portal.town.origin + address, {
          ...init,
          redirect: 'manual',
          headers: { origin: portal.town.origin },
        })
        await answer.arrayBuffer()
        if (answer.status >= 500)
          faults.push(`${init.method ?? 'GET'} ${address}: ${answer.status} for ${line}`)
      }
      await leavesNothing(async () => {
        for (const line of lines) {
          const word = encodeURIComponent(line.toWellFormed())
          await Promise.all([
            ask(line, `/ru/synaqqala/search?q=${word}`),
            ask(line, `/ru/synaqqala/complaints?q=${word}&status=${word}&page=${word}&from=${word}`),
            ask(line, `/ru/synaqqala/${word}`),
            ask(line, form, {
              method: 'POST',
              body: new URLSearchParams({ text: `${line} и яма у дома`, category: line }),
            }),
          ])
        }
      })
      expect(faults).toEqual([])
    },
    900_000,
  )

  test('and the database as it should be', async () => {
    expect(await portal.look(brokenInvariants)).toEqual([])
  })
})
