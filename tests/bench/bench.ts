import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../../src/cli/run-command.ts'
import { UserError } from '../../src/platform/user-error.ts'
import { type BenchPortal, demoSize, openBenchPortal, originOf } from './data-set.ts'
import { filing, filingNames, somePhotos } from './filing.ts'
import { type Floor, openFloor } from './floor.ts'
import { closeConnections, type Doing, load, type Measure, median, read, type Target } from './load.ts'
import { type BenchPage, benchPages } from './pages.ts'
import { type BenchResult, growthOf, type PageResult, ratio, table } from './report.ts'
import { type StaffName, staffDoings, staffNames } from './staff.ts'

const HELP = `Measures the portal as a user would start it, on invented data sets, beside two floors.

Usage: npm run bench -- [--json] [--size N] [--quick] [--data FOLDER] [--page NAME]... [--staff] [--filing]
                     [--processes N]

  --json         the result as JSON (the table goes to the terminal's error output)
  --size N       a third data set of so many complaints, for example 1000000
  --quick        one short round: to see that everything works, not to believe the numbers
  --page NAME    only this page (${benchPages.map(({ name }) => name).join('; ')}), no filing
  --staff        only what staff do: inbox, search, dashboard, two hundred at once
  --filing       only reports: through the three forms, and as one request
  --processes N  so many web processes over each data set, whose clients take them in turns (1)
  --data FOLDER  keeps the data sets there and uses them again

Data sets have 10,000 and 100,000 complaints; how larger ones are made: tests/bench/README.md. Floors, measured in the same run: bare = an Express page of the same bytes;
sql = the statements of the page by bare pg, and EJS loops over what they bring. All targets take turns, so that what
else runs on the machine slows all of them; medians of the rounds are shown. Nothing here judges by absolute time.`

const usualSizes = [10_000, 100_000]
/** The data set that both the portal and the floors are compared on. */
const floorSize = 100_000
const clientCounts = [1, 8]

const options = {
  json: { type: 'boolean', default: false },
  size: { type: 'string' },
  quick: { type: 'boolean', default: false },
  data: { type: 'string' },
  page: { type: 'string', multiple: true },
  staff: { type: 'boolean', default: false },
  filing: { type: 'boolean', default: false },
  processes: { type: 'string', default: '1' },
} as const

/** `warmUp`: requests to each process before anything is measured. */
type Pace = { rounds: number; ms: number; filingMs: number; warmUp: number }
const usualPace: Pace = { rounds: 5, ms: 1000, filingMs: 4000, warmUp: 5000 }
/** Steps of `ms`. */
const longestWarmUp = 10
const quickPace: Pace = { rounds: 1, ms: 250, filingMs: 500, warmUp: 1 }

type Say = (line: string) => void

await runCommand(HELP, async () => {
  const { values } = parseArgs({ options })
  const folder = values.data ?? (await mkdtemp(path.join(os.tmpdir(), 'ashyq-bench-')))
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const say: Say = (line) => console.error(line)
  try {
    const result = await bench({
      folder: path.resolve(folder),
      sizes: sizesWith(values.size),
      pace: values.quick ? quickPace : usualPace,
      pages: values.staff || values.filing ? [] : pagesNamed(values.page),
      parts: { staff: values.staff, filing: values.filing },
      processes: processesOf(values.processes),
      say,
    })
    if (values.json) console.log(JSON.stringify(result, null, 2))
    ;(values.json ? console.error : console.log)(`\n${table(result)}`)
  } finally {
    if (values.data === undefined) await rm(folder, { recursive: true, force: true })
  }
})

function sizesWith(size: string | undefined): number[] {
  if (size === undefined) return usualSizes
  const wanted = Number(size)
  const isWhole = wanted < demoSize ? Number.isInteger(wanted) : wanted % demoSize === 0
  if (!isWhole || wanted < 1000 || wanted > 10_000_000) {
    throw new UserError(
      '--size must be a whole number from 1000 to 10000000, above 10000 a multiple of it, for example --size 1000000.',
    )
  }
  return [...new Set([...usualSizes, wanted])].sort((a, b) => a - b)
}

function processesOf(wanted: string): number {
  const count = Number(wanted)
  if (!Number.isInteger(count) || count < 1 || count > 8) {
    throw new UserError('--processes must be a whole number from 1 to 8, for example --processes 2.')
  }
  return count
}

function pagesNamed(names: string[] | undefined): BenchPage[] | 'all' {
  if (names === undefined) return 'all'
  return names.map((name) => {
    const page = benchPages.find((one) => one.name === name)
    if (page === undefined) throw new UserError(`The bench has no page ${name}. (--help lists them)`)
    return page
  })
}

type Order = {
  folder: string
  sizes: number[]
  pace: Pace
  pages: BenchPage[] | 'all'
  /** Measured although `pages` are not all. */
  parts: { staff: boolean; filing: boolean }
  /** Web processes over each data set. */
  processes: number
  say: Say
}

async function bench({
  folder,
  sizes,
  pace,
  pages: wanted,
  parts,
  processes,
  say,
}: Order): Promise<BenchResult> {
  const portals: BenchPortal[] = []
  let floor: Floor | undefined
  try {
    for (const size of sizes) portals.push(await openBenchPortal(folder, size, { processes, say }))
    const floorPortal = portals.find(({ complaints }) => complaints === floorSize)
    if (floorPortal === undefined) throw new Error('no data set for the floors')
    floor = await openFloor(floorPortal)
    const before = os.loadavg()[0] ?? 0
    const ready = await memories(portals)
    const pages = await measurePages(wanted === 'all' ? benchPages : wanted, { portals, floor, pace, say })
    const afterReading = await memories(portals)
    const staff = wanted === 'all' || parts.staff ? await measureStaff(portals, pace, say) : {}
    const filed = wanted === 'all' || parts.filing ? await measureFiling(portals, pace, say) : []
    const afterFiling = await memories(portals)
    return {
      machine: {
        cpus: os.availableParallelism(),
        model: os.cpus()[0]?.model.trim() ?? '',
        node: process.versions.node,
        load: { before, after: os.loadavg()[0] ?? 0 },
      },
      sizes,
      floorSize,
      processes,
      pages,
      staff,
      filing: filed,
      memory: Object.fromEntries(
        sizes.map((size, index) => {
          const [first, second, third] = [ready[index], afterReading[index], afterFiling[index]]
          const known = first && second && third
          return [
            size,
            known
              ? { ready: first.now, afterReading: second.now, afterFiling: third.now, most: third.most }
              : null,
          ]
        }),
      ),
    }
  } finally {
    await closeConnections()
    await floor?.stop()
    for (const portal of portals) await portal.stop()
  }
}

function memories(portals: readonly BenchPortal[]) {
  return Promise.all(portals.map((portal) => portal.memory()))
}

type Measuring = { portals: readonly BenchPortal[]; floor: Floor; pace: Pace; say: Say }

async function measurePages(
  pages: readonly BenchPage[],
  { portals, floor, pace, say }: Measuring,
): Promise<PageResult[]> {
  const results: PageResult[] = []
  for (const page of pages) {
    const targets = targetsOf(page, portals, floor)
    for (const target of targets.values()) await warmUp(target, pace)
    const clients: PageResult['clients'] = {}
    for (const count of clientCounts) {
      say(`${page.name}, ${count} client${count === 1 ? '' : 's'}`)
      const measured = await inTurns(targets, { clients: count, rounds: pace.rounds, ms: pace.ms })
      const portal = Object.fromEntries(portals.map(({ complaints }) => [complaints, measured(complaints)]))
      const [bare, sql] = [measured('bare'), measured('sql')]
      const own = portal[floorSize]?.rps ?? Number.NaN
      clients[count] = {
        ...{ portal, bare, sql, toBare: ratio(own, bare.rps), toSql: ratio(own, sql.rps) },
        cpuToSql: ratio(sql.cpu, portal[floorSize]?.cpu ?? Number.NaN),
        growth: growthOf(
          portal,
          portals.map(({ complaints }) => complaints),
        ),
      }
    }
    const { bytes = 0, statements = 0 } = floor.pages[page.name] ?? {}
    results.push({ name: page.name, bytes, statements, isPromised: page.isPromised, clients })
  }
  return results
}

/** A portal lives for days: its code is compiled, which takes thousands of pages (decision 0094), and what it keeps is kept. */
async function warmUp(target: Target, { ms, warmUp: wanted }: Pace): Promise<void> {
  let asked = 0
  for (let step = 0; step < longestWarmUp && asked < wanted * target.pids.length; step++) {
    asked += (await load(target, { clients: 2, ms })).requests
  }
}

type Targets = ReadonlyMap<number | 'bare' | 'sql', Target>

function targetsOf(page: BenchPage, portals: readonly BenchPortal[], floor: Floor): Targets {
  // Each target goes on where it stopped, so that pages with many addresses are not read from the first again.
  const counted = (urlOf: (index: number) => string): Doing => {
    let asked = 0
    return async () => void (await read(urlOf(asked++)))
  }
  const own = portals.map((portal): [number, Target] => [
    portal.complaints,
    {
      pids: portal.pids,
      doing: counted((index) => originOf(portal, index) + page.path(portal.sample, index)),
    },
  ])
  const floorTarget = (kind: 'bare' | 'sql'): [typeof kind, Target] => [
    kind,
    { pids: [floor.pid], doing: counted(() => `${floor.origin}/${kind}/${encodeURIComponent(page.name)}`) },
  ]
  return new Map<number | 'bare' | 'sql', Target>([...own, floorTarget('bare'), floorTarget('sql')])
}

/** Rounds in which every target is measured once; answers the median of a target. */
async function inTurns(
  targets: Targets,
  { clients, rounds, ms }: { clients: number; rounds: number; ms: number },
): Promise<(target: number | 'bare' | 'sql') => Measure> {
  const measures = new Map([...targets.keys()].map((target): [typeof target, Measure[]] => [target, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, target] of targets) measures.get(name)?.push(await load(target, { clients, ms }))
  }
  return (target) => median(measures.get(target) ?? [])
}

async function measureStaff(
  portals: readonly BenchPortal[],
  { rounds, ms }: Pace,
  say: Say,
): Promise<BenchResult['staff']> {
  const doings = new Map<BenchPortal, Record<StaffName, Doing>>()
  for (const portal of portals) doings.set(portal, await staffDoings(portal))
  const results: BenchResult['staff'] = {}
  for (const name of staffNames) {
    say(name)
    const targets = new Map(
      [...doings].map(([{ complaints, pids }, of]): [number, Target] => [
        complaints,
        { pids, doing: of[name] },
      ]),
    )
    await Promise.all([...targets.values()].map((target) => load(target, { clients: 1, ms: ms / 2 })))
    const measured = await inTurns(targets, { clients: 1, rounds, ms })
    const portal = Object.fromEntries(portals.map(({ complaints }) => [complaints, measured(complaints)]))
    results[name] = {
      portal,
      growth: growthOf(
        portal,
        portals.map(({ complaints }) => complaints),
      ),
    }
  }
  return results
}

async function measureFiling(
  portals: readonly BenchPortal[],
  { rounds, filingMs }: Pace,
  say: Say,
): Promise<BenchResult['filing']> {
  const photos = await somePhotos(40)
  const results: BenchResult['filing'] = []
  for (const [name, clients] of filingNames.flatMap((one) =>
    clientCounts.map((count) => [one, count] as const),
  )) {
    say(`${name}, ${clients} client${clients === 1 ? '' : 's'}`)
    const targets = new Map<number, Target>()
    for (const portal of portals) {
      targets.set(portal.complaints, { pids: portal.pids, doing: await filing(portal, photos, name) })
    }
    const measured = await inTurns(targets, { clients, rounds: Math.min(rounds, 3), ms: filingMs })
    const portal = Object.fromEntries(portals.map(({ complaints }) => [complaints, measured(complaints)]))
    const growth = growthOf(
      portal,
      portals.map(({ complaints }) => complaints),
    )
    results.push({ name, clients, portal, growth })
  }
  return results
}
