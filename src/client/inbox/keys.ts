import { currentRow, goTo, queue, rows } from './list.ts'
import { openPreview } from './preview.ts'

/**
 * Keys of one letter by where they are on the keyboard (`event.code`), because staff type in Kazakh and in Russian.
 * They rest while somebody types, and altogether when `data-keys` is missing.
 */
const G_WAITS_MS = 1500

let goingSince = 0

export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.code === 'Enter') return send(event)
    const settings = document.querySelector<HTMLElement>('[data-keys]')
    if (!settings || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.code === 'Escape') return back(event, settings)
    if (document.querySelector('dialog[open]') || isTyping(event.target)) return
    if (press(event, settings)) event.preventDefault()
  })
  document.body.setAttribute('data-keys-ready', '')
}

const typing = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.matches(typing)

/** Does what the key says; false when it says nothing. */
function press(event: KeyboardEvent, settings: HTMLElement): boolean {
  const { code, shiftKey } = event
  if (code === 'Slash' && shiftKey) return showHelp(settings)
  if (shiftKey) return false
  if (event.timeStamp - goingSince < G_WAITS_MS && goingSince > 0) {
    goingSince = 0
    return follow({ KeyI: 'goI', KeyM: 'goM', KeyL: 'goL' }[code] ?? '', settings)
  }
  if (code === 'KeyG') {
    goingSince = event.timeStamp
    return true
  }
  if (code === 'KeyU') return undo()
  return queue() ? inList(code) : inComplaint(code)
}

/** The next step of each key, the first that the page offers: who cannot accept any more begins the work. */
const acts: Partial<Record<string, readonly string[]>> = {
  KeyA: ['assign'],
  KeyS: ['accept', 'start'],
  KeyR: ['answer', 'plan', 'ask'],
  KeyT: ['answer', 'plan', 'ask'],
  KeyN: ['note'],
}

/** Presses what the page offers; what it does not offer cannot be done. */
function inComplaint(code: string): boolean {
  // A form with ready texts is open: the key goes to the first of them, Tab to the others.
  const ready = code === 'KeyT' && document.querySelector<HTMLAnchorElement>('.ready-texts a')
  if (ready) {
    ready.focus()
    return true
  }
  for (const name of acts[code] ?? []) {
    const link = document.querySelector<HTMLAnchorElement>(`a[href*="?act=${name}"]`)
    if (!link) continue
    link.click()
    return true
  }
  return false
}

function inList(code: string): boolean {
  const row = currentRow()
  switch (code) {
    case 'KeyJ':
      return step(1)
    case 'KeyK':
      return step(-1)
    case 'KeyX':
      row?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click()
      return true
    case 'KeyO':
      if (row) void openPreview(row)
      return true
    case 'Slash':
      document.querySelector<HTMLInputElement>('#q')?.focus()
      return true
    case 'KeyA':
      return act(row, 'assign', 'assign')
    case 'KeyS':
      return act(row, 'accept', 'accept')
    case 'KeyN':
      return act(row, 'note', 'note')
    case 'KeyR':
    case 'KeyT':
      return act(row, null, 'answer')
    default:
      return false
  }
}

function step(by: 1 | -1): boolean {
  const all = rows()
  const row = currentRow()
  const index = row ? all.indexOf(row) + by : 0
  goTo(all[Math.min(Math.max(index, 0), all.length - 1)])
  return true
}

/** With ticked rows the act on many, else the form of the row. */
function act(row: HTMLTableRowElement | null, many: string | null, one: string): boolean {
  const form = document.querySelector<HTMLFormElement>('form[data-bulk]')
  const button = form?.querySelector<HTMLButtonElement>(`button[name="kind"][value="${many}"]`)
  if (form && button && form.querySelector('tbody input:checked')) {
    form.requestSubmit(button)
    return true
  }
  const link = row?.querySelector<HTMLAnchorElement>('a[data-open]')
  if (link) location.assign(`${link.pathname}?act=${one}#act`)
  return true
}

function follow(name: string, settings: HTMLElement): boolean {
  const href = settings.dataset[name]
  if (!href) return false
  location.assign(href)
  return true
}

/** The list as a dialog, or as a page where there is none. */
function showHelp(settings: HTMLElement): boolean {
  const dialog = document.querySelector<HTMLDialogElement>('#keys-dialog')
  if (dialog) dialog.showModal()
  else location.assign(settings.dataset['keysPage'] ?? '')
  return true
}

function undo(): boolean {
  const form = document.querySelector<HTMLFormElement>('form[data-undo]')
  form?.requestSubmit()
  return form !== null
}

function send(event: KeyboardEvent): void {
  const form = event.target instanceof Element ? event.target.closest('form') : null
  if (!form) return
  event.preventDefault()
  form.requestSubmit()
}

/** Out of a field, out of the preview, out of the complaint. */
function back(event: KeyboardEvent, settings: HTMLElement): void {
  if (document.querySelector('dialog[open]')) return
  if (isTyping(event.target) && event.target instanceof HTMLElement) {
    event.target.blur()
    return
  }
  const preview = document.querySelector<HTMLElement>('[data-preview]:not([hidden])')
  if (preview) {
    preview.hidden = true
    return
  }
  const list = settings.dataset['back']
  if (list) location.assign(sessionStorage.getItem('inbox') ?? list)
}
