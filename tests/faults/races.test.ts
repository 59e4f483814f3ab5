import fc from 'fast-check'
import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintPaths, deskPaths } from '../../src/features/complaints/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

/** A resident and an office that act in the same moment: row 15 of tests/faults/README.md. */

let portal: Portal
let executor: Browser
beforeAll(async () => {
  portal = await openPortal()
  executor = await signInAs(portal, 'executor@example.kz')
})
afterAll(() => portal?.close())

type Act = 'add' | 'withdraw' | 'accept' | 'start' | 'answer' | 'refuse' | 'note'
const ofResident: readonly Act[] = ['add', 'withdraw']

const fieldsOf: Record<Act, Record<string, string>> = {
  add: { text: 'И ещё одна яма рядом с первой' },
  withdraw: { text: '' },
  accept: {},
  start: {},
  answer: { outcome: 'explained', text: 'Яму заделала утренняя смена, движение открыто.' },
  refuse: { reason: 'other', text: 'Это место принадлежит застройщику, ему передано письмом.' },
  note: { text: 'Проверили по телефону' },
}

test('whatever a resident and an office do at once, the log is one legal order and tells of each that was done', async () => {
  const acts = fc.array(fc.constantFrom<Act>(...(Object.keys(fieldsOf) as Act[])), {
    minLength: 2,
    maxLength: 5,
  })
  let done = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(acts, async (chosen) => {
      const { number, secretToken } = await fileOne(portal)
      const version = '1'
      const answers = await Promise.all(
        chosen.map((act) => {
          const fields = { version, ...fieldsOf[act] }
          return ofResident.includes(act)
            ? request(portal.app)
                .post(complaintPaths.act('ru', 'synaqqala', secretToken, act === 'add' ? 'add' : 'withdraw'))
                .set(sameOrigin)
                .type('form')
                .send(fields)
            : executor
                .post(`${deskPaths.show(number)}/${act}`)
                .set(sameOrigin)
                .type('form')
                .send(fields)
        }),
      )
      expect(
        answers.map(({ status }) => status).filter((status) => ![303, 409, 422].includes(status)),
      ).toEqual([])
      const rows = await portal.deps.db.activity.findMany({
        where: { complaint: { number } },
        orderBy: { seq: 'asc' },
      })
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, index) => index + 1))
      done += rows.length - 1
      refused += answers.filter(({ status }) => status !== 303).length
    }),
    { numRuns: 12 },
  )
  expect(done, 'acts were done').toBeGreaterThan(10)
  expect(refused, 'and some came too late').toBeGreaterThan(0)
  // Folding refuses an order that the table of transitions does not hold.
  expect(await brokenInvariants(portal.deps)).toEqual([])
}, 60_000)
