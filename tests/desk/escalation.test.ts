import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chooseDailyMail } from '../../src/features/complaints/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { runJobs } from '../support/run-jobs.ts'
import { signInAs } from '../support/sign-in.ts'
import { fileOne } from './file-one.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
}, 60_000)
afterAll(() => portal.close())
beforeEach(async () => {
  portal.setNow('2026-03-11T07:00:00Z')
  // What an earlier test has filed is not told of again.
  await portal.deps.db.complaint.updateMany({ data: { open: false } })
})

/** Local time of the city. */
async function termsAt(day: string, hour = 10) {
  portal.setNow(`${day}T${String(hour - 5).padStart(2, '0')}:00:00Z`)
  await portal.jobs.get('complaints.terms')?.run({}, portal.deps.now())
  await runJobs(portal)
}

/** Who was told what of a complaint, in the order of it. */
const told = async ({ number }: { number: string }) => {
  const rows = await portal.deps.db.termNotice.findMany({
    where: { complaint: { number } },
    orderBy: [{ createdAt: 'asc' }, { staffId: 'asc' }],
  })
  const name = new Map(Object.entries(portal.cast.staff).map(([role, id]) => [id, role]))
  return rows.map(({ stage, staffId }) => `${stage}: ${name.get(staffId)}`)
}

const worked = async ({ number }: { number: string }) => {
  const executor = await signInAs(portal, 'executor@example.kz')
  await executor
    .post(`/staff/complaints/${number}/accept`)
    .set(sameOrigin)
    .type('form')
    .send({ version: 3 })
    .expect(303)
}

describe('escalation', () => {
  test('goes from the executor to the head to the controller, each notice once', async () => {
    const filed = await fileOne(portal)
    await worked(filed)
    // due on Monday, 6 April: three working days before is Wednesday, 1 April
    await termsAt('2026-03-31')
    expect(await told(filed)).toEqual([])
    await termsAt('2026-04-01')
    await termsAt('2026-04-01', 11)
    await termsAt('2026-04-02')
    await termsAt('2026-04-03')
    expect(await told(filed)).toEqual(['before_3: executor', 'before_1: executor'])
    // nobody is written to on a day off, or before work begins
    await termsAt('2026-04-05')
    await termsAt('2026-04-06', 7)
    expect(await told(filed)).toHaveLength(2)
    await termsAt('2026-04-06')
    await termsAt('2026-04-07')
    await termsAt('2026-04-08')
    expect(await told(filed)).toEqual([
      'before_3: executor',
      'before_1: executor',
      'due: head',
      'late: controller',
    ])
    const mails = (await readMails(portal)).filter(({ file }) => file.startsWith('term.'))
    expect(mails).toHaveLength(4)
    expect(mails.every(({ text }) => !text.includes('глубокая яма'))).toBe(true)
  })

  test('is told in the portal as well, until the person puts it aside', async () => {
    const filed = await fileOne(portal)
    await worked(filed)
    await termsAt('2026-04-07')
    const controller = await signInAs(portal, 'controller@example.kz')
    const number = `${filed.number.slice(0, 4)}-${filed.number.slice(4, 8)}-${filed.number.slice(8)}`
    expect((await controller.get('/staff/notices')).text).toContain(number)
    await controller.post('/staff/notices/seen').set(sameOrigin).type('form').send({}).expect(303)
    expect((await controller.get('/staff/notices')).text).not.toContain(number)
  })

  test('two workers at the same moment tell nobody twice', async () => {
    const filed = await fileOne(portal)
    await worked(filed)
    portal.setNow('2026-04-06T05:00:00Z')
    const job = portal.jobs.get('complaints.terms')
    await Promise.all(Array.from({ length: 4 }, () => job?.run({}, portal.deps.now())))
    expect(await told(filed)).toEqual(['due: head'])
  })

  test('the silence of an office is an alarm on the fourth working day', async () => {
    const silent = await fileOne(portal)
    const touched = await fileOne(portal)
    await worked(touched)
    await termsAt('2026-03-16')
    expect(await told(silent)).toEqual([])
    await termsAt('2026-03-17')
    await termsAt('2026-03-18')
    expect((await told(silent)).toSorted()).toEqual(['silent: controller', 'silent: head'])
    expect(await told(touched)).toEqual([])
  })

  test('the limits are data of the city', async () => {
    const { db, cache } = portal.deps
    const where = { id: portal.cast.city.id }
    await db.city.update({ where, data: { terms: { remindDays: [5], silenceDays: 30 } } })
    cache.forget('city:')
    const filed = await fileOne(portal)
    await termsAt('2026-03-30')
    expect(await told(filed)).toEqual(['before_5: executor'])
    await db.city.update({ where, data: { terms: {} } })
    cache.forget('city:')
  })
})

describe('the daily mail', () => {
  test('says what is due, late and new, comes once, and can be given up', async () => {
    const { cast, deps } = portal
    const filed = await fileOne(portal)
    await deps.db.complaint.update({
      where: { number: filed.number },
      data: { assigneeId: cast.staff.executor },
    })
    await signInAs(portal, 'executor@example.kz')
    const digests = async () => (await readMails(portal)).filter(({ file }) => file.startsWith('digest.'))
    const morning = async (day: string) => {
      portal.setNow(`${day}T03:00:00Z`)
      await portal.jobs.get('complaints.digest')?.run({}, deps.now())
      await runJobs(portal)
    }
    await morning('2026-04-06')
    await morning('2026-04-06')
    const first = await digests()
    const mine = first.filter(({ head }) => head.includes('executor@example.kz'))
    expect(mine).toHaveLength(1)
    expect(mine[0]?.text).toContain('срок сегодня: 1')
    await morning('2026-04-05')
    expect(await digests()).toHaveLength(first.length)

    portal.setNow('2026-04-06T07:00:00Z')
    const executor = await signInAs(portal, 'executor@example.kz')
    await executor.post('/staff/notices/mail').set(sameOrigin).type('form').send({}).expect(303)
    await morning('2026-04-07')
    expect((await digests()).filter(({ head }) => head.includes('executor@example.kz'))).toHaveLength(1)
  })

  test('is given up by the press of a mail program, which the mail names', async () => {
    const { deps } = portal
    const staffId = portal.cast.staff.executor
    await chooseDailyMail(deps, { staffId, digest: true, at: deps.now().epochMilliseconds })
    await fileOne(portal)
    portal.setNow('2026-03-12T03:00:00Z')
    await portal.jobs.get('complaints.digest')?.run({}, deps.now())
    await runJobs(portal)
    const mail = (await readMails(portal)).find(({ file }) => file.includes(`digest.${staffId}.2026-03-12`))
    const head = (mail?.head ?? '').replaceAll(/\n\s+/g, ' ')
    expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    const [, path = ''] = /List-Unsubscribe: <https?:\/\/[^/]+([^>]+)>/.exec(head) ?? []
    expect(mail?.text).toContain(path)
    // As a mail server posts it: from nowhere, with nothing but this.
    const pressed = await request(portal.app)
      .post(path)
      .type('form')
      .send({ 'List-Unsubscribe': 'One-Click' })
    expect(pressed.status).toBe(200)
    expect(await deps.db.staffMailChoice.findUnique({ where: { staffId } })).toMatchObject({ digest: false })
    await request(portal.app).post(path).set(sameOrigin).type('form').send({ undo: '1' }).expect(303)
    expect(await deps.db.staffMailChoice.findUnique({ where: { staffId } })).toMatchObject({ digest: true })
  })
})
