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

/** What is filed, and how many photos each has. */
export const filings = { 'filing without photo': 0, 'filing with a photo': 1, 'filing with two photos': 2 }
export type FilingName = keyof typeof filings
export const filingNames = Object.keys(filings) as FilingName[]

/** One complaint through the three forms, as a browser without scripts sends it. */
export function filing(
  { origin, sample: { slug } }: BenchPortal,
  { photos, each }: { photos: readonly Buffer[]; each: number },
): Doing {
  return async (index) => {
    const own = Array.from({ length: each }, (_, more) => photos[(each * index + more) % photos.length])
    const text = `На улице яма, ${randomBytes(6).toString('hex').replace(/\d/g, 'x')}`
    const begin = origin + complaintPaths.new(lang, slug)
    const where = redirectOf(
      await postPhotos(
        begin,
        { text },
        own.filter((photo) => photo !== undefined),
      ),
    )
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
