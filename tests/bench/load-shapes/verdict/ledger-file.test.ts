import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openLedger, readLedger } from './ledger-file.ts'

async function ledgerOf(write: (ledger: ReturnType<typeof openLedger>) => void): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-ledger-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'ledger')
  const ledger = openLedger(file)
  write(ledger)
  ledger.close()
  return file
}

it('remembers what became of each form', async () => {
  const file = await ledgerOf((ledger) => {
    ledger.willTry('a', 'hash-a', [{ r: 1, g: 2, b: 3 }])
    ledger.acked('a', 'token-a')
    ledger.acked('a', 'token-a', '260300000000')
    ledger.willTry('b', 'hash-b', [])
    ledger.refused('b', 422)
    ledger.willTry('c', 'hash-c', [])
  })
  expect(readLedger(file)).toMatchObject([
    { key: 'a', outcome: 'acked', number: '260300000000', token: 'token-a', photos: [{ r: 1, g: 2, b: 3 }] },
    { key: 'b', outcome: 'refused', status: 422, hash: 'hash-b' },
    { key: 'c', outcome: 'unknown' },
  ])
})

it('takes a form for refused only when no try is without an answer', async () => {
  const file = await ledgerOf((ledger) => {
    ledger.willTry('unanswered-then-refused', 'h', [])
    ledger.willTry('unanswered-then-refused', 'h', [])
    ledger.refused('unanswered-then-refused', 503)
    ledger.willTry('refused-twice', 'h', [])
    ledger.refused('refused-twice', 503)
    ledger.willTry('refused-twice', 'h', [])
    ledger.refused('refused-twice', 503)
    ledger.willTry('refused-then-acked', 'h', [])
    ledger.refused('refused-then-acked', 503)
    ledger.willTry('refused-then-acked', 'h', [])
    ledger.acked('refused-then-acked', 't')
  })
  expect(readLedger(file).map(({ outcome }) => outcome)).toEqual(['unknown', 'refused', 'acked'])
})

it('leaves out a last line that was cut off', async () => {
  const file = await ledgerOf((ledger) => ledger.willTry('a', 'h', []))
  await appendFile(file, 'ack a 2603')
  expect(readLedger(file)).toMatchObject([{ key: 'a', outcome: 'unknown' }])
})
