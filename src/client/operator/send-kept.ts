import type { KeptTalk, KeptTalks } from './kept-talks.ts'

/** How long an answer is waited for. */
const PATIENCE_MS = 15_000

/** `away`: no network, or the portal does not answer; `signIn`: the session has ended. */
export type SendState = 'done' | 'away' | 'signIn'

/** A page of the desk that answered a form, or why there is none. */
export type DeskAnswer = { page: Document; url: URL } | 'away' | 'signIn' | 'refused'

/** Posts a form of the desk and follows it to its page. */
export async function postToDesk(href: string, body: FormData): Promise<DeskAnswer> {
  const answer = await fetch(href, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null)
  if (answer === null || answer.status >= 500) return 'away'
  const url = new URL(answer.url)
  if (!url.pathname.startsWith('/staff/operator/')) return 'signIn'
  if (!answer.ok) return 'refused'
  return { page: new DOMParser().parseFromString(await answer.text(), 'text/html'), url }
}

type Sending = {
  kept: KeptTalks
  href: string
  /** The conversation that is being written here keeps itself. */
  except: string
  /** Called with each page that came back. */
  taken(page: Document): void
}

/**
 * Sends what waits, one after the other and never from two windows at once; the form key makes even that harmless. A case
 * that was saved leaves its number, so that the caller can be told.
 */
export async function sendKept(sending: Sending): Promise<SendState> {
  const run = async (): Promise<SendState> => {
    for (const talk of (await sending.kept.all()).mine) {
      if (talk.state !== 'waiting' || talk.key === sending.except) continue
      const state = await sendOne(talk, sending)
      if (state !== 'done') return state
    }
    return 'done'
  }
  return navigator.locks ? navigator.locks.request('desk', run) : run()
}

async function sendOne(talk: KeptTalk, { kept, href, taken }: Sending): Promise<SendState> {
  const body = new FormData()
  for (const [name, value] of Object.entries(talk.fields)) body.append(name, value)
  for (const { name, blob } of talk.files) body.append(isPdf(blob) ? 'scan' : 'photos', blob, name)
  body.set('act', talk.act)
  const answer = await postToDesk(href, body)
  if (answer === 'away' || answer === 'signIn') return answer
  if (answer === 'refused') {
    await kept.put({ ...talk, state: 'refused' })
    return 'done'
  }
  const number = answer.page.querySelector('[data-ended]')?.getAttribute('data-ended') ?? ''
  if (number === '') await kept.drop(talk.key)
  else await kept.put({ ...nothingOf(talk), number, link: answer.url.pathname })
  taken(answer.page)
  return 'done'
}

const isPdf = (blob: Blob) => blob.type === 'application/pdf'

/** The number is all that stays on the device. */
const nothingOf = ({ key }: KeptTalk): KeptTalk => ({
  ...{ key, act: '', fields: {}, files: [], state: 'sent', number: '', link: '' },
  savedAt: Date.now(),
})
