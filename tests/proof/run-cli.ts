import { execFile } from 'node:child_process'
import { projectDir } from '../../src/config.ts'

/** Runs a command of `src/cli` as npm would. */
export function runCli(
  command: string,
  args: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', './src/preflight.js', `src/cli/${command}.ts`, ...args],
      { cwd: projectDir },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}
