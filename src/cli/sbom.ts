import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { projectDir } from '../config.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'

const HELP = `The list of all packages that run in production, in the format CycloneDX (SBOM), on the standard output.

Usage: npm run --silent sbom > sbom.json

Made by npm from package-lock.json. The same lockfile gives the same bytes: the serial number is the hash of the
lockfile, and no time is in it.`

const Bom = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(z.looseObject({ 'bom-ref': z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string() })),
})

await runCommand(HELP, async () => {
  const bom = Bom.parse(JSON.parse(await fromNpm()))
  const { name } = z.object({ name: z.string() }).parse(JSON.parse(textOf('package.json')))
  const { timestamp: _now, ...metadata } = bom.metadata
  const settled = {
    ...bom,
    serialNumber: `urn:uuid:${uuidOf(textOf('package-lock.json'))}`,
    // npm calls it by the folder that it happens to lie in.
    metadata: { ...metadata, component: { ...metadata.component, name } },
    components: bom.components.toSorted((a, b) => compare(a['bom-ref'], b['bom-ref'])),
    dependencies: bom.dependencies.toSorted((a, b) => compare(a.ref, b.ref)),
  }
  console.log(JSON.stringify(settled, null, 2))
})

function textOf(name: string): string {
  return readFileSync(path.join(projectDir, name), 'utf8')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function fromNpm(): Promise<string> {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev']
  return new Promise((resolve, reject) => {
    execFile('npm', args, { cwd: projectDir, timeout: 60_000, maxBuffer: 64e6 }, (error, stdout) => {
      if (error === null) resolve(stdout)
      else
        reject(new UserError('npm could not make the list; it needs npm 10 or newer and package-lock.json.'))
    })
  })
}

/** A UUID of version 8 (RFC 9562): the hash of a text, marked as one. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
