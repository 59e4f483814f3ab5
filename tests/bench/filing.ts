import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import type { BenchPortal } from './data-set.ts'
import { type Answer, ask, type Doing } from './load.ts'

const lang = 'ru'
const width = 1600
const height = 1200

/** Photos as phones send them: no two are the same, and they do not compress to nothing. About 700 kB each. */
export async function somePhotos(count: number): Promise<Buffer[]> {
  const photos: Buffer[] = []
  for (let index = 0; index < count; index++) {
    const noise = randomBytes((width / 8) * (height / 8) * 3)
    const small = sharp(noise, { raw: { width: width / 8, height: height / 8, channels: 3 } })
    photos.push(await small.resize(width, height).jpeg({ quality: 90 }).toBuffer())
  }
  return photos
}

/** One complaint with two photos through the three forms, as a browser without scripts sends it. */
export function filing({ origin, sample: { slug } }: BenchPortal, photos: readonly Buffer[]): Doing {
  return async (index) => {
    const two = [0, 1].map((more) => photos[(2 * index + more) % photos.length] ?? Buffer.alloc(0))
    const text = `На улице яма, ${randomBytes(6).toString('hex').replace(/\d/g, 'x')}`
    const where = redirectOf(await postPhotos(origin + complaintPaths.new(lang, slug), { text }, two))
    const check = redirectOf(await postForm(origin + where, { address: 'улица Абая, 10' }))
    const page = (await ask(origin + check)).body.toString()
    const seen = /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? ''
    const filed = redirectOf(
      await postForm(origin + check, { seen, replyLang: 'ru', visibility: 'public', website: '' }),
    )
    if (!filed.endsWith('/filed')) throw new Error(`the filing led to ${filed}`)
  }
}

function redirectOf({ status, location, body }: Answer): string {
  if (status !== 303 || location === undefined) throw new Error(`${status}: ${body.toString().slice(0, 500)}`)
  return location.replace(/#.*$/, '')
}

const postForm = (url: string, fields: Record<string, string>) =>
  ask(url, {
    method: 'POST',
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  })

function postPhotos(url: string, { text }: { text: string }, photos: readonly Buffer[]): Promise<Answer> {
  const boundary = `----bench${randomBytes(8).toString('hex')}`
  const head = (name: string, more = '') =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n`
  const body = Buffer.concat([
    Buffer.from(`${head('text')}\r\n${text}\r\n${head('category')}\r\nother\r\n`),
    ...photos.flatMap((photo, index) => [
      Buffer.from(`${head('photos', `; filename="${index}.jpg"`)}Content-Type: image/jpeg\r\n\r\n`),
      photo,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  return ask(url, { method: 'POST', type: `multipart/form-data; boundary=${boundary}`, body })
}
