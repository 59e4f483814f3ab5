import { type Events, noEvents } from '../rollups/events.ts'
import type { Measured } from '../rollups/measure.ts'
import { type Share, shareOf } from './figures.ts'
import { isPartial, type Month } from './window.ts'

/** Events of a month and the stock at its end: open = open before + received + reopened - answered - left. */
export type FlowMonth = {
  /** YYYY-MM. */
  month: string
  received: number
  reopened: number
  answered: number
  left: number
  open: number
  onTime: Share
  /** The month was not over. */
  partial: boolean
}

/** `measured` must have been read with `flow`. */
export function flowOf(
  measured: Measured,
  months: readonly Month[],
  asOf: number,
  timeZone: string,
): FlowMonth[] {
  const first = months[0]?.number ?? 0
  let open = 0
  for (const [month, events] of measured.months) if (month < first) open += changeIn(events)
  return months.map((month) => {
    const events = measured.months.get(month.number) ?? noEvents()
    const { received, reopened, ended, left, onTime, late } = events
    open += changeIn(events)
    return {
      month: month.month,
      ...{ received, reopened, answered: ended, left, open },
      onTime: shareOf(onTime, onTime + late),
      partial: isPartial(month, asOf, timeZone),
    }
  })
}

const changeIn = ({ received, reopened, ended, left }: Events): number => received + reopened - ended - left
