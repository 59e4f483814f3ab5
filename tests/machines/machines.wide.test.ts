/** @module-tag long */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { judge } from '../faults/ledger.ts'
import { createStreet } from '../faults/run-under-fire.ts'
import { filledForm } from '../settings/filled-form.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { nginxMissing } from '../support/nginx.ts'
import { openSession } from '../support/open-session.ts'
import { postgresMissing } from '../support/outside-postgres.ts'
import { type Installation, openInstallation } from './installation.ts'

const missing = nginxMissing ?? postgresMissing

let all: Installation
beforeAll(async () => {
  if (missing === null) all = await openInstallation()
})
afterAll(() => all?.close())

const ask = (origin: string, path: string, cookie = '', init: RequestInit = {}) =>
  fetch(origin + path, {
    ...init,
    redirect: 'manual',
    headers: { cookie, origin },
  })

const soon = { timeout: 8_000, interval: 50 }

describe.skipIf(missing !== null)(
  `two web processes, a worker, a balancer, a primary and a replica${missing ?? ''}`,
  () => {
    test('who signed in at one is signed in at the other, and signed out at both', async () => {
      const cookie = await openSession(all, all.cast.staff.city_admin)
      const [one, other] = all.direct
      for (const origin of all.direct) expect((await ask(origin, '/staff/sessions', cookie)).status).toBe(200)
      expect((await ask(one, '/staff/sign-out', cookie, { method: 'POST' })).status).toBe(303)
      const after = await ask(other, '/staff/sessions', cookie)
      expect([after.status, after.headers.get('location') ?? '']).toEqual([
        303,
        expect.stringContaining('sign-in'),
      ])
    })

    test('what one changes is on the pages of the other at once', async () => {
      const [one, other] = all.direct
      const page = `/ru/${all.cast.city.slug}/offices/roads`
      const read = async (origin: string) => (await ask(origin, page)).text()
      expect(await read(other)).not.toContain('Управление мостов')
      const cookie = await openSession(all, all.cast.staff.city_admin)
      const office = settingsPaths.thing(all.cast.city.slug, 'office', 'roads')
      const form = filledForm(await (await ask(one, office, cookie)).text())
      const body = new URLSearchParams({ ...form, 'names.ru': 'Управление мостов' })
      expect((await ask(one, office, cookie, { method: 'POST', body })).status).toBe(303)
      await vi.waitFor(async () => expect(await read(other)).toContain('Управление мостов'), soon)
    })

    test('attempts to guess a password are counted together', async () => {
      const refused: boolean[] = []
      for (let turn = 0; turn < 8; turn += 1) {
        const body = new URLSearchParams({ email: 'city_admin@example.kz', password: `guess ${turn}` })
        const origin = all.direct[turn % 2] ?? all.origin
        const answer = await ask(origin, '/staff/sign-in', '', { method: 'POST', body })
        refused.push(answer.status === 429)
      }
      // Five in a quarter of an hour, wherever they arrive.
      expect(refused).toEqual([false, false, false, false, false, true, true, true])
    })

    test('each part is killed in turn while residents file: nothing is lost, nothing doubled', {
      timeout: 1_200_000,
    }, async () => {
      const { web, worker, balancer, primary, replica } = all
      const output = () => [...web, worker].map((one) => one.output()).join('\n---\n')
      const street = createStreet(
        { town: { origin: all.origin, slug: all.cast.city.slug }, output },
        { residents: 4 },
      )
      /** `goesOn`: residents are served while the part is away. */
      const parts = [
        { name: 'web 1', part: web[0], goesOn: true },
        { name: 'worker', part: worker, goesOn: true },
        { name: 'replica', part: replica, goesOn: true },
        { name: 'web 2', part: web[1], goesOn: true },
        { name: 'balancer', part: balancer, goesOn: false },
        { name: 'primary', part: primary, goesOn: false },
      ]
      const outages: Record<string, string> = {}
      for (const { name, part, goesOn } of parts) {
        await street.acknowledges(6)
        if (Math.random() < 0.5) await street.next(Math.random() < 0.5 ? 'sent' : 'answered')
        await sleep(Math.random() * 60)
        const killedAt = performance.now()
        await part.kill()
        if (!goesOn) await part.start()
        await street.acknowledges(1)
        outages[name] = `${Math.round(performance.now() - killedAt)} ms to the next number`
        if (!goesOn) continue
        await street.acknowledges(6)
        await part.start()
      }
      console.info(outages)
      await street.acknowledges(5)
      const attempts = await street.goHome()
      const verdict = await judge(attempts, all.deps)
      const { wrong, ...counts } = verdict
      console.info(counts)
      expect(wrong).toEqual([])
      expect(verdict).toMatchObject({ ackedMissing: 0, duplicates: 0, refusedPresent: 0 })
      expect(verdict.ackedPresent).toBeGreaterThan(60)
      expect(await brokenInvariants(all.deps)).toEqual([])
      // The worker does what was asked for while it was away.
      await vi.waitFor(async () => expect(await openJobs()).toBe(0), { timeout: 60_000, interval: 500 })
    })
  },
)

async function openJobs(): Promise<number> {
  const { rows } = await all.deps.pool.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'complaints.notify' AND state IN ('created', 'active', 'retry')",
  )
  return rows[0]?.n ?? 0
}
