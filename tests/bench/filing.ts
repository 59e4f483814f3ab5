import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { quickestMs } from '../../src/features/complaints/filing/send-handlers.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { type BenchPortal, originOf } from './data-set.ts'
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

/** What is filed: through the three forms or as one, and how many photos each has. */
const filings = {
  'filing without photo': { whole: false, each: 0 },
  'filing in one request': { whole: true, each: 0 },
  'filing with a photo': { whole: false, each: 1 },
  'filing with two photos': { whole: false, each: 2 },
} as const
export type FilingName = keyof typeof filings
export const filingNames = Object.keys(filings) as FilingName[]

export function filing(portal: BenchPortal, photos: readonly Buffer[], name: FilingName): Promise<Doing> {
  const { whole, each } = filings[name]
  return whole ? inOneRequest(portal) : Promise.resolve(inThreeForms(portal, photos, each))
}

const someText = () => `На улице яма, ${randomBytes(6).toString('hex').replace(/\d/g, 'x')}`

/** Reports of one street, each of one of these houses: people do not all name the same. */
const houses = 400
const someAddress = () => `улица Абая, ${1 + randomInt(houses)}`

/** As the device sends a report that was written without a network: the form that other portals have. */
async function inOneRequest(portal: BenchPortal): Promise<Doing> {
  const { slug } = portal.sample
  const page = (await ask(originOf(portal, 0) + complaintPaths.offline(lang, slug))).body.toString()
  const ticket = /name="ticket" value="([^"]*)"/.exec(page)?.[1]
  if (ticket === undefined) throw new Error('the page that works offline has no ticket')
  // What comes sooner is held for a moderator, which is other work than to publish it.
  await sleep(quickestMs + 100)
  return async (index) => {
    const token = randomBytes(16).toString('base64url')
    const fields = {
      ...{ text: someText(), category: 'other', address: someAddress(), ticket },
      ...{ replyLang: lang, visibility: 'public', website: '' },
    }
    const { status, body } = await postForm(
      originOf(portal, index) + complaintPaths.whole(lang, slug, token),
      fields,
    )
    const answer: unknown = status === 200 ? JSON.parse(body.toString()) : undefined
    const isSent =
      typeof answer === 'object' && answer !== null && 'state' in answer && answer.state === 'sent'
    if (!isSent) throw new Error(`${status}: ${body.toString().slice(0, 500)}`)
  }
}

/** One complaint through the three forms, as a browser without scripts sends it. */
function inThreeForms(portal: BenchPortal, photos: readonly Buffer[], each: number): Doing {
  const { slug } = portal.sample
  return async (index) => {
    const origin = originOf(portal, index)
    const own = Array.from({ length: each }, (_, more) => photos[(each * index + more) % photos.length])
    const text = someText()
    const begin = origin + complaintPaths.new(lang, slug)
    const where = redirectOf(
      await postPhotos(
        begin,
        { text },
        own.filter((photo) => photo !== undefined),
      ),
    )
    const check = redirectOf(await postForm(origin + where, { address: someAddress() }))
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
