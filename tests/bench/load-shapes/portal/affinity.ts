import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import os from 'node:os'

/** `apart`: portal and database on one core, generator on another; `shared`: all of them on all cores. */
export type Cores = 'apart' | 'shared'

export const portalCore = 0
export const generatorCore = 1

/** Apart needs two cores and taskset (util-linux). */
export const canPin = (): boolean => os.availableParallelism() >= 2 && existsSync('/usr/bin/taskset')

/** Binds a process, all its threads and whatever it starts from now on to one core. */
export function pin(pid: number, core: number): void {
  execFileSync('/usr/bin/taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' })
}
