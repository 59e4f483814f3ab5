import { addressBox } from './address-box.ts'
import { choosePoint } from './choose-point.ts'
import { after, element, iconOf } from './dom.ts'

// Comforts of the filing; every step works without them. Texts come ready in data attributes, `#` is the number.

for (const place of document.querySelectorAll<HTMLElement>('[data-count]')) countCharacters(place)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-guess]')) guessCategories(form)
for (const place of document.querySelectorAll<HTMLElement>('[data-point-facts]')) choosePoint(place)
for (const place of document.querySelectorAll<HTMLElement>('[data-places]')) addressBox(place)

/** Shows at once how much room is left, and says it when the person stops typing and the end is near. */
function countCharacters(place: HTMLElement): void {
  const field = place.querySelector('textarea')
  if (!field) return
  const { count = '0', left = '', over = '' } = place.dataset
  const shown = element('p', { className: 'char-count' })
  shown.setAttribute('aria-hidden', 'true')
  const said = element('p', { className: 'visually-hidden' })
  said.setAttribute('role', 'status')
  const room = () => Number(count) - [...field.value.trim()].length
  const say = after(1000, () => {
    said.textContent = room() < 200 ? (shown.textContent ?? '') : ''
  })
  const update = () => {
    const rest = room()
    shown.textContent = (rest < 0 ? over : left).replace('#', String(Math.abs(rest)))
    shown.toggleAttribute('data-over', rest < 0)
    say()
  }
  field.addEventListener('input', update)
  update()
  place.append(shown, said)
}

type Guess = { value: string; label: string; icon: string }

/** Offers categories for what is being typed. It never moves the focus and never takes away what was chosen. */
function guessCategories(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLTextAreaElement>('textarea[name="text"]')
  const place = form.querySelector<HTMLElement>('[data-guesses]')
  if (!field || !place) return
  let asked = field.value
  let running: AbortController | undefined
  const ask = async () => {
    const text = field.value.trim()
    if (text === asked || text.length < 8 || place.querySelector(':checked')) return
    asked = text
    running?.abort()
    running = new AbortController()
    const address = new URL(form.dataset['guess'] ?? '', location.href)
    address.searchParams.set('text', text.slice(0, 500))
    try {
      const answer = await fetch(address, { signal: running.signal })
      if (!answer.ok) return
      const { guesses } = (await answer.json()) as { guesses: Guess[] }
      if (!place.querySelector(':checked')) show(guesses)
    } catch {
      // No guesses then; the list of categories is there.
    }
  }
  const show = (guesses: Guess[]) => {
    if (guesses.length === 0) return place.replaceChildren()
    const group = element('fieldset', { className: 'ds-fieldset' })
    const tiles = element('div', { className: 'options options-tiles' })
    tiles.append(...guesses.map(tile))
    group.append(
      element('legend', { className: 'ds-label', textContent: place.dataset['legend'] ?? '' }),
      tiles,
    )
    place.replaceChildren(group)
  }
  const tile = ({ value, label, icon }: Guess, index: number): HTMLElement => {
    const box = element('div', { className: 'ds-field' })
    box.dataset['variant'] = 'outline'
    const id = `category-live-${index + 1}`
    const radio = element('input', { className: 'ds-input', type: 'radio', name: 'category', value, id })
    const words = element('label', { htmlFor: id })
    words.append(iconOf(icon), element('span', { textContent: label }))
    box.append(radio, words)
    return box
  }
  field.addEventListener(
    'input',
    after(500, () => void ask()),
  )
}
