import { goTo } from './list.ts'

/** Wide enough for a third column; narrower screens follow the link. */
const wide = '(min-width: 88em)'

/** A press on the eye shows the complaint beside the list. */
export function showPreviews(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    const link = event.target instanceof Element ? event.target.closest('a[data-peek]') : null
    const row = link?.closest<HTMLTableRowElement>('tr')
    if (!row || !matchMedia(wide).matches) return
    event.preventDefault()
    goTo(row)
    void openPreview(row)
  })
}

export async function openPreview(row: HTMLTableRowElement): Promise<void> {
  const link = row.querySelector<HTMLAnchorElement>('a[data-peek]')
  const pane = document.querySelector<HTMLElement>('[data-preview]')
  if (!link || !pane) return
  if (!matchMedia(wide).matches) return location.assign(link.href)
  const answer = await fetch(link.href, { headers: { 'X-Fragment': 'preview' } }).catch(() => null)
  if (!answer?.ok || answer.redirected) return location.assign(link.href)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const body = page.querySelector('.preview-body')
  if (!body) return location.assign(link.href)
  // A page has one heading of the first level, and it is not this one.
  const heading = body.querySelector('h1')
  const smaller = document.createElement('h2')
  smaller.className = heading?.className ?? ''
  smaller.textContent = heading?.textContent ?? ''
  heading?.replaceWith(smaller)
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'icon-button preview-close'
  close.textContent = '×'
  close.setAttribute('aria-label', pane.dataset['close'] ?? '')
  close.addEventListener('click', () => {
    pane.hidden = true
  })
  pane.replaceChildren(close, document.adoptNode(body))
  pane.hidden = false
}
