import type { Sample } from '../../../platform/http/route.ts'
import { recountModel } from '../pages/recount-page.ts'
import { coverageModel, trialModel } from '../pages/routing-pages.ts'
import { termModel } from '../pages/term-page.ts'
import { coverageOf, tryRoute } from '../routing.ts'
import { aroundOf, moves, names, past } from './documents.ts'
import { sample } from './sample.ts'

export const trialSamples: Sample[] = [
  sample('try routing', 'try-routing', (place) =>
    trialModel(aroundOf(place), { typed: {}, errors: {}, trial: null }),
  ),
  sample('try routing result', 'try-routing', (place) =>
    trialModel(aroundOf(place), {
      typed: { text: 'На дороге яма' },
      errors: {},
      trial: tryRoute(aroundOf(place), { guesses: ['pothole', 'dump'], categoryCode: null, point: null }),
    }),
  ),
  sample('try routing nobody', 'try-routing', (place) =>
    trialModel(aroundOf(place), {
      typed: { text: '?' },
      errors: {},
      trial: { guesses: [], category: null, area: null, routed: null },
    }),
  ),
  sample('try routing errors', 'try-routing', (place) =>
    trialModel(aroundOf(place), {
      typed: { text: '', point: 'x' },
      errors: { text: 'settings:error.trialText', point: 'settings:error.point' },
      trial: null,
    }),
  ),
  sample('coverage', 'coverage', (place) => coverageModel(aroundOf(place), coverageOf(aroundOf(place)))),
  sample('coverage gaps', 'coverage', (place) => {
    const around = aroundOf(place)
    const directory = { ...around.directory, rules: around.directory.rules.slice(0, 2) }
    return coverageModel(around, coverageOf({ ...around, directory }))
  }),
  sample('recount', 'recount', (place) => recountModel({ around: aroundOf(place), moves, past })),
  sample('recount nothing', 'recount', (place) =>
    recountModel({ around: aroundOf(place), moves: [], past: [], isAsked: true }),
  ),
  sample('recount errors', 'recount', (place) =>
    recountModel({
      ...{ around: aroundOf(place), moves, past, isConflict: true },
      errors: { 'reason.kk': 'settings:error.reason', confirm: 'settings:error.confirm' },
    }),
  ),
  sample('try term', 'try-term', (place) =>
    termModel(aroundOf(place), {
      typed: { day: '2026-03-20', time: '19:00' },
      errors: {},
      counted: {
        ...{ receivedOn: '2026-03-20', registeredOn: '2026-03-26', why: 'afterHours', dueOn: '2026-04-16' },
        ...{ termDays: 15, calendar: 'kz-2026.2', calendarMissing: true },
        exceptions: [{ day: '2026-03-24', kind: 'off', names: names('Наурыз', 'Наурыз', 'Nauryz') }],
      },
    }),
  ),
  sample('try term errors', 'try-term', (place) =>
    termModel(aroundOf(place), {
      typed: { day: '', time: '25:00' },
      errors: { day: 'settings:error.day', time: 'settings:error.time' },
      counted: null,
    }),
  ),
]
