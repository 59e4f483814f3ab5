import { migrate } from '../../src/platform/db/migrate.ts'

/** What every test database starts with. */
export async function fillTemplate(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
}
