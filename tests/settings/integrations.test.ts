import { afterAll, beforeAll, expect, test } from 'vitest'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { filledForm } from './filled-form.ts'

const city = 'synaqqala'
const token = '123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc'
let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal({ env: { TELEGRAM_TOKEN: token } })
  admin = await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal?.close())

const path = settingsPaths.integrations(city)

test('the page says what is connected and where that is set, and shows no secret', async () => {
  const { text } = await admin.get(`${path}?lang=en`).expect(200)
  expect(text).toContain('Not connected')
  expect(text).toContain('api.telegram.org')
  expect(text).toContain('OIDC_CLIENT_SECRET')
  expect(text).not.toContain(token.slice(12))
})

test('a test mail goes to oneself in the language that was chosen', async () => {
  await admin.post(path).set(sameOrigin).type('form').send({ mailLang: 'kk' }).expect(303)
  expect(await runJobs(portal)).toMatchObject({ 'settings.test-mail': 1 })
  const mails = await readMails(portal)
  const mail = mails.find(({ file }) => file.includes('settings.test'))
  expect(mail?.head).toContain('city_admin@example.kz')
  expect(mail?.text).toContain('порталдың поштасы')
})

test('the icon of a category is chosen as a picture', async () => {
  const category = settingsPaths.thing(city, 'category', 'potholes')
  const page = await admin.get(category).expect(200)
  const form = filledForm(page.text)
  expect(page.text).toContain('class="icon-choice"')
  const icon = form['icon'] === 'snowflake' ? 'truck' : 'snowflake'
  await admin
    .post(category)
    .set(sameOrigin)
    .type('form')
    .send({ ...form, icon })
    .expect(303)
  const row = await portal.deps.db.category.findFirst({ where: { code: 'potholes', city: { slug: city } } })
  expect(row?.icon).toBe(icon)
})
