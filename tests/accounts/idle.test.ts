import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { deskPaths } from '../../src/features/complaints/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { appOf, type Browser, codeOf, signInAs } from '../support/sign-in.ts'

/** A session that nobody uses for an hour rests, and nothing that was typed in it is lost. */

let portal: Portal
let executor: Browser
let secret: string
let minute = 0
beforeAll(async () => {
  portal = await openPortal({ env: { STAFF_IDLE_MINUTES: '60' } })
  executor = await signInAs(portal, 'executor@example.kz')
  secret = await appOf(portal, portal.cast.staff.executor)
})
afterAll(() => portal.close())

const wait = (minutes: number) => {
  minute += minutes
  portal.setNow(new Date(Date.parse('2026-03-11T07:00:00Z') + minute * 60_000).toISOString())
}
const post = (path: string, fields: object) => executor.post(path).set(sameOrigin).type('form').send(fields)

test('whoever works is not disturbed', async () => {
  for (let times = 0; times < 3; times++) {
    wait(50)
    await executor.get(accountPaths.sessions()).expect(200)
  }
})

test('after an hour a page asks for a proof and then opens; what pages ask by themselves keeps nobody awake', async () => {
  for (let times = 0; times < 3; times++) {
    wait(22)
    await executor.get('/staff/inbox/news.json?since=1')
  }
  const led = await executor.get(deskPaths.inbox())
  expect([led.status, led.headers['location']]).toEqual([
    303,
    accountPaths.confirm({ next: deskPaths.inbox() }),
  ])
  const asked = await executor.get(String(led.headers['location'])).expect(200)
  expect(asked.text).toContain('Вы давно ничего не делали на портале')
  const proof = { proof_code: codeOf(portal, secret) }
  const back = await post(String(led.headers['location']), proof).expect(303)
  expect(back.headers['location']).toBe(deskPaths.inbox())
  await executor.get(deskPaths.inbox()).expect(200)
})

test('a form that comes too late is not lost: it goes on after the proof', async () => {
  const { number, path } = await fileOne(portal)
  wait(66)
  const note = { text: 'Позвонили жителю, ждём фото' }
  const asked = await post(`${path}/note`, note)
  expect(asked.status).toBe(403)
  expect(asked.text).toContain(`name="text" value="${note.text}"`)
  const wrong = await post(`${path}/note`, { ...note, proof_code: '000000' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain(note.text)
  wait(1)
  await post(`${path}/note`, { ...note, proof_code: codeOf(portal, secret) }).expect(303)
  const { id } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
  const rows = await portal.deps.db.activity.findMany({ where: { complaintId: id, kind: 'noted' } })
  expect(rows.map(({ payload }) => payload)).toEqual([{ text: note.text }])
})

test('the way out is open to whoever rests', async () => {
  wait(66)
  await post(accountPaths.signOut(), {}).expect(303)
  const after = await executor.get(accountPaths.sessions())
  expect(after.headers['location']).toContain(accountPaths.signIn())
})
