import type { HourCounts } from '../estimators/risk-table.ts'
import { type Share, shareOf, tallyOf } from './figures.ts'
import type { Measured } from './measure.ts'
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

export function flowOf(
  measured: Measured,
  months: readonly Month[],
  asOf: number,
  timeZone: string,
): FlowMonth[] {
  const events = eventsByMonth(measured)
  const change = (position: number) =>
    events.received(position) + events.reopened(position) - events.answered(position) - events.left(position)
  let open = change(0)
  return months.map((month, index) => {
    const position = index + 1
    open += change(position)
    const onTime = events.onTime(position)
    return {
      month: month.month,
      received: events.received(position),
      reopened: events.reopened(position),
      answered: events.answered(position),
      left: events.left(position),
      open,
      onTime: shareOf(onTime, onTime + events.late(position)),
      partial: isPartial(month, asOf, timeZone),
    }
  })
}

/** Counts by position of the month, 0 = all before the first. */
function eventsByMonth(measured: Measured) {
  const of = (counted: HourCounts) => {
    const byMonth = new Map<number, number>()
    for (const [month, n] of counted) byMonth.set(month, (byMonth.get(month) ?? 0) + n)
    return (position: number) => byMonth.get(position) ?? 0
  }
  const pairs = (month: 'answeredIn' | 'reopenedIn', n: 'ends' | 'reopenings') =>
    measured.answers.flatMap((row) => (row[month] === null ? [] : [[row[month], row[n]] as const]))
  // Stays begin anew when a complaint is reopened; complaints are reopened after an answer.
  const stays = [...tallyOf(measured, 'reopened')]
  const isOfStays = measured.tallies.some(({ grp }) => grp !== 0)
  return {
    received: of(tallyOf(measured, 'received')),
    reopened: of(isOfStays ? stays : pairs('reopenedIn', 'reopenings')),
    answered: of(pairs('answeredIn', 'ends')),
    left: of(tallyOf(measured, 'left')),
    onTime: of(tallyOf(measured, 'onTime')),
    late: of(tallyOf(measured, 'due')),
  }
}
