import express from 'express'
import pg from 'pg'
import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { health } from '../../src/features/health/feature.ts'
import { mountRoutes } from '../../src/platform/http/route.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

test('a process with its database is alive and ready', async () => {
  await request(portal.app).get('/healthz').expect(200, 'ok\n')
  await request(portal.app).get('/readyz').expect(200, 'ready\n')
})

test('without its database it is alive but not ready', async () => {
  const gone = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' })
  const app = express()
  mountRoutes(app, health.routes?.({ ...portal.deps, pool: gone }) ?? [], { guard: () => [] })
  await request(app).get('/healthz').expect(200)
  await request(app).get('/readyz').expect(503, 'not ready\n')
  await gone.end()
})

test('metrics are for this machine only, also behind a proxy on it', async () => {
  const { text } = await request(portal.app).get('/metrics').expect(200)
  expect(text).toContain('ashyq_db_connections')
  // No backup yet is as alarming as a very old one.
  expect(text).toMatch(/^ashyq_backup_age_seconds 1000000000$/m)
  expect(text).toMatch(/^ashyq_info\{version="[\d.]+",node="v\d[^"]*",migration="\d{14}_\w+"\} 1$/m)
  await request(portal.app).get('/metrics').set('X-Forwarded-For', '203.0.113.7').expect(404)
})
