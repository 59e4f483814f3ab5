import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** What an address asks: ISO days, both included; codes; '' and null for all. */
export type AnalysisAsked = {
  from: string
  to: string
  unit: 'week' | 'month'
  kind: string | null
  category: string | null
  area: string | null
}

/** Years near the first one lead to days before it, which are no dates to the database. */
const firstYear = '1900'
const day = z.iso
  .date()
  .refine((typed) => typed >= firstYear)
  .optional()
  .catch(undefined)
const code = z.string().min(1).max(60).nullable().catch(null)
const Query = z.object({ from: day, to: day, kind: code, category: code, area: code })

const usualMonths = 12
const mostYears = 3
/** Up to here, weeks are few enough to be told apart. */
const mostWeekDays = 120

/** The last twelve months unless others are asked for; three years at most, never backwards, never beyond today. */
export function readAsked(query: unknown, today: string): AnalysisAsked {
  const { from, to = today, kind, category, area } = Query.parse(query)
  const last = Temporal.PlainDate.from(to > today ? today : to)
  const usual = last
    .subtract({ months: usualMonths - 1 })
    .with({ day: 1 })
    .toString()
  const earliest = last.subtract({ years: mostYears }).toString()
  const asked = from === undefined || from > last.toString() ? usual : from
  const first = asked < earliest ? earliest : asked
  const days = Temporal.PlainDate.from(first).until(last, { largestUnit: 'days' }).days
  return {
    from: first,
    to: last.toString(),
    unit: days <= mostWeekDays ? 'week' : 'month',
    kind,
    category,
    area,
  }
}

/** The same period in whole months, the last of which may be going on: `today` is the last day there is. */
export function wholeMonths<Period extends Pick<AnalysisAsked, 'from' | 'to'>>(
  asked: Period,
  today: string,
): Period {
  const end = Temporal.PlainDate.from(asked.to).add({ months: 1 }).with({ day: 1 }).subtract({ days: 1 })
  return {
    ...asked,
    from: Temporal.PlainDate.from(asked.from).with({ day: 1 }).toString(),
    to: end.toString() > today ? today : end.toString(),
  }
}

/** The period of the same length before. */
export function periodBefore({ from, to }: Pick<AnalysisAsked, 'from' | 'to'>): { from: string; to: string } {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const days = first.until(last, { largestUnit: 'days' }).days + 1
  return { from: first.subtract({ days }).toString(), to: first.subtract({ days: 1 }).toString() }
}

/** The first days of all weeks or months of a period, in order: also of those in which nothing happened. */
export function timesOf({ from, to, unit }: Pick<AnalysisAsked, 'from' | 'to' | 'unit'>): string[] {
  const first = Temporal.PlainDate.from(from)
  const step = unit === 'month' ? { months: 1 } : { days: 7 }
  const times: string[] = []
  let at = unit === 'month' ? first.with({ day: 1 }) : first.subtract({ days: first.dayOfWeek - 1 })
  for (; Temporal.PlainDate.compare(at, Temporal.PlainDate.from(to)) <= 0; at = at.add(step))
    times.push(at.toString())
  return times
}
