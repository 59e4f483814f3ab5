import type { Measure } from './load.ts'

/** Of one page. Keys of `portal` are sizes of the data set. */
export type PageResult = {
  name: string
  bytes: number
  statements: number
  isPromised: boolean
  clients: Record<
    string,
    {
      portal: Record<string, Measure>
      bare: Measure
      sql: Measure
      /** Requests per second of the portal to those of the floors, on the data set of the floors. */
      toBare: number
      toSql: number
      /** Processor time of the floor to that of the portal. */
      cpuToSql: number
      growth: Growth
    }
  >
}

/** p50 with the larger data set to p50 with the smallest, by size. */
export type Growth = Record<string, number>

export type BenchResult = {
  machine: { cpus: number; model: string; node: string; load: { before: number; after: number } }
  sizes: number[]
  /** The size whose database the floors ask. */
  floorSize: number
  /** Web processes over each data set. */
  processes: number
  pages: PageResult[]
  /** Pages and acts of staff by name, one client. */
  staff: Record<string, { portal: Record<string, Measure>; growth: Growth }>
  /** Whole reports, by how they come, what they have and how many clients file at once. */
  filing: { name: string; clients: number; portal: Record<string, Measure>; growth: Growth }[]
  /** Megabytes of the portal's process, by size. */
  memory: Record<string, { ready: number; afterReading: number; afterFiling: number; most: number } | null>
}

export const growthOf = (portal: Record<string, Measure>, sizes: readonly number[]): Growth => {
  const [smallest = 0, ...larger] = sizes
  return Object.fromEntries(
    larger.map((size) => [size, ratio(portal[size]?.p50 ?? Number.NaN, portal[smallest]?.p50 ?? Number.NaN)]),
  )
}

export const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100

const GROWTH_GOAL = 1.2
const SQL_GOAL = 0.6
/** A page of statistics that is kept: requests per second, to those of the bare page of its bytes. */
const KEPT_GOAL = 0.5
/** One of a window that nobody has asked for: its p50, to that of the bare page. */
const NEW_GOAL = 10
/** Issue of the staff side. */
const STAFF_GOAL = 1.5

/** The same for people. */
export function table({
  pages,
  staff,
  filing,
  memory,
  sizes,
  machine,
  floorSize,
  processes,
}: BenchResult): string {
  const lines: string[][] = [
    [
      'page',
      'kB',
      'stmts',
      'clients',
      ...sizes.map((size) => `${short(size)}: req/s  p50  p99  cpu ms`),
      'bare: req/s  p50',
      'sql req/s',
      'to bare',
      'to sql',
      'cpu to sql',
      ...sizes.slice(1).map((size) => `growth ${short(size)}`),
    ],
  ]
  for (const { name, bytes, statements, clients } of pages) {
    for (const [count, { portal, bare, sql, toBare, toSql, cpuToSql, growth }] of Object.entries(clients)) {
      lines.push([
        name,
        (bytes / 1000).toFixed(1),
        String(statements),
        count,
        ...sizes.map((size) => cell(portal[size])),
        `${bare.rps}  ${bare.p50}`,
        String(sql.rps),
        toBare.toFixed(2),
        toSql.toFixed(2),
        cpuToSql.toFixed(2),
        ...Object.values(growth).map((value) => value.toFixed(2)),
      ])
    }
  }
  const acts = [
    ...Object.entries(staff).map(([name, measured]) => ({ name, count: '1', ...measured })),
    ...filing.map(({ clients, ...measured }) => ({ count: String(clients), ...measured })),
  ]
  for (const { name, count, portal, growth } of acts) {
    lines.push([
      name,
      ...['', '', count],
      ...sizes.map((size) => cell(portal[size])),
      ...['', '', '', '', ''],
      ...Object.values(growth).map((value) => value.toFixed(2)),
    ])
  }
  const memoryLines = Object.entries(memory).map(([size, found]) =>
    found === null
      ? `${short(Number(size))}: not told by this system`
      : `${short(Number(size))}: ${found.ready} MB when ready, ${found.afterReading} after reading, ${found.afterFiling} after filing, ${found.most} at most`,
  )
  const { cpus, model, node, load } = machine
  return [
    `${cpus} x ${model}, Node ${node}, load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after; floors on ${short(floorSize)}; web processes: ${processes}`,
    '',
    ...aligned(lines),
    '',
    'Memory of the portal (RSS):',
    ...memoryLines,
    '',
    ...goals({ pages, staff, filing, sizes }),
  ].join('\n')
}

/**
 * FixMyStreet (snapshot of August 2026) with 1,000,000 reports on two cores, 4 workers, 8 clients: pages or reports a
 * second as they were measured for the goals of this project, and what of ours has the same shape. Of another run on
 * another machine, so only how many times it is.
 */
const peer: readonly { page: string; rps: number }[] = [
  { page: 'complaint', rps: 20 },
  { page: 'list, of an office', rps: 0.8 },
  { page: 'map cells, new view', rps: 1.6 },
  { page: 'statistics', rps: 3 },
  { page: 'statistics, new window', rps: 3 },
  { page: 'filing in one request', rps: 16 },
  { page: 'filing without photo', rps: 16 },
]
const PEER_CLIENTS = 8
const PEER_SIZE = 1_000_000

/** Of the set that is as large as the peer's was. */
function againstPeer({ pages, filing }: Pick<BenchResult, 'pages' | 'filing'>): string[] {
  const times = peer.flatMap(({ page, rps }) => {
    const portal =
      pages.find(({ name }) => name === page)?.clients[PEER_CLIENTS]?.portal ??
      filing.find(({ name, clients }) => name === page && clients === PEER_CLIENTS)?.portal
    const own = portal?.[PEER_SIZE]
    return own === undefined ? [] : [`${page} ${(own.rps / rps).toFixed(own.rps < 10 * rps ? 1 : 0)}`]
  })
  return times.length === 0 ? [] : [`Times as many per second as FixMyStreet, 8 clients: ${times.join('; ')}`]
}

type Told = Pick<BenchResult, 'pages' | 'staff' | 'filing' | 'sizes'>

/** Only of what was measured. */
function goals({ pages, staff, filing, sizes }: Told): string[] {
  const promised = pages.filter(({ isPromised }) => isPromised)
  const grown = [
    ...promised.flatMap(({ name, clients }) =>
      Object.entries(clients).map(([count, { growth }]) => ({ name: `${name} (${count})`, growth })),
    ),
    ...filing.map(({ name, clients, growth }) => ({ name: `${name} (${clients})`, growth })),
  ].filter(({ growth }) => Object.values(growth).some((value) => value >= GROWTH_GOAL))
  const grownStaff = Object.entries(staff)
    .filter(([, { growth }]) => Object.values(growth).some((value) => value >= STAFF_GOAL))
    .map(([name]) => name)
  const clientsOf = (page: string) => Object.entries(pages.find(({ name }) => name === page)?.clients ?? {})
  const slow = clientsOf('complaint').filter(([, { toSql }]) => toSql < SQL_GOAL)
  const kept = clientsOf('statistics').map(([count, { toBare }]) => `${toBare.toFixed(2)} (${count})`)
  const fresh = clientsOf('statistics, new window').map(
    ([count, { portal, bare }]) =>
      `${Object.entries(portal)
        .map(([size, { p50 }]) => `${short(Number(size))} ${ratio(p50, bare.p50).toFixed(1)}`)
        .join(', ')} (${count})`,
  )
  const hasGrown = promised.length + filing.length > 0 && sizes.length > 1
  const hasGrownStaff = Object.keys(staff).length > 0 && sizes.length > 1
  return [
    ...(hasGrown
      ? [
          `Growth of p50 under ${GROWTH_GOAL}: ${grown.length === 0 ? 'everything measured' : `not ${grown.map(({ name }) => name).join(', ')}`}`,
        ]
      : []),
    ...(hasGrownStaff
      ? [
          `Growth of p50 under ${STAFF_GOAL} for staff: ${grownStaff.length === 0 ? 'everything measured' : `not ${grownStaff.join(', ')}`}`,
        ]
      : []),
    ...(clientsOf('complaint').length === 0
      ? []
      : [
          `Complaint page at least ${SQL_GOAL} of the sql floor: ${slow.length === 0 ? 'yes' : `not with ${slow.map(([count]) => count).join(', ')} clients`}`,
        ]),
    ...againstPeer({ pages, filing }),
    ...(kept.length === 0
      ? []
      : [`Statistics at least ${KEPT_GOAL} of the bare page, by clients: ${kept.join(', ')}`]),
    ...(fresh.length === 0
      ? []
      : [
          `Statistics of a new window, p50 under ${NEW_GOAL} times the bare page, by clients: ${fresh.join('; ')}`,
        ]),
  ]
}

const short = (size: number) => (size >= 1_000_000 ? `${size / 1_000_000}M` : `${size / 1000}k`)

const cell = (measure: Measure | undefined) =>
  measure === undefined ? '' : `${measure.rps}  ${measure.p50}  ${measure.p99}  ${measure.cpu}`

function aligned(lines: string[][]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  return lines.map((line) =>
    line
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
}
