import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { langs } from '../../src/platform/i18n/texts.ts'
import { type LivedIn, liveIn } from '../support/lived-in.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { type RealPage, residentPages, staffPages } from '../support/real-pages.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { htmlFaults } from '../support/valid-html.ts'

/** Every page with real data behind it, as it comes over HTTP; examples without a database are in samples.test.ts. */

let portal: Portal
let city: LivedIn
let executor: Browser
beforeAll(async () => {
  portal = await openPortal()
  city = await liveIn(portal)
  executor = await signInAs(portal, 'executor@example.kz')
}, 120_000)
afterAll(() => portal?.close())

const open = ({ path, staff }: RealPage) => (staff ? executor.get(path) : request(portal.app).get(path))

/** All are opened; every third is looked at closely, another third in each language. */
async function faultsOf(pages: readonly RealPage[], turn: number): Promise<string[]> {
  const faults: string[] = []
  for (const [index, page] of pages.entries()) {
    const { status, text } = await open(page)
    if (status !== page.status) faults.push(`${page.name}: ${status} instead of ${page.status}, ${page.path}`)
    else if (index % langs.length === turn) {
      faults.push(...(await htmlFaults(text)).map((fault) => `${page.name}: ${fault}`))
    }
  }
  return faults
}

describe('real pages', () => {
  test.each(langs)('answer as expected, in valid HTML: %s', async (lang) => {
    expect(await faultsOf(residentPages(city, lang), langs.indexOf(lang))).toEqual([])
  }, 60_000)

  test.each(langs)('of the staff as well: %s', async (lang) => {
    await portal.deps.db.staff.update({ where: { email: 'executor@example.kz' }, data: { lang } })
    expect(await faultsOf(await staffPages(portal, city), langs.indexOf(lang))).toEqual([])
  }, 60_000)
})
