import { unlink } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { brokenInvariants } from '../support/invariants.ts'
import { type Attempt, judge } from './ledger.ts'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { runUnderFire } from './run-under-fire.ts'

let portal: PortalUnderFire | undefined
afterEach(async () => {
  await portal?.close()
  portal = undefined
})

describe('filing while the portal and its database are killed with -9', () => {
  it('keeps every acknowledged complaint whole, and a repeat makes no second one', {
    tags: ['long'],
    timeout: 300_000,
  }, async () => {
    portal = await createPortalUnderFire()
    const { attempts, verdict, broken } = await runUnderFire(portal, {
      faults: ['portal', 'database'],
      residents: 3,
      acksBetween: 3,
    })
    expect(broken).toEqual([])
    expect(verdict).toMatchObject({ ackedMissing: 0, duplicates: 0, refusedPresent: 0, wrong: [] })
    expect(verdict.ackedPresent).toBeGreaterThanOrEqual(8)
    await expectJudgeToSee(portal, attempts)
  })
})

/** The same judges on a database in which something was lost: else their silence would mean nothing. */
async function expectJudgeToSee(portal: PortalUnderFire, attempts: readonly Attempt[]): Promise<void> {
  const acked = attempts.filter(({ outcome }) => outcome === 'acked')
  const [lost, misled] = acked
  const pictured = acked.findLast(({ photos }) => photos.length > 0)
  if (!lost || !misled || !pictured) throw new Error('too few filings to tamper with')
  await portal.look(async ({ pool, files }) => {
    await pool.query(`UPDATE complaint SET text = 'lost' WHERE number = $1`, [lost.number])
    await pool.query(`UPDATE complaint SET secret_hash = sha256('x') WHERE number = $1`, [misled.number])
    await pool.query(
      `DELETE FROM pgboss.job WHERE (data->>'complaintId')::int = (SELECT id FROM complaint WHERE number = $1)`,
      [misled.number],
    )
    const { rows } = await pool.query<{ key: string }>(
      `SELECT large_key AS key FROM photo p JOIN complaint c ON c.id = p.complaint_id WHERE c.number = $1`,
      [pictured.number],
    )
    const key = rows[0]?.key ?? ''
    await unlink(path.join(portal.dataDir, 'files', key.slice(0, 3), key))
    const verdict = await judge(attempts, { pool, files })
    expect(verdict.ackedMissing).toBe(1)
    expect(verdict.wrong.join('\n')).toMatch(/nobody sent this/)
    expect(verdict.wrong.join('\n')).toMatch(/secret link of the resident leads nowhere/)
    expect(verdict.wrong.join('\n')).toMatch(/photo 1 is missing/)
    const broken = await brokenInvariants({ pool, files })
    expect(broken).toContainEqual(`filed form without its job: ${misled.number}`)
    expect(broken.join('\n')).toMatch(/its bytes are missing/)
  })
}
