/** @module-tag long */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Lang, langs } from '../../src/platform/i18n/texts.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { type LivedIn, liveIn } from '../support/lived-in.ts'
import { type RealPage, residentPages, staffPages } from '../support/real-pages.ts'
import { axeFaults, overflow } from '../support/sample-browser.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'
import { openWatched, overflowAt320, type Watched } from '../support/watched-page.ts'

/** Every real page in every language and look, with and without scripts. Minutes; the examples are in samples.wide.test.ts. */

let portal: ListeningPortal
let browser: Browser
let city: LivedIn
let cookie: string
beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
  city = await liveIn(portal)
  cookie = cookieOf(await signInAs(portal, 'executor@example.kz'))
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

type Look = { scheme: 'light' | 'dark'; width: 360 | 1280; scripts: boolean }
const looks: Look[] = [
  { scheme: 'light', width: 360, scripts: true },
  { scheme: 'light', width: 360, scripts: false },
  { scheme: 'dark', width: 360, scripts: true },
  { scheme: 'light', width: 1280, scripts: true },
  { scheme: 'dark', width: 1280, scripts: true },
  { scheme: 'dark', width: 1280, scripts: false },
]

/** Goes through pages in one window, in the languages in turn: over all looks each page comes in each language. */
async function faultsOf(pagesIn: (lang: Lang) => RealPage[], look: Look): Promise<string[]> {
  const window = await openWatched(browser, portal.origin, { ...look, bypassCSP: true })
  const [name = '', value = ''] = cookie.split('=')
  await window.context.addCookies([
    { name, value, domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Lax' },
  ])
  const found: string[] = []
  const byLang = langs.map((lang) => ({ lang, pages: pagesIn(lang) }))
  for (const index of byLang[0]?.pages.keys() ?? []) {
    const turn = byLang[(index + looks.indexOf(look)) % langs.length]
    const page = turn?.pages[index]
    if (turn && page)
      found.push(
        ...(await faultsOn(window, page, look)).map((fault) => `${turn.lang} ${page.name}: ${fault}`),
      )
  }
  found.push(...window.foreign())
  await window.context.close()
  return found
}

async function faultsOn(
  { page, faults }: Watched,
  { path, status }: RealPage,
  look: Look,
): Promise<string[]> {
  const found: string[] = []
  const answer = await page.goto(portal.origin + path)
  if (answer?.status() !== status) found.push(`status ${answer?.status()}`)
  const wide = look.width === 360 ? await overflowAt320(page) : await overflow(page)
  if (wide > 0) found.push(`${wide} px too wide`)
  return [...found, ...(await axeFaults(page)), ...faults()]
}

describe.each(looks)('real pages, $scheme at $width, scripts: $scripts', (look) => {
  test('of residents are sound', async () => {
    expect(await faultsOf((lang) => residentPages(city, lang), look)).toEqual([])
  })

  test('of staff are sound', async () => {
    const pages = await staffPages(portal, city)
    const inLang = (lang: Lang) =>
      pages.map((page) => ({
        ...page,
        path: `${page.path}${page.path.includes('?') ? '&' : '?'}lang=${lang}`,
      }))
    expect(await faultsOf(inLang, look)).toEqual([])
  })
})
