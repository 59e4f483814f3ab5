import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal, type Portal } from '../support/portal.ts'
import { answered, file, happen } from './history.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal?.close())

const run = async (instant: string) => {
  const job = portal.jobs.get('complaints.forget-contacts')
  if (!job) throw new Error('no such job')
  await job.run({}, Temporal.Instant.from(instant))
}

const contactsOf = (number: string) =>
  portal.deps.db.complaintContact.count({ where: { complaint: { number } } })

test('contacts go a year after the last change of an ended complaint, those of an open one stay', async () => {
  const contacts = { email: 'aigul@example.kz', phone: '+77051234567' }
  const ended = await file(portal, contacts)
  const open = await file(portal, contacts)
  // Answered on 11 March 2026 at 08:00 UTC.
  await happen(portal, ended.number, answered())
  await run('2027-03-11T07:59:00Z')
  expect(await contactsOf(ended.number)).toBe(3)
  await run('2027-03-11T08:01:00Z')
  expect(await contactsOf(ended.number)).toBe(0)
  expect(await contactsOf(open.number)).toBe(3)
  await run('2027-03-11T08:02:00Z')
})
