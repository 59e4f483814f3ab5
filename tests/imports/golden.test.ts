import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantCity } from '../../prisma/seed/plant-city.ts'
import { type ImportSummary, readMapping } from '../../src/features/imports/index.ts'
import {
  defaultQuery,
  type Figures,
  officesFigures,
  refreshFigures,
} from '../../src/features/statistics/index.ts'
import boston from '../bench/boston-pack.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { type Importing, openImporting } from './importing.ts'

/**
 * Twenty-two invented rows in the columns of Boston's open data, and the figures of their two offices worked out by
 * hand. `tests/bench/check-boston.ts` does the same for all 121,145 real rows by another program.
 */

const header =
  'case_id,open_dt,target_dt,closed_dt,on_time,status,closure_kind,title,subject,reason,type,queue,department,' +
  'location,neighborhood,ward,land_usage,street,zip,property_type,latitude,longitude,source,has_photo,has_closing_photo'

type Line = {
  id: string
  open: string
  target?: string
  closed?: string
  kind?: string
  office: 'Street Office' | 'Water Office'
}

function line({ id, open, target = '', closed = '', kind = '', office }: Line): string {
  const status = closed === '' ? 'Open' : 'Closed'
  const place = 'Pothole,Q,D,"1 Main St, Boston",Dorchester,Ward 3,C,1 Main St,02108,Address,42.3,-71.06'
  return `${id},${open},${target},${closed},,${status},${kind},Title,${office},Reason,${place},Self Service,0,0`
}

/**
 * The durations of statistics.md 6 in hours, + = merged into another case: 5, 8, 8+, 12, 20, 20+, 31, 40+, 55, 72+.
 * All came in on 2 February 2015 at 9 in the morning and had to be answered within 24 hours.
 */
const street = [
  ['02/02/2015 02:00:00 PM', 'Case Resolved'], // 5
  ['02/02/2015 05:00:00 PM', 'Case Resolved'], // 8
  ['02/02/2015 05:00:00 PM', 'Duplicate of Existing Case'], // 8+
  ['02/02/2015 09:00:00 PM', 'Case Noted'], // 12
  ['02/03/2015 05:00:00 AM', 'Case Invalid'], // 20
  ['02/03/2015 05:59:59 AM', 'Duplicate of Existing Case'], // 20+: hours are rounded down
  ['02/03/2015 04:00:00 PM', 'Case Resolved'], // 31
  ['02/04/2015 01:00:00 AM', 'Duplicate of Existing Case'], // 40+
  ['02/04/2015 04:00:00 PM', 'other'], // 55
  ['02/05/2015 09:00:00 AM', 'Duplicate of Existing Case'], // 72+
].map(([closed = '', kind = ''], index) =>
  line({
    id: `S${index}`,
    open: '02/02/2015 09:00:00 AM',
    target: '02/03/2015 09:00:00 AM',
    ...{ closed, kind },
    office: 'Street Office',
  }),
)

const office = 'Water Office'
const water = [
  // Came in a second before the window, answered in its first second
  line({
    ...{ id: 'W1', open: '12/31/2014 11:59:59 PM', target: '01/10/2015 09:00:00 AM' },
    ...{ closed: '01/01/2015 12:00:00 AM', kind: 'Case Noted', office },
  }),
  // Came in in the last second of the window; answered and due after it: 12 h
  line({
    ...{ id: 'W2', open: '12/31/2015 11:59:59 PM', target: '01/04/2016 09:00:00 AM' },
    ...{ closed: '01/01/2016 12:59:58 PM', kind: 'Case Resolved', office },
  }),
  // The clocks go forward at 2: from 1:30 to 3:30 is 1 h
  line({
    ...{ id: 'W3', open: '03/08/2015 01:30:00 AM', target: '03/20/2015 09:00:00 AM' },
    ...{ closed: '03/08/2015 03:30:00 AM', kind: 'Case Resolved', office },
  }),
  // They go back at 2: from 0:30 to 2:30 is 3 h
  line({
    ...{ id: 'W4', open: '11/01/2015 12:30:00 AM', target: '11/20/2015 09:00:00 AM' },
    ...{ closed: '11/01/2015 02:30:00 AM', kind: 'Bulk Item Automation', office },
  }),
  // Closed 12 s before it was opened, two clocks: 0 h
  line({
    ...{ id: 'W5', open: '05/06/2015 07:34:47 AM', target: '05/08/2015 09:00:00 AM' },
    ...{ closed: '05/06/2015 07:34:35 AM', kind: 'Case Invalid', office },
  }),
  // Friday evening counts as Monday 8 June; 15 working days later is 29 June. Open.
  line({ id: 'W6', open: '06/05/2015 07:00:00 PM', office }),
  // Monday 1 June + 15 working days = 22 June: answered in its last second, 21 days 13:59:59 = 517 h
  line({
    ...{ id: 'W7', open: '06/01/2015 10:00:00 AM', closed: '06/22/2015 11:59:59 PM', kind: 'other', office },
  }),
  // One second later: late, 518 h
  line({
    ...{ id: 'W8', open: '06/01/2015 10:00:00 AM', closed: '06/23/2015 12:00:00 AM' },
    ...{ kind: 'Case Resolved', office },
  }),
]

const bad = [
  line({ id: 'X1', open: '02/02/2015 09:00:00 AM', closed: '02/02/2015 08:00:00 AM', office }),
  line({ id: 'X2', open: '2015-02-02 09:00', office }),
  line({ id: '', open: '02/02/2015 09:00:00 AM', office }),
  line({ id: 'S0', open: '02/02/2015 09:00:00 AM', office: 'Street Office' }),
]

let importing: Importing
let summary: ImportSummary

beforeAll(async () => {
  importing = await openImporting()
  const { deps } = importing.portal
  await plantCity(deps.db, boston, { at: Date.parse('2014-01-01T00:00:00Z'), demo: false, position: 9 })
  deps.cache.forget('city:')
  summary = await importing.read([header, ...street, ...water, ...bad, ''].join('\n'), {
    slug: 'boston',
    mapping: await readMapping('tests/bench/boston311-mapping.json'),
  })
  await refreshFigures(deps, (await importing.city('boston')).id)
})
afterAll(() => importing.close())

async function figures(code: string, from: string, to: string): Promise<Figures> {
  const { deps } = importing.portal
  const city = await importing.city('boston')
  const query = { ...defaultQuery(city, deps.now()), window: { from, to }, windowGiven: true }
  const found = (await officesFigures(deps, city, query)).body.offices.find((one) => one.office === code)
  if (found === undefined) throw new Error(`no office ${code}`)
  return found
}

describe('an excerpt of Boston', () => {
  it('keeps the good rows and lists the bad ones with their lines', async () => {
    expect(summary).toMatchObject({ imported: 18, repeated: 1, skipped: 0, refused: 3 })
    // The header is line 1, ten rows, eight rows, then the bad ones.
    expect(await readFile(summary.reportFile ?? '', 'utf8')).toBe(
      [
        'line,id,reason',
        '20,"X1","closed before it was requested"',
        '21,"X2","requested_datetime not understood: 2015-02-02 09:00"',
        '22,"","no id"',
        '',
      ].join('\n'),
    )
  })

  it('gives the figures of the first office that statistics.md 6 works out', async () => {
    expect(await figures('street-office', '2015-01-01', '2015-12-31')).toMatchObject({
      received: 10,
      answered: 6,
      // In time 5, 8, 12, 20; late 31, 55; merged after the term 40+, 72+; 8+ and 20+ left before it
      onTime: { n: 4, of: 8 },
      // S: 0.9 (5), 0.8 (8), 0.6857 (12), 0.5714 (20), 0.4286 (31), 0.2143 (55)
      medianHours: { value: 31, events: 6, censored: 4 },
      p90Hours: { value: null },
      openNow: { n: 0, overdue: 0, unanswered: 0, oldestHours: null },
      outcomes: { solved: 3, explained: 2, refused: 1, merged: 4, planned: 0, forwarded: 0, withdrawn: 0 },
    })
  })

  it('gives the figures of the second office, with midnights, clock changes and working days', async () => {
    expect(await figures('water-office', '2015-01-01', '2015-12-31')).toMatchObject({
      received: 7, // all but W1
      answered: 6, // all but W2 and W6
      onTime: { n: 5, of: 7 }, // due in the year: all but W2; late W8, silent W6
      // S: 6/7 (0), 5/7 (1), 4/7 (3), 3/7 (12), 2/7 (517), 1/7 (518)
      medianHours: { value: 12, events: 6, censored: 1 },
      p90Hours: { value: null },
      // From 5 June 2015 23:00 UTC to 11 March 2026 07:00 UTC: 3931 days and 8 hours
      openNow: { n: 1, overdue: 1, unanswered: 1, oldestHours: 3931 * 24 + 8 },
      outcomes: { solved: 3, explained: 2, refused: 1, merged: 0 },
    })
  })

  it('gives the figures of one month', async () => {
    expect(await figures('water-office', '2015-06-01', '2015-06-30')).toMatchObject({
      received: 3,
      answered: 2,
      onTime: { n: 1, of: 3 },
      medianHours: { value: 518, events: 2, censored: 1 },
      outcomes: { solved: 1, explained: 1, refused: 0 },
    })
    // Due on 22 June at the latest: W6 is not yet due.
    expect(await figures('water-office', '2015-06-01', '2015-06-28')).toMatchObject({
      onTime: { n: 1, of: 2 },
    })
  })

  it('leaves nothing in the database that contradicts itself', async () => {
    expect(await brokenInvariants(importing.portal.deps)).toEqual([])
  })
})
