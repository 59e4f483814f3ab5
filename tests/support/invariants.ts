import { verifyActivity } from '../../src/features/activity/index.ts'
import { checkProjections } from '../../src/features/complaints/index.ts'
import type { Deps } from '../../src/platform/deps.ts'

/**
 * Everything that must be true of any database of the portal at any time, whatever happened to it; one sentence per
 * fault, none when all is well. Slow (reads everything), so for the end of a test.
 */
export async function brokenInvariants({ pool, files }: Pick<Deps, 'pool' | 'files'>): Promise<string[]> {
  const { faults } = await checkProjections(pool)
  const chains = await verifyActivity(pool)
  return [
    ...faults.map((fault) => `projection ${JSON.stringify(fault)}`),
    ...chains.map((chain) => `chain ${JSON.stringify(chain)}`),
    ...(await brokenBySql({ pool })),
    ...(await photosWithoutBytes({ pool, files })),
  ]
}

/** Each statement selects what must not be. */
const mustBeEmpty: Record<string, string> = {
  'complaint without activity from 1 to its version': `
    SELECT c.number FROM complaint c LEFT JOIN activity a ON a.complaint_id = c.id
    GROUP BY c.id HAVING count(a.seq) <> c.version OR min(a.seq) <> 1 OR max(a.seq) <> c.version`,
  'complaint that does not begin with its filing': `
    SELECT c.number FROM complaint c JOIN activity a ON a.complaint_id = c.id AND a.seq = 1
    WHERE a.kind <> 'filed' OR a.at <> c.received_at`,
  'complaint that counts its photos wrong': `
    SELECT c.number FROM complaint c
    WHERE c.photo_count <> (SELECT count(*) FROM photo p WHERE p.complaint_id = c.id)`,
  'photo of the filing that is gone': `
    SELECT c.number FROM complaint c JOIN activity a ON a.complaint_id = c.id AND a.seq = 1
    CROSS JOIN jsonb_array_elements_text(a.payload->'photos') AS named (id)
    WHERE NOT EXISTS (SELECT 1 FROM photo p WHERE p.id = named.id::uuid AND p.complaint_id = c.id)`,
  'photo of a sent draft that its complaint did not get': `
    SELECT p.id FROM photo p JOIN complaint c ON c.form_key = p.draft_id WHERE p.complaint_id IS NULL`,
  'two open stays': `
    SELECT c.number FROM custody u JOIN complaint c ON c.id = u.complaint_id
    WHERE u.end_kind = 'open' GROUP BY c.id HAVING count(*) > 1`,
  'stay that ends before it begins': `
    SELECT c.number FROM custody u JOIN complaint c ON c.id = u.complaint_id WHERE u.end_at < u.start_at`,
  'filed form without its job': `
    SELECT c.number FROM complaint c WHERE c.form_key IS NOT NULL AND (
      SELECT count(*) FROM pgboss.job j WHERE j.name = 'complaints.notify'
        AND (j.data->>'complaintId')::int = c.id AND (j.data->>'seq')::int = 1) <> 1`,
}

async function brokenBySql({ pool }: Pick<Deps, 'pool'>): Promise<string[]> {
  const broken: string[] = []
  for (const [name, sql] of Object.entries(mustBeEmpty)) {
    const { rows } = await pool.query({ text: sql, rowMode: 'array' })
    broken.push(...rows.map(([found]: unknown[]) => `${name}: ${found}`))
  }
  return broken
}

async function photosWithoutBytes({ pool, files }: Pick<Deps, 'pool' | 'files'>): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; key: string }>(
    `SELECT id, key FROM photo CROSS JOIN LATERAL (VALUES (large_key), (small_key)) AS keys (key)`,
  )
  const broken: string[] = []
  for (const { id, key } of rows) {
    const condition = await files.check(key)
    if (condition !== 'ok') broken.push(`photo ${id}: its bytes are ${condition}`)
  }
  return broken
}
