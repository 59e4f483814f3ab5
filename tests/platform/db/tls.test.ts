import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createSecureContext, TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../../src/platform/db/client.ts'
import { checkServer } from '../../../src/platform/db/server-check.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

/** What a client of PostgreSQL says first when it wants TLS: its length, and a number that is no version. */
const wantsTls = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!hasOpenssl)('sslmode=verify-full (no verdict without openssl)', () => {
  let home: string
  let database: TestDatabase
  const open: { server: Server; sockets: Set<Socket> }[] = []
  beforeAll(async () => {
    home = mkdtempSync(path.join(os.tmpdir(), 'ashyq-tls-'))
    database = await createTestDatabase()
  })
  afterEach(async () => {
    for (const { server, sockets } of open.splice(0)) {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    }
  })
  afterAll(async () => {
    await database.close()
    await rm(home, { recursive: true, force: true })
  })

  /** A certificate that vouches for itself, for this name. */
  function certificateFor(name: string): { key: string; cert: string } {
    const [key, cert] = ['key', 'pem'].map((kind) => path.join(home, `${name}.${kind}`)) as [string, string]
    const kind = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
    ]
    const files = ['-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert]
    execFileSync('openssl', ['req', '-x509', ...kind, ...files], { stdio: 'ignore' })
    return { key, cert }
  }

  /** The database behind TLS under this certificate; `heard`: bytes of clients that trusted it. */
  async function serverWith({ key, cert }: { key: string; cert: string }) {
    const target = new URL(database.url)
    const context = createSecureContext({ key: readFileSync(key), cert: readFileSync(cert) })
    const sockets = new Set<Socket>()
    const state = { heard: 0, port: 0 }
    const server = createServer((near) => {
      sockets.add(near)
      near.on('error', () => undefined)
      near.once('data', (first) => {
        if (!wantsTls.equals(first)) return void near.destroy()
        near.write('S')
        const secure = new TLSSocket(near, { isServer: true, secureContext: context })
        const far = dial(Number(target.port), target.hostname)
        sockets.add(far)
        secure.on('data', (chunk) => {
          state.heard += chunk.length
          far.write(chunk)
        })
        far.on('data', (chunk) => secure.write(chunk))
        for (const [one, other] of [
          [secure, far],
          [far, secure],
        ] as const) {
          one.on('error', () => undefined)
          one.on('close', () => other.destroy())
        }
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push({ server, sockets })
    const address = server.address()
    state.port = typeof address === 'object' && address !== null ? address.port : 0
    return state
  }

  function addressOf(port: number, sslrootcert: string): string {
    const url = new URL(database.url)
    url.hostname = 'localhost'
    url.port = String(port)
    url.search = new URLSearchParams({ sslmode: 'verify-full', sslrootcert }).toString()
    return url.href
  }

  async function ask(url: string): Promise<unknown> {
    const { pool, close } = connect(url)
    try {
      return (await pool.query('SELECT 1 AS one')).rows[0]
    } finally {
      await close()
    }
  }

  test('reaches a database whose certificate is trusted and bears its name', async () => {
    const own = certificateFor('localhost')
    const server = await serverWith(own)
    const url = addressOf(server.port, own.cert)
    await checkServer(url)
    expect(await ask(url)).toEqual({ one: 1 })
    expect(server.heard).toBeGreaterThan(0)
  })

  test('says nothing, no password either, to one with the certificate of another name', async () => {
    const other = certificateFor('elsewhere.example')
    const server = await serverWith(other)
    const url = addressOf(server.port, other.cert)
    await expect(checkServer(url)).rejects.toThrow('give the right certificate with sslrootcert=')
    await expect(ask(url)).rejects.toThrow('altnames')
    expect(server.heard).toBe(0)
  })

  test('nor to one with its name that nobody trusted has vouched for', async () => {
    const trusted = certificateFor('localhost')
    const server = await serverWith(certificateFor('LOCALHOST'))
    const url = addressOf(server.port, trusted.cert)
    await expect(checkServer(url)).rejects.toThrow('give the right certificate with sslrootcert=')
    await expect(ask(url)).rejects.toThrow('certificate')
    expect(server.heard).toBe(0)
  })
})
