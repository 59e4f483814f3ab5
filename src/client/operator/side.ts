import { element, iconOf, secondaryButton, wordsOf } from '../dom.ts'
import type { KeptTalk } from './kept-talks.ts'

type Acts = { open?: ((talk: KeptTalk) => void) | undefined; forget(talk: KeptTalk): void }

/** What this browser keeps, above the open conversations: nothing there means nothing unsent. */
export function drawKept(
  place: HTMLElement,
  { mine, others }: { mine: readonly KeptTalk[]; others: number },
  acts: Acts,
): void {
  const words = wordsOf(place)
  place.hidden = mine.length === 0 && others === 0
  const list = place.querySelector('ul')
  list?.replaceChildren(...mine.map((talk) => row(talk, words, acts)))
  const note = place.querySelector<HTMLElement>('[data-others]')
  if (!note) return
  note.hidden = others === 0
  note.textContent = (words['others'] ?? '').replace('#', String(others))
}

function row(talk: KeptTalk, words: Record<string, string>, { open, forget }: Acts): HTMLLIElement {
  const { state, fields, number, link, act } = talk
  const made = element('li', { className: 'talk-kept stack stack-s' })
  made.dataset['state'] = state
  const says = state === 'waiting' ? (words[act] ?? words['keep'] ?? '') : (words[state] ?? '')
  const line = element('p')
  line.append(iconOf(state === 'sent' ? 'check' : 'wifi-off'), ` ${says.replace('#', number)}`)
  made.append(line)
  const said = fields['text'] || fields['caller'] || ''
  if (said) made.append(element('p', { className: 'muted small talk-words', textContent: said.slice(0, 80) }))
  const buttons = element('p', { className: 'row' })
  if (link) buttons.append(element('a', { href: link, textContent: words['page'] ?? '' }))
  if (state !== 'sent' && open) buttons.append(small(words['open'] ?? '', 'pencil', () => open(talk)))
  buttons.append(small(words['forget'] ?? '', 'x', () => forget(talk)))
  made.append(buttons)
  return made
}

function small(label: string, icon: string, press: () => void): HTMLButtonElement {
  const made = secondaryButton(label, icon, press)
  made.dataset['size'] = 'sm'
  return made
}
