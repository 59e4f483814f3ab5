import type { Phase } from './generator/load-order.ts'
import { type ReaderKind, requestsOf } from './generator/readers.ts'
import { type Rate, steady } from './generator/schedule.ts'

export const shapeNames = ['steady', 'tv', 'storm', 'breaking', 'hostile', 'soak'] as const
export type ShapeName = (typeof shapeNames)[number]

/** Something that breaks while people go on. */
export type FaultPlan = { kind: 'restart' | 'kill-portal' | 'kill-database'; atSeconds: number }

export type Shape = {
  name: ShapeName
  title: string
  /** What comes, as a sentence. */
  asked: string
  /** Of the whole shape as it is meant; --minutes makes it shorter. */
  minutes: number
  photoShare: number
  /** Two of them with that share of the reports. */
  photoSize: 'phone' | 'browser'
  phases(minutes: number, factor: number): Phase[]
  faults(minutes: number): FaultPlan[]
}

/** Shares of the requests of readers. */
type Mix = Partial<Record<ReaderKind, number>>

const usualMix: Mix = { story: 0.05, browse: 0.55, search: 0.1, map: 0.2, statistics: 0.1 }
const storyMix: Mix = { story: 0.7, browse: 0.2, search: 0.02, map: 0.05, statistics: 0.03 }
const stormMix: Mix = { story: 0.05, browse: 0.55, search: 0.1, map: 0.25, statistics: 0.05 }

/** Requests of readers per second as sessions per second. */
const reading = ({ from, to }: Rate, mix: Mix): Phase['rates'] =>
  Object.fromEntries(
    Object.entries(mix).map(([kind, share]) => {
      const sessions = share / requestsOf[kind as ReaderKind]
      return [kind, { from: from * sessions, to: to * sessions }]
    }),
  )

const noFaults = () => []

/** kill -9 of portal and database in turn, so many in all, for runs that shall say something of losses. */
export const kills = (count: number, minutes: number): FaultPlan[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: index % 2 === 0 ? 'kill-portal' : 'kill-database',
    atSeconds: ((index + 0.5) * minutes * 60) / count,
  }))
const none = { staff: 0, slow: 0 }

/** Reading 20/s, filing 0.1/s, 20 staff. */
function usualDay(minutes: number, factor: number): Phase[] {
  const rates = { ...reading(steady(20 * factor), usualMix), filing: steady(0.1 * factor) }
  return [{ name: 'day', seconds: minutes * 60, rates, ...none, staff: Math.ceil(20 * factor) }]
}

/** Calm and peaks in turn; sixty staff. */
function storm(minutes: number, factor: number): Phase[] {
  const seconds = minutes * 60
  const part = (name: string, share: number, filing: number): Phase => ({
    name,
    seconds: seconds * share,
    rates: { ...reading(steady(100 * factor), stormMix), filing: steady(filing * factor) },
    ...none,
    staff: Math.ceil(60 * factor),
  })
  return [part('storm', 0.4, 2), part('peak', 0.1, 8), part('storm', 0.4, 2), part('peak', 0.1, 8)]
}

/** One step of the breaking point: the mix of a busy day, so many times. */
export function breakingStep(name: string, seconds: number, times: number): Phase {
  return {
    name,
    seconds,
    rates: { ...reading(steady(40 * times), usualMix), filing: steady(0.5 * times) },
    ...none,
    staff: Math.ceil(10 * times),
  }
}

export const shapes: Record<ShapeName, Shape> = {
  steady: {
    name: 'steady',
    title: 'A steady day',
    asked: '20 requests of readers per second, a report every ten seconds, 20 members of staff at work.',
    minutes: 30,
    photoShare: 0.6,
    photoSize: 'browser',
    phases: usualDay,
    faults: noFaults,
  },
  tv: {
    name: 'tv',
    title: 'A television story',
    asked:
      'From nothing to 300 requests of readers per second within half a minute, 70 % of them for the same page; 5 reports per second, 60 % of them with two photos as the script of the form sends them.',
    minutes: 15.5,
    photoShare: 0.6,
    photoSize: 'browser',
    phases(minutes, factor) {
      const ramp = Math.min(30, minutes * 15)
      const filing = steady(5 * factor)
      const at = (name: string, seconds: number, rate: Rate): Phase => ({
        ...{ name, seconds, rates: { ...reading(rate, storyMix), filing }, ...none },
      })
      return [
        at('everybody comes', ramp, { from: 0, to: 300 * factor }),
        at('the story', minutes * 60 - ramp, steady(300 * factor)),
      ]
    },
    faults: noFaults,
  },
  storm: {
    name: 'storm',
    title: 'A snow storm',
    asked:
      '2 reports per second with peaks of 8, 60 % of them with two photos of 2 MB; 100 requests of readers per second; 60 members of staff who send complaints on, many at once.',
    minutes: 40,
    photoShare: 0.6,
    photoSize: 'phone',
    phases: storm,
    faults: noFaults,
  },
  breaking: {
    name: 'breaking',
    title: 'The breaking point',
    asked:
      'A busy mix that grows by a tenth at each step until p99 passes 5 s or good answers become fewer; then twice the load of the best step.',
    minutes: 40,
    photoShare: 0.3,
    photoSize: 'browser',
    // Made step by step while it runs, see run-shape.ts.
    phases: () => [],
    faults: noFaults,
  },
  hostile: {
    name: 'hostile',
    title: 'A hostile mix',
    asked:
      'First half: the snow storm alone. Second half: 500 connections that never finish their headers, 2 broken uploads, 50 guessed passwords and 20 votes of robots per second besides.',
    minutes: 20,
    photoShare: 0.6,
    photoSize: 'phone',
    phases(minutes, factor) {
      const harm = {
        'broken-upload': steady(2 * factor),
        'login-flood': steady(50 * factor),
        vote: steady(20 * factor),
      }
      const alone = storm(minutes / 2, factor)
      const besieged = storm(minutes / 2, factor).map((phase) => ({
        ...phase,
        name: `${phase.name}, besieged`,
        rates: { ...phase.rates, ...harm },
        slow: Math.round(500 * factor),
      }))
      return [...alone, ...besieged]
    },
    faults: noFaults,
  },
  soak: {
    name: 'soak',
    title: 'Half a day with faults',
    asked: 'The steady day; every half hour the portal is started anew, every hour its database is killed.',
    minutes: 720,
    photoShare: 0.6,
    photoSize: 'browser',
    phases: usualDay,
    faults(minutes) {
      const every = (part: number, kind: FaultPlan['kind']): FaultPlan[] =>
        Array.from({ length: part }, (_, index) => ({
          kind,
          atSeconds: ((index + 0.5) * minutes * 60) / part,
        }))
      return [...every(24, 'restart'), ...every(12, 'kill-database')].sort(
        (a, b) => a.atSeconds - b.atSeconds,
      )
    },
  },
}
