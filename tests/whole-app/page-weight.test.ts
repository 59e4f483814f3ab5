import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Lang, langs } from '../../src/platform/i18n/texts.ts'
import { file } from '../complaints/history.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { addPhoto, type LivedIn, liveIn } from '../support/lived-in.ts'
import { type RealPage, residentPages, staffPages } from '../support/real-pages.ts'
import { sampleRenderer, samples } from '../support/sample-pages.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'
import { transfer } from '../support/transfer.ts'

/** Kilobytes of a first visit as they go over the line, without photos and fonts. */
type Budget = { html: number; css: number; js: number; total: number }

const plain: Budget = { html: 12, css: 28, js: 6, total: 75 }

/** By the name of a page or the template of an example; the first line that fits counts. */
const budgets: [page: RegExp, budget: Budget][] = [
  [/^filing/, { ...plain, js: 14 }],
  // What is kept on the device is read and sent by a script.
  [/^offline/, { ...plain, js: 14 }],
  [/^((own )?complaint |complaints\/(show|mine))/, { ...plain, html: 15, total: 80 }],
  [/^(complaints\/)?list/, { ...plain, html: 18, total: 90 }],
  [/^(complaints\/)?map/, { ...plain, html: 18, total: 90 }],
  [/^(statistics|bad statistics|offices?)/, { ...plain, html: 40, js: 4, total: 110 }],
  [/^(inbox|dashboard|desk|accounts|sessions|sign-in|set-up)/, { html: 45, css: 30, js: 35, total: 200 }],
  [/./, plain],
]

/** What comes when somebody opens a map. */
const mapBudget = { css: 4, js: 50 }

let portal: ListeningPortal
let city: LivedIn
let cookie: string
beforeAll(async () => {
  portal = await openListeningPortal()
  city = await liveIn(portal)
  await fillLists()
  cookie = cookieOf(await signInAs(portal, 'executor@example.kz'))
}, 120_000)
afterAll(() => portal?.close())

/** A full page of the list and of the inbox, as wordy as most texts are. */
async function fillLists() {
  const text =
    'Аулаға кіреберістегі жолда бірнеше терең шұңқыр пайда болды. Көліктер айналып өтемін деп тротуарға шығады, ' +
    'балалар мектепке сол жермен барады. Өткен жылы жамаған еді, қар ерігенде қайта ашылды, су жиналып тұр.'
  for (let index = 0; index < 60; index++) {
    const { number } = await file(portal, { text: `${text} ${index}`, landmark: '№ 12 мектептің қасында' })
    if (index % 2 === 0) await addPhoto(portal, number, 'before')
  }
}

type Weight = { html: number; css: number; js: number; icons: number; total: number }

const known = new Map<string, number>()

async function weigh({ path, status, staff }: RealPage): Promise<Weight> {
  const page = await transfer(portal.origin + path, staff ? cookie : '')
  expect(page.status, path).toBe(status)
  const html = gunzipSync(page.body).toString('utf8')
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = '']) => href)
  const scripts = [...html.matchAll(/<script [^>]*src="([^"]+)"/g)].map(([, src = '']) => src)
  const icons = new Set([...html.matchAll(/<use href="([^"#]+)#/g)].map(([, href = '']) => href))
  const weight = {
    html: page.bytes,
    css: await sum(styles),
    js: await sum(scripts),
    icons: await sum([...icons]),
  }
  return { ...weight, total: weight.html + weight.css + weight.js + weight.icons }
}

async function sum(paths: readonly string[]): Promise<number> {
  let bytes = 0
  for (const path of paths) {
    const weight = known.get(path) ?? (await transfer(portal.origin + path)).bytes
    known.set(path, weight)
    bytes += weight
  }
  return bytes
}

const budgetOf = (name: string): Budget => budgets.find(([page]) => page.test(name))?.[1] ?? plain

async function tooHeavy(pages: readonly RealPage[]): Promise<string[]> {
  const faults: string[] = []
  for (const page of pages) {
    const budget = budgetOf(page.name)
    const weight = await weigh(page)
    for (const part of ['html', 'css', 'js', 'total'] as const) {
      const kilobytes = weight[part] / 1024
      if (kilobytes > budget[part])
        faults.push(`${page.name}: ${part} ${kilobytes.toFixed(1)} of ${budget[part]}`)
    }
  }
  return faults
}

describe('weight of a first visit', () => {
  test('of public pages is within its budget, each in one language', async () => {
    const pages = langs.map((lang) => residentPages(city, lang))
    const inTurn = (pages[0] ?? []).flatMap((_page, index) => pages[index % langs.length]?.[index] ?? [])
    expect(inTurn.length).toBeGreaterThan(100)
    expect(await tooHeavy(inTurn)).toEqual([])
  })

  test.each(langs)('of every public page is within its budget: %s', {
    tags: ['long'],
  }, async (lang: Lang) => {
    expect(await tooHeavy(residentPages(city, lang))).toEqual([])
  })

  test('of the staff pages as well', async () => {
    expect(await tooHeavy(await staffPages(portal, city))).toEqual([])
  })

  test('of a map that is opened', async () => {
    const list = await transfer(`${portal.origin}/ru/synaqqala/complaints/map`)
    const html = gunzipSync(list.body).toString('utf8')
    const [, script = ''] = /data-map-script="([^"]+)"/.exec(html) ?? []
    const [, style = ''] = /data-map-style="([^"]+)"/.exec(html) ?? []
    expect((await transfer(portal.origin + script)).bytes / 1024).toBeLessThan(mapBudget.js)
    expect((await transfer(portal.origin + style)).bytes / 1024).toBeLessThan(mapBudget.css)
  })

  test('of some example pages, which show more than the pages of a small city', () =>
    examplesAreLight(samples.filter((_sample, index) => index % 4 === 0)))

  test('of all example pages', { tags: ['long'] }, () => examplesAreLight(samples))

  function examplesAreLight(chosen: typeof samples): void {
    const render = sampleRenderer()
    const faults = chosen.flatMap((sample) => {
      const { html } = budgetOf(sample.template)
      const kilobytes = gzipSync(render(sample, 'kk'), { level: 5 }).length / 1024
      return kilobytes > html ? [`${sample.name}: ${kilobytes.toFixed(1)} of ${html}`] : []
    })
    expect(faults).toEqual([])
  }
})
