import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { now } from '../generator/http-client.ts'
import type { PortalUnderLoad } from './portal-under-load.ts'
import { type ProcessTimes, processTimes } from './process-times.ts'

/** What the machine, the process and the queues were like at a moment; null where nobody could tell. */
export type Watched = {
  at: number
  rssMb: number | null
  openFiles: number | null
  /** Worst delays of the event loop since the last look, milliseconds. */
  loopDelayMs: number | null
  /** Oldest job that waits, seconds. */
  queueAgeS: number | null
  /** Notices and mails that wait. */
  mailBacklog: number | null
  /** Since the last look, of all cores: share that was busy, and that the host took for others. */
  busy: number | null
  steal: number | null
  /** Since the last look, shares of one core; null after a new start. */
  cores: ProcessTimes | null
  /** Cores that neither the portal nor the generator had, since the last look: other work of the machine. */
  others: number | null
  /** Counters of overload: lanes, refusals. */
  counters: Record<string, number>
}

export type Watch = { rows: Watched[]; stop(): Promise<void> }

/** Of the portal itself, and where its memory is. */
const toldCounters = /^(ashyq_|nodejs_heap_size_(used|total)_bytes|nodejs_external_memory_bytes)/

const everyMs = 1_000
const metricsMs = 3_000

/** Looks at the portal once a second until it is stopped. */
export function watchPortal(portal: PortalUnderLoad, generatorPid: number): Watch {
  const rows: Watched[] = []
  const since = new Date()
  let isOver = false
  let client: pg.Client | undefined
  let ticks = cpuTicks()
  let spent = spentNow()

  async function queues(): Promise<Pick<Watched, 'queueAgeS' | 'mailBacklog'>> {
    try {
      client ??= await connected(portal.databaseUrl())
      const { rows: found } = await client.query<{ age: number | null; mails: number }>(queueSql, [since])
      return { queueAgeS: found[0]?.age ?? 0, mailBacklog: found[0]?.mails ?? 0 }
    } catch {
      client?.end().catch(() => undefined)
      client = undefined
      return { queueAgeS: null, mailBacklog: null }
    }
  }

  function cpu(): Pick<Watched, 'busy' | 'steal'> {
    const before = ticks
    ticks = cpuTicks()
    if (before === null || ticks === null || ticks.all === before.all) return { busy: null, steal: null }
    const all = ticks.all - before.all
    return {
      busy: 1 - (ticks.idle - before.idle) / all,
      steal: (ticks.steal - before.steal) / all,
    }
  }

  function spentNow() {
    const pid = portal.pid()
    return { pid, at: now(), times: timesOf(pid), generator: timesOf(generatorPid)?.portal ?? 0 }
  }

  function cores(busy: number | null): Pick<Watched, 'cores' | 'others'> {
    const before = spent
    spent = spentNow()
    const { times, generator, at } = spent
    if (before.pid !== spent.pid || before.times === null || times === null) {
      return { cores: null, others: null }
    }
    const share = (late: number, early: number) => Math.max(0, late - early) / ((at - before.at) / 1000)
    const own = {
      portal: share(times.portal, before.times.portal),
      database: share(times.database, before.times.database),
      helpers: share(times.helpers, before.times.helpers),
    }
    const known = own.portal + own.database + own.helpers + share(generator, before.generator)
    return {
      cores: own,
      others: busy === null ? null : Math.max(0, busy * os.availableParallelism() - known),
    }
  }

  async function look(): Promise<void> {
    const at = now()
    const [metrics, waiting] = await Promise.all([metricsOf(portal.origin), queues()])
    const lag = metrics?.['nodejs_eventloop_lag_p99_seconds'] ?? null
    const counters = Object.entries(metrics ?? {}).filter(([name]) => toldCounters.test(name))
    const used = cpu()
    rows.push({
      at,
      ...processOf(portal.pid()),
      loopDelayMs: lag === null ? null : Math.round(lag * 1000),
      ...waiting,
      ...used,
      ...cores(used.busy),
      counters: Object.fromEntries(counters),
    })
  }

  const watching = (async () => {
    while (!isOver) {
      await look()
      await sleep(everyMs)
    }
    await client?.end()
  })()
  return {
    rows,
    async stop() {
      isOver = true
      await watching
    },
  }
}

/** What has waited since before belongs to the data set. */
const queueSql = `
  SELECT extract(epoch FROM now() - min(start_after))::float8 AS age,
    count(*) FILTER (WHERE name ~ '(notify|mail|letter|news|tell|notice|link|code)')::int AS mails
  FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now() AND created_on >= $1`

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'load', statement_timeout: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Numbers of /metrics by name and labels; null without an answer. */
async function metricsOf(origin: string): Promise<Record<string, number> | null> {
  try {
    const answer = await fetch(`${origin}/metrics`, { signal: AbortSignal.timeout(metricsMs) })
    if (!answer.ok) return null
    const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    return Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.lastIndexOf(' ')),
        Number(line.slice(line.lastIndexOf(' ') + 1)),
      ]),
    )
  } catch {
    return null
  }
}

function timesOf(pid: number): ProcessTimes | null {
  try {
    return processTimes(pid)
  } catch {
    return null
  }
}

/** Linux only. */
function processOf(pid: number): Pick<Watched, 'rssMb' | 'openFiles'> {
  try {
    const [, kb = ''] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return { rssMb: Math.round(Number(kb) / 1024), openFiles: readdirSync(`/proc/${pid}/fd`).length }
  } catch {
    return { rssMb: null, openFiles: null }
  }
}

/** Of all cores together, as /proc/stat counts them (Linux only). */
function cpuTicks(): { all: number; idle: number; steal: number } | null {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
    const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0] = line
      .split(/\s+/)
      .slice(1)
      .map(Number)
    return { all: user + nice + system + idle + wait + irq + soft + steal, idle: idle + wait, steal }
  } catch {
    return null
  }
}
