import pg from 'pg'
import { noFilters, openSchemaEngine, prismaDir, readMigrations, readModels } from './schema-engine.ts'

/**
 * The SQL that is missing between the migrations and the models in `folder`; '' when they agree.
 * `emptyDatabaseUrl` is a database made for this call: all migrations run in it and Prisma describes the
 * result. What Prisma's language cannot say (triggers, functions, partial and expression indexes, ...) is
 * left alone.
 */
export async function changesSinceMigrations(emptyDatabaseUrl: string, folder = prismaDir): Promise<string> {
  const models = await readModels(folder)
  const { engine, scriptError, close } = await openSchemaEngine(emptyDatabaseUrl, { models })
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations(folder)) },
      to: { tag: 'schemaDatamodel', files: models },
      script: true,
      exitCode: null,
      filters: noFilters,
    })
    return keepIndexes(stdout ?? '', await indexesBeyondPrisma(emptyDatabaseUrl))
  } catch (error) {
    throw scriptError() ?? error
  } finally {
    await close()
  }
}

const keepIndexes = (script: string, names: Set<string>) =>
  script
    .replace(/-- DropIndex\nDROP INDEX "([^"]+)";\n*/g, (drop, name) => (names.has(name) ? '' : drop))
    .replace(/^\s*-- This is an empty migration\.\s*$/, '')
    .trim()

/** Hand-written indexes look to Prisma as if somebody had forgotten to remove them. */
async function indexesBeyondPrisma(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT indexrelid::regclass::text AS name FROM pg_index
       WHERE indpred IS NOT NULL OR indexprs IS NOT NULL OR indnullsnotdistinct
          OR indnatts > indnkeyatts OR EXISTS (
            SELECT 1 FROM unnest(indclass) AS used JOIN pg_opclass c ON c.oid = used WHERE NOT c.opcdefault)`,
    )
    return new Set(rows.map(({ name }) => name.replaceAll('"', '')))
  } finally {
    await client.end()
  }
}
