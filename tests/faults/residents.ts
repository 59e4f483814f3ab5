import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { complaintPaths, parseNumber } from '../../src/features/complaints/index.ts'
import type { Attempt } from './ledger.ts'
import { anyColour, pictureOf } from './pictures.ts'

export type Town = { origin: string; slug: string }

export type Habits = {
  /** Presses Send again and again until there is an answer; else once, whatever comes. */
  isPatient: boolean
  /** Presses Send twice at once. */
  isNervous: boolean
  photos: number
}

/** Send was pressed; its answer has come. */
export type Moment = 'sent' | 'answered'

/** No answer within this time is no answer. */
const PATIENCE_MS = 15_000

/**
 * Files one complaint through the three forms, as a browser without scripts does. Steps before the last are repeated
 * until they succeed or `until` aborts; undefined when it never came to pressing Send.
 */
export async function fileOne(
  town: Town,
  { isPatient, isNervous, photos }: Habits,
  { until, onMoment }: { until: AbortSignal; onMoment(moment: Moment): void },
): Promise<Attempt | undefined> {
  const attempt: Attempt = {
    text: `На улице яма, метка ${randomBytes(9).toString('hex').replace(/\d/g, letterOf)}`,
    photos: Array.from({ length: photos }, anyColour),
    outcome: 'unknown',
  }
  try {
    const check = await reachCheck(town, attempt, until)
    const seen = check === undefined ? undefined : await seenOn(town, check, until)
    if (check === undefined || seen === undefined) return undefined
    const send = () => {
      onMoment('sent')
      return post(
        town,
        check,
        new URLSearchParams({ seen, replyLang: 'ru', visibility: 'public', website: '' }),
      )
    }
    const press = () => (isNervous ? Promise.any([send(), send()]) : send())
    const filed = isPatient ? await insist(until, press) : await press()
    onMoment('answered')
    if (filed !== undefined) await acknowledged(town, attempt, filed, until)
  } catch (error) {
    const refusal = refusalIn(error)
    if (refusal !== undefined) Object.assign(attempt, { outcome: 'refused', fault: refusal.message })
    else if (!isSilence(error)) throw error
  }
  return attempt
}

/** The first two forms; answers the address of the third. */
async function reachCheck(town: Town, attempt: Attempt, until: AbortSignal): Promise<string | undefined> {
  const pictures = await Promise.all(attempt.photos.map(pictureOf))
  return insist(until, async () => {
    const form = new FormData()
    form.set('text', attempt.text)
    form.set('category', 'other')
    pictures.forEach((bytes, index) => {
      form.append('photos', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), `${index}.jpg`)
    })
    const where = await post(town, complaintPaths.new('ru', town.slug), form)
    return post(town, where, new URLSearchParams({ address: 'улица Абая, 10' }))
  })
}

const seenOn = (town: Town, check: string, until: AbortSignal) =>
  insist(until, async () => {
    const page = await get(town, check)
    const [, seen] = /name="seen" value="([^"]*)"/.exec(page) ?? []
    if (seen === undefined) throw new Refused(`GET ${check}: no form to send`)
    return seen
  })

/** How long the page with the number may take to come up after the portal has given its word. */
const CONFIRMATION_MS = 20_000

/** From here on the portal has given its word. */
async function acknowledged(town: Town, attempt: Attempt, filed: string, until: AbortSignal) {
  const [, token] = /\/mine\/([\w-]{22})\/filed$/.exec(filed) ?? []
  if (token === undefined) throw new Refused(`Send led to ${filed}`)
  attempt.outcome = 'acked'
  attempt.token = token
  const number = await insist(AbortSignal.any([until, AbortSignal.timeout(CONFIRMATION_MS)]), async () => {
    const page = await get(town, filed)
    const shown = (page.match(/\b\d{4}-\d{4}-\d{4}\b/g) ?? []).map(parseNumber).find((one) => one.ok)
    if (!shown?.ok) throw new Unanswered('no number on the confirmation')
    return shown.number
  })
  if (number !== undefined) attempt.number = number
}

/** No answer, or one that says "later". */
class Unanswered extends Error {}
class Refused extends Error {}

/** Of two presses of Send the one that was refused. */
const refusalIn = (error: unknown): Refused | undefined =>
  [error, ...(error instanceof AggregateError ? error.errors : [])].find((one) => one instanceof Refused)

const isSilence = (error: unknown): boolean =>
  error instanceof Unanswered || (error instanceof AggregateError && error.errors.every(isSilence))

/** Repeats what got no answer. */
async function insist<Result>(until: AbortSignal, act: () => Promise<Result>): Promise<Result | undefined> {
  while (!until.aborted) {
    try {
      return await act()
    } catch (error) {
      if (!isSilence(error)) throw error
      await sleep(100 + Math.random() * 200)
    }
  }
  return undefined
}

/** Where the answer leads. Throws Unanswered, and Refused for an answer that is no redirect. */
async function post(town: Town, path: string, body: FormData | URLSearchParams): Promise<string> {
  const answer = await request(town, path, { method: 'POST', body })
  if (answer.status === 303) return String(answer.headers.get('location')).replace(/#.*$/, '')
  throw new Refused(`POST ${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
}

async function get(town: Town, path: string): Promise<string> {
  const answer = await request(town, path, {})
  // A page may break off in the middle, too.
  return answer.text().catch((error) => {
    throw new Unanswered(String(error))
  })
}

async function request({ origin }: Town, path: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(new URL(path, origin), {
    ...init,
    headers: { origin },
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error) => {
    throw new Unanswered(String(error?.cause ?? error))
  })
  if (answer.status >= 500) throw new Unanswered(`${answer.status}`)
  return answer
}

/** Digits might be taken for a phone number. */
const letterOf = (digit: string) => 'ghijklmnop'[Number(digit)] ?? 'q'
