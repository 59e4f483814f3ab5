import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Lang, langs } from '../../src/platform/i18n/texts.ts'
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

async function faultsOf(pages: readonly RealPage[]): Promise<string[]> {
  const faults: string[] = []
  for (const page of pages) {
    const { status, text } = await open(page)
    if (status !== page.status) faults.push(`${page.name}: ${status} instead of ${page.status}, ${page.path}`)
    else faults.push(...(await htmlFaults(text)).map((fault) => `${page.name}: ${fault}`))
  }
  return faults
}

/** Each page in one language; npm run test:wide has the others. */
const inTurn = (lang: Lang) => (_page: RealPage, index: number) =>
  index % langs.length === langs.indexOf(lang)

const ofResidents = (lang: Lang) => residentPages(city, lang)
async function ofStaff(lang: Lang) {
  await portal.deps.db.staff.update({ where: { email: 'executor@example.kz' }, data: { lang } })
  return staffPages(portal, city)
}

describe('real pages', () => {
  test.each(langs)('answer as expected, in valid HTML: %s', async (lang) => {
    expect(await faultsOf(ofResidents(lang).filter(inTurn(lang)))).toEqual([])
  })

  test.each(langs)('of the staff as well: %s', async (lang) => {
    expect(await faultsOf((await ofStaff(lang)).filter(inTurn(lang)))).toEqual([])
  })

  test.each(langs)('all of them: %s', { tags: ['long'] }, async (lang) => {
    expect(await faultsOf([...ofResidents(lang), ...(await ofStaff(lang))])).toEqual([])
  })
})
