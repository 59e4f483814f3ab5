import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { complaintPaths, parseNumber } from '../../../../src/features/complaints/index.ts'
import { hashToken } from '../../../../src/platform/crypto/token.ts'
import type { Colour } from '../../../faults/pictures.ts'
import { type Content, hashOf } from '../verdict/ledger-file.ts'
import type { Answer, Multipart } from './http-client.ts'
import { variantOf } from './photo-corpus.ts'
import { textOf } from './readers.ts'
import type { FilingSample } from './samples.ts'
import { pick, type Visit, type World } from './visit.ts'

const lang = 'ru'
/** A form is filled in within some seconds; faster than four is taken for a robot and held back. */
const typingMs = 4_000
/** "Not now" and silence are met so often by pressing again. */
const mostPresses = 4

const troubles = [
  'На улице яма',
  'Не убран снег у дома',
  'Свалка во дворе',
  'Не горит фонарь',
  'Гололёд на остановке',
]

/** One report through the three forms, as a browser without scripts sends it. */
export async function fileReport(visit: Visit, planned: number): Promise<void> {
  const content = newContent(visit.world)
  const filing: FilingSample = { planned, outcome: 'gave-up', presses: 0 }
  const chosen = somePhotos(visit.world)
  const reached = await reachCheck(visit, content, chosen)
  if (reached !== undefined) await pressSend(visit, filing, { ...reached, content, colours: chosen.colours })
  visit.world.noteFiling(filing)
}

/** Letters only: digits might be taken for a phone number. The address is one that no rule reads as personal. */
function newContent({ random }: World): Content {
  const mark = randomBytes(9)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? 'q')
  return {
    text: `${pick(troubles, random)}, метка ${mark}`,
    address: `улица Абая, ${1 + Math.floor(random() * 200)}`,
  }
}

type Chosen = { files: Buffer[]; colours: Colour[] }

let variants = 0

function somePhotos({ order, photos, random }: World): Chosen {
  if (random() >= order.photoShare) return { files: [], colours: [] }
  const two = [pick(photos, random), pick(photos, random)]
  // No two of one run are equal, and after a minute those of the next run differ, too.
  const base = Math.floor(Date.now() / 60_000) % 65_536
  return {
    files: two.map(({ bytes }) => variantOf(bytes, base * 65_536 + variants++)),
    colours: two.map(({ colour }) => colour),
  }
}

type Reached = { check: string; key: string; seen: string }

/** The first two forms and the page of the third. Without an answer the person tries again, a few times. */
async function reachCheck(visit: Visit, content: Content, { files }: Chosen): Promise<Reached | undefined> {
  const { order } = visit.world
  const begin = complaintPaths.new(lang, order.slug)
  const again = <Result>(act: () => Promise<Result | undefined>) => untilDone(visit, act)
  await visit.ask('upload', 'empty form', { path: begin })
  const where = await again(async () =>
    redirectOf(
      await visit.ask('upload', files.length > 0 ? 'text and photos' : 'text', {
        path: begin,
        form: multipart({ text: content.text, category: 'other' }, files),
        thinkMs: typingMs,
      }),
    ),
  )
  if (where === undefined) return undefined
  const check = await again(async () =>
    redirectOf(
      await visit.ask('upload', 'place', {
        path: where,
        form: new URLSearchParams({ address: content.address }),
        thinkMs: typingMs,
      }),
    ),
  )
  const [, token] = /\/new\/([\w-]{22})\/check$/.exec(check ?? '') ?? []
  if (check === undefined || token === undefined) return undefined
  const seen = await again(async () => {
    const page = await visit.ask('upload', 'check', { path: check })
    return /name="seen" value="([^"]*)"/.exec(page.status === 200 ? textOf(page) : '')?.[1]
  })
  return seen === undefined ? undefined : { check, key: hashToken(token).toString('hex'), seen }
}

async function untilDone<Result>(
  { world }: Visit,
  act: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  for (let tried = 0; tried < mostPresses; tried += 1) {
    const result = await act()
    if (result !== undefined) return result
    await sleep(patienceMs(tried) * world.order.thinking)
  }
  return undefined
}

const patienceMs = (tried: number) => 2_000 * 2 ** tried

type Sending = Reached & { content: Content; colours: Colour[] }

/** Every press of Send is of the same form, so they are one report whatever happens to the answers. */
async function pressSend(visit: Visit, filing: FilingSample, sending: Sending): Promise<void> {
  const { ledger } = visit.world
  const { check, key, seen, content, colours } = sending
  let firstSentAt: number | undefined
  const token = await untilDone(visit, async () => {
    ledger.willTry(key, hashOf(content), colours)
    const answer = await visit.ask('filing', 'send', {
      path: check,
      form: new URLSearchParams({ seen, replyLang: 'ru', visibility: 'public', website: '' }),
      thinkMs: filing.presses === 0 ? typingMs / 2 : 0,
    })
    filing.presses += 1
    firstSentAt ??= answer.sentAt
    const [, secret] = /\/mine\/([\w-]{22})\/filed$/.exec(answer.location ?? '') ?? []
    if (secret === undefined) {
      filing.outcome = answer.status === 0 || answer.status >= 500 ? 'unknown' : 'refused'
      // An error in the middle may have come after the commit; "not now" and a refusal may not.
      if (isNo(answer)) {
        filing.outcome = 'refused'
        ledger.refused(key, answer.status)
      }
      return undefined
    }
    filing.outcome = 'acked'
    ledger.acked(key, secret)
    return { secret, filed: answer.location ?? '' }
  })
  if (token === undefined) return
  const number = await untilDone(visit, async () => {
    const page = await visit.ask('upload', 'number', { path: token.filed })
    if (page.status !== 200) return undefined
    filing.answeredMs ??= page.answeredAt - (firstSentAt ?? page.sentAt)
    const shown = textOf(page).match(/\b\d{4}-\d{4}-\d{4}\b/g) ?? []
    return shown.map(parseNumber).find((one) => one.ok)
  })
  if (number?.ok) ledger.acked(key, token.secret, number.number)
}

/** A definite answer that nothing was filed. */
const isNo = ({ status }: Answer): boolean =>
  status === 503 || (status >= 200 && status < 500 && status !== 303)

const redirectOf = ({ status, location }: Answer): string | undefined =>
  status === 303 ? location : undefined

export function multipart(fields: Record<string, string>, photos: readonly Buffer[]): Multipart {
  const boundary = `----load${randomBytes(8).toString('hex')}`
  const head = (name: string, more = '') =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n`
  const body = Buffer.concat([
    ...Object.entries(fields).map(([name, value]) => Buffer.from(`${head(name)}\r\n${value}\r\n`)),
    ...photos.flatMap((photo, index) => [
      Buffer.from(`${head('photos', `; filename="${index}.jpg"`)}Content-Type: image/jpeg\r\n\r\n`),
      photo,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}
