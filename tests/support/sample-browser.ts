import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { projectDir } from '../../src/config.ts'
import type { Sample } from '../../src/platform/http/route.ts'
import type { Lang } from '../../src/platform/i18n/texts.ts'
import { cityThemeCss } from '../../src/platform/look/city-theme.ts'
import { sampleRenderer } from './sample-pages.ts'

/** `contrast` is what the reader chose in the view settings; `textSize` in percent. */
export type View = {
  scheme: 'light' | 'dark' | 'contrast'
  width: 360 | 1280
  textSize?: 100 | 150
  scripts?: boolean
}

const origin = 'http://samples.test'

/** Shows example pages in a browser with the real styles and scripts, without a server or network. */
export async function openSamples(browser: Browser, view: View) {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.scheme === 'dark' ? 'dark' : 'light',
    javaScriptEnabled: view.scripts ?? true,
    // axe comes into the page as a script of its own, which the portal's policy would refuse
    bypassCSP: true,
  })
  const render = sampleRenderer()
  let html = ''
  await context.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname.startsWith('/build/')) {
      const file = path.join(projectDir, 'public', pathname)
      return route.fulfill({ body: await readFile(file), contentType: typeOf(pathname) })
    }
    if (pathname.startsWith('/theme/'))
      return route.fulfill({ body: cityThemeCss('#006E7F'), contentType: 'text/css' })
    if (pathname === '/') return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
    return route.fulfill({ status: 404, body: '' })
  })
  const page = await context.newPage()
  return {
    page,
    async show(sample: Sample, lang: Lang): Promise<Page> {
      html = chosen(render(sample, lang), view)
      await page.goto(`${origin}/`)
      return page
    },
    close: () => context.close(),
  }
}

/** The page as it is for somebody who has changed the view settings. */
function chosen(html: string, { scheme, textSize = 100 }: View): string {
  const colours =
    scheme === 'contrast' ? html.replace(/data-color-scheme="\w+"/, 'data-color-scheme="contrast"') : html
  return colours.replace(/data-text-size="\d+"/, `data-text-size="${textSize}"`)
}

/** Violations of WCAG 2.2 A and AA and of best practice, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  )
}

/** By how many pixels the page is wider than the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

function typeOf(file: string): string {
  if (file.endsWith('.css')) return 'text/css'
  if (file.endsWith('.js')) return 'text/javascript'
  return file.endsWith('.svg') ? 'image/svg+xml' : 'font/woff2'
}
