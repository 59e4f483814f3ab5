import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import express from 'express'
import { expect, vi } from 'vitest'
import { createDiskStore } from '../../src/platform/files/disk-store.ts'
import {
  type PhotoForm,
  receivePhotos,
  type Upload,
  uploadOf,
  uploadStatus,
} from '../../src/platform/http/upload.ts'
import type { ImageWorker } from '../../src/platform/images/image-worker.ts'
import { allFilesIn, listen, openFiles, temporaryFolder } from './files-support.ts'
import { fileWith, silentLog, streetLike } from './images-support.ts'

/**
 * A portal with one form, `POST /form`, that answers with what it received as JSON. `handled` counts the forms
 * that came to the handler, `filed` those that it would act on, `crashes` holds what reached the error handler.
 */
export async function portalWithForm(images: ImageWorker, form: Partial<PhotoForm> = {}) {
  // starts the children now: their own descriptors must not look like a leak later
  const small = await fileWith(await streetLike(8, 8).jpeg().toBuffer())
  await Promise.all([images.process(small), images.process(small)])
  const dataDir = await temporaryFolder()
  const files = createDiskStore({ dataDir })
  const portal = { dataDir, files, handled: 0, filed: 0, crashes: [] as unknown[] }
  const app = express()
  app.get('/ping', (_req, res) => void res.send('up'))
  app.use(express.urlencoded({ extended: false }))
  app.post(
    '/form',
    receivePhotos(
      { config: { dataDir }, log: silentLog, files, images },
      { field: 'photos', max: 5, ...form },
    ),
    (_req, res) => {
      const upload = uploadOf(res)
      portal.handled += 1
      if (upload.problem === undefined) portal.filed += 1
      res.status(upload.problem ? uploadStatus[upload.problem] : 200).json(upload)
    },
  )
  app.use(((error, _req, res, _next) => {
    portal.crashes.push(error)
    res.status(500).end()
  }) satisfies express.ErrorRequestHandler)
  return Object.assign(portal, await listen(app))
}

export type Portal = Awaited<ReturnType<typeof portalWithForm>>

/** Nothing lies around, nothing is left open, nothing has crashed, and the portal answers. */
export async function expectClean(portal: Portal, openBefore: number) {
  expect(await (await fetch(`${portal.url}/ping`, { headers: { Connection: 'close' } })).text()).toBe('up')
  expect(portal.crashes).toEqual([])
  const check = async () => {
    expect(await portal.connections()).toBe(0)
    expect(await allFilesIn(path.join(portal.dataDir, 'temporary'))).toEqual([])
    expect(await openFiles()).toBeLessThanOrEqual(openBefore)
  }
  await vi.waitFor(check, { timeout: 5000 })
  // a connection that was just dropped may only now have come to its handler
  await wait(30)
  await vi.waitFor(check, { timeout: 5000 })
}

export type Entry = [name: string, content: string | Buffer, fileName?: string]

/** Posts the form as a browser would. */
export async function post(portal: Portal, entries: Entry[]): Promise<Upload & { status: number }> {
  const form = new FormData()
  for (const [name, content, fileName = 'IMG_0001.jpg'] of entries) {
    if (typeof content === 'string') form.append(name, content)
    else form.append(name, new File([new Uint8Array(content)], fileName, { type: 'image/jpeg' }))
  }
  const answer = await fetch(`${portal.url}/form`, {
    method: 'POST',
    body: form,
    headers: { Connection: 'close' },
  })
  return { status: answer.status, ...((await answer.json()) as Upload) }
}

export const boundary = 'street-7711'

/** One part of a multipart body; `headers` without the blank line. */
export const part = (headers: string, content: Uint8Array | string) =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])

export const textPart = (name: string, value: string) =>
  part(`Content-Disposition: form-data; name="${name}"`, value)

export const filePart = (content: Uint8Array | string, fileName = 'street.jpg', name = 'photos') =>
  part(
    `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: image/jpeg`,
    content,
  )

export const body = (...parts: Uint8Array[]) => Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])

export type RawRequest = {
  body: Uint8Array
  contentType?: string
  /** As announced; the true one if left out. */
  contentLength?: number
  /** Close our side after the body, without waiting for an answer. */
  drop?: boolean
}

/** Sends exactly these bytes and returns the status of the answer, or 'closed' when there is none. */
export async function send(port: number, { body, contentType, contentLength, drop }: RawRequest) {
  const socket = connect(port, '127.0.0.1')
  const answer: Buffer[] = []
  socket.on('data', (chunk) => answer.push(chunk)).on('error', () => {})
  const closed = new Promise((resolve) => socket.on('close', resolve))
  const type = contentType ?? `multipart/form-data; boundary=${boundary}`
  const length = contentLength ?? body.length
  socket.write(
    `POST /form HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
  )
  socket.write(body)
  if (drop) {
    await wait(1)
    socket.destroy()
  }
  await closed
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(Buffer.concat(answer).toString('latin1')) ?? []
  return status === undefined ? 'closed' : Number(status)
}
