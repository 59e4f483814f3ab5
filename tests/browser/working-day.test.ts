import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'
import { answerOnTheSpot } from './working-day/acts.ts'
import { type Crew, gatherCrew } from './working-day/crew.ts'
import { cityCounts, endsOf, faultsOf, lettersOf } from './working-day/ends.ts'
import { forty, parts } from './working-day/forty.ts'
import { play } from './working-day/play.ts'

/** One complaint of each kind out of the forty of `working-day.wide.test.ts`, lived through in a browser. */

const chosen = [
  ...['proof-photo', 'transfer-third-day', 'late-transfer', 'extension', 'question-next-day', 'repeated'],
  ...['main', 'duplicate', 'two-things', 'outside', 'reopened', 'withdrawn', 'violence', 'by-phone'],
]

let mails: MailServer
let portal: ListeningPortal
let browser: Browser
let crew: Crew

beforeAll(async () => {
  mails = await openMailServer()
  ;[portal, browser] = await Promise.all([openListeningPortal({ smtpUrl: mails.url }), openBrowser()])
  crew = await gatherCrew(portal, browser, { byHand: false })
})
afterAll(async () => {
  await crew?.close()
  await browser?.close()
  await portal?.close()
  await mails?.close()
})

test('every term is the one of the table, every end, letter and figure as it should be', {
  tags: ['long'],
  timeout: 240_000,
}, async () => {
  const complaints = forty.filter(({ key }) => chosen.includes(key))
  expect(complaints).toHaveLength(chosen.length)
  const told = await play({
    ...{ portal, crew, complaints, parts, quick: true },
    onDay: { '2026-03-12': async () => answerOnTheSpot(await crew.at('operator'), portal.origin) },
  })
  const lived = [...complaints, ...complaints.flatMap(({ key }) => parts[key] ?? [])]
  expect(await endsOf(portal, told)).toEqual(Object.fromEntries(lived.map(({ key, ends }) => [key, ends])))
  expect(lettersOf(mails, complaints)).toEqual(
    Object.fromEntries(
      complaints.flatMap(({ key, letters }) => (letters === undefined ? [] : [[key, letters]])),
    ),
  )
  expect(await portal.deps.db.consultation.count()).toBe(1)
  expect(await faultsOf(portal)).toEqual([])
  // Fourteen and one that was split off, without the one that was merged.
  expect(await cityCounts(portal)).toEqual({
    received: 14,
    // proof-photo, transfer-third-day, extension, repeated, main, the part, reopened
    answered: 7,
    withdrawn: 1,
    merged: 1,
    forwarded: 1,
    refused: 1,
    transfersInTime: 1,
    transfersLate: 1,
    // of the terms that have ended: that of the extension runs until 20 April
    extended: 0,
    verdicts: { confirmed: 0, partly: 0, disputed: 1 },
  })
})
