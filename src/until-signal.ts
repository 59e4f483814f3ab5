import { whenNpmEnds } from './platform/npm-parent.ts'
import { UserError } from './platform/user-error.ts'

export type Program = {
  start(): Promise<void>
  /** orderly: a service is being ended, what is under way may be finished; soon: a person waits. */
  stop(how: 'soon' | 'orderly'): Promise<void>
  /** Ends what would outlive the process, without waiting. */
  abort(): void
}

/**
 * Runs a program that stays until it is told to end. SIGTERM stops it in order, SIGINT and SIGHUP too but soon, a
 * second signal at once. Exit codes: 0 stopped, 1 it could not start or broke, 130 ended by the second signal.
 */
export async function runUntilSignal(create: () => Program): Promise<void> {
  let program: Program | undefined
  let ending = false
  const end = async (code: number, how: 'soon' | 'orderly' = 'soon') => {
    ending = true
    try {
      await program?.stop(how)
      process.exit(code)
    } catch (error) {
      report(error)
      program?.abort()
      process.exit(1)
    }
  }
  const onSignal = (signal: NodeJS.Signals) => {
    if (!ending) return void end(0, signal === 'SIGTERM' ? 'orderly' : 'soon')
    program?.abort()
    process.exit(130)
  }
  const onError = (error: unknown) => {
    if (ending) return
    report(error)
    end(1)
  }
  whenNpmEnds(() => {
    if (!ending) end(0)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, onSignal)
  // What cannot be told, because the disk of the log is full or nobody reads it any more, ends nothing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  // After an error that nobody expected nothing is certain any more: finish the requests and end.
  process.on('uncaughtException', onError).on('unhandledRejection', onError)
  try {
    program = create()
    await program.start()
  } catch (error) {
    onError(error)
  }
}

/** A UserError is its sentence alone; everything else comes with its stack. */
export function report(error: unknown): void {
  console.error(error instanceof UserError ? error.message : error)
}
