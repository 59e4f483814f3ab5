import { formatDay, formatMonthShort } from '../../../platform/time/format.ts'
import type { FlowMonth } from '../figures/flow.ts'
import type { Reading } from '../pages/reading.ts'

/** Months between two names of an axis, counted back from the last one; on phones one name a year. */
export const every = { quarter: 3, half: 6, year: 12 } as const

export function timesOf(flow: readonly Pick<FlowMonth, 'month'>[], between: number, { lang }: Reading) {
  return flow.map(({ month }, index) => {
    const fromLast = flow.length - 1 - index
    return {
      label: fromLast % between === 0 ? formatMonthShort(`${month}-01`, lang) : '',
      minor: fromLast % every.year !== 0,
    }
  })
}

export const partialNote = (
  flow: readonly FlowMonth[],
  lastDay: string,
  { lang, t }: Reading,
): string | null => (flow.at(-1)?.partial ? t('statistics:partial', { day: formatDay(lastDay, lang) }) : null)
