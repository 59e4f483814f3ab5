import { randomBytes } from 'node:crypto'
import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { allStatementsOf } from '../support/count-statements.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { hiddenFields, locationOf, plainText, residentOf } from './resident.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

/** The draft, its photos, the complaint and its jobs are written by one statement. */
const expected = { what: 1, where: 2, check: 2, send: 3, number: 1 }

test('a report without photo takes few round trips: in a crowd each of them waits its turn', async () => {
  const aigul = residentOf(portal)
  // Cities, categories, calendar and what guesses are known after the first.
  await aigul.send(await aigul.reachCheck())
  const asked: Record<string, string[]> = {}
  const counted = async <Answer>(
    step: keyof typeof expected,
    act: () => Promise<Answer>,
  ): Promise<Answer> => {
    const answers: Answer[] = []
    asked[step] = await allStatementsOf(async () => void answers.push(await act()))
    return answers[0] as Answer
  }
  const first = { text: `${plainText}, и крысы`, category: 'other' }
  const where = locationOf(
    await counted('what', () => aigul.post(complaintPaths.new('ru', 'synaqqala'), first, [])),
  )
  const check = locationOf(await counted('where', () => aigul.post(where, { address: 'ул. Абая, 10' })))
  const page = await counted('check', () => aigul.get(check))
  const form = { ...hiddenFields(page.text), replyLang: 'ru', visibility: 'public' }
  const filed = locationOf(await counted('send', () => aigul.post(check, form)))
  expect(filed).toMatch(/filed/)
  expect((await counted('number', () => aigul.get(filed))).status).toBe(200)
  const counts = Object.entries(asked).map(([step, texts]) => [step, texts.length])
  expect(Object.fromEntries(counts), JSON.stringify(asked, null, 1)).toEqual(expected)
})

test('a report that comes as one request is looked for, read and written: three statements', async () => {
  const key = () => randomBytes(16).toString('base64url')
  const send = (token: string) =>
    request(portal.app)
      .post(complaintPaths.whole('ru', 'synaqqala', token))
      .set(sameOrigin)
      .type('form')
      .send({ text: plainText, category: 'other', address: 'ул. Абая, 10', replyLang: 'ru' })
  expect((await send(key())).body).toMatchObject({ state: 'sent' })
  const token = key()
  const asked = await allStatementsOf(async () => {
    expect((await send(token)).body).toMatchObject({ state: 'sent' })
  })
  expect(asked, JSON.stringify(asked, null, 1)).toHaveLength(3)
  const repeated = await allStatementsOf(async () => {
    expect((await send(token)).body).toMatchObject({ state: 'sent' })
  })
  expect(repeated, JSON.stringify(repeated, null, 1)).toHaveLength(2)
})
