import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import S3rver from 's3rver'
import type { S3Settings } from '../../src/platform/files/s3-bucket.ts'

/** A server that speaks S3 on loopback, with one bucket in a folder, and a line before it that can be disturbed. */
export type BucketServer = {
  settings: S3Settings
  /** The same as environment variables. */
  env: Record<string, string>
  /** Absolute path of the bytes of an object. */
  fileOf(name: string): string
  /** Called with each request before it is passed on; waits as long as this says. */
  before: (req: IncomingMessage) => Promise<void> | void
  /** 'refused': nobody listens there; 'silent': connections are taken and never answered. */
  state: 'up' | 'refused' | 'silent'
  close(): Promise<void>
}

export const bucketName = 'ashyq-photos'

export async function openBucketServer({ port = 0 } = {}): Promise<BucketServer> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'ashyq-bucket-'))
  const s3 = new S3rver({
    ...{ address: '127.0.0.1', port: 0, directory, silent: true, vhostBuckets: false },
    configureBuckets: [{ name: bucketName, configs: [] }],
  })
  const inner = await s3.run()
  const line = createServer((req, res) => {
    const passOn = async () => {
      if (self.state === 'refused') req.socket.destroy()
      if (self.state !== 'up') return
      await self.before(req)
      const { method, url, headers } = req
      const onward = request(
        { host: '127.0.0.1', port: inner.port, method, path: url, headers },
        (answer) => {
          res.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(res)
        },
      )
      onward.on('error', () => req.socket.destroy())
      req.pipe(onward)
    }
    passOn().catch(() => req.socket.destroy())
  })
  line.listen(port, '127.0.0.1')
  await once(line, 'listening')
  const endpoint = `http://127.0.0.1:${(line.address() as AddressInfo).port}`
  const settings: S3Settings = {
    ...{ endpoint, bucket: bucketName, region: 'us-east-1', pathStyle: true },
    ...{ accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  }
  const self: BucketServer = {
    settings,
    env: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucketName,
      S3_ACCESS_KEY_ID: settings.accessKeyId,
      S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
    },
    fileOf: (name) => path.join(directory, bucketName, `${name}._S3rver_object`),
    before: () => undefined,
    state: 'up',
    async close() {
      await end(line)
      s3.httpServer.closeAllConnections()
      await s3.close()
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    },
  }
  return self
}

async function end(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
