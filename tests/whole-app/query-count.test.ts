import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cache } from '../../src/platform/cache/cache.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { statementsOf } from '../support/count-statements.ts'
import { addPhoto, type LivedIn, liveIn } from '../support/lived-in.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { type RealPage, residentPages, staffPages } from '../support/real-pages.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

/**
 * How many SQL statements a page may take, while what changes rarely (cities, offices, categories, calendar) is
 * known already. The first line that fits counts. Whoever raises a number says why in the commit.
 */
const ceilings: [page: RegExp, statements: number][] = [
  [
    /^(cities|about|privacy|accessibility|track|method|filing|open311|data dictionary|api guide|widget builder|sign-in|no such .*|a number .*)$/,
    0,
  ],
  // The last step looks for open complaints about the same thing; the last two for works at the address: its street, and
  // what is planned there. A city without works asks for neither.
  [/^filing check/, 5],
  [/^filing where/, 4],
  [/^filing /, 2],
  [/^home/, 2],
  [/^widget$/, 1],
  // The newest files, and the snapshots of months.
  [/^open data$/, 2],
  // A rare word is looked for in the newest complaints first, then in all; then which condition to drop.
  [/^list, nothing found/, 3],
  [/^list/, 2],
  [/^map$/, 1],
  [/^own complaint /, 1],
  // Works at the address (its street, what is planned), and what others do about it.
  [/^complaint /, 4],
  // The counts of both sources in two periods, kept for a minute.
  [/^appeals/, 0],
  // The list with its number, the months, the categories.
  [/^news/, 3],
  [/^(following|my reports)$/, 0],
  [/^(following a complaint|me too|still there)/, 1],
  [/^(withdraw|formal|embed|report of a violation)/, 1],
  // What was filed, and the digest of its first event, which the receipt signs
  [/^receipt/, 2],
  // Of an empty agenda the parts without which it would not be empty.
  [/^events, nothing/, 4],
  [/^events$/, 2],
  [/^event (desk|help)/, 5],
  [/^event/, 1],
  // Everything that is stored about the resident.
  [/^own data/, 7],
  [/^filed/, 4],
  // The session, the person, what waits in the menu; every guide with what readers say, the requests and the daily letter.
  [/^guide list/, 7],
  // One guide or the queue; words found nowhere are counted: the limit of the network, then the count.
  [/^guides, nothing/, 2],
  [/^(guide |guides, requests)/, 1],
  [/^guides/, 0],
  [/^(statistics|bad statistics)/, 2],
  [/^offices/, 1],
  [/^office /, 3],
  // Utilities and who is on duty.
  [/^contacts/, 2],
  // Visits, consultations and the bodies that they are about.
  [/^receptions, visits/, 3],
  [/^receptions/, 2],
  // The session, the person, the bodies, then what stands on the page in one or two statements.
  [/^staff, /, 9],
  // Sent, joined to another complaint, or neither.
  [/^a draft that is gone/, 3],
  [/^set-up/, 2],
  // In a transaction whose statements are bounded; with nothing found the words are mended and tried again.
  [/^search, nothing/, 9],
  // One more for each feature that is looked through: complaints, news.
  [/^search, found/, 6],
  [/^search$/, 1],
  // Rows, counts of the views, what belongs to the person; with nothing to do, when the next is due.
  [/^inbox/, 6],
  [/^sessions/, 3],
  // The session, the person, and the three kinds of factors.
  [/^(security|confirm)/, 5],
  // Told, to be decided, helping with, and which mails.
  [/^notices/, 6],
  // With what else may be about the same thing, where its pictures were seen, what is kept of an answer that is being
  // written, the ready texts for it, who else is answering, and whether the keys are on.
  // And works at the place: its street, what is planned; what others do about it.
  [/^desk/, 12],
]

let portal: Portal
let city: LivedIn
let executor: Browser
let pages: RealPage[]
let few: Map<string, string[]>

beforeAll(async () => {
  portal = await openPortal()
  keepForGood(portal.deps.cache)
  city = await liveIn(portal)
  executor = await signInAs(portal, 'executor@example.kz')
  pages = [...residentPages(city, 'ru'), ...(await staffPages(portal, city))]
  few = await measure()
}, 120_000)
afterAll(() => portal?.close())

/** What is kept for some seconds must not be renewed while statements are counted; and it is kept from the first look on. */
function keepForGood(cache: Cache) {
  const { get } = cache
  cache.get = (key, _ttlMs, load) => get(key, 3_600_000, load)
}

const open = ({ path, staff }: RealPage) => (staff ? executor.get(path) : request(portal.app).get(path))

/** Statements of each page by its name; the first look fills what is kept. */
async function measure(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const page of pages) {
    const { status } = await open(page)
    expect(status, `${page.name}: ${page.path}`).toBe(page.status)
    found.set(page.name, await statementsOf(() => open(page)))
  }
  return found
}

describe('statements per page', { tags: ['long'] }, () => {
  test('stay under the ceiling of the page', () => {
    const over = [...few].filter(([name, { length }]) => length > ceilingOf(name))
    expect(over.map(([name, statements]) => ({ name, ceiling: ceilingOf(name), statements }))).toEqual([])
  })

  test('do not grow with the rows of the city', async () => {
    await addMany(40)
    const many = await measure()
    const grown = [...many].filter(([name, { length }]) => length > (few.get(name)?.length ?? 0))
    expect(grown.map(([name, statements]) => ({ name, before: few.get(name)?.length, statements }))).toEqual(
      [],
    )
  }, 60_000)
})

const ceilingOf = (name: string): number => ceilings.find(([page]) => page.test(name))?.[1] ?? 0

async function addMany(count: number) {
  for (let index = 0; index < count; index++) {
    const { number } = await file(portal, { text: `Тағы бір шұңқыр, нөмірі ${index}, жол жиегінде` })
    if (index % 2 === 0) await addPhoto(portal, number, 'before')
    if (index % 3 === 0) await happen(portal, number, answered(`Жөнделді: ${index}`))
  }
}
