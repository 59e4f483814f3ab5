import request from 'supertest'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { telegramService } from '../../src/features/telegram/service.ts'
import { webhookOf } from '../../src/features/telegram/webhook.ts'
import type { Service } from '../../src/platform/http/route.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { type FakeBotApi, openFakeBotApi, testToken } from './fake-bot-api.ts'
import { personOf } from './person.ts'

let portal: Portal
let fake: FakeBotApi
let services: Service[] = []
beforeAll(async () => {
  fake = await openFakeBotApi()
  portal = await openPortal({ env: { TELEGRAM_TOKEN: testToken, TELEGRAM_API_ROOT: fake.root } })
})
afterEach(async () => {
  await Promise.all(services.map((service) => service.stop()))
  services = []
})
afterAll(async () => {
  await portal?.close()
  await fake?.close()
})

const start = (deps = portal.deps) => {
  const own = telegramService(deps)
  for (const service of own) service.start()
  services.push(...own)
}
const until = (fact: () => boolean) =>
  vi.waitFor(() => expect(fact()).toBe(true), { timeout: 8000, interval: 30 })

describe('asking for updates', () => {
  test('answers what has come, once, though two processes ask', async () => {
    const { updates } = personOf(portal, fake, 6_000_000_001)
    fake.updates.push(updates.message({ text: '/start' }), updates.press('lang:ru'))
    start()
    start()
    await until(() => fake.sent.length >= 2)
    await until(() => fake.updates.length === 0)
    expect(fake.sent.filter(({ text }) => text.includes('Choose a language'))).toHaveLength(1)
    expect(fake.sent.filter(({ text }) => text.includes('Какой город?'))).toHaveLength(1)
    expect(fake.calls.filter((call) => call === 'deleteWebhook')).toHaveLength(1)
  })

  test('ends within a second when the portal stops', async () => {
    start()
    await until(() => fake.calls.includes('getUpdates'))
    const began = performance.now()
    await Promise.all(services.map((service) => service.stop()))
    services = []
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test('does not happen without a token', () => {
    const { telegram: _none, ...config } = portal.deps.config
    expect(telegramService({ ...portal.deps, config })).toEqual([])
  })
})

describe('the webhook', () => {
  const config = () => {
    const { telegram } = portal.deps.config
    if (telegram === undefined) throw new Error('no bot')
    return { ...portal.deps.config, telegram: { ...telegram, webhook: true } }
  }

  test('is announced with the secret, takes proved calls only, and handles an update once', async () => {
    const deps = { ...portal.deps, config: config() }
    start(deps)
    await until(() => fake.webhook !== null)
    const { path, secret } = webhookOf(deps.keys)
    expect(fake.webhook).toMatchObject({ url: `http://portal.test${path}`, secret_token: secret })

    const app = createApp(deps)
    const update = personOf(portal, fake, 6_000_000_002).updates.message({ text: '/start' })
    const call = (token: string | undefined, body: object = update) => {
      const asked = request(app).post(path).send(body)
      return token === undefined ? asked : asked.set('X-Telegram-Bot-Api-Secret-Token', token)
    }
    const before = fake.sent.length
    for (const wrong of [undefined, 'x', `${secret}x`]) expect((await call(wrong)).status).toBe(403)
    expect((await call(secret)).status).toBe(200)
    expect((await call(secret)).status).toBe(200)
    expect(fake.sent.length).toBe(before + 1)
    expect((await call(secret, { nothing: 1 })).status).toBe(400)
    expect((await call(secret, { update_id: 9, message: { text: 'a'.repeat(300_000) } })).status).toBe(413)
    expect((await request(app).get(path)).status).toBe(404)
  })

  test('does not exist where the portal asks by itself', async () => {
    const { path, secret } = webhookOf(portal.deps.keys)
    const asked = await request(portal.app).post(path).set('X-Telegram-Bot-Api-Secret-Token', secret).send({})
    expect(asked.status).toBe(403)
  })
})
