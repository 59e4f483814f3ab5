import { type ParseArgsConfig, parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { createDeps } from '../create-deps.ts'
import { features } from '../features.ts'
import { openDatabase } from '../platform/db/open-database.ts'
import type { Deps } from '../platform/deps.ts'
import { loadSecretKey } from '../platform/secret-key.ts'
import { UserError } from '../platform/user-error.ts'

export type Command<Options extends NonNullable<ParseArgsConfig['options']>> = {
  /** Printed by --help and after a wrong call. */
  usage: string
  options: Options
  /** A UserError ends the command with its sentence and exit code 1. */
  run(
    deps: Deps,
    args: {
      values: ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true }>>['values']
      positionals: string[]
    },
  ): Promise<void>
}

/**
 * Runs a command against the portal's database: that of DATABASE_URL, of the running portal, or an embedded one
 * that is started for it. Exit codes: 0 done, 1 it could not be done, 2 wrong call.
 */
export async function runCommand<const Options extends NonNullable<ParseArgsConfig['options']>>(
  command: Command<Options>,
): Promise<void> {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const
  let args: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>
  try {
    args = parseArgs({ options, allowPositionals: true })
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${command.usage}`)
    process.exitCode = 2
    return
  }
  if (args.values['help'] === true) {
    console.log(command.usage)
    return
  }
  try {
    await withDeps((deps) => command.run(deps, args as Parameters<typeof command.run>[1]))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

async function withDeps(work: (deps: Deps) => Promise<void>): Promise<void> {
  const config = loadConfig()
  const database = await openDatabase(config, { as: 'command', statementTimeoutMs: 0, say: console.log })
  try {
    const { db, pool } = database
    const deps = createDeps({ config, db, pool, secretKey: await loadSecretKey(config) })
    try {
      const jobs = features.flatMap((feature) => feature.jobs?.(deps) ?? [])
      await deps.jobs.start(jobs, { work: false })
      await work(deps)
    } finally {
      await deps.release()
    }
  } finally {
    await database.close()
  }
}
