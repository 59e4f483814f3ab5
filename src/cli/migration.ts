import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { changesSinceMigrations } from '../platform/db/drift.ts'
import { lintMigrations } from '../platform/db/migration-lint.ts'
import { prismaDir, readMigrations } from '../platform/db/schema-engine.ts'
import { withScratchDatabase } from '../platform/db/scratch-server.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'

const HELP = `Writes a migration: the SQL that brings the database from the last migration to the models in prisma/.

Usage: npm run migration -- --name add_street_lamps [--empty]

--name   what it does, in small letters, digits and _
--empty  also without a change of the models, for SQL written by hand

Read the SQL before committing it. Triggers, functions, partial and expression indexes are beyond the
models: add them to the file by hand. The portal applies migrations at its next start.`

await runCommand(HELP, async () => {
  const options = { name: { type: 'string' }, empty: { type: 'boolean', default: false } } as const
  const { name, empty } = parseArgs({ options }).values
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new UserError('Give the migration a name of small letters, digits and _: --name add_street_lamps')
  }
  const changes = await withScratchDatabase(changesSinceMigrations)
  if (changes === '' && !empty) {
    throw new UserError('Models and migrations agree; for SQL written by hand add --empty.')
  }
  const stamp = Temporal.Now.plainDateTimeISO('UTC').toString({ smallestUnit: 'second' }).replace(/\D/g, '')
  const file = path.join(prismaDir, 'migrations', `${stamp}_${name}`, 'migration.sql')
  await mkdir(path.dirname(file))
  await writeFile(file, changes === '' ? '' : `${changes}\n`)
  console.log(`Written: ${path.relative(process.cwd(), file)}`)
  for (const { migration, what } of lintMigrations(await readMigrations())) {
    if (migration === `${stamp}_${name}`) console.log(`Mind: ${what}`)
  }
})
