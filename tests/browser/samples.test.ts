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

/** Every thirty-second template once, with its first example; npm run test:wide has all examples. */
const firsts = samples
  .filter(({ template }, index) => samples.findIndex((other) => other.template === template) === index)
  .filter((_, index) => index % 32 === 0)
const views: View[] = [
  { scheme: 'light', width: 360 },
  { scheme: 'dark', width: 1280 },
]

describe.each(views)('example pages, $scheme at $width', (view) => {
  let shown: Awaited<ReturnType<typeof openSamples>>
  beforeAll(async () => {
    shown = await openSamples(browser, view)
  })
  afterAll(() => shown.close())

  const own = firsts.filter((_, index) => index % views.length === views.indexOf(view))
  test.each(
    own.map((sample, index) => ({ sample, lang: langs[index % langs.length] ?? 'kk', name: sample.name })),
  )('$name in $lang is accessible and fits the window', async ({ sample, lang }) => {
    const page = await shown.show(sample, lang)
    expect(await axeFaults(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  })
})
