import { isFailure, isGood, isShed, type RequestClass, type Sample } from '../generator/samples.ts'
import type { Watched } from '../portal/watch-portal.ts'
import type { Evidence } from '../verdict/claim.ts'
import { quantile } from '../verdict/latencies.ts'

/** Columns over time; null where nothing is known. All have one value for each of `seconds`. */
export type Series = {
  /** Beginning of each span, from the start. */
  seconds: number[]
  /** Length of a span. */
  span: number
  columns: Record<string, (number | null)[]>
}

export const groups: Record<'reading' | 'map' | 'statistics' | 'staff' | 'filing', readonly RequestClass[]> =
  {
    reading: ['reading'],
    map: ['map'],
    statistics: ['statistics'],
    staff: ['staff'],
    filing: ['filing', 'upload'],
  }
export type Group = keyof typeof groups

const mostSpans = 90

export function seriesOf({ seen, lived, watched }: Evidence): Series {
  const start = lived[0]?.from ?? 0
  const end = lived.at(-1)?.to ?? start
  const span = Math.max(1, Math.ceil((end - start) / 1000 / mostSpans))
  const spans = Math.max(1, Math.ceil((end - start) / 1000 / span))
  const at = (time: number) => Math.floor((time - start) / 1000 / span)
  const samples = inSpans(seen.samples, spans, ({ planned }) => at(planned))
  const answers = inSpans(seen.samples, spans, ({ planned, ms }) => at(planned + ms))
  const filings = inSpans(seen.filings, spans, ({ planned }) => at(planned))
  const rows = inSpans(watched, spans, (row) => at(row.at))
  const perSecond = (count: number) => Math.round((count / span) * 10) / 10
  const columns: Series['columns'] = {
    'reports begun': filings.map((own) => perSecond(own.length)),
    'reports acknowledged': answers.map((own) =>
      perSecond(
        own.filter(({ of, page, status }) => of === 'filing' && page === 'send' && status === 303).length,
      ),
    ),
    'memory MB': rows.map((own) => mostOf(own, (row) => row.rssMb)),
    'loop delay ms': rows.map((own) => mostOf(own, (row) => row.loopDelayMs)),
    'queue age s': rows.map((own) => mostOf(own, (row) => row.queueAgeS)),
    'mails waiting': rows.map((own) => mostOf(own, (row) => row.mailBacklog)),
    'portal %': rows.map((own) => percent(mostOf(own, (row) => row.cores?.portal ?? null))),
    'database %': rows.map((own) => percent(mostOf(own, (row) => row.cores?.database ?? null))),
    'helpers %': rows.map((own) => percent(mostOf(own, (row) => row.cores?.helpers ?? null))),
    'busy %': rows.map((own) => percent(mostOf(own, (row) => row.busy))),
    'steal %': rows.map((own) => percent(mostOf(own, (row) => row.steal))),
  }
  for (const [group, of] of Object.entries(groups)) {
    const own = samples.map((all) => all.filter((sample) => of.includes(sample.of)))
    const ended = answers.map((all) => all.filter((sample) => of.includes(sample.of) && isGood(sample)))
    columns[`${group} asked`] = own.map((some) => perSecond(some.length))
    columns[`${group} answered`] = ended.map((some) => perSecond(some.length))
    columns[`${group} refused`] = own.map((some) => perSecond(some.filter(isShed).length))
    columns[`${group} failed`] = own.map((some) => perSecond(some.filter(isFailure).length))
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
      ['p99', 0.99],
    ] as const) {
      columns[`${group} ${name}`] = own.map((some) => waitOf(some, share))
    }
  }
  return { seconds: Array.from({ length: spans }, (_, index) => index * span), span, columns }
}

function inSpans<Item>(items: readonly Item[], spans: number, at: (item: Item) => number): Item[][] {
  const found: Item[][] = Array.from({ length: spans }, () => [])
  for (const item of items) found[at(item)]?.push(item)
  return found
}

function waitOf(samples: readonly Sample[], share: number): number | null {
  const waits = samples.filter((sample) => !isShed(sample)).map(({ ms }) => ms)
  return waits.length === 0 ? null : Math.round(quantile(waits, share))
}

function mostOf(rows: readonly Watched[], of: (row: Watched) => number | null): number | null {
  const values = rows.flatMap((row) => of(row) ?? [])
  return values.length === 0 ? null : Math.round(Math.max(...values) * 1000) / 1000
}

const percent = (share: number | null): number | null => (share === null ? null : Math.round(share * 100))
