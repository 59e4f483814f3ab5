import { type Away, workAway } from './operator/away.ts'
import { keepByItself, takeParts } from './operator/keep.ts'

// Comforts of the operator: what is typed is kept by itself, what is found arrives late and never moves the focus, and
// without a network nothing is lost.

const form = document.querySelector<HTMLFormElement>('form[data-talk]')
const side = document.querySelector<HTMLElement>('[data-away]')
const away: Promise<Away | null> = side
  ? workAway(side, form, (page) => takeParts(page, ['desk-nav'])).catch(() => null)
  : Promise.resolve(null)
guardLinks()
if (form) {
  keepByItself(form, away)
  useKeys(form)
  runClock()
  // A call begins with the number of the caller.
  if (form.dataset['fresh'] !== undefined && document.activeElement === document.body) {
    form.querySelector<HTMLInputElement>('input[name="caller"]')?.focus()
  }
}

/** A link that leads nowhere would take the conversation with it. */
function guardLinks(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
    if (!link?.closest('#desk-nav, [data-ended]') || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void away.then((line) => (line ? line.leave(link) : location.assign(link.href)))
  })
  document.addEventListener('keydown', (event) => {
    if (!event.altKey || event.code !== 'KeyN') return
    event.preventDefault()
    document.querySelector<HTMLAnchorElement>('[data-new]')?.click()
  })
}

/** By the place of the key, since people type in two layouts. */
function useKeys(talk: HTMLFormElement): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.code === 'Enter') {
      event.preventDefault()
      const here = talk.querySelector<HTMLButtonElement>('#read-back-here:not([hidden]) button')
      if (here) here.click()
      else press(talk, '[data-main]')
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
