import type { Piece, Reading } from './read.ts'
import { type Days, daysOfMonth, isInside, type PartedMonth, partedMonths } from './span.ts'
import { monthOf } from './sums.ts'

/** Which of the long columns are wanted: the rest stays where the database has put it aside. */
export type Wanted = { counts: boolean; hours: boolean; open: boolean }

/** Rows of one table, and what each of them is a piece of. */
export type Slot = {
  table: 'month' | 'day'
  /** Months or days. */
  first: number
  last: number
  gives: readonly Giving[]
}
type Giving = { days: (span: number) => Days; n: Piece['n']; wanted: Wanted }

/**
 * What has to be read of a cell. Whole months, where no border lies inside; of another month its row, and the days of its
 * shorter parts, which are taken from the row for what is left of the month. So a border costs half a month of days at most.
 */
export function slotsOf(reading: Reading): Slot[] {
  const { detail, span } = reading
  const parted = partedMonths(span, { isSettledAsked: detail === 'figures' || detail === 'flow' })
  return [...slotsOfWhole(reading, parted), ...parted.flatMap((month) => slotsOfParts(reading, month))]
    .map((slot) => ({ ...slot, gives: slot.gives.filter(({ wanted }) => isAny(wanted)) }))
    .filter(({ gives }) => gives.length > 0)
}

/** What any of its pieces wants of a row. */
export const wantedOfSlot = ({ gives }: Slot): Wanted => ({
  counts: gives.some(({ wanted }) => wanted.counts),
  hours: gives.some(({ wanted }) => wanted.hours),
  open: gives.some(({ wanted }) => wanted.open),
})

/** Behind the last month of all. */
const NEVER = 100_000

function slotsOfWhole(reading: Reading, parted: readonly PartedMonth[]): Slot[] {
  const [from, to] = [monthOf(reading.span.from), monthOf(reading.span.to)]
  const borders = new Set([0, Math.min(from, to), to + 1, NEVER])
  for (const { month } of parted) borders.add(month).add(month + 1)
  const begins = [...borders].sort((a, b) => a - b)
  const isParted = new Set(parted.map(({ month }) => month))
  return begins.slice(0, -1).flatMap((first, index): Slot[] => {
    if (isParted.has(first)) return []
    const last = (begins[index + 1] ?? NEVER) - 1
    const wanted = wantedIn(reading, { first: daysOfMonth(first).first, last: daysOfMonth(last).last })
    return [{ table: 'month', first, last, gives: [{ days: daysOfMonth, n: 1, wanted }] }]
  })
}

function slotsOfParts(reading: Reading, { month, rest, others }: PartedMonth): Slot[] {
  const wanted = wantedIn(reading, rest)
  const ofMonth: Slot = {
    ...{ table: 'month', first: month, last: month },
    gives: [{ days: () => rest, n: 1, wanted }],
  }
  const ofDays = others.map(
    (part): Slot => ({
      ...{ table: 'day', ...part },
      gives: [
        { days: (day) => ({ first: day, last: day }), n: 1, wanted: wantedIn(reading, part) },
        { days: () => rest, n: -1, wanted },
      ],
    }),
  )
  return [ofMonth, ...ofDays]
}

/** Nothing has happened behind the window; what is open is of any day. */
function wantedIn({ detail, span }: Reading, days: Days): Wanted {
  const isOfWindow = isInside(days, span)
  const isOfMonths = detail === 'flow' || monthOf(days.first) >= monthOf(span.from)
  const isOfWindowAlone = detail === 'waits' || detail === 'slices'
  return {
    counts: days.last <= span.to && (isOfWindowAlone ? isOfWindow : isOfMonths),
    hours: isOfWindow && detail !== 'slices' && detail !== 'months',
    open: detail === 'figures' || detail === 'flow' || (detail === 'waits' && isOfWindow),
  }
}

const isAny = ({ counts, hours, open }: Wanted) => counts || hours || open
