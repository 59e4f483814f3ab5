import { element, wordsOf } from '../dom.ts'
import { keptTalks } from './kept-talks.ts'
import { sendKept } from './send-kept.ts'
import { drawKept } from './side.ts'
import { emptyTalk, fieldsIn, filesIn, fillTalk, isBegun, keyOf } from './talk-form.ts'

const TRY_AGAIN_MS = 10_000
const PROBE_MS = 4000
/** What can be done without the portal, and what is pressed when it is there again. */
const lateActs: Record<string, string> = { hold: 'keep', file: 'later', answered: 'answered' }

export type Away = {
  /** Keeps the conversation of the page in this browser. */
  keep(): Promise<void>
  /** The portal has the conversation with this key. */
  isKept(key: string): Promise<void>
  /** Says the state of the line; `signIn`: the session has ended. */
  tell(state: 'done' | 'away' | 'signIn'): void
  /** A way to another page of the desk, or to a new conversation. */
  leave(link: HTMLAnchorElement): Promise<void>
}

/**
 * The desk without a network: what is typed stays in this browser and goes to the portal by itself, once.
 * @param place the part of the page that lists what is kept
 * @param taken takes over what came back
 */
export async function workAway(
  place: HTMLElement,
  talk: HTMLFormElement | null,
  taken: (page: Document) => void,
): Promise<Away> {
  const kept = await keptTalks(place.dataset['secret'] ?? '')
  const href = place.dataset['href'] ?? ''
  const words = wordsOf(place)
  const line = talk?.querySelector<HTMLElement>('[data-line]')
  let isAway = false

  const tell: Away['tell'] = (state) => {
    isAway = state === 'away'
    if (line) {
      line.textContent = state === 'done' ? '' : (words[state === 'away' ? 'line' : 'signin'] ?? '')
      line.hidden = state === 'done'
    }
  }
  const say = (word: string) => {
    if (!line) return
    line.textContent = words[word] ?? ''
    line.hidden = false
  }
  const draw = async () => {
    const all = await kept.all()
    const mine = all.mine.filter(({ key, state }) => state === 'sent' || talk === null || key !== keyOf(talk))
    const open = talk === null ? undefined : (one: (typeof mine)[number]) => void reopen(one)
    drawKept(place, { ...all, mine }, { open, forget: (one) => void kept.drop(one.key).then(draw) })
  }
  const send = async () => {
    const waits = (await kept.all()).mine.some(({ state }) => state === 'waiting')
    if (waits || isAway) {
      const except = talk === null ? '' : keyOf(talk)
      const state = await sendKept({ kept, href, except, taken })
      // Nothing but the page itself may wait: then the line is tried all the same.
      if (state !== 'done') tell(state)
      else if (isAway && (await isThere())) {
        tell('done')
        if (talk && isBegun(talk)) talk.dispatchEvent(new Event('input'))
      }
    }
    await draw()
  }
  const put = async (act: string) => {
    if (!talk || !isBegun(talk)) return
    await kept.put({
      ...{ key: keyOf(talk), act, fields: fieldsIn(talk), files: filesIn(talk), state: 'waiting' },
      ...{ number: '', link: '', savedAt: Date.now() },
    })
  }
  const reopen = async (one: { key: string; fields: Record<string, string> }) => {
    if (!talk) return
    await put('keep')
    fillTalk(talk, one.fields)
    await draw()
    // It is being written again: it is sent when somebody has read it back again.
    talk.dispatchEvent(new Event('input'))
  }

  if (talk) {
    // A change after it was read back is read back again.
    talk.addEventListener('input', () => {
      const here = document.getElementById('read-back-here')
      if (here) here.hidden = true
    })
    guardSubmits(talk, {
      tell,
      async act(act) {
        if (act === 'check') return showReadBack(talk) ? undefined : say('missing')
        const later = lateActs[act]
        await put(later ?? 'keep')
        if (later === undefined) return say('needsline')
        emptyTalk(talk)
        say(act === 'hold' ? 'held' : 'ready')
        await draw()
      },
    })
    // The page was closed before the portal had what was typed last.
    const own = (await kept.all()).mine.find(({ key, state }) => key === keyOf(talk) && state === 'waiting')
    if (own) {
      const { action } = talk
      fillTalk(talk, own.fields)
      talk.action = action
      history.replaceState(null, '', action)
      talk.dispatchEvent(new Event('input'))
    }
  }
  addEventListener('online', () => void send())
  setInterval(() => void send(), TRY_AGAIN_MS)
  void send()

  return {
    keep: () => put('keep').then(draw),
    isKept: kept.drop,
    tell,
    async leave(link) {
      if (await isThere()) return location.assign(link.href)
      tell('away')
      await put('keep')
      if (!talk) return location.assign(link.href)
      if (link.dataset['new'] === undefined) return say('needsline')
      emptyTalk(talk)
      say('held')
      await draw()
    },
  }
}

/** Whether the portal answers: a form that goes nowhere would take the page with it. */
const isThere = (): Promise<boolean> =>
  fetch('/healthz', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) }).then(
    ({ ok }) => ok,
    () => false,
  )

type Guard = { tell: Away['tell']; act(act: string): Promise<void> | undefined }

/** A press goes to the portal when it answers; else the page itself does what it can. */
function guardSubmits(talk: HTMLFormElement, { tell, act }: Guard): void {
  let isAsking = false
  let isSure = false
  talk.addEventListener('submit', (event) => {
    if (isSure) return
    event.preventDefault()
    if (isAsking) return
    isAsking = true
    const pressed = event.submitter as HTMLButtonElement | null
    void isThere()
      .then(async (there) => {
        if (there) {
          isSure = true
          talk.requestSubmit(pressed)
          isSure = false
          return
        }
        tell('away')
        await act(pressed?.name === 'act' ? pressed.value : '')
      })
      .finally(() => {
        isAsking = false
      })
  })
}

/** The sentence to read back, made here; false when something is missing without which it cannot be saved later. */
function showReadBack(talk: HTMLFormElement): boolean {
  const place = document.getElementById('read-back-here')
  const fields = fieldsIn(talk)
  const missing = missingIn(fields)
  if (missing !== null || !place) {
    talk.querySelector<HTMLElement>(`[name="${missing}"]`)?.focus()
    return false
  }
  const where = [fields['address'], fields['landmark']].filter(Boolean).join(', ')
  const point = [fields['lat'], fields['lon']].filter(Boolean).join(', ')
  const lang = fields['replyLang'] === 'ru' ? 'ru' : 'kk'
  const text = (wordsOf(place)[`say${lang}`] ?? '')
    .replace('#text', () => fields['text'] ?? '')
    .replace('#place', () => where || point)
  const said = element('p', { className: 'prose lead', textContent: text })
  said.lang = lang
  place.querySelector('[data-said]')?.replaceChildren(said)
  place.hidden = false
  place.querySelector('button')?.focus()
  return true
}

const spoken = new Set(['phone', 'front_office', 'whatsapp'])

/** The first field without which a conversation cannot be saved. */
function missingIn(fields: Record<string, string>): string | null {
  if ([...(fields['text'] ?? '').trim()].length < 10) return 'text'
  if (!['address', 'landmark', 'lat'].some((name) => (fields[name] ?? '').trim() !== '')) return 'address'
  if (fields['wish'] === 'email' && (fields['email'] ?? '') === '') return 'email'
  if (fields['wish'] === 'phone' && !(fields['phone'] || fields['caller'])) return 'caller'
  return spoken.has(fields['channel'] ?? '') && fields['readOut'] !== '1' ? 'readOut' : null
}
