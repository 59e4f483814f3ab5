import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectDir } from '../../../../src/config.ts'
import type { ChartFigure, Series as SeriesStyle } from '../../../../src/platform/charts/chart.ts'
import { lineChart } from '../../../../src/platform/charts/line-chart.ts'
import { createRenderer } from '../../../../src/platform/http/views.ts'
import { DEFAULT_CITY_COLOR, MEANINGS, schemeRules } from '../../../../src/platform/look/theme.ts'
import type { Claim } from '../verdict/claim.ts'
import type { LoadReport } from './report.ts'

type Figure = Pick<ChartFigure, 'id' | 'title' | 'subtitle' | 'description' | 'key' | 'chart'>

/** The report as one file that needs no other: drawn by the charts of the portal, light or dark as the screen is. */
export function reportHtml(report: LoadReport): string {
  const { render } = createRenderer({
    viewsRoot: path.join(projectDir, 'views'),
    mode: 'production',
    asset: (name) => name,
  })
  const m = {
    css: `${schemeRules({ accent: DEFAULT_CITY_COLOR, ...MEANINGS })}${sheet('src/client/styles/charts.css')}${sheet('tests/bench/load-shapes/report/report.css')}`,
    report,
    conditions: conditionsOf(report),
    verdict: verdictOf(report.claims),
    tiles: tilesOf(report),
    figures: figuresOf(report),
    loss: lossRows(report),
    portal: portalRows(report),
    number: (value: number | null) =>
      value === null || Number.isNaN(value) ? '–' : value.toLocaleString('en'),
  }
  const t = (key: string) => key
  return render('../tests/bench/load-shapes/report/report', { m, t, chrome: null })
}

const sheet = (file: string): string =>
  readFileSync(path.join(projectDir, file), 'utf8').replaceAll(/\s+/g, ' ')

export function conditionsOf({
  minutes,
  fullMinutes,
  factor,
  complaints,
  cores,
  machine,
}: LoadReport): string[] {
  const { cpus, model, memoryGb, node, load, fsyncMicroseconds } = machine
  return [
    `${cpus} shared cores (${model}), ${memoryGb} GB, Node ${node}; a flush to this disk takes about ${fsyncMicroseconds} µs.`,
    cores === 'apart'
      ? 'Portal and PostgreSQL on core 0, the generator on core 1 with nice 10.'
      : 'Portal, PostgreSQL and generator share all cores; the generator with nice 10.',
    `${complaints.toLocaleString('en')} complaints; ${minutes} of ${fullMinutes} minutes; ${factor === 1 ? 'the full rates' : `${factor} of the full rates`}; load of the machine at the end ${load}.`,
  ]
}

/** The whole in one line. */
export function verdictOf(claims: readonly Claim[]): { judgement: Claim['judgement']; text: string } {
  const count = (judgement: Claim['judgement']) =>
    claims.filter((claim) => claim.judgement === judgement).length
  const [held, broken, open] = [count('holds'), count('does not hold'), count('no verdict')]
  const text = `${held} of ${claims.length} claims hold, ${broken} ${broken === 1 ? 'does' : 'do'} not, ${open} without a verdict.`
  return { judgement: broken > 0 ? 'does not hold' : open > 0 ? 'no verdict' : 'holds', text }
}

type Tile = { label: string; value: string; note: string }

function tilesOf({ pages, filings, resources, loss, series }: LoadReport): Tile[] {
  const answered = ['reading', 'map', 'statistics'].map((group) => series.columns[`${group} answered`] ?? [])
  const rates = series.seconds.map((_, index) =>
    answered.reduce((sum, values) => sum + (values[index] ?? 0), 0),
  )
  const requests = pages.reduce((sum, { count }) => sum + count, 0)
  const bad = pages.reduce((sum, { shed, failed }) => sum + shed + failed, 0)
  const filed = Object.values(filings).reduce((sum, count) => sum + count, 0)
  return [
    {
      label: 'Requests',
      value: requests.toLocaleString('en'),
      note: `${bad.toLocaleString('en')} refused or failed`,
    },
    {
      label: 'Pages read per second',
      value: Math.max(0, ...rates).toFixed(0),
      note: 'good answers within 5 s, at best',
    },
    { label: 'Reports', value: String(filed), note: `${filings['acked'] ?? 0} acknowledged` },
    {
      label: 'Lost, doubled, wrong',
      value: String(
        loss.ackedMissing.length + loss.doubled.length + loss.refusedPresent.length + loss.differs.length,
      ),
      note: `${loss.faultsInjected} faults injected`,
    },
    {
      label: 'Memory',
      value: `${resources.rssMb.most ?? '–'} MB`,
      note: `${resources.rssMb.ready ?? '–'} MB when ready`,
    },
    {
      label: 'Taken by the host',
      value: `${(resources.steal * 100).toFixed(1)} %`,
      note: `cores ${Math.round(resources.busy * 100)} % busy`,
    },
  ]
}

function figuresOf(report: LoadReport): Figure[] {
  const { columns } = report.series
  const sum = (...names: string[]) =>
    report.series.seconds.map((_, index) =>
      names.reduce((total, name) => total + (columns[name]?.[index] ?? 0), 0),
    )
  const of = (name: string) => columns[name] ?? []
  const read = ['reading', 'map', 'statistics']
  const rate = (value: number) => `${Math.round(value * 10) / 10}`
  const ms = (value: number) =>
    value >= 10_000 ? `${Math.round(value / 1000)} s` : `${Math.round(value)} ms`
  const draw = drawing(report)
  return [
    draw(
      'read',
      'Reading: asked and answered',
      'Requests per second, map and statistics included. Answered: good answers within 5 s.',
      rate,
      {
        asked: sum(...read.map((group) => `${group} asked`)),
        answered: sum(...read.map((group) => `${group} answered`)),
      },
    ),
    draw(
      'read-ms',
      'Reading: how long people wait',
      'Pages of complaints, lists and search, from the planned start.',
      ms,
      {
        p99: of('reading p99'),
        p95: of('reading p95'),
        p50: of('reading p50'),
      },
    ),
    draw('file', 'Filing: reports begun and acknowledged', 'Reports per second.', rate, {
      begun: of('reports begun'),
      acknowledged: of('reports acknowledged'),
    }),
    draw(
      'file-ms',
      'Filing: how long people wait',
      'All steps with uploads and photos, from the planned start.',
      ms,
      {
        p99: of('filing p99'),
        p95: of('filing p95'),
        p50: of('filing p50'),
      },
    ),
    draw('staff-ms', 'Staff: how long they wait', 'Inbox and acts on many.', ms, {
      p99: of('staff p99'),
      p95: of('staff p95'),
      p50: of('staff p50'),
    }),
    draw(
      'bad',
      'Refused and failed',
      'Requests per second that got "not now", an error or no answer.',
      rate,
      {
        'statistics, map': sum('statistics refused', 'statistics failed', 'map refused', 'map failed'),
        reading: sum('reading refused', 'reading failed'),
        staff: sum('staff refused', 'staff failed'),
        filing: sum('filing refused', 'filing failed'),
      },
    ),
    draw('memory', 'Memory of the portal', 'Resident set in megabytes.', rate, { MB: of('memory MB') }),
    draw('loop', 'Delay of the event loop', 'p99 of the time between two looks, milliseconds.', ms, {
      delay: of('loop delay ms'),
    }),
    draw('jobs', 'Notices that wait', 'Jobs that send mails and notices.', rate, {
      waiting: of('mails waiting'),
    }),
    draw(
      'cores',
      'Where the core goes',
      'Per cent of one core: the portal itself, its database, decoding of photos; and what the host took of all.',
      (value) => `${Math.round(value)} %`,
      {
        portal: of('portal %'),
        database: of('database %'),
        photos: of('helpers %'),
        'taken by the host': of('steal %'),
      },
    ),
  ].filter((figure) => figure !== null)
}

type Draw = (
  id: string,
  title: string,
  subtitle: string,
  format: (value: number) => string,
  lines: Record<string, (number | null)[]>,
) => Figure | null

/** Five names on the axis of time are enough. */
const ticks = 5

function drawing({ series: { seconds, span } }: LoadReport): Draw {
  const every = Math.max(1, Math.round(seconds.length / ticks))
  const times = seconds.map((second, index) => ({ label: index % every === 0 ? clock(second) : '' }))
  return (id, title, subtitle, format, lines) => {
    const names = Object.keys(lines)
    const values = Object.values(lines)
    if (values.every((line) => line.every((value) => value === null))) return null
    const most = Math.max(...values.flat().map((value) => value ?? 0))
    return {
      ...{ id, title, subtitle: `${subtitle} Spans of ${span} s.` },
      description: `${title}: ${names.join(', ')}; at most ${format(most)}.`,
      key:
        names.length < 2 ? [] : names.map((label, index) => ({ label, series: (index + 1) as SeriesStyle })),
      chart: lineChart({ times, series: values.map((line) => ({ values: line })), format }),
    }
  }
}

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

function lossRows({ loss }: LoadReport): { what: string; count: number; isBad: boolean; names: string }[] {
  const row = (what: string, found: readonly string[] | number, isBad = false) => ({
    ...{ what, isBad, count: typeof found === 'number' ? found : found.length },
    names: typeof found === 'number' ? '' : found.slice(0, 5).join('; '),
  })
  return [
    row('acknowledged and present', loss.ackedPresent),
    row('acknowledged and missing', loss.ackedMissing, true),
    row('no answer, present', loss.unknownPresent),
    row('no answer, absent', loss.unknownAbsent),
    row('refused and absent', loss.refusedAbsent),
    row('refused and present', loss.refusedPresent, true),
    row('doubled', loss.doubled, true),
    row('filed by nobody', loss.unsent, true),
    row('not what was sent (text, address, secret link, photos)', loss.differs, true),
    row('belongs to nothing', loss.orphans, true),
  ]
}

/** What the portal says of itself (/metrics) comes last. */
function portalRows({ resources, faults, shed }: LoadReport): { what: string; value: string }[] {
  const { loopDelayMs, routed, slowCuts, diskGrownMb, drainedS, cores, counters } = resources
  return [
    {
      what: 'event loop, p99 of the delay: in the median second, in the worst',
      value: `${loopDelayMs.p50} ms, ${loopDelayMs.most} ms`,
    },
    { what: 'complaints that staff sent on their way, many at once', value: String(routed) },
    { what: 'slow connections that were cut', value: String(slowCuts) },
    { what: 'photos on disk grew by', value: `${diskGrownMb} MB` },
    {
      what: 'notices and mails were gone after the end in',
      value: drainedS === null ? 'not in time' : `${Math.round(drainedS)} s`,
    },
    {
      what: 'of one core, in the mean: the portal itself, its database, decoding of photos',
      value: [cores.portal, cores.database, cores.helpers]
        .map((part) => `${Math.round(part * 100)} %`)
        .join(', '),
    },
    ...faults.map(({ kind, atSeconds }) => ({ what: `fault: ${kind}`, value: clock(atSeconds) })),
    ...shed
      .filter(({ shed: count }) => count > 0)
      .map(({ of, all, shed: count, sinceSeconds }) => ({
        what: `"not now" to ${of}, since ${clock(sinceSeconds ?? 0)}`,
        value: `${count} of ${all}`,
      })),
    ...Object.entries(counters).map(([what, value]) => ({
      what,
      value: String(Math.round(value * 1000) / 1000),
    })),
  ]
}
