import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'

/**
 * Works the figures of all offices and of the three largest categories out from the CSV itself and compares them with those of a running portal. On
 * purpose it imports nothing of the portal: dates, working days, Kaplan-Meier are written down a second time, in the
 * plainest way. What it knows of the portal are its rules: docs/import.md and the public method page.
 */

const HELP = `Compares the figures of a portal with a recomputation from boston311_2015.csv.gz.

Usage: node tests/bench/check-boston.ts FILE --url http://localhost:3000/en/boston [--window 2015-01-01..2015-12-31]...

Prints every figure that differs. Exit code 0: all are equal, 1: some differ, 2: it could not compare.`

const options = {
  url: { type: 'string', default: 'http://localhost:3000/en/boston' },
  window: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} as const
const usualWindows = ['2015-01-01..2015-12-31', '2015-03-01..2015-05-31']

const HOUR = 3_600_000
const DAY = 86_400_000
const TERM_DAYS = 15
const DAY_ENDS = (18 * 60 + 30) * 60_000

/** How the mapping reads `closure_kind`; every other kind is `explained`. */
const outcomes: Record<string, string> = {
  'Case Resolved': 'solved',
  'Bulk Item Automation': 'solved',
  'Case Invalid': 'refused',
  'Duplicate of Existing Case': 'merged',
}

type Case = {
  office: string
  category: string
  start: number
  due: number
  /** Null while it is open. */
  end: number | null
  outcome: string
}

type Row = Record<string, string>

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  if (values.help || file === undefined) {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  const bytes = await readFile(file)
  const cases = parseCsv((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')).map(caseOf)
  let differences = 0
  for (const window of values.window ?? usualWindows) {
    const [from = '', to = from] = window.split('..')
    const answer = await fetch(`${values.url}/statistics/offices.json?from=${from}&to=${to}`)
    if (!answer.ok) throw new Error(`${answer.url} answers ${answer.status}`)
    const { asOf, offices } = (await answer.json()) as { asOf: string; offices: OfficeRow[] }
    const question = { from, to, asOf: Date.parse(asOf) }
    differences += compare(cases, offices, question)
    differences += await compareCategories(cases, values.url, question)
  }
  console.log(differences === 0 ? 'All figures are equal.' : `${differences} figures differ.`)
  return differences === 0 ? 0 : 1
}

type OfficeRow = { office: string } & Record<string, unknown>
/** Local days, both included; an instant in milliseconds UTC. */
type Question = { from: string; to: string; asOf: number }

function compare(cases: Case[], offices: OfficeRow[], window: Question): number {
  const codes = new Set(cases.map(({ office }) => office))
  const tally = { compared: 0, differences: 0 }
  for (const code of codes) {
    const published = offices.find(({ office }) => office === code)
    const own = cases.filter(({ office }) => office === code)
    compareOne({ name: code, published, own, window }, tally)
  }
  console.log(`${window.from}..${window.to}: ${codes.size} offices, ${tally.compared} figures compared`)
  return tally.differences
}

/** The three categories with the most complaints, each by its own address. */
async function compareCategories(cases: Case[], url: string, window: Question): Promise<number> {
  const { origin, pathname } = new URL(url)
  const city = pathname.split('/').at(-1) ?? ''
  const known = await fetch(`${origin}/api/v1/cities/${city}/categories`)
  if (!known.ok) throw new Error(`${known.url} answers ${known.status}`)
  const { categories } = (await known.json()) as { categories: { code: string; names: { en: string } }[] }
  const sizes = [...Map.groupBy(cases, ({ category }) => category)]
  const largest = sizes.toSorted(([, a], [, b]) => b.length - a.length).slice(0, 3)
  const tally = { compared: 0, differences: 0 }
  for (const [name, own] of largest) {
    const code = categories.find(({ names }) => names.en === name)?.code ?? ''
    const query = new URLSearchParams({ category: code, from: window.from, to: window.to })
    const answer = await fetch(`${url}/statistics.json?${query}`)
    const published = answer.ok && code !== '' ? ((await answer.json()) as OfficeRow) : undefined
    compareOne({ name, published, own, window, merged: 'counted once' }, tally)
  }
  console.log(
    `${window.from}..${window.to}: ${largest.length} categories, ${tally.compared} figures compared`,
  )
  return tally.differences
}

type Comparison = {
  name: string
  published: OfficeRow | undefined
  own: Case[]
  window: Question
  /** An office had each of two complaints that were merged; the city and its categories had one. */
  merged?: 'counted once'
}

function compareOne(
  { name, published, own, window, merged }: Comparison,
  tally: { compared: number; differences: number },
): void {
  const place = `${window.from}..${window.to} ${name}`
  if (published === undefined) {
    console.log(`${place}: not published`)
    tally.differences++
    return
  }
  const all = figures(own, window)
  const once = figures(
    own.filter(({ outcome }) => outcome !== 'merged'),
    window,
  )
  const figuresOf = merged ? { ...once, 'outcomes.merged': all['outcomes.merged'] ?? null } : all
  for (const [path, value] of Object.entries(figuresOf)) {
    tally.compared++
    const found = path.split('.').reduce<unknown>((at, key) => (at as Row | undefined)?.[key], published)
    if (found === value) continue
    tally.differences++
    console.log(`${place} ${path}: portal ${found}, recomputed ${value}`)
  }
}

/** Keys are paths in the published figures. */
function figures(cases: Case[], { from, to, asOf }: Question): Record<string, number | null> {
  const start = utcOf(Date.parse(`${from}T00:00:00Z`))
  const end = utcOf(Date.parse(`${to}T00:00:00Z`) + DAY)
  const inside = (at: number | null) => at !== null && at >= start && at < end
  const answerOf = (one: Case) => (one.outcome === 'merged' ? null : one.end)
  const received = cases.filter((one) => inside(one.start))
  const due = cases.filter((one) => {
    const wasMergedBefore = one.outcome === 'merged' && one.end !== null && one.end < one.due
    return one.due >= start && one.due < Math.min(end, asOf) && !wasMergedBefore
  })
  const open = cases.filter((one) => one.end === null)
  const waits = received.map((one) => ({
    hours: Math.floor(((one.end ?? asOf) - one.start) / HOUR),
    answered: answerOf(one) !== null,
  }))
  const ended = (outcome: string) => cases.filter((one) => inside(one.end) && one.outcome === outcome).length
  return {
    received: received.length,
    answered: cases.filter((one) => inside(answerOf(one))).length,
    'onTime.n': due.filter((one) => (answerOf(one) ?? Number.POSITIVE_INFINITY) <= one.due).length,
    'onTime.of': due.length,
    'medianHours.value': reached(waits, 0.5),
    'medianHours.events': waits.filter(({ answered }) => answered).length,
    'medianHours.censored': waits.filter(({ answered }) => !answered).length,
    'p90Hours.value': reached(waits, 0.1),
    'openNow.n': open.length,
    'openNow.overdue': open.filter((one) => one.due < asOf).length,
    'openNow.unanswered': open.length,
    'outcomes.solved': ended('solved'),
    'outcomes.explained': ended('explained'),
    'outcomes.refused': ended('refused'),
    'outcomes.merged': ended('merged'),
    'outcomes.planned': 0,
    'outcomes.withdrawn': 0,
  }
}

/** The first hour at which at most this share still waits, by Kaplan and Meier; null when that is never. */
function reached(waits: { hours: number; answered: boolean }[], share: number): number | null {
  const byHour = Map.groupBy(waits, ({ hours }) => hours)
  let atRisk = waits.length
  let waiting = 1
  for (const hours of [...byHour.keys()].sort((a, b) => a - b)) {
    const same = byHour.get(hours) ?? []
    const answered = same.filter((one) => one.answered).length
    waiting *= 1 - answered / atRisk
    if (answered > 0 && waiting <= share + 1e-9) return hours
    atRisk -= same.length
  }
  return null
}

function caseOf(row: Row): Case {
  const opened = localOf(row['open_dt'] ?? '')
  const start = utcOf(opened)
  const target = row['target_dt'] ?? ''
  const isClosed = row['status'] === 'Closed'
  // Closed a few seconds before it was opened: two clocks.
  const end = isClosed ? Math.max(utcOf(localOf(row['closed_dt'] ?? '')), start) : null
  return {
    office: codeOf(row['subject'] ?? ''),
    category: (row['type'] ?? '').trim(),
    start,
    due: target === '' ? ownDue(opened) : utcOf(localOf(target)),
    end,
    outcome: isClosed ? (outcomes[row['closure_kind'] ?? ''] ?? 'explained') : '',
  }
}

/** The hotline is an office of the pack; the import makes codes of the other names. */
function codeOf(name: string): string {
  if (name === "Mayor's 24 Hour Hotline") return 'mayor'
  const code = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return code.replace(/^-|-$/g, '').slice(0, 24)
}

/** Where the file states no term: 15 working days, Monday to Friday, from the day after the registration. */
function ownDue(local: number): number {
  const isWeekend = (day: number) => [0, 6].includes(new Date(day).getUTCDay())
  let day = Math.floor(local / DAY) * DAY
  if (local - day >= DAY_ENDS) day += DAY
  while (isWeekend(day)) day += DAY
  for (let left = TERM_DAYS; left > 0; ) {
    day += DAY
    if (!isWeekend(day)) left--
  }
  return utcOf(day + DAY) - 1
}

/** `01/17/2015 03:38:40 PM` as milliseconds of a clock that knows no zone. */
function localOf(text: string): number {
  const found = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d) ([AP])M$/.exec(text)
  if (found === null) throw new Error(`no date: ${text}`)
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number)
  return Date.UTC(year, month - 1, day, (hour % 12) + (found[7] === 'P' ? 12 : 0), minute, second)
}

/** Boston in 2015: five hours behind UTC, four from 8 March to 1 November, 2 o'clock. Other years by the same rule. */
function utcOf(local: number): number {
  const year = new Date(local).getUTCFullYear()
  const sunday = (month: number, nth: number) => {
    const first = new Date(Date.UTC(year, month, 1)).getUTCDay()
    return Date.UTC(year, month, 1 + ((7 - first) % 7) + 7 * (nth - 1), 2)
  }
  // The hour that is there twice counts as summer time, the first of the two.
  const isSummer = local >= sunday(2, 2) + HOUR && local < sunday(10, 1)
  const isSkipped = local >= sunday(2, 2) && local < sunday(2, 2) + HOUR
  return local + (isSummer && !isSkipped ? 4 : 5) * HOUR
}

/** Cells by column. Quotes may hold commas, line ends and doubled quotes. */
function parseCsv(text: string): Row[] {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text)
    if (found === null) throw new Error(`no CSV at character ${cell.lastIndex}`)
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === ',') continue
    rows.push(row)
    row = []
  }
  const [header = [], ...rest] = rows
  return rest.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])))
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  return 2
})
