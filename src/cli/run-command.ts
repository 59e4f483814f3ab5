import { UserError } from '../platform/user-error.ts'
import { report } from '../until-signal.ts'

/**
 * The frame of every command: `--help` prints `help`; a UserError or a wrong option is one sentence and exit
 * code 1; anything else unexpected comes with its stack.
 */
export async function runCommand(help: string, run: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help')) return console.log(help)
  try {
    await run()
  } catch (error) {
    report(isWrongOption(error) ? new UserError(`${error.message} (--help shows the options)`) : error)
    process.exitCode = 1
  }
}

const isWrongOption = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
