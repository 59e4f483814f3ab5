/** An element with its properties. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties)
}

export function iconOf(name: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  const sprite = document.querySelector('.icon use')?.getAttribute('href')?.split('#')[0] ?? ''
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  use.setAttribute('href', `${sprite}#${name}`)
  svg.append(use)
  return svg
}

export function secondaryButton(label: string, icon: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', className: 'ds-button' })
  made.dataset['variant'] = 'secondary'
  made.append(iconOf(icon), element('span', { textContent: label }))
  made.addEventListener('click', press)
  return made
}

/** Runs once nothing has asked for it for `ms` milliseconds. */
export function after(ms: number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(timer)
    timer = setTimeout(run, ms)
  }
}

/** What a place says by its script: `data-word-sent` under `sent`. */
export function wordsOf({ dataset }: HTMLElement): Record<string, string> {
  const words = Object.entries(dataset).filter(([name]) => name.startsWith('word'))
  return Object.fromEntries(
    words.map(([name, text]) => [name.slice('word'.length).toLowerCase(), text ?? '']),
  )
}
