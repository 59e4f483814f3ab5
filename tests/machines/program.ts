import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectDir } from '../../src/config.ts'

/** A program of the portal as it is started in service. */
export type Program = {
  /** Resolves when it says that it is ready. Throws what it printed when it ends or takes a minute. */
  start(): Promise<void>
  /** kill -9; quiet when it does not run. */
  kill(): Promise<void>
  /** The end of what it has printed since its last start. */
  output(): string
}

/** It inherits nothing but PATH. `ready` is in the sentence by which it says that it is. */
export function createProgram(file: string, ready: string, env: Record<string, string>): Program {
  let child: ChildProcess | undefined
  let output = ''
  return {
    async start() {
      const started = spawn(process.execPath, ['--import', './src/preflight.js', file], {
        cwd: projectDir,
        env: { PATH: process.env['PATH'], ...env },
      })
      child = started
      output = ''
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk) => {
          output = (output + chunk).slice(-8_000)
        })
      }
      for (const deadline = performance.now() + 90_000; !output.includes(ready); await sleep(20)) {
        if (started.exitCode !== null || performance.now() > deadline) throw new Error(`${file}: ${output}`)
      }
    },
    async kill() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'close')
      child.kill('SIGKILL')
      await ended
    },
    output: () => output.slice(-4_000),
  }
}
