import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { get as getByTls } from 'node:https'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { wordsOf } from '../filing/resident.ts'
import { streetLike } from '../platform/images-support.ts'
import { type Balancer, createBalancer, nginxMissing } from '../support/nginx.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { freePort } from '../support/portal-process.ts'
import { openSecondProcess } from '../support/second-process.ts'

let portal: Portal
let second: Awaited<ReturnType<typeof openSecondProcess>>
let web: Server[]
let balancer: Balancer
/** Headers of what reached the web processes, the last one last. */
const seen: { url: string; headers: NodeJS.Dict<string | string[]> }[] = []

const listening = async (app: Portal['app'], port: number): Promise<Server> => {
  const server = createServer((req, res) => {
    seen.push({ url: req.url ?? '', headers: req.headers })
    app(req, res)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

beforeAll(async () => {
  if (nginxMissing !== null) return
  const [port, ...ports] = [await freePort(), await freePort(), await freePort()]
  portal = await openPortal({ publicUrl: `http://127.0.0.1:${port}`, env: { TRUST_PROXY: '1' } })
  second = await openSecondProcess(portal)
  web = await Promise.all([portal.app, second.app].map((app, index) => listening(app, ports[index] ?? 0)))
  balancer = await createBalancer({ ports, port })
  await balancer.start()
})
afterAll(async () => {
  if (nginxMissing !== null) return
  await balancer.close()
  for (const server of web) {
    server.close()
    server.closeAllConnections()
  }
  await second.close()
  await portal.close()
})

const home = () => `/ru/${portal.cast.city.slug}`
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(balancer.origin + path, { headers, redirect: 'manual' })

/** Everything that is answered to bytes as they are, until the server closes. */
function raw(text: string): Promise<string> {
  const socket = connect(Number(URL.parse(balancer.origin)?.port), '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
    // nginx goes on listening to who was refused in the middle; there is nothing more to hear.
    if (answer.endsWith('</html>\n')) socket.destroy()
  })
  const { promise, resolve } = Promise.withResolvers<string>()
  socket.on('close', () => resolve(answer))
  // Who is refused before it has sent all is reset.
  socket.on('error', () => undefined)
  socket.setTimeout(15_000, () => socket.destroy())
  socket.write(text)
  return promise
}

describe.skipIf(nginxMissing !== null)(`nginx before two web processes${nginxMissing ?? ''}`, () => {
  test('its configuration is in order', async () => {
    expect(await balancer.check()).toContain('test is successful')
  })

  test('a public page comes from its memory the second time, also as "not modified"', async () => {
    const first = await get(`${home()}/complaints`)
    expect([first.status, first.headers.get('x-cache')]).toEqual([200, 'MISS'])
    const page = await first.text()
    const again = await get(`${home()}/complaints`)
    expect([again.status, again.headers.get('x-cache')]).toEqual([200, 'HIT'])
    expect(await again.text()).toBe(page)
    const known = await get(`${home()}/complaints`, { 'if-none-match': String(first.headers.get('etag')) })
    expect([known.status, known.headers.get('x-cache')]).toEqual([304, 'HIT'])
  })

  test('whoever has a cookie neither gets a kept page nor leaves one', async () => {
    const path = `${home()}/offices`
    for (let turn = 0; turn < 2; turn += 1) {
      const own = await get(path, { cookie: 'view=dark' })
      expect([own.status, own.headers.get('x-cache')]).toEqual([200, 'BYPASS'])
    }
    expect((await get(path)).headers.get('x-cache')).toBe('MISS')
  })

  test('personal pages, pages of staff and what is not there are never kept', async () => {
    const paths = [
      complaintPaths.new('ru', portal.cast.city.slug),
      '/staff/sign-in',
      `${home()}/complaints/2611-0000-0000`,
      `/ru/${portal.cast.city.slug}/mine/${'k'.repeat(22)}`,
    ]
    for (const path of paths) {
      for (let turn = 0; turn < 2; turn += 1) {
        const answer = await get(path)
        expect(answer.headers.get('x-cache'), path).not.toBe('HIT')
      }
    }
  })

  test('headers that only a balancer may set are its own, whatever a stranger writes', async () => {
    seen.length = 0
    await get(`${home()}?forged`, {
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      'x-real-ip': '203.0.113.7',
      forwarded: 'for=203.0.113.7;host=evil.example',
      'x-form-key': 'forged',
    })
    const headers: NodeJS.Dict<string | string[]> = seen[0]?.headers ?? {}
    expect(headers['x-forwarded-for']).toBe('127.0.0.1')
    expect(headers['x-forwarded-proto']).toBe('http')
    for (const name of ['x-forwarded-host', 'x-real-ip', 'forwarded']) expect(headers[name]).toBeUndefined()
  })

  test('another name gets no answer', async () => {
    const answer = await raw('GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    expect(answer).toBe('')
  })

  test.each([
    ['both lengths', 'Content-Length: 6\r\nTransfer-Encoding: chunked\r\n'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 60\r\n'],
    ['another coding', 'Transfer-Encoding: xchunked\r\n'],
    ['two codings', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n'],
    ['a blank before the colon', 'Transfer-Encoding : chunked\r\nContent-Length: 5\r\n'],
    ['a folded line', 'Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n'],
  ])('a request with %s is refused and nothing behind it is read', async (_kind, headers) => {
    seen.length = 0
    const hidden = '0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
    const answer = await raw(`POST ${home()} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n${hidden}`)
    expect(answer).toMatch(/^HTTP\/1\.1 (400|501) /)
    expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1)
    expect(seen.map(({ url }) => url)).not.toContain('/hidden')
  })

  test('machines of the installation are asked from inside only, and no method spies', async () => {
    for (const path of ['/metrics', '/healthz', '/readyz', '/.git/config', '/.env', '/metrics/']) {
      expect((await get(path)).status, path).toBe(404)
    }
    for (const method of ['TRACE', 'PUT', 'DELETE', 'CONNECT', 'PROPFIND']) {
      const answer = await raw(`${method} / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
      expect(answer, method).toMatch(/^HTTP\/1\.1 (400|405) /)
    }
  })

  test('built files are kept for ever and compressed', async () => {
    const [, href = ''] = /href="(\/build\/[^"]+\.css)"/.exec(await (await get(home())).text()) ?? []
    const file = await get(href, { 'accept-encoding': 'gzip' })
    expect(file.status).toBe(200)
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(file.headers.get('content-encoding')).toBe('gzip')
    expect((await get('/build/app-00000000.css')).status).toBe(404)
  })

  test('a report with a large photo passes, its log has the hash of the form and no key of the resident', async () => {
    const form = new FormData()
    form.set('text', 'Во дворе третий день не вывозят мусор')
    form.set('category', 'other')
    const photo = await streetLike(2600, 2000).jpeg({ quality: 95 }).toBuffer()
    expect(photo.length).toBeGreaterThan(3_000_000)
    form.append('photos', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'IMG_1.jpg')
    const post = async (path: string, body: FormData | URLSearchParams) => {
      const answer = await fetch(balancer.origin + path, {
        ...{ method: 'POST', body, redirect: 'manual' },
        headers: { origin: balancer.origin },
      })
      if (answer.status !== 303) throw new Error(wordsOf(await answer.text()))
      expect(answer.headers.get('x-form-key')).toBeNull()
      return String(answer.headers.get('location')).replace(/#.*$/, '')
    }
    const where = await post(complaintPaths.new('ru', portal.cast.city.slug), form)
    const check = await post(where, new URLSearchParams({ address: 'улица Абая, 10' }))
    const [, shown = ''] = /name="seen" value="([^"]*)"/.exec(await (await get(check)).text()) ?? []
    const filed = await post(
      check,
      new URLSearchParams({ seen: shown, replyLang: 'ru', visibility: 'public' }),
    )
    const [, token = 'no token'] = /\/mine\/([\w-]{22})/.exec(filed) ?? []
    const [, draft = 'no draft'] = /\/new\/([\w-]{22})/.exec(check) ?? []
    await get(filed)
    const complaint = await portal.deps.db.complaint.findFirstOrThrow({
      orderBy: { id: 'desc' },
      select: { formKey: true },
    })
    const key = Buffer.from(complaint.formKey ?? []).toString('hex')
    await expect.poll(() => balancer.log()).toContain('/mine/…')
    const log = await balancer.log()
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const sent = lines.filter(({ form }) => form !== '' && form !== '-')
    expect(sent).toMatchObject([{ method: 'POST', status: 303, form: key.slice(0, 16) }])
    expect(log).not.toContain(token)
    expect(log).not.toContain(draft)
    expect(log).not.toContain('forged')
  })

  test('what is beyond all forms is refused with a page', async () => {
    const headers = `Host: 127.0.0.1\r\nContent-Length: 900000000\r\nConnection: close\r\n`
    const answer = await raw(`POST ${home()} HTTP/1.1\r\n${headers}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('Отправлено слишком много')
  })

  test('with TLS it says so for a year, once', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; hsts: string[] }>()
    getByTls(`${balancer.tlsOrigin}${home()}`, { rejectUnauthorized: false }, (res) => {
      res.resume()
      const hsts = res.rawHeaders.filter((_, at) =>
        /^strict-transport-security$/i.test(res.rawHeaders[at - 1] ?? ''),
      )
      resolve({ status: res.statusCode ?? 0, hsts })
    }).on('error', reject)
    expect(await promise).toEqual({ status: 200, hsts: ['max-age=31536000; includeSubDomains'] })
  })

  test('one web process ends: nobody notices; both end: kept pages stay, others say so', async () => {
    const kept = `${home()}/statistics`
    expect((await get(kept)).status).toBe(200)
    const end = async (server: Server | undefined) => {
      server?.close()
      server?.closeAllConnections()
    }
    await end(web[0])
    for (let turn = 0; turn < 12; turn += 1) expect((await get(`${home()}?${turn}`)).status).toBe(200)
    await end(web[1])
    const away = await get(`${home()}?away`)
    expect([away.status, away.headers.get('cache-control')]).toEqual([502, 'no-store'])
    const page = await away.text()
    expect(page).toContain('Портал сейчас не отвечает')
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? []
    const fingerprint = createHash('sha256').update(style).digest('base64')
    expect(away.headers.get('content-security-policy')).toContain(`'sha256-${fingerprint}'`)
    expect((await get(kept)).status).toBe(200)
  })
})
