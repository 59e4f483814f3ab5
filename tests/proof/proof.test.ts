import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signCheckpoint } from '../../src/features/activity/checkpoints/statement.ts'
import {
  type SignedStatement,
  takeCheckpoints,
  verifyCheckpoints,
} from '../../src/features/activity/index.ts'
import { contentDigest, digestOfText } from '../../src/features/complaints/index.ts'
import {
  CheckpointsFile,
  faultsOfCheckpoints,
  faultsOfProof,
  faultsOfReceipt,
  ProofFile,
  ReceiptFile,
} from '../../src/features/proof/index.ts'
import { deriveKeys } from '../../src/platform/crypto/keys.ts'
import { signingKeyOf } from '../../src/platform/crypto/signature.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { runCli } from './run-cli.ts'

let portal: Portal
let dir: string
beforeAll(async () => {
  portal = await openPortal()
  dir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-proof-'))
})
afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
  await portal?.close()
})

const base = () => `/kk/${portal.cast.city.slug}`
const get = (url: string) => request(portal.app).get(url)
const checkpoints = async (): Promise<{ publicKeys: string[]; checkpoints: SignedStatement[] }> =>
  (await get('/checkpoints.json').expect(200)).body
const ourKeys = async () => (await checkpoints()).publicKeys.map((key) => Buffer.from(key, 'base64url'))
const proofOf = async (number: string) =>
  ProofFile.parse((await get(`${base()}/complaints/${number}/proof.json`).expect(200)).body)
const receiptOf = async (token: string) =>
  (await get(`${base()}/mine/${token}/receipt.json`).expect(200)).body
const checkPage = (typed: string) => get(`${base()}/open-data/proof`).query({ receipt: typed })

/** As somebody with the password of the database could. */
async function tamper(table: string, statement: string, values: unknown[] = []) {
  const { pool } = portal.deps
  await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await pool.query(statement, values)
  await pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
}

describe('a receipt', () => {
  test('is signed for what was received, and the page says so', async () => {
    const text = 'Аулада жарық жоқ, түнде қараңғы.'
    const { number, secretToken } = await file(portal, { text })
    const receipt = await receiptOf(secretToken)
    expect(receipt.number).toBe(number)
    expect(receipt.contentOf.textSha256).toBe(digestOfText(text))
    const { salt } = receipt.contentOf
    expect(receipt.content).toBe(contentDigest({ salt, text: digestOfText(text), photos: [] }))
    expect(faultsOfReceipt(ReceiptFile.parse(receipt), await ourKeys())).toEqual([])
    const paper = await get(`${base()}/mine/${secretToken}/receipt`).expect(200)
    expect(paper.text).toContain(receipt.code)
    const page = await checkPage(`${receipt.code.slice(0, 30)}\n ${receipt.code.slice(30)}`).expect(200)
    expect(page.text).toContain('Түбіртек шынайы, өтініш өзгермеген')
    expect(page.headers['set-cookie']).toBeUndefined()
  })

  test('from before content was salted is still given and checked', async () => {
    const { number, secretToken } = await file(portal)
    const text = digestOfText('Аулаға кіреберісте үлкен шұңқыр бар.')
    await tamper(
      'activity',
      `UPDATE activity SET payload = payload - 'content' || jsonb_build_object('textDigest', $2::text)
       WHERE seq = 1 AND complaint_id = (SELECT id FROM complaint WHERE number = $1)`,
      [number, text],
    )
    const receipt = await receiptOf(secretToken)
    expect(receipt.contentOf).toEqual({ textSha256: text, photosSha256: [] })
    expect(receipt.content).toBe(contentDigest({ salt: null, text, photos: [] }))
    expect(faultsOfReceipt(ReceiptFile.parse(receipt), await ourKeys())).toEqual([])
  })

  test('of another text, time or portal is refused', async () => {
    const { secretToken } = await file(portal)
    const receipt = await receiptOf(secretToken)
    const other = { ...receipt, contentOf: { ...receipt.contentOf, textSha256: digestOfText('no') } }
    expect(faultsOfReceipt(ReceiptFile.parse(other), await ourKeys())).toHaveLength(1)
    const [head, number, , ...rest] = String(receipt.code).split('.')
    const later = [head, number, (Date.now() + 5).toString(36), ...rest].join('.')
    const page = await checkPage(later).expect(200)
    expect(page.text).toContain('Бұл портал мұндай түбіртекке қол қойған жоқ')
    expect((await checkPage('AQ1.123').expect(422)).text).toContain('AQ1-ден соңына дейін толық')
    expect((await checkPage('261104831728').expect(422)).text).toContain('мұндай нөмірлі ашық өтініш жоқ')
  })

  test('shows that the report behind it is gone or another', async () => {
    const { number, secretToken } = await file(portal)
    const { code } = await receiptOf(secretToken)
    await tamper(
      'activity',
      `UPDATE activity SET hash = decode(repeat('ab', 32), 'hex')
       WHERE seq = 1 AND complaint_id = (SELECT id FROM complaint WHERE number = $1)`,
      [number],
    )
    expect((await checkPage(code).expect(200)).text).toContain('өтініш қабылданған күйінде жоқ')
    expect((await checkPage(number).expect(200)).text).toContain('№ 1 жазба бастапқы күйінде емес')
    await tamper(
      'activity',
      `DELETE FROM activity WHERE complaint_id = (SELECT id FROM complaint WHERE number = $1)`,
      [number],
    )
    expect((await checkPage(code).expect(200)).text).toContain('өтініш қабылданған күйінде жоқ')
    await tamper(
      'custody',
      'DELETE FROM custody WHERE complaint_id = (SELECT id FROM complaint WHERE number = $1)',
      [number],
    )
    await tamper('complaint', `UPDATE complaint SET version = 0, shown = false WHERE number = $1`, [number])
  })
})

describe('checkpoints', () => {
  test('cover what is new, one after the other, and nothing when nothing is', async () => {
    const { number } = await file(portal)
    await takeCheckpoints(portal.deps)
    const before = (await checkpoints()).checkpoints.length
    expect(await takeCheckpoints(portal.deps)).toEqual([])
    await happen(portal, number, answered())
    expect(await takeCheckpoints(portal.deps)).toEqual([{ no: before + 1, size: 1 }])
    const list = await checkpoints()
    expect(faultsOfCheckpoints(CheckpointsFile.parse(list), await ourKeys())).toEqual([])
    expect((await get('/checkpoints.json?after=1').expect(200)).body.checkpoints[0].no).toBe(2)
    const one = await get(`/checkpoints/${before + 1}.json`).expect(200)
    expect(one.body.leaves).toHaveLength(1)
    await get(`/checkpoints/${before + 2}.json`).expect(404)
    const feed = await get('/checkpoints.atom').expect(200)
    expect(feed.headers['content-type']).toContain('application/atom+xml')
    expect(feed.text).toContain(`/checkpoints/${before + 1}.json`)
  })

  test('two workers at once sign one after the other', async () => {
    await Promise.all(Array.from({ length: 6 }, () => file(portal)))
    const taken = await Promise.all([takeCheckpoints(portal.deps), takeCheckpoints(portal.deps)])
    expect(taken.flat().reduce((sum, { size }) => sum + size, 0)).toBe(6)
    const { checkpoints: list } = await checkpoints()
    expect(list.map(({ no }) => no)).toEqual(list.map((_, index) => index + 1))
  })

  test('prove the public history of a complaint, words of offices disclosed, those of residents never', async () => {
    const { number } = await file(portal)
    await happen(portal, number, { kind: 'added', payload: { text: 'СҮРӨЗ', photos: [] }, by: 'resident' })
    await happen(portal, number, answered('Шам ауыстырылды.'))
    expect((await proofOf(number)).covered).toBeNull()
    await takeCheckpoints(portal.deps)
    const proof = await proofOf(number)
    expect(faultsOfProof(proof, await ourKeys())).toEqual([])
    expect(proof.covered?.leaf.number).toBe(number)
    const text = JSON.stringify(proof)
    expect(text).toContain('Шам ауыстырылды.')
    expect(text).not.toContain('СҮРӨЗ')
    const row = proof.rows.find(({ kind }) => kind === 'answered')
    if (!row?.disclosed) throw new Error('the answer is not disclosed')
    const changed = structuredClone(proof)
    const same = changed.rows.find(({ seq }) => seq === row.seq)
    if (!same?.disclosed) throw new Error('no such row')
    same.disclosed.payload = { ...Object(same.disclosed.payload), text: 'Басқа.' }
    expect(faultsOfProof(changed, await ourKeys())).toEqual([`what row ${row.seq} says was changed`])
    const cut = { ...proof, rows: proof.rows.slice(0, -1) }
    expect(faultsOfProof(cut, await ourKeys())[0]).toContain('is not the one that checkpoint')
    expect(faultsOfProof(proof, [Buffer.alloc(32, 7)])[0]).toContain('signed by another key')
  })

  test('a complaint that is not public has no proof for everybody', async () => {
    const { number } = await file(portal, { visibility: 'staff' })
    await get(`${base()}/complaints/${number}/proof.json`).expect(404)
    await checkPage(number).expect(422)
  })
})

describe('the verifier names what was', () => {
  const broken = async (kept: SignedStatement[] = []) => {
    const keys = (await checkpoints()).publicKeys
    return (await verifyCheckpoints(portal.deps.pool, { kept, keys })).broken
  }

  test('cut off at the end of a chain, where the chain itself shows nothing', async () => {
    const { number } = await file(portal)
    await happen(portal, number, answered())
    await takeCheckpoints(portal.deps)
    const [last] = (await proofOf(number)).rows.slice(-1)
    const before = await broken()
    await tamper(
      'activity',
      'DELETE FROM activity WHERE seq = $2 AND complaint_id = (SELECT id FROM complaint WHERE number = $1)',
      [number, last?.seq],
    )
    const after = await broken()
    const added = after.filter((one) => !before.some((two) => JSON.stringify(one) === JSON.stringify(two)))
    expect(added).toEqual([
      { no: (await checkpoints()).checkpoints.length, reason: 'row', number, seq: last?.seq },
    ])
  })

  test('changed in a checkpoint, and a database that was set back, against a copy that was kept', async () => {
    await file(portal)
    await takeCheckpoints(portal.deps)
    const { checkpoints: kept } = await checkpoints()
    const last = kept.length
    const reasons = async () =>
      (await broken(kept)).filter(({ reason }) => reason !== 'row').map(({ no, reason }) => `${no} ${reason}`)
    expect(await reasons()).toEqual([])
    await tamper('checkpoint', "UPDATE checkpoint SET at = at + interval '1 hour' WHERE no = $1", [last])
    expect(await reasons()).toEqual([`${last} signature`, `${last} kept`])
    await tamper('checkpoint_leaf', 'DELETE FROM checkpoint_leaf WHERE no = $1', [last])
    await tamper('checkpoint', 'DELETE FROM checkpoint WHERE no = $1', [last])
    expect(await reasons()).toEqual([`${last} lost`])
    const forged = kept.map((one) => ({ ...one, publicKey: 'A'.repeat(43) }))
    expect((await broken(forged)).filter(({ reason }) => reason === 'lost')).toEqual([])
  })

  test('signed again as a whole with another key', async () => {
    await file(portal)
    await takeCheckpoints(portal.deps)
    const { checkpoints: list } = await checkpoints()
    const before = list.at(-1)
    if (before === undefined) throw new Error('no checkpoint')
    const { no } = before
    const key = signingKeyOf(deriveKeys('of somebody else')[0])
    const values = [no, Buffer.from(key.publicKey), Buffer.from(signCheckpoint(key, before))]
    const change = 'UPDATE checkpoint SET public_key = $2, signature = $3 WHERE no = $1'
    await tamper('checkpoint', change, values)
    const reasons = (await broken()).filter((one) => one.no === no).map(({ reason }) => reason)
    expect(reasons).toEqual(['signature'])
    const own = [Buffer.from(before.publicKey, 'base64url'), Buffer.from(before.signature, 'base64url')]
    await tamper('checkpoint', change, [no, ...own])
    expect((await broken()).filter((one) => one.no === no)).toEqual([])
  })

  test('and nobody changes a checkpoint by the way of the portal', async () => {
    await expect(portal.deps.pool.query('DELETE FROM checkpoint')).rejects.toThrow('append-only')
    await expect(portal.deps.pool.query('UPDATE checkpoint_leaf SET index = index')).rejects.toThrow(
      'append-only',
    )
  })
})

test('the command checks files without the portal', { tags: ['long'] }, async () => {
  const { number, secretToken } = await file(portal)
  await takeCheckpoints(portal.deps)
  const [key] = (await checkpoints()).publicKeys
  const files = {
    'receipt.json': JSON.stringify(await receiptOf(secretToken)),
    'proof.json': JSON.stringify(await proofOf(number)),
    'proofs.jsonl': `${JSON.stringify(await proofOf(number))}\n`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text)
  const names = Object.keys(files).map((name) => path.join(dir, name))
  const good = await runCli('verify-proof', ['--key', key ?? '', ...names])
  expect(good).toMatchObject({ code: 0 })
  expect(good.stdout.match(/as it was signed/g)).toHaveLength(3)
  const proof = await proofOf(number)
  const row = proof.rows[0]
  if (row !== undefined) row.at += 1
  await writeFile(path.join(dir, 'proof.json'), JSON.stringify(proof))
  const bad = await runCli('verify-proof', ['--key', key ?? '', path.join(dir, 'proof.json')])
  expect(bad.code).toBe(1)
  expect(bad.stdout).toContain('row 1 or the one before it was changed or removed')
  expect((await runCli('verify-proof', ['--key', 'short', ...names])).stderr).toContain(
    'Give the public key of the portal',
  )
})
