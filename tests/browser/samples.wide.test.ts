/** @module-tag long */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { langs } from '../../src/platform/i18n/texts.ts'
import { buildAssets } from '../../src/platform/look/build-assets.ts'
import { openBrowser } from '../support/browser.ts'
import { axeFaults, openSamples, overflow, type View } from '../support/sample-browser.ts'
import { samples } from '../support/sample-pages.ts'

let browser: Browser
beforeAll(async () => {
  await buildAssets()
  browser = await openBrowser()
})
afterAll(() => browser.close())

const views: View[] = [
  ...(['light', 'dark', 'contrast'] as const).flatMap((scheme) =>
    ([360, 1280] as const).map((width) => ({ scheme, width, textSize: 100 as const })),
  ),
  { scheme: 'contrast', width: 360, textSize: 150 },
]

describe.each(views)('every example page, $scheme at $width, text $textSize %', (view) => {
  let shown: Awaited<ReturnType<typeof openSamples>>
  beforeAll(async () => {
    shown = await openSamples(browser, view)
  })
  afterAll(() => shown.close())

  test.each(samples.map((sample, index) => ({ sample, index, name: sample.name })))('$name', async ({
    sample,
    index,
  }) => {
    // axe takes a second: in each look one language, in turn, so that each example is checked in all of them.
    const checked = langs[(index + views.indexOf(view)) % langs.length]
    for (const lang of langs) {
      const page = await shown.show(sample, lang)
      expect(await overflow(page), lang).toBeLessThanOrEqual(0)
      if (lang === checked) expect(await axeFaults(page), lang).toEqual([])
    }
  })
})
