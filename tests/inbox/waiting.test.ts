import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileOne } from '../desk/file-one.ts'
import { statementsOf } from '../support/count-statements.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let executor: Browser
let head: Browser
beforeAll(async () => {
  portal = await openPortal()
  executor = await signInAs(portal, 'executor@example.kz')
  head = await signInAs(portal, 'head@example.kz')
}, 60_000)
afterAll(() => portal.close())

const post = (browser: Browser, path: string, fields: Record<string, string | number>) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)

/** The menu keeps its numbers for some seconds. */
const forgetCounts = () => portal.deps.cache.forget('staff:counts:')
const waiting = (html: string, href: string): string | null =>
  new RegExp(`href="${href}"[^>]*>[^<]*<span class="count numeric"><span aria-hidden="true">([^<]+)`).exec(
    html,
  )?.[1] ?? null

test('what waits is found by a filter, shown in its row, and counted with a saved filter', async () => {
  const asked = await fileOne(portal)
  const late = await fileOne(portal)
  const plain = await fileOne(portal)
  const question = { version: 3, text: 'Уточните, пожалуйста, у какого подъезда находится яма?' }
  expect((await post(executor, `${asked.path}/ask`, question)).status).toBe(303)
  const wish = { version: 3, dueOn: '2026-04-20', reason: 'Ждём поставки асфальта до середины апреля' }
  expect((await post(executor, `${late.path}/extend`, wish)).status).toBe(303)

  const shown = async (waits: string) => {
    const { text } = await head.get(`/staff/inbox?waits=${waits}&lang=ru`).expect(200)
    return [asked, late, plain].map(({ number }) => text.includes(`id="c${number}"`))
  }
  expect(await shown('question')).toEqual([true, false, false])
  expect(await shown('paused')).toEqual([true, false, false])
  expect(await shown('extension')).toEqual([false, true, false])
  expect(await shown('transfer')).toEqual([false, false, false])
  const list = (await head.get('/staff/inbox?lang=ru')).text
  expect(list).toContain('Пауза до 16.03.2026')
  expect(list).toContain('Решение о продлении')

  await post(head, '/staff/inbox/filters', { name: 'Ждут решения', query: 'waits=extension' })
  const saved = (await head.get('/staff/inbox')).text
  expect(saved).toMatch(/Ждут решения<\/span> <span class="count numeric">1<\/span>/)
})

test('the menu of every page says how much waits, by one statement that is kept', async () => {
  forgetCounts()
  const page = (await head.get('/staff/notices')).text
  expect(waiting(page, '/staff/notices')).toBe('1')
  forgetCounts()
  expect(waiting((await executor.get('/staff/notices')).text, '/staff/notices')).toBeNull()
  const counted = await statementsOf(() => executor.get('/staff/sessions'))
  expect(counted.filter((sql) => sql.includes('"callBacks"'))).toEqual([])
})

test('the controller sees what a moderator has to look at', async () => {
  await fileOne(portal, { text: 'Яма возле школы, видео www.example.kz' })
  forgetCounts()
  const controller = await signInAs(portal, 'controller@example.kz')
  const page = (await controller.get('/staff/sessions')).text
  expect(Number(waiting(page, '/staff/moderation'))).toBeGreaterThan(0)
})
