import { after } from './dom.ts'

// Comforts of the operator: what is typed is kept by itself, what is found arrives late and never moves the focus.

const KEEP_AFTER_MS = 1200

const form = document.querySelector<HTMLFormElement>('form[data-talk]')
if (form) {
  keepByItself(form)
  useKeys(form)
  runClock()
  // A call begins with the number of the caller.
  if (form.dataset['fresh'] !== undefined && document.activeElement === document.body) {
    form.querySelector<HTMLInputElement>('input[name="caller"]')?.focus()
  }
}

/** Sends what is typed, photos left out, and takes over what the server has found for it. */
function keepByItself(talk: HTMLFormElement): void {
  const said = talk.querySelector<HTMLElement>('[data-kept]')
  let running = false
  let waiting = false
  const keep = async () => {
    if (running) {
      waiting = true
      return
    }
    running = true
    const body = new FormData(talk)
    body.delete('photos')
    body.set('act', 'keep')
    try {
      const answer = await fetch(talk.action, { method: 'POST', body })
      if (!answer.ok) throw new Error(`Status ${answer.status}`)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      takeOver(talk, page, answer.url)
      say(said, said?.dataset['kept'])
    } catch {
      say(said, said?.dataset['notKept'])
    } finally {
      running = false
      if (waiting) {
        waiting = false
        void keep()
      }
    }
  }
  const soon = after(KEEP_AFTER_MS, () => {
    if (talk.dataset['busy'] === undefined) void keep()
  })
  talk.addEventListener('input', soon)
  // What is asked of the caller next depends on these: it must be there before the hands are.
  talk.addEventListener('change', ({ target }) => {
    const { name = '' } = target instanceof Element ? (target as HTMLInputElement) : {}
    if (['category', 'otherCategory', 'replyLang'].includes(name)) void keep()
  })
}

const say = (place: HTMLElement | null, text = '') => {
  if (place) place.textContent = text
}

/** A new conversation has an address from now on; the parts that depend on the words are put in, unless one is in use. */
function takeOver(talk: HTMLFormElement, page: Document, address: string): void {
  const fresh = page.querySelector<HTMLFormElement>('form[data-talk]')
  if (!fresh || talk.dataset['busy'] !== undefined) return
  if (talk.action !== fresh.action) {
    talk.action = fresh.action
    history.replaceState(null, '', new URL(address).pathname)
  }
  for (const id of ['questions', 'consent-text', 'found', 'desk-nav', 'clock']) {
    const [old, next] = [document.getElementById(id), page.getElementById(id)]
    if (!old || !next || old.contains(document.activeElement)) continue
    if (id === 'questions' && !takeAnswers(old, next)) continue
    old.replaceWith(document.adoptNode(next))
  }
  const seen = talk.querySelector<HTMLInputElement>('input[name="seen"]')
  // What was read back stays what it was: a change after it is read back again.
  if (seen && !document.getElementById('read-back')) {
    seen.value = fresh.querySelector<HTMLInputElement>('input[name="seen"]')?.value ?? ''
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

/** By the place of the key, since people type in two layouts. */
function useKeys(talk: HTMLFormElement): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.code === 'Enter') {
      event.preventDefault()
      press(talk, '[data-main]')
    }
    if (event.altKey && event.code === 'KeyU') {
      event.preventDefault()
      press(talk, '[data-hold]')
    }
    if (event.altKey && event.code === 'KeyL') {
      event.preventDefault()
      const other = talk.querySelector<HTMLInputElement>('input[name="replyLang"]:not(:checked)')
      other?.click()
    }
    if (event.altKey && event.code === 'KeyN') {
      event.preventDefault()
      document.querySelector<HTMLAnchorElement>('[data-new]')?.click()
    }
    if (event.code === 'Enter' && event.target instanceof HTMLInputElement && !event.defaultPrevented) {
      const own = event.target.closest('[data-enter]')?.querySelector('button')
      if (!own || event.ctrlKey) return
      event.preventDefault()
      own.click()
    }
  })
}

function press(talk: HTMLFormElement, button: string): void {
  talk.querySelector<HTMLButtonElement>(button)?.click()
}

/** Minutes and seconds of the conversation, counted on from what the server said. */
function runClock(): void {
  const began = Date.now()
  let from = Number.NaN
  let shown: Element | null = null
  setInterval(() => {
    const clock = document.querySelector<HTMLElement>('[data-seconds]')
    if (!clock) return
    if (clock !== shown) {
      shown = clock
      from = Number(clock.dataset['seconds']) * 1000 - (Date.now() - began)
    }
    const seconds = Math.max(0, Math.round((from + Date.now() - began) / 1000))
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }, 1000)
}
