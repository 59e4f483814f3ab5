import { counted } from '../rollups/marks.ts'
import { countOf, type Measured, totalOf } from '../rollups/measure.ts'
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
    const vector = measured.months.get(number) ?? new Map<number, number>()
    const onTime = totalOf(vector, counted.onTime)
    return {
      month,
      received: countOf(vector, counted.received),
      onTime: withoutSmall(shareOf(onTime, onTime + totalOf(vector, counted.late))),
    }
  })
