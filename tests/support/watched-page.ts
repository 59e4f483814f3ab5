import type { Browser, BrowserContext, Page } from 'playwright-core'
import { overflow } from './sample-browser.ts'

export type Watched = {
  page: Page
  context: BrowserContext
  /** What went wrong in this window so far, one line each; asking empties the list. */
  faults(): string[]
  /** Addresses that were asked for and are not the portal's. */
  foreign(): string[]
}

type Window = {
  width?: number
  height?: number
  scripts?: boolean
  locale?: string
  scheme?: 'light' | 'dark'
  /** For axe, which comes into the page as a script that the portal's policy would refuse. */
  bypassCSP?: boolean
}

/**
 * A window of its own, without cookies, in which nothing goes wrong unseen: errors of scripts, what the content
 * security policy refused, files that are missing, failures of the server, requests to anybody else.
 */
export async function openWatched(browser: Browser, origin: string, shape: Window = {}): Promise<Watched> {
  const { width = 360, height = 780, scripts = true, locale = 'ru-RU', scheme = 'light' } = shape
  const context = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: scripts,
    locale,
    colorScheme: scheme,
    bypassCSP: shape.bypassCSP ?? false,
    // Nothing is measured while it moves.
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const faults: string[] = []
  const foreign: string[] = []
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('console', (message) => {
    // A form that comes back with 422 is an error to the console; answers are judged below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(`console: ${message.text()}`)
    }
  })
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) foreign.push(request.url())
  })
  context.on('requestfailed', (request) => {
    // Leaving a page ends what it was still loading.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      faults.push(`${request.url()}: ${request.failure()?.errorText}`)
    }
  })
  context.on('response', (response) => {
    // What a service worker fetches for a page is told once more as the page's own.
    const isPage =
      response.request().resourceType() === 'document' || response.request().serviceWorker() !== null
    const status = response.status()
    if (status >= 500 || (status >= 400 && status !== 422 && !isPage))
      faults.push(`${status} ${response.url()}`)
  })
  return { page, context, faults: () => faults.splice(0), foreign: () => foreign }
}

/** By how many pixels the page is too wide for the narrowest window that must do (WCAG 1.4.10: 320 px). */
export async function overflowAt320(page: Page): Promise<number> {
  const size = page.viewportSize() ?? { width: 360, height: 780 }
  await page.setViewportSize({ ...size, width: 320 })
  const wide = await overflow(page)
  await page.setViewportSize(size)
  return wide
}

export type Stops = { expected: string[]; visited: string[]; hidden: string[] }

/**
 * Walks through the page by the Tab key. `expected` is what can be focused in the order of the document, a group of
 * radios counting once; `visited` what was; `hidden` what lay under something else while it had the focus.
 */
export async function tabStops(page: Page): Promise<Stops> {
  const expected = await page.evaluate<string[]>(`(${listFocusable})()`)
  const visited: string[] = []
  const hidden: string[] = []
  await page.evaluate(toStart)
  for (let step = 0; step < expected.length + 2; step++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<{ name: string; covered: boolean } | null>(`(${describeFocus})()`)
    if (stop === null) break
    visited.push(stop.name)
    if (stop.covered) hidden.push(stop.name)
  }
  return { expected, visited, hidden }
}

// These run in the page, so they are given to it as text and use nothing from here.

/** Without a script's help the next Tab would go on from where the person was last. */
const toStart = `
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  window.scrollTo(0, 0)`

const nameOf = `(element) => {
  const words = element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent || ''
  const own = element.name ? '[' + element.name + ']' : ''
  return element.tagName.toLowerCase() + own + ' ' + words.replace(/\\s+/g, ' ').trim().slice(0, 40)
}`

const listFocusable = `() => {
  const nameOf = ${nameOf}
  const groups = new Set()
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')
  return [...all].filter((element) => {
    if (element.disabled || element.tabIndex < 0 || element.type === 'hidden') return false
    if (!element.checkVisibility({ visibilityProperty: true })) return false
    if (element.type !== 'radio') return true
    const group = [...document.getElementsByName(element.name)].filter((one) => one.form === element.form)
    const chosen = group.find((one) => one.checked) ?? group[0]
    return element === chosen
  }).map(nameOf)
}`

const describeFocus = `() => {
  const nameOf = ${nameOf}
  const element = document.activeElement
  if (!element || element === document.body || element === document.documentElement) return null
  const box = element.getBoundingClientRect()
  const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1)
  const y = Math.min(Math.max(box.y + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  const own = top && (element.contains(top) || top.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(top)))
  const inside = box.bottom > 0 && box.top < innerHeight
  return { name: nameOf(element), covered: !own || !inside }
}`
