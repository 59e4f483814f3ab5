import { formatDay, formatMonthShort } from '../../../platform/time/format.ts'
import type { FlowMonth } from '../figures/flow.ts'
import type { Reading } from '../pages/reading.ts'

/** Months between two names of an axis, counted back from the last one, where there is room. */
export const every = { quarter: 3, half: 6 } as const

/** Gaps between names for which there is room on a desk, on tablets and paper, on phones. */
const MOST_GAPS = { wide: 8, middle: 4, narrow: 2 } as const

export function timesOf(flow: readonly Pick<FlowMonth, 'month'>[], between: number, { lang }: Reading) {
  const last = flow.length - 1
  const apart = (gaps: number) => monthsApart(last, gaps, between)
  const [wide, middle, narrow] = [apart(MOST_GAPS.wide), apart(MOST_GAPS.middle), apart(MOST_GAPS.narrow)]
  return flow.map(({ month }, index) => {
    const fromLast = last - index
    return {
      label: fromLast % wide === 0 ? formatMonthShort(`${month}-01`, lang) : '',
      minor: fromLast % narrow !== 0,
      least: fromLast % middle !== 0,
    }
  })
}

/** Twice as far until there are few enough, so that names with less room are some of those with more. */
const monthsApart = (months: number, gaps: number, between: number): number =>
  months / between <= gaps ? between : monthsApart(months, gaps, between * 2)

export const partialNote = (
  flow: readonly FlowMonth[],
  lastDay: string,
  { lang, t }: Reading,
): string | null => (flow.at(-1)?.partial ? t('statistics:partial', { day: formatDay(lastDay, lang) }) : null)
