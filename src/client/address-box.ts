import { after, element } from './dom.ts'

type Place = { value: string; hint: string; lang: string }

/**
 * Turns the address field of `place` into a combobox with a list of the city's streets (WAI-ARIA APG, editable
 * combobox with list autocomplete). Nothing is chosen by itself: what was typed stays unless a place is picked. When
 * the list cannot be had the field is a plain field. Data: `places` (address), `found` and `none` (what is read out,
 * `#` is the number), `listLabel` (its name).
 */
export function addressBox(place: HTMLElement): void {
  const input = place.querySelector<HTMLInputElement>('input[name="address"]')
  if (!input) return
  const { places = '', found = '', none = '', listLabel: label = '' } = place.dataset
  place.querySelector('[data-find]')?.remove()
  const said = element('p', { className: 'visually-hidden' })
  said.setAttribute('role', 'status')
  const list = element('ul', { className: 'address-list', id: 'address-list', hidden: true })
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', label)
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-expanded', 'false')
  input.after(list, said)

  let options: HTMLLIElement[] = []
  let active = -1
  let asked = input.value.trim()
  let running: AbortController | undefined

  const mark = (index: number) => {
    options[active]?.setAttribute('aria-selected', 'false')
    active = index
    const option = options[active]
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) input.setAttribute('aria-activedescendant', option.id)
    else input.removeAttribute('aria-activedescendant')
  }
  const close = () => {
    mark(-1)
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
  }
  const open = () => {
    if (options.length === 0) return
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
  }
  const forget = () => {
    options = []
    list.replaceChildren()
    close()
  }
  const pick = (option: HTMLLIElement | undefined) => {
    const value = option?.dataset['value']
    if (value === undefined) return
    input.value = value
    asked = value
    running?.abort()
    said.textContent = ''
    forget()
  }
  const show = (foundPlaces: readonly Place[]) => {
    options = foundPlaces.map((one, index) => {
      const option = optionOf(one, index)
      // Before the field loses the focus, and with it the list.
      option.addEventListener('pointerdown', (event) => event.preventDefault())
      option.addEventListener('click', () => pick(option))
      return option
    })
    list.replaceChildren(...options)
    said.textContent = options.length === 0 ? none : found.replace('#', String(options.length))
    close()
    open()
  }
  const ask = async () => {
    const text = input.value.trim()
    if (text === asked || document.activeElement !== input) return
    asked = text
    running?.abort()
    if (text.length < 2) return show([])
    running = new AbortController()
    const { signal } = running
    const address = new URL(places, location.href)
    address.searchParams.set('q', text.slice(0, 200))
    try {
      const answer = await fetch(address, { signal })
      if (answer.ok) show(((await answer.json()) as { places: Place[] }).places)
    } catch {
      // No list then, and not that of the words before either: the address is taken as it is written.
      if (!signal.aborted) forget()
    }
  }

  input.addEventListener(
    'input',
    after(200, () => void ask()),
  )
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    const isOpen = !list.hidden
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (options.length === 0) return
      event.preventDefault()
      open()
      const step = event.key === 'ArrowDown' ? 1 : -1
      // From no option upwards is the last one; beyond the ends is what was typed.
      const next = active + step
      mark(next < -1 ? options.length - 1 : next >= options.length ? -1 : next)
    } else if (event.key === 'Enter' && isOpen && active >= 0) {
      event.preventDefault()
      pick(options[active])
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      close()
    }
  })
}

function optionOf({ value, hint, lang }: Place, index: number): HTMLLIElement {
  const option = element('li', { id: `address-option-${index + 1}` })
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  option.dataset['value'] = value
  option.append(element('span', { textContent: value, lang }))
  if (hint !== '') option.append(element('small', { textContent: hint }))
  return option
}
