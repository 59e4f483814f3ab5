import { noEvents } from '../rollups/events.ts'
import type { Measured } from '../rollups/measure.ts'
import { type Share, shareOf } from './figures.ts'
import { withoutSmall } from './small-numbers.ts'
import { type Month, monthsOf, type Window } from './window.ts'

/** What a small line shows of a month. */
export type MonthCounts = { month: string; received: number; onTime: Share }

/** The months that a window touches, whole ones even where it begins in the middle. */
export const monthsWithin = (window: Window, timeZone: string): Month[] =>
  monthsOf(window, timeZone).filter(({ month }) => month >= window.from.slice(0, 7))

/** Only the months of the window may be asked for: others have not been read. */
export const monthCounts = (
  measured: Pick<Measured, 'months'>,
  months: readonly Pick<Month, 'month' | 'number'>[],
): MonthCounts[] =>
  months.map(({ month, number }) => {
    const { received, onTime, late } = measured.months.get(number) ?? noEvents()
    return { month, received, onTime: withoutSmall(shareOf(onTime, onTime + late)) }
  })
