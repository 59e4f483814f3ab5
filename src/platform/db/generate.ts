import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { projectDir } from '../../config.ts'
import { takeLock } from '../process-lock.ts'
import { UserError } from '../user-error.ts'

const outputDir = path.join(projectDir, 'src/platform/db/generated')
// Of this checkout, not in node_modules: checkouts may share those, and each has models of its own.
const cacheDir = path.join(projectDir, '.cache')

/**
 * Writes the Prisma client of the models in `prisma/` to `src/platform/db/generated`. Does nothing when
 * models, Prisma version and generated files are those of the last time (some milliseconds), so every
 * command may call it. Must run before the first import of the generated files. True = it was written.
 */
export async function generateClient(): Promise<boolean> {
  const stampFile = path.join(cacheDir, 'prisma-client')
  const inputs = await hashOfInputs()
  if (await isCurrent(stampFile, inputs)) return false
  await mkdir(cacheDir, { recursive: true })
  const lock = takeLock(path.join(cacheDir, 'prisma-client.lock'), 60_000)
  if (lock === undefined)
    throw new UserError('Another process has been writing the Prisma client for a minute; end it.')
  try {
    if (await isCurrent(stampFile, inputs)) return false
    await runPrismaGenerate()
    await writeFile(stampFile, inputs)
    return true
  } finally {
    lock.release()
  }
}

async function isCurrent(stampFile: string, inputs: string): Promise<boolean> {
  const stamp = await readFile(stampFile, 'utf8').catch(() => '')
  if (stamp !== inputs) return false
  return access(path.join(outputDir, 'client.ts')).then(
    () => true,
    () => false,
  )
}

async function hashOfInputs(): Promise<string> {
  const folder = path.join(projectDir, 'prisma')
  const models = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort()
  const files = [
    ...models.map((name) => path.join(folder, name)),
    path.join(projectDir, 'prisma.config.ts'),
    path.join(projectDir, 'node_modules/prisma/package.json'),
  ]
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(path.basename(file))
      .update('\0')
      .update(await readFile(file))
  return hash.digest('hex')
}

async function runPrismaGenerate(): Promise<void> {
  const prisma = path.join(projectDir, 'node_modules/prisma/build/index.js')
  try {
    await promisify(execFile)(process.execPath, [prisma, 'generate', '--no-hints'], { cwd: projectDir })
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new UserError(`The Prisma client could not be written from the models in prisma/:\n${output}`)
  }
}
