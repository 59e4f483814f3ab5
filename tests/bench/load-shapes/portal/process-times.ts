import { readdirSync, readFileSync } from 'node:fs'

/** Seconds of processor time so far. `helpers`: the processes that decode photos and draw pictures. */
export type ProcessTimes = { portal: number; database: number; helpers: number }

/** Clock ticks of /proc per second, on every Linux of today. */
const ticksPerSecond = 100

/** Of the portal and of all that it has started, as far as it runs still (Linux only). */
export function processTimes(portal: number): ProcessTimes {
  const times: ProcessTimes = { portal: 0, database: 0, helpers: 0 }
  const processes = running()
  const family = new Set([portal])
  let known = 0
  while (known < family.size) {
    known = family.size
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  }
  for (const { pid, name, seconds } of processes) {
    if (!family.has(pid)) continue
    times[pid === portal ? 'portal' : name === 'postgres' ? 'database' : 'helpers'] += seconds
  }
  return times
}

type Running = { pid: number; parent: number; name: string; seconds: number }

function running(): Running[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((pid) => {
    try {
      const [, name = '', rest = ''] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      const fields = rest.split(' ').map(Number)
      const ticks = (fields[11] ?? 0) + (fields[12] ?? 0)
      return [{ pid: Number(pid), parent: fields[1] ?? 0, name, seconds: ticks / ticksPerSecond }]
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}
