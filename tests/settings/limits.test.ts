import { afterAll, beforeAll, expect, test } from 'vitest'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { filledForm } from './filled-form.ts'

const path = settingsPaths.thing('synaqqala', 'limits', '')
let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal?.close())

async function change(fields: Record<string, string>) {
  const typed = { ...filledForm((await admin.get(path).expect(200)).text), ...fields }
  return admin.post(path).set(sameOrigin).type('form').send(typed)
}
const stored = async () =>
  (await portal.deps.db.city.findUniqueOrThrow({ where: { id: portal.cast.city.id } })).terms

test('the form shows what holds, also where nothing was stored', async () => {
  expect(await stored()).toEqual({})
  expect(filledForm((await admin.get(path)).text)).toMatchObject({
    pauseDays: '3',
    extensionMonths: '2',
    extensionNoticeDays: '3',
    remindDays: '3\n1',
    silenceDays: '3',
    headFromReopening: '3',
  })
})

test('nothing beyond the law is taken', async () => {
  for (const [field, value] of [
    ['pauseDays', '4'],
    ['extensionMonths', '3'],
    ['extensionNoticeDays', '5'],
    ['remindDays', 'завтра'],
    ['silenceDays', ''],
  ] as const) {
    const answer = await change({ [field]: value })
    expect(answer.status, field).toBe(422)
    expect(answer.text).toContain(`href="#${field}"`)
  }
})

test('holds for what comes, moves no open term, and is taken back', async () => {
  const filed = await fileOne(portal)
  const before = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number: filed.number } })
  const answer = await change({ extensionMonths: '1', remindDays: '1\n5\n1', silenceDays: '2' })
  expect(answer.status).toBe(303)
  expect(await stored()).toMatchObject({ extensionMonths: 1, remindDays: [5, 1], silenceDays: 2 })
  const after = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number: filed.number } })
  expect(after.dueOn).toEqual(before.dueOn)
  const desk = await (await signInAs(portal, 'executor@example.kz')).get(`${filed.path}?act=extend&lang=en`)
  expect(desk.text).toContain('1 month')

  const row = await portal.deps.db.settingChange.findFirstOrThrow({ where: { kind: 'limits' } })
  await admin.post(settingsPaths.undo('synaqqala', row.id)).set(sameOrigin).expect(303)
  expect(await stored()).toMatchObject({ extensionMonths: 2, remindDays: [3, 1] })
})

test('to make residents wait longer asks for the name of the city, and may wait for its day', async () => {
  await change({ extensionMonths: '1', pauseDays: '1' })
  expect((await change({ extensionMonths: '2' })).status).toBe(422)
  const planned = await change({
    ...{ extensionMonths: '2', takesEffectOn: '2026-04-01', confirm: 'Synaqqala' },
  })
  expect(planned.headers['location']).toContain('done=planned')
  expect(await stored()).toMatchObject({ extensionMonths: 1 })
})
