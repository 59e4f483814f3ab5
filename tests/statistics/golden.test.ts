import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type City, cityById } from '../../src/features/city/index.ts'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import type { FigureQuery } from '../../src/features/statistics/figures/figure-query.ts'
import {
  cityFigures,
  defaultQuery,
  officeFigures,
  officesFigures,
  refreshFigures,
} from '../../src/features/statistics/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bulkOf, type History, HistoryBuilder, HOUR } from './histories.ts'

/** Hour 0 of the table: the first minute of January 2026 in Almaty (UTC+5). January has 744 hours. */
const january = Date.parse('2025-12-31T19:00:00Z')
const at = (hours: number) => january + hours * HOUR

let portal: Portal
let city: City

beforeAll(async () => {
  portal = await openPortal()
  const found = await cityById(portal.deps, portal.cast.city.id)
  if (found === null) throw new Error('no city')
  city = found
  await plant(table())
})
afterAll(() => portal.close())

const inJanuary = (more: Partial<FigureQuery> = {}): FigureQuery => ({
  ...defaultQuery(city, portal.deps.now()),
  window: { from: '2026-01-01', to: '2026-01-31' },
  windowGiven: true,
  ...more,
})

async function plant(histories: History[]) {
  const { cast, deps } = portal
  await writeComplaints(
    deps.pool,
    histories.map((history) => bulkOf(cast, history)),
  )
  await refreshFigures(deps, cast.city.id)
}

/**
 * The hand-made table of January 2026. Times are hours of the month; terms end at hour 400 but where said; it is
 * read on 11 March at noon, which is hour 1668. West and potholes (P), or east and heating (H).
 *
 *  no     received  office   what happened                                                    to the first answer
 *   1  P     0      roads    solved at 10, confirmed                                              10 h
 *   2  P     0      roads    solved at 20, reopened at 100 (term 500), explained at 450           20 h
 *   3  P    24      roads    planned at 30, solved at 424: the plan was in time                    6 h
 *   4  H    24      housing  refused at 500, late                                                476 h
 *   5  H    48      housing  withdrawn at 60                                                      12 h+
 *   6  P    48      roads    passed to housing at 50 (term 410), solved at 120, partly            72 h
 *   7  H    72      housing  nothing, still open                                                1596 h+
 *   8  H    72      housing  merged at 80                                                      (not counted)
 *   9  P    96      power    by phone; forwarded outside at 100                                    4 h+
 *  10  H    96      housing  term extended to 500, made "other" at 520, explained at 550         454 h
 *  11  P   -30      roads    of December; term 370; solved at 15; reopened at 900 (term 1200)  (not received)
 */
function table(): History[] {
  const { cast } = portal
  const { roads, housing, power } = cast.offices
  const { executor } = cast.staff
  const { heating, other, potholes } = cast.categories
  const P = { category: potholes, district: cast.districts.west }
  const H = { category: heating, district: cast.districts.east }
  const build = (hour: number, place: object, office: number, due = 400) =>
    new HistoryBuilder(cast, at(hour), place).sent(at(hour), office, at(due))
  return [
    build(0, P, roads).answered(at(10)).confirmed(at(12)),
    build(0, P, roads)
      .answered(at(20), 'solved', executor)
      .reopened(at(100), at(500))
      .answered(at(450), 'explained'),
    build(24, P, roads).planned(at(30)).answered(at(424)),
    build(24, H, housing).refused(at(500)),
    build(48, H, housing).withdrawn(at(60)),
    build(48, P, roads).transferred(at(50), roads, housing, at(410)).answered(at(120)).partly(at(130)),
    build(72, H, housing),
    build(72, H, housing).merged(at(80)),
    build(96, { ...P, channel: 'phone' }, power).forwarded(at(100)),
    build(96, H, housing)
      .extended(at(300), at(500))
      .recategorised(at(520), other, heating)
      .answered(at(550), 'explained'),
    build(-30, P, roads, 370).answered(at(15)).reopened(at(900), at(1200)),
  ].map(({ history }) => history)
}

describe('the city of the hand-made table', () => {
  it('counts each complaint once by its own clock', async () => {
    const { body } = await cityFigures(portal.deps, city, inJanuary())
    expect(body.figures).toMatchObject({
      asOf: '2026-03-11T07:00:00.000Z',
      window: { from: '2026-01-01', to: '2026-01-31' },
      filter: {},
      method: '1',
      // 1 2 3 4 5 6 7 9 10; 8 is merged, 11 came in December
      received: 9,
      // 1 2 3 4 6 10 and 11
      answered: 7,
      // due 1 2 3 4 6 7 10 11; 5 was withdrawn and 9 forwarded before; in time 1 2 3 6 11
      onTime: { n: 5, of: 8, share: 0.625, low: 0.3057, high: 0.8632 },
      // at risk 9: 4+, 6 (7/8), 10 (6/8), 12+, 20 (0.6), 72 (0.45), 454 (0.3), 476 (0.15), 1596+
      medianHours: { value: 72, events: 6, censored: 3 },
      p90Hours: { value: null },
      // solved 10, 72, 400: 1/8 + 0.875/6 + 0.7292/5; others at 450, 454, 476; open 4+, 12+, 1596+
      resolution: { within30d: 0.4167, medianHours: { value: null } },
      verdicts: { confirmed: 1, disputed: 3, none: 4, partly: 1 },
      // eight final answers, all older than 30 days; 2 came back after 80 h, 11 only after 885 h
      reopened: { n: 1, of: 8, share: 0.125 },
      openNow: {
        n: 2,
        overdue: 2,
        unanswered: 1,
        oldestHours: 1698,
        ageBands: { '0-3': 0, '4-15': 0, '16-30': 0, '31-90': 2, '90+': 0 },
      },
      outcomes: { solved: 5, planned: 0, explained: 2, refused: 1, forwarded: 1, withdrawn: 1, merged: 1 },
      refusedBy: { repeated: 1 },
      transfers: { within3: 1, later: 0, medianOffices: 1 },
      extended: { n: 1, of: 8 },
      expectedOnTime: { share: null, differs: false },
      // 2 was called solved by a person, without the photo that potholes demand; 10 after its term
      signals: { instant: 0, bursts: 0, noPhoto: 1, recategorised: 1, hidden: 0 },
    })
  })

  it('explains the change of the stock month by month', async () => {
    const { body } = await cityFigures(portal.deps, city, inJanuary())
    const [december, ofJanuary] = body.flow.slice(-2)
    expect(december).toMatchObject({ month: '2025-12', received: 1, answered: 0, open: 1, partial: false })
    expect(ofJanuary).toMatchObject({
      month: '2026-01',
      received: 9,
      reopened: 1,
      answered: 8,
      left: 2,
      open: 1,
      onTime: { n: 5, of: 8 },
      partial: false,
    })
    expect(body.flow).toHaveLength(25)
    const toToday = { window: { from: '2026-01-01', to: '2026-03-10' } }
    const { body: later } = await cityFigures(portal.deps, city, inJanuary(toToday))
    expect(later.flow.slice(-2)).toMatchObject([
      { month: '2026-02', received: 0, reopened: 1, answered: 0, left: 0, open: 2, partial: false },
      { month: '2026-03', received: 0, open: 2, partial: true },
    ])
  })

  it('divides by category and by district', async () => {
    const { body } = await cityFigures(portal.deps, city, inJanuary())
    expect(body.categories).toMatchObject([
      { code: 'potholes', received: 5, onTime: { n: 5, of: 5 } },
      { code: 'heating', received: 3, onTime: { n: 0, of: 2 } },
      { code: 'other', received: 1, onTime: { n: 0, of: 1 } },
    ])
    // fewer than ten due in a district: counts, but no share
    expect(body.districts).toMatchObject([
      { code: 'west', received: 5, onTime: { n: 5, of: 5, share: null, low: null, high: null } },
      { code: 'east', received: 4, onTime: { n: 0, of: 3, share: null } },
    ])
  })

  it('narrows by category, district and channel', async () => {
    const { cast } = portal
    const received = async (more: Partial<FigureQuery>) =>
      (await cityFigures(portal.deps, city, inJanuary(more))).body.figures
    const heating = { id: cast.categories.heating, code: 'heating' }
    const west = { id: cast.districts.west, code: 'west' }
    expect(await received({ category: heating })).toMatchObject({
      filter: { category: 'heating' },
      received: 3,
      onTime: { n: 0, of: 2, share: 0 },
      outcomes: { refused: 1, merged: 1, withdrawn: 1, solved: 0 },
    })
    expect(await received({ district: west })).toMatchObject({ received: 5, onTime: { share: null } })
    expect(await received({ channel: 'phone' })).toMatchObject({ received: 1, outcomes: { forwarded: 1 } })
    expect(await received({ category: heating, district: west })).toMatchObject({ received: 0, answered: 0 })
  })
})

describe('the offices of the hand-made table', () => {
  const ofOffice = (code: 'roads' | 'housing' | 'power' | 'akimat') =>
    officeFigures(portal.deps, city, inJanuary({ office: { id: portal.cast.offices[code], code } }))

  it('counts the stays of roads; one that was reopened is a stay of its own, but not received', async () => {
    const { body } = await ofOffice('roads')
    expect(body.figures).toMatchObject({
      filter: { office: 'roads' },
      // 1 2 3 6
      received: 4,
      // 1 2 2-again 3 11
      answered: 5,
      // 6 was passed on before its term; 2-again was due at 500
      onTime: { n: 5, of: 5, share: 1 },
      // 2+, 6 (2/3), 10 (1/3), 20 (0)
      medianHours: { value: 10, events: 3, censored: 1 },
      p90Hours: { value: 20 },
      // solved 10 and 400, explained at 450 after the reopening, passed on after 2
      resolution: { within30d: 0.6667, medianHours: { value: 400 } },
      verdicts: { confirmed: 1, disputed: 2, none: 2, partly: 0 },
      reopened: { n: 1, of: 5 },
      openNow: { n: 1, overdue: 1, unanswered: 1, oldestHours: 768 },
      outcomes: { solved: 4, explained: 1, refused: 0, forwarded: 0, withdrawn: 0, merged: 0 },
      transfers: { within3: 1, later: 0 },
      signals: { noPhoto: 1, recategorised: 0 },
    })
    expect(body.flow.at(-1)).toMatchObject({ received: 4, reopened: 1, answered: 5, left: 1, open: 0 })
    expect(body.answerDays.slice(0, 2)).toEqual([3, 0])
    expect(body.together.onTime).toMatchObject({ n: 6, of: 9 })
  })

  it('counts the stays of housing against what its mix of categories lets expect', async () => {
    const { body } = await ofOffice('housing')
    expect(body.figures).toMatchObject({
      // 4 5 6-passed-on 7 8 10
      received: 6,
      answered: 3,
      // due 4 6 7 10; 5 withdrawn, 8 merged
      onTime: { n: 1, of: 4 },
      // 8+, 12+, 70 (3/4), 454 (1/2), 476 (1/4), 1596+
      medianHours: { value: 454, events: 3, censored: 3 },
      p90Hours: { value: null },
      extended: { n: 1, of: 4 },
      openNow: { n: 1, overdue: 1, unanswered: 1, oldestHours: 1596 },
      outcomes: { solved: 1, explained: 1, refused: 1, withdrawn: 1, merged: 1 },
      transfers: { within3: 0 },
      // potholes of all offices 6 of 6, heating 0 of 2, other 0 of 1: (1 x 1 + 2 x 0 + 1 x 0) / 4
      expectedOnTime: { share: 0.25, differs: false },
      signals: { recategorised: 1 },
    })
    expect(body.flow.at(-1)).toMatchObject({ received: 6, reopened: 0, answered: 3, left: 2, open: 1 })
  })

  it('takes forwarding outside for an end without an answer', async () => {
    const { body } = await ofOffice('power')
    expect(body.figures).toMatchObject({
      received: 1,
      answered: 0,
      onTime: { n: 0, of: 0, share: null },
      medianHours: { value: null, events: 0, censored: 1 },
      outcomes: { forwarded: 1 },
      openNow: { n: 0, oldestHours: null },
    })
  })

  it('lists every office of the city, those without work too, and all together', async () => {
    const { body } = await officesFigures(portal.deps, city, inJanuary())
    expect(body.offices.map(({ office, received }) => [office, received])).toEqual([
      ['roads', 4],
      ['housing', 6],
      ['power', 1],
      ['akimat', 0],
    ])
    expect(body.together).toMatchObject({ received: 11, onTime: { n: 6, of: 9 }, openNow: { n: 2 } })
  })
})

describe('the golden cases of the method', () => {
  const heating = () => ({ category: { id: portal.cast.categories.lights, code: 'lights' } })
  const lights = (hour: number, due = 700) =>
    new HistoryBuilder(portal.cast, at(hour), { category: portal.cast.categories.lights }).sent(
      at(hour),
      portal.cast.offices.power,
      at(due),
    )

  it('gives median 31 and no p90 for 5, 8, 8+, 12, 20, 20+, 31, 40+, 55, 72+', async () => {
    const answered = [5, 8, 12, 20, 31, 55].map((hours) => lights(0).answered(at(hours)))
    const gone = [8, 20, 40, 72].map((hours) => lights(0).withdrawn(at(hours)))
    await plant([...answered, ...gone].map(({ history }) => history))
    const { body } = await cityFigures(portal.deps, city, inJanuary(heating()))
    expect(body.figures.medianHours).toEqual({ value: 31, low: 5, high: null, events: 6, censored: 4 })
    expect(body.figures.p90Hours).toEqual({ value: null })
  })

  it('gives 4 of 9 for twelve due: 3 withdrawn before, 4 in time, 1 late, 4 silent', async () => {
    const snow = (due: number) =>
      new HistoryBuilder(portal.cast, at(0), { category: portal.cast.categories.snow }).sent(
        at(0),
        portal.cast.offices.roads,
        at(due),
      )
    await plant(
      [
        ...[1, 2, 3].map((hours) => snow(120).withdrawn(at(hours))),
        ...[1, 2, 3, 120].map((hours) => snow(120).answered(at(hours))),
        snow(120).answered(at(120) + 1),
        ...[1, 2, 3, 4].map(() => snow(120)),
      ].map(({ history }) => history),
    )
    const category = { id: portal.cast.categories.snow, code: 'snow' }
    const { body } = await cityFigures(portal.deps, city, inJanuary({ category }))
    expect(body.figures.onTime).toEqual({ n: 4, of: 9, share: 0.4444, low: 0.1888, high: 0.7333 })
  })

  it('counts answers in bursts, answers within minutes and hidden complaints', async () => {
    const { cast } = portal
    const violence = (minutes: number) =>
      new HistoryBuilder(cast, at(200), { category: cast.categories.violence })
        .sent(at(200), cast.offices.akimat, at(700))
        .answered(at(200) + minutes * 60_000, 'explained', cast.staff.head)
    // 19 answers within 9 minutes are no burst; the 20th makes one; one an hour later stands alone.
    const minutes = [...Array.from({ length: 20 }, (_, index) => 11 + index * 0.45), 90]
    await plant([violence(5).hidden(at(300)), ...minutes.map(violence)].map(({ history }) => history))
    const category = { id: cast.categories.violence, code: 'violence' }
    const { body } = await cityFigures(portal.deps, city, inJanuary({ category }))
    // 5 minutes after receipt is the only instant one, and belongs to the run: 5 to 15 minutes holds ten answers
    expect(body.figures.signals).toEqual({ instant: 1, bursts: 20, noPhoto: 0, recategorised: 0, hidden: 1 })
    expect(body.figures.signals.bursts).toBeLessThan(22)
  })
})
