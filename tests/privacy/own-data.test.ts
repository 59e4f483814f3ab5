import request from 'supertest'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyActivity } from '../../src/features/activity/index.ts'
import {
  checkProjections,
  complaintPaths,
  contentDigest,
  digestOfText,
} from '../../src/features/complaints/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'
import { passBy } from './pass-by.ts'

const phone = '8 705 123 45 67'
const text = `Яма у дома на Абая, звоните ${phone}`

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const post = (path: string, fields: Record<string, string>) =>
  request(portal.app).post(path).set(sameOrigin).type('form').send(fields)
const act = (
  token: string,
  name: 'correct' | 'private' | 'forget' | 'erase',
  fields: Record<string, string> = {},
) => post(complaintPaths.dataAct('ru', 'synaqqala', token, name), fields)
const dataPage = (token: string) => request(portal.app).get(complaintPaths.data('ru', 'synaqqala', token))
const rowOf = (number: string) =>
  portal.deps.db.complaint.findUniqueOrThrow({ where: { number }, include: { contacts: true, photos: true } })

/** Names and contents of what a zip holds without compression; enough for what the portal makes. */
async function unzip(path: string): Promise<Buffer> {
  const res = await request(portal.app)
    .get(path)
    .buffer(true)
    .parse((from, done) => {
      const parts: Buffer[] = []
      from.on('data', (part: Buffer) => parts.push(part))
      from.on('end', () => done(null, Buffer.concat(parts)))
    })
  expect(res.status).toBe(200)
  expect(res.headers['cache-control']).toContain('no-store')
  return res.body as Buffer
}

describe("the page of one's own data", () => {
  test('says what is stored without giving a contact away, and exports all of it', async () => {
    const filed = await fileOne(portal, { text, email: 'aigul@example.kz', consentVersion: '2026-11-22' })
    const page = await dataPage(filed.secretToken)
    expect(page.text).toContain(phone)
    expect(page.text).toContain('a…@example.kz')
    expect(page.text).not.toContain('aigul@example.kz')
    expect(page.text).toContain('Редакция от 22 ноября 2026')
    const zip = await unzip(complaintPaths.dataZip('ru', 'synaqqala', filed.secretToken))
    expect(zip.subarray(0, 2).toString()).toBe('PK')
    expect(zip.toString('latin1')).toContain('data.json')
  })

  test('a wrong link is not found', async () => {
    expect((await dataPage('q0ub6ZJb1n8m2l3k4j5h6g')).status).toBe(404)
    expect((await act('q0ub6ZJb1n8m2l3k4j5h6g', 'erase', { sure: '1' })).status).toBe(404)
  })
})

describe('corrections', () => {
  test('of contacts and the language of the answer, told without the data itself', async () => {
    const filed = await fileOne(portal, { text })
    const bad = await act(filed.secretToken, 'correct', { email: 'нет', phone: '12', replyLang: 'ru' })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('value="нет"')
    const good = { email: ' New@Example.KZ ', phone: '', replyLang: 'kk' }
    expect((await act(filed.secretToken, 'correct', good)).status).toBe(303)
    const row = await rowOf(filed.number)
    expect(row.replyLang).toBe('kk')
    expect(row.contacts.map(({ kind }) => kind).sort()).toEqual(['email', 'link'])
    const event = await portal.deps.db.activity.findFirstOrThrow({
      where: { complaintId: row.id, kind: 'corrected' },
    })
    expect(event.payload).toEqual({ what: ['contacts', 'replyLang'] })
    await act(filed.secretToken, 'forget', { sure: '1' })
    expect((await rowOf(filed.number)).contacts).toEqual([])
  })

  test('to staff only: gone from everybody, and nothing is masked for the resident', async () => {
    const filed = await fileOne(portal, { text })
    expect((await act(filed.secretToken, 'private')).status).toBe(422)
    await act(filed.secretToken, 'private', { sure: '1' })
    expect(await rowOf(filed.number)).toMatchObject({ visibility: 'staff', shown: false })
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    expect(shown.text).not.toContain('Яма у дома')
    const mine = await request(portal.app).get(complaintPaths.mine('ru', 'synaqqala', filed.secretToken))
    expect(mine.text).toContain(phone)
  })
})

describe('erasing', () => {
  test('of an open complaint leaves what everybody reads', async () => {
    const filed = await fileOne(portal, { text, email: 'aigul@example.kz' })
    await act(filed.secretToken, 'erase', { sure: '1' })
    expect(await rowOf(filed.number)).toMatchObject({
      text: 'Яма у дома на Абая, звоните ⟦phone⟧',
      publicText: null,
      contacts: [],
    })
    const executor = await signInAs(portal, 'executor@example.kz')
    expect((await executor.get(`/staff/complaints/${filed.number}`)).text).not.toContain(phone)
  })

  test('of an ended one takes words, place and photos; the case and its chain stay whole', async () => {
    const answers = { 'potholes--where': `у дома 12, ${phone}` }
    const filed = await fileOne(portal, { text, email: 'aigul@example.kz', answers })
    const { id, answered, publicAnswered } = await rowOf(filed.number)
    expect(answered).toEqual(answers)
    expect(publicAnswered).toEqual({ 'potholes--where': 'у дома 12, ⟦phone⟧' })
    const add = { text: `Ещё раз: ${phone}`, version: '9' }
    expect((await post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'add'), add)).status).toBe(
      303,
    )
    const said = await portal.deps.db.activity.findFirstOrThrow({ where: { complaintId: id, kind: 'added' } })
    expect(said.payload).toMatchObject({ text: 'Ещё раз: ⟦phone⟧' })
    expect(await portal.deps.db.originalWords.findMany({ where: { complaintId: id } })).toEqual([
      { complaintId: id, seq: said.seq, text: `Ещё раз: ${phone}` },
    ])
    await post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'withdraw'), {
      text: 'Передумала',
      version: '9',
    })
    await act(filed.secretToken, 'erase', { sure: '1' })
    expect(await rowOf(filed.number)).toMatchObject({
      text: '⟦erased⟧',
      address: '',
      answered: null,
      publicAnswered: null,
      lat: null,
      cx: null,
      photos: [],
    })
    expect(await portal.deps.db.originalWords.count({ where: { complaintId: id } })).toBe(0)
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('[удалено по просьбе заявителя]')
    for (const secret of ['Абая', 'у дома 12', 'Передумала', 'Ещё раз'])
      expect(shown.text).not.toContain(secret)
    expect(shown.text).toContain('Данные удалены')
    expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
    expect(await verifyActivity(portal.deps.pool)).toEqual([])
    // a second time nothing happens
    const { version } = await rowOf(filed.number)
    await act(filed.secretToken, 'erase', { sure: '1' })
    expect((await rowOf(filed.number)).version).toBe(version)
  })
})

test('what is erased leaves nothing that its words could be tried against; the receipt stays valid', async () => {
  const words = 'Мой сосед Ержан из квартиры 7 сливает масло'
  const filed = await fileOne(portal, { text: words })
  const receiptUrl = `/ru/synaqqala/mine/${filed.secretToken}/receipt.json`
  const before = (await request(portal.app).get(receiptUrl).expect(200)).body
  const { salt, textSha256, photosSha256 } = before.contentOf
  expect(contentDigest({ salt, text: textSha256, photos: photosSha256 })).toBe(before.content)
  await post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'withdraw'), { text: '', version: '9' })
  await act(filed.secretToken, 'erase', { sure: '1' })
  expect(await rowOf(filed.number)).toMatchObject({ text: '⟦erased⟧', contentSalt: null })
  const unsalted = [digestOfText(words), contentDigest({ salt: null, text: digestOfText(words), photos: [] })]
  for (const trace of ['Ержан', salt, ...unsalted]) expect(await tablesWith(trace)).toEqual([])
  expect(await tablesWith(before.content)).toEqual(['activity'])
  const after = (await request(portal.app).get(receiptUrl).expect(200)).body
  expect(after).toEqual({ ...before, contentOf: null })
})

/** Tables in which a row holds it, as text or as the bytes of a hexadecimal number. */
async function tablesWith(trace: string): Promise<string[]> {
  const { pool } = portal.deps
  const { rows } = await pool.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await pool.query(`SELECT 1 FROM ${name} t WHERE strpos(t::text, $1) > 0 LIMIT 1`, [
      trace,
    ])
    if (rowCount !== 0) found.push(name)
  }
  return found
}

test('what passers-by wrote and took is theirs: read after a moderator, not exported, not erased', async () => {
  const filed = await fileOne(portal, { text })
  await passBy(portal, filed.number, 'Заявитель сам виноват')
  const { photos } = await rowOf(filed.number)
  expect(photos).toHaveLength(1)
  const mine = await request(portal.app).get(complaintPaths.mine('ru', 'synaqqala', filed.secretToken))
  expect(mine.text).not.toContain('сам виноват')
  expect(mine.text).not.toContain(photos[0]?.id)
  const zip = await unzip(complaintPaths.dataZip('ru', 'synaqqala', filed.secretToken))
  expect(zip.toString('latin1')).not.toContain('photos/')
  await post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'withdraw'), { text: '', version: '9' })
  await act(filed.secretToken, 'erase', { sure: '1' })
  expect((await rowOf(filed.number)).photos).toHaveLength(1)
})

test('what was hidden goes a year after the end, by the job', async () => {
  const filed = await fileOne(portal, { text })
  const open = await fileOne(portal, { text })
  const { id } = await rowOf(filed.number)
  await post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'add'), {
    text: `Мой номер ${phone}`,
    version: '9',
  })
  await post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'withdraw'), { text: '', version: '9' })
  const job = portal.jobs.get('complaints.retention')
  await job?.run({}, Temporal.Instant.from('2027-03-10T00:00:00Z'))
  expect((await rowOf(filed.number)).text).toBe(text)
  await job?.run({}, Temporal.Instant.from('2027-03-12T00:00:00Z'))
  expect(await rowOf(filed.number)).toMatchObject({
    text: 'Яма у дома на Абая, звоните ⟦phone⟧',
    publicText: null,
  })
  expect(await portal.deps.db.originalWords.count({ where: { complaintId: id } })).toBe(0)
  expect((await rowOf(open.number)).text).toBe(text)
})
