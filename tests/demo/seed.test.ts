import { stat } from 'node:fs/promises'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../../prisma/seed/plant-city.ts'
import { createApp } from '../../src/app.ts'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { cities } from '../../src/features/city/index.ts'
import { demoLogins, demoLoginsFile } from '../../src/features/demo/index.ts'
import { buildAssets } from '../../src/platform/look/build-assets.ts'
import { loginSentences, seed } from '../../src/seed.ts'
import { sameOrigin } from '../support/portal.ts'
import { openStage, type Stage } from './stage.ts'

const [firstPack = fail()] = cityPacks

function fail(): never {
  throw new Error('no packs')
}

/** Every table with how many rows it has, and the newest change of the complaints. */
async function contents({ deps: { pool } }: Stage): Promise<unknown> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  const counts = tables.map(({ name }) => `(SELECT count(*)::int FROM "${name}") AS "${name}"`)
  const { rows } = await pool.query(
    `SELECT ${counts.join(', ')}, (SELECT max(updated_at) FROM complaint) AS newest,
      (SELECT md5(string_agg(password_hash, '' ORDER BY id)) FROM staff) AS passwords`,
  )
  return rows[0]
}

async function start(stage: Stage): Promise<string[]> {
  const said: string[] = []
  stage.deps.cache.forget('')
  await seed(stage.deps, (sentence) => said.push(sentence))
  return said
}

describe('an empty database, planted by two processes after one was killed', { tags: ['long'] }, () => {
  let stage: Stage
  beforeAll(async () => {
    ;[stage] = await Promise.all([openStage({ DEMO: '1' }), buildAssets()])
    // What a start leaves that is killed early; then two processes start at once.
    await plantCalendar(stage.deps.db, 0)
    await plantCity(stage.deps.db, firstPack, { at: 0, demo: true, position: 0 })
    await Promise.all([start(stage), start(stage)])
  }, 120_000)
  afterAll(() => stage.close())

  test('gets the cities of the packs, each with complaints, pictures and figures', async () => {
    const planted = await cities(stage.deps)
    expect(planted.map(({ slug, demo }) => [slug, demo])).toEqual(cityPacks.map(({ slug }) => [slug, true]))
    for (const { id } of planted) {
      expect(await stage.deps.db.complaint.count({ where: { cityId: id } })).toBe(400)
      expect(await stage.deps.db.statCell.count({ where: { cityId: id } })).toBeGreaterThan(1)
    }
    const photo = await stage.deps.db.photo.findFirstOrThrow({ where: { role: 'after' } })
    expect(await stage.deps.files.check(photo.largeKey)).toBe('ok')
    expect(await stage.deps.files.check(photo.smallKey)).toBe('ok')
  })

  test('is not touched by a second start', async () => {
    const before = await contents(stage)
    expect(await start(stage)).toEqual([])
    expect(await contents(stage)).toEqual(before)
  })

  test('has accounts whose passwords are drawn, kept for the owner of the folder, and work', async () => {
    const logins = await demoLogins(stage.deps)
    expect(new Set(logins.map(({ password }) => password)).size).toBe(logins.length)
    expect((await stat(demoLoginsFile(stage.deps))).mode & 0o777).toBe(0o600)
    const [, admin] = await loginSentences(stage.deps)
    const [email, password] = admin?.trim().split(/ {2,}/).slice(1) ?? []
    expect(email).toBe('admin@oskemen.example')
    const answer = await request(createApp(stage.deps))
      .post(accountPaths.signIn())
      .set(sameOrigin)
      .type('form')
      .send({ email, password })
    expect(answer.status).toBe(303)
  })
})

test('without a demo nothing is planted, and it is said what to do', async () => {
  const stage = await openStage({ DEMO: '0' })
  const before = await contents(stage)
  const said = (await start(stage)).join()
  expect(said).toContain('npm run city -- add oskemen')
  expect(said).toMatch(/\/staff\/first-run\/[\w-]{22}/)
  // Nothing but the link by which the first city can be made.
  expect(await contents(stage)).toEqual(Object.assign({}, before, { first_run: 1 }))
  expect(await loginSentences(stage.deps)).toEqual([])
  await stage.close()
})

test('a city that is no demo gets what every city begins with, once, and no inventions', async () => {
  const stage = await openStage({ DEMO: '1' })
  await plantCalendar(stage.deps.db, 0)
  await plantCity(stage.deps.db, firstPack, { at: 0, demo: false, position: 0 })
  await start(stage)
  const before = await contents(stage)
  expect(before).toMatchObject({ complaint: 0, staff: 0 })
  expect(await start(stage)).toEqual([])
  expect(await contents(stage)).toEqual(before)
  await stage.close()
})
