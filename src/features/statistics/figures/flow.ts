import { counted } from '../rollups/marks.ts'
import { countOf, type Measured, totalOf } from '../rollups/measure.ts'
import { addTo, type Vector } from '../rollups/vector.ts'
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
  const before: Vector = new Map()
  for (const [month, vector] of measured.months) {
    if (month < first) for (const [key, n] of vector) addTo(before, key, n)
  }
  let open = changeIn(before)
  return months.map((month) => {
    const vector = measured.months.get(month.number) ?? new Map()
    open += changeIn(vector)
    const onTime = totalOf(vector, counted.onTime)
    return {
      month: month.month,
      ...eventsOf(vector),
      open,
      onTime: shareOf(onTime, onTime + totalOf(vector, counted.late)),
      partial: isPartial(month, asOf, timeZone),
    }
  })
}

const eventsOf = (vector: Vector) => ({
  received: countOf(vector, counted.received),
  reopened: countOf(vector, counted.reopened),
  answered: countOf(vector, counted.ended),
  left: totalOf(vector, counted.left),
})

function changeIn(vector: Vector): number {
  const { received, reopened, answered, left } = eventsOf(vector)
  return received + reopened - answered - left
}
