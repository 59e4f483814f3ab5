import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { projectDir } from '../config.ts'
import { UserError } from '../platform/user-error.ts'
import { Allowed, Lockfile, lockfileFaults, Manifest, Minimums } from './lockfile-faults.ts'
import { runCommand } from './run-command.ts'

const HELP = `Whether the packages that the portal is installed with may be used.

Usage: npm run audit -- [--strict] [--folder DIR]

Always, without a network: every package comes from the registry with the hash of its content, every version is exact,
install scripts and licences are those of security/allowed.json, and none is older than security/minimum-versions.json
says. Then npm asks the registry for advisories on what runs in production; high and critical ones count.

  --strict      no answer from the registry is a failure as well (exit code 2)
  --folder DIR  where package.json and package-lock.json are (the project)

Exit codes: 0 nothing found · 1 something found · 2 no verdict of the registry, with --strict`

const options = {
  strict: { type: 'boolean', default: false },
  folder: { type: 'string', default: projectDir },
} as const

await runCommand(HELP, async () => {
  const { values } = parseArgs({ options })
  const folder = path.resolve(values.folder)
  const lock = read(Lockfile, folder, 'package-lock.json')
  const faults = lockfileFaults(lock, read(Manifest, folder, 'package.json'), {
    minimums: read(Minimums, projectDir, 'security/minimum-versions.json'),
    allowed: read(Allowed, projectDir, 'security/allowed.json'),
  })
  if (faults.length > 0) throw new UserError(faults.join('\n'))
  console.log(
    `${Object.keys(lock.packages).length - 1} packages: sources, hashes, scripts, licences, versions are in order.`,
  )
  const known = await knownAdvisories(folder)
  if (known === null) {
    console.log('No verdict on advisories: the registry did not answer the question.')
    if (values.strict) process.exitCode = 2
  } else if (known > 0) {
    throw new UserError(
      `${known} packages have high or critical advisories; npm audit --omit=dev names them.`,
    )
  } else {
    console.log('No high or critical advisory is known.')
  }
})

function read<Schema extends z.ZodType>(schema: Schema, folder: string, name: string): z.output<Schema> {
  const file = path.join(folder, name)
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new UserError(`${file} cannot be read as what it should be.`)
  }
}

const Report = z.object({
  metadata: z.object({ vulnerabilities: z.object({ high: z.number(), critical: z.number() }) }),
})

/** How many packages have a high or critical advisory; null when the registry gave no answer. */
async function knownAdvisories(folder: string): Promise<number | null> {
  const output = await new Promise<string>((resolve) => {
    const args = ['audit', '--json', '--omit=dev', '--package-lock-only']
    execFile('npm', args, { cwd: folder, timeout: 60_000, maxBuffer: 64e6 }, (_error, stdout) =>
      resolve(stdout),
    )
  })
  try {
    const { high, critical } = Report.parse(JSON.parse(output)).metadata.vulnerabilities
    return high + critical
  } catch {
    return null
  }
}
