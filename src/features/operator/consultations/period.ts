import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

const day = z.iso.date().optional().catch(undefined)
const PeriodForm = z.object({ from: day, to: day })

/** ISO days, both included. */
export type Period = { from: string; to: string }

const usualDays = 30
const mostDays = 366

/** The last 30 days unless others are asked for; a year at most, never backwards, never beyond today. */
export function periodOf(query: unknown, today: string): Period {
  const { from, to = today } = PeriodForm.parse(query)
  const last = Temporal.PlainDate.from(to > today ? today : to)
  const earliest = last.subtract({ days: mostDays - 1 }).toString()
  const usual = last.subtract({ days: usualDays - 1 }).toString()
  const first = from === undefined || from > last.toString() ? usual : from
  return { from: first < earliest ? earliest : first, to: last.toString() }
}
