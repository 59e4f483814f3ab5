import { once } from 'node:events'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { hiddenFields, locationOf, residentOf } from '../filing/resident.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { type CuttingProxy, openCuttingProxy } from './cutting-proxy.ts'

/** Lines that break, lie, or carry a whole city: rows 2, 13 and 14 of tests/faults/README.md. */

let portal: ListeningPortal
let proxy: CuttingProxy

beforeAll(async () => {
  portal = await openListeningPortal()
  proxy = await openCuttingProxy({ host: '127.0.0.1', port: Number(new URL(portal.origin).port) })
})
afterAll(async () => {
  await proxy?.close()
  await portal?.close()
})

const count = () => portal.deps.db.complaint.count()

describe('an answer that gets lost on its way', () => {
  test('is given again for the same form: one complaint, one number', async () => {
    const resident = residentOf(portal)
    const check = await resident.reachCheck()
    const { text } = await resident.get(check)
    const body = new URLSearchParams({ ...hiddenFields(text), replyLang: 'ru', visibility: 'public' })
    const press = () =>
      fetch(`http://127.0.0.1:${proxy.port}${check}`, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { 'Sec-Fetch-Site': 'same-origin', Connection: 'close' },
      })
    const before = await count()
    proxy.line = 'no answers'
    for (const _again of [1, 2, 3]) await expect(press()).rejects.toThrow('fetch failed')
    expect(proxy.hits, 'the line was cut after the portal had answered').toBeGreaterThanOrEqual(3)
    expect(await count()).toBe(before + 1)
    proxy.line = 'open'
    const [first, second] = [await press(), await press()]
    expect([first.status, second.status]).toEqual([303, 303])
    expect(first.headers.get('location')).toMatch(/\/mine\/[\w-]{22}\/filed$/)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(await count()).toBe(before + 1)
  })

  test('one form pressed fifty times at once is one complaint', async () => {
    const resident = residentOf(portal)
    const check = await resident.reachCheck({
      text: 'Во дворе упал столб, провода лежат на земле у песочницы',
    })
    const before = await count()
    const answers = await Promise.all(Array.from({ length: 50 }, () => resident.send(check)))
    expect(new Set(answers.map(locationOf)).size).toBe(1)
    expect(await count()).toBe(before + 1)
  })
})

/** All that a server says to these bytes, until it hangs up or is silent for two seconds. */
async function said(port: number, bytes: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    answer += chunk
  })
  socket.setTimeout(2_000, () => socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}

describe('a request whose length is told in two ways', () => {
  const head = 'POST /view-settings HTTP/1.1\r\nHost: portal\r\nSec-Fetch-Site: same-origin\r\n'
  const smuggled = 'GET /metrics HTTP/1.1\r\nHost: portal\r\n\r\n'
  test.each([
    ['both lengths', `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two lengths', `${head}Content-Length: 5\r\nContent-Length: 60\r\n\r\na=b&c${smuggled}`],
    ['a blank before the colon', `${head}Content-Length : 5\r\n\r\na=b&c${smuggled}`],
    ['a bare line feed', `${head}Content-Length: 5\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
  ])('a request whose length is told in two ways is refused: %s', async (_how, bytes) => {
    const answer = await said(Number(new URL(portal.origin).port), bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.match(/HTTP\/1\.1/g), 'what stands behind is never read as a request').toHaveLength(1)
  })
})

test('after a coding that nobody knows the rest of the connection is never read as a request', async () => {
  const bytes =
    'POST /view-settings HTTP/1.1\r\nHost: portal\r\nSec-Fetch-Site: same-origin\r\nTransfer-Encoding: xchunked\r\n\r\n' +
    '0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: portal\r\n\r\n'
  const answer = await said(Number(new URL(portal.origin).port), bytes)
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
})

describe('links that are guessed', () => {
  test('a wrong secret link and one that is nobody’s are answered by the same bytes', async () => {
    const resident = residentOf(portal)
    const sent = locationOf(
      await resident.send(await resident.reachCheck({ text: 'Сломана скамейка у подъезда' })),
    )
    const token = /\/mine\/([\w-]{22})/.exec(sent)?.[1] ?? ''
    const mine = (other: string) => complaintPaths.mine('ru', 'synaqqala', other)
    expect((await resident.get(mine(token))).status).toBe(200)
    const near = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`
    const answers = await Promise.all(
      [near, 'A'.repeat(22), 'z'.repeat(22)].map((other) => resident.get(mine(other))),
    )
    const bytes = answers.map(({ status, text }, index) =>
      JSON.stringify([status, text.replaceAll([near, 'A'.repeat(22), 'z'.repeat(22)][index] ?? '', 'TOKEN')]),
    )
    expect(answers[0]?.status).toBe(404)
    expect(new Set(bytes).size).toBe(1)
  })
})

describe('a crowd behind one address', () => {
  test('a crowd behind one address is served: nobody is told to wait', async () => {
    const filed: string[] = []
    const read: number[] = []
    for (let block = 0; block < 4; block++) {
      const people = Array.from({ length: 5 }, async (_none, flat) => {
        const person = residentOf(portal)
        const check = await person.reachCheck({
          text: `В квартире ${flat + 1} нет отопления с утра, дети мёрзнут`,
          address: `улица Сатпаева, ${block + 1}`,
        })
        return locationOf(await person.send(check))
      })
      const readers = Array.from({ length: 20 }, () => residentOf(portal).get('/ru/synaqqala/complaints'))
      filed.push(...(await Promise.all(people)))
      read.push(...(await Promise.all(readers)).map(({ status }) => status))
    }
    expect(new Set(filed).size).toBe(20)
    expect(new Set(read)).toEqual(new Set([200]))
  }, 60_000)
})
