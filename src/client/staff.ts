import './styles/staff-pages.css'

/**
 * Fragments: a link or GET form inside `[data-fragment]` replaces that element by the server's answer instead of
 * loading a page. Without scripts, on an error or after ten seconds the browser simply goes there.
 *
 * `<section id="queue" data-fragment data-wait="Loading...">`; the server answers `X-Fragment: queue` with either the
 * element alone or the whole page. `data-fragment-target="queue"` on a link or form outside names the element.
 */
const PATIENCE_MS = 10_000
const SHOW_WAIT_AFTER_MS = 400

let running: AbortController | null = null

document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const region = link && regionOf(link)
  if (!link || !region || link.target || link.hasAttribute('download') || !isSamePage(link.href)) return
  event.preventDefault()
  void replace(region, link.href, true)
})

document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'get') return
  const region = regionOf(form)
  if (!region) return
  event.preventDefault()
  const url = new URL(form.action)
  const filled = [...new FormData(form, event.submitter)].filter(([, value]) => value !== '')
  url.search = new URLSearchParams(filled as [string, string][]).toString()
  void replace(region, url.href, true)
})

window.addEventListener('popstate', () => {
  const region = document.querySelector<HTMLElement>('[data-fragment]')
  if (region) void replace(region, location.href, false)
})

function regionOf(element: Element): HTMLElement | null {
  const named = element.getAttribute('data-fragment-target')
  return named ? document.getElementById(named) : element.closest<HTMLElement>('[data-fragment]')
}

/** Other pages load as usual: only the query may differ. */
const isSamePage = (href: string): boolean => {
  const url = new URL(href)
  return url.origin === location.origin && url.pathname === location.pathname && !url.hash
}

async function replace(region: HTMLElement, url: string, push: boolean): Promise<void> {
  running?.abort()
  const control = new AbortController()
  running = control
  const patience = setTimeout(() => control.abort('slow'), PATIENCE_MS)
  const busy = setTimeout(
    () => region.setAttribute('data-waiting', region.dataset['wait'] ?? ''),
    SHOW_WAIT_AFTER_MS,
  )
  region.setAttribute('aria-busy', 'true')
  try {
    const fresh = await fetchRegion(region.id, url, control.signal)
    const focused = focusOf(region)
    region.replaceWith(fresh)
    if (push) history.pushState(null, '', url)
    restoreFocus(fresh, focused)
    document.dispatchEvent(new CustomEvent('fragment', { detail: fresh }))
  } catch {
    if (control.signal.aborted && control.signal.reason !== 'slow') return
    location.assign(url)
  } finally {
    clearTimeout(patience)
    clearTimeout(busy)
    if (running === control) running = null
  }
}

async function fetchRegion(id: string, url: string, signal: AbortSignal): Promise<HTMLElement> {
  const answer = await fetch(url, { headers: { 'X-Fragment': id }, signal })
  if (!answer.ok || answer.redirected) throw new Error(`Status ${answer.status}`)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = page.getElementById(id)
  if (!fresh) throw new Error(`No #${id} in the answer`)
  return document.adoptNode(fresh)
}

/** How to find the focused element again after the region was replaced. */
function focusOf(region: HTMLElement): string | null {
  const focused = document.activeElement
  if (!focused || !region.contains(focused)) return null
  if (focused.id) return `#${CSS.escape(focused.id)}`
  const href = focused.getAttribute('href')
  if (href !== null) return `a[href="${CSS.escape(href)}"]`
  const name = focused.getAttribute('name')
  return name === null ? '' : `[name="${CSS.escape(name)}"]`
}

function restoreFocus(region: HTMLElement, focused: string | null): void {
  if (focused === null) return
  const found = focused ? region.querySelector<HTMLElement>(focused) : null
  if (!found) region.tabIndex = -1
  const next = found ?? region
  next.focus()
}
