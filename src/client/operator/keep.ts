import { after } from '../dom.ts'
import type { Away } from './away.ts'
import { postToDesk } from './send-kept.ts'
import { isBegun, keyOf } from './talk-form.ts'

const KEEP_AFTER_MS = 1200

/** What is asked of the caller next depends on these: it must be there before the hands are. */
const atOnce = new Set(['category', 'otherCategory', 'replyLang'])

/** Sends what is typed, files left out, and takes over what the server has found for it. */
export function keepByItself(talk: HTMLFormElement, away: Promise<Away | null>): void {
  const said = talk.querySelector<HTMLElement>('[data-kept]')
  const say = (text = '') => {
    if (said) said.textContent = text
  }
  let running = false
  let waiting = false
  const keep = async () => {
    // A page on which nothing was said yet is no conversation.
    if (talk.dataset['busy'] !== undefined || !isBegun(talk)) return
    if (running) {
      waiting = true
      return
    }
    running = true
    const body = new FormData(talk)
    for (const name of ['photos', 'scan']) body.delete(name)
    body.set('act', 'keep')
    const key = keyOf(talk)
    const answer = await postToDesk(talk.action, body)
    const line = await away
    if (typeof answer === 'object') {
      // Meanwhile another conversation may stand in the page.
      if (key === keyOf(talk)) {
        takeOver(talk, answer.page, answer.url)
        say(said?.dataset['kept'])
      }
      line?.tell('done')
      if (!waiting) await line?.isKept(key)
    } else {
      line?.tell(answer === 'signIn' ? 'signIn' : 'away')
      const isSafe = await line?.keep().then(
        () => true,
        () => false,
      )
      say(isSafe ? said?.dataset['keptHere'] : said?.dataset['notKept'])
    }
    running = false
    if (waiting) {
      waiting = false
      void keep()
    }
  }
  talk.addEventListener(
    'input',
    after(KEEP_AFTER_MS, () => void keep()),
  )
  talk.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
      if (atOnce.has(target.name)) void keep()
    }
  })
}

/** A new conversation has an address from now on; the parts that depend on the words are put in, unless one is in use. */
function takeOver(talk: HTMLFormElement, page: Document, address: URL): void {
  const fresh = page.querySelector<HTMLFormElement>('form[data-talk]')
  if (!fresh || talk.dataset['busy'] !== undefined) return
  if (talk.action !== fresh.action) {
    talk.action = fresh.action
    history.replaceState(null, '', address.pathname)
  }
  takeParts(page, ['questions', 'consent-text', 'found', 'desk-nav', 'clock'])

  const seen = talk.querySelector<HTMLInputElement>('input[name="seen"]')
  // What was read back stays what it was: a change after it is read back again.
  if (seen && !document.getElementById('read-back')) {
    seen.value = fresh.querySelector<HTMLInputElement>('input[name="seen"]')?.value ?? ''
  }
}

/** Puts parts of another page in the place of those of this one, unless the hands are there. */
export function takeParts(page: Document, ids: readonly string[]): void {
  for (const id of ids) {
    const [old, next] = [document.getElementById(id), page.getElementById(id)]
    if (!old || !next || old.contains(document.activeElement)) continue
    if (id === 'questions' && !takeAnswers(old, next)) continue
    old.replaceWith(document.adoptNode(next))
  }
}

/** Other questions come with what was typed meanwhile; false when they are the same. */
function takeAnswers(old: HTMLElement, next: HTMLElement): boolean {
  if (old.dataset['of'] === next.dataset['of']) return false
  const typed = typedIn(old)
  for (const field of next.querySelectorAll<HTMLInputElement>('input')) {
    const value = typed[field.name]
    if (value === undefined) continue
    if (field.type === 'text') field.value = value
    else field.checked = field.value === value
  }
  return true
}

const typedIn = (place: HTMLElement): Record<string, string> =>
  Object.fromEntries(
    [...place.querySelectorAll<HTMLInputElement>('input')]
      .filter(({ type, checked, value }) => (type === 'text' ? value !== '' : checked))
      .map(({ name, value }) => [name, value]),
  )
