/** @module-tag long */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { fileOne } from './residents.ts'

/** Clocks that jump and zones that machines are set to: rows 16 and 17 of tests/faults/README.md. */

const library = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib']
  .map((folder) => path.join(folder, 'faketime/libfaketime.so.1'))
  .find(existsSync)
const whyNot = library === undefined ? ' (skipped: libfaketime is not installed)' : ''

let portal: PortalUnderFire | undefined
afterEach(() => portal?.close())

const calm = () => ({ until: AbortSignal.timeout(60_000), onMoment: () => undefined })
const habits = { isPatient: true, isNervous: false, photos: 0 }

describe.skipIf(library === undefined)(`a clock that jumps${whyNot}`, () => {
  const env = { LD_PRELOAD: library ?? '', FAKETIME_DONT_FAKE_MONOTONIC: '1', FAKETIME: '+1d' }

  test('16: a day ahead, then two days back: order is that of events, links live, nothing lasts less than nothing', async () => {
    portal = await createPortalUnderFire({ env })
    await portal.start()
    const { origin, slug } = portal.town
    const filed = await fileOne(portal.town, habits, calm())
    expect(filed?.outcome).toBe('acked')
    const token = filed?.token ?? ''
    const at = async () =>
      portal?.look(async ({ pool }) => {
        const { rows } = await pool.query<{ seq: number; kind: string; ahead: number }>(
          `SELECT seq, kind, extract(epoch FROM at - now())::float8 AS ahead FROM activity
           WHERE complaint_id = (SELECT id FROM complaint WHERE number = $1) ORDER BY seq`,
          [filed?.number],
        )
        return rows
      })
    expect((await at())?.[0]?.ahead, 'the clock of the portal was a day ahead').toBeGreaterThan(80_000)

    await portal.killPortal()
    portal.setEnv({ FAKETIME: '-1d' })
    await portal.start()
    const mine = await fetch(origin + complaintPaths.mine('ru', slug, token))
    expect(mine.status, 'a link of tomorrow is no dead link').toBe(200)
    const act = complaintPaths.act('ru', slug, token, 'add')
    const said = await fetch(origin + act, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({ text: 'Стало ещё хуже, обходим по дороге', version: '1' }),
      redirect: 'manual',
    })
    expect(said.status).toBe(303)
    const rows = await at()
    expect(rows?.map(({ seq }) => seq)).toEqual(rows?.map((_row, index) => index + 1))
    expect(rows?.at(-1)?.kind).toBe('added')
    expect(rows?.at(-1)?.ahead, 'the fault bites: the clock was behind').toBeLessThan(rows?.[0]?.ahead ?? 0)
    for (const address of [
      complaintPaths.list('ru', slug),
      complaintPaths.show('ru', slug, filed?.number ?? ''),
    ]) {
      const page = await fetch(origin + address)
      expect([address, page.status]).toEqual([address, 200])
      expect(await page.text()).not.toMatch(/NaN|Invalid|-\d+ (?:дн|час|мин)/)
    }
    const later = await fileOne(portal.town, habits, calm())
    expect(later?.outcome, 'forms of yesterday are taken').toBe('acked')
    expect(await portal.look(brokenInvariants)).toEqual([])
  }, 200_000)
})

describe('17: a machine set to another zone', () => {
  const run = (zone: string) =>
    promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'terms-in-zone.ts')], {
      cwd: projectDir,
      env: { PATH: process.env['PATH'], TZ: zone },
    }).then(({ stdout }) => stdout)

  test('counts the same terms and prints the same dates, across the change of 1 March 2024 as well', async () => {
    const [utc, ...others] = await Promise.all(
      ['UTC', 'Asia/Almaty', 'America/St_Johns', 'Pacific/Kiritimati', 'Europe/London'].map(run),
    )
    expect(utc?.split('\n').length).toBeGreaterThan(500)
    for (const other of others) expect(other).toBe(utc)
  }, 60_000)
})
