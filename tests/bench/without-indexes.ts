import type pg from 'pg'

/**
 * Does `work` while the tables have no index but their primary keys, no foreign keys and no triggers, which makes a
 * million rows cheap; afterwards everything is as it was. When it fails the database is of no use any more.
 */
export async function withoutIndexes(
  client: pg.ClientBase,
  { tables, say }: { tables: readonly string[]; say: (line: string) => void },
  work: () => Promise<void>,
): Promise<void> {
  const taken = await client.query<{ drop: string; make: string }>(restorable, [tables])
  for (const { drop } of taken.rows) await client.query(drop)
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await work()
  for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  for (const { make } of taken.rows) {
    const started = performance.now()
    await client.query(make)
    say(`${make.slice(0, 90)} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  }
}

/** Indexes first, so that the keys are checked by them. */
const restorable = `
  SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS drop, pg_get_indexdef(i.indexrelid) AS make, 0 AS place
  FROM pg_index i WHERE i.indrelid = ANY($1::regclass[]) AND NOT i.indisprimary
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype <> 'f')
  UNION ALL
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)), 1
  FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY($1::regclass[])
  ORDER BY place`
