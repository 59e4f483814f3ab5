import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { verifyProofOfDump } from '../features/open-data/index.ts'
import {
  CheckpointsFile,
  type Faults,
  faultsOfCheckpoints,
  faultsOfProof,
  faultsOfReceipt,
  ProofFile,
  ReceiptFile,
} from '../features/proof/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'

const HELP = `Checks receipts, proofs of complaints, lists of checkpoints and the open data of a whole city. Needs neither the portal nor a network.

Usage: npm run verify-proof -- --key KEY FILE...

--key  public key of the portal in base64url, as you have noted it before; more than one may be given
FILE   receipt.json of a report, proof.json of a complaint, checkpoints.json, or proofs.jsonl (one proof per line),
        or the folder of a dump with activity.jsonl, checkpoints.jsonl and leaves.jsonl

Exit code 0: everything is as it was signed, 1: something is not; it is named.`

await runCommand(HELP, async () => {
  const { values, positionals } = parseArgs({
    options: { key: { type: 'string', multiple: true } },
    allowPositionals: true,
  })
  const keys = (values.key ?? []).map((key) => Buffer.from(key, 'base64url'))
  if (keys.length === 0 || keys.some(({ length }) => length !== 32)) {
    throw new UserError('Give the public key of the portal: --key and 43 characters of base64url.')
  }
  if (positionals.length === 0) throw new UserError('Name at least one file.')
  let wrong = 0
  for (const file of positionals) {
    const faults = await faultsOfFile(file, keys)
    for (const fault of faults) console.log(`${file}: ${fault}`)
    if (faults.length === 0) console.log(`${file}: as it was signed`)
    wrong += faults.length
  }
  if (wrong > 0) throw new UserError(`${wrong} things are not as they were signed.`)
})

async function faultsOfFile(file: string, keys: readonly Buffer[]): Promise<Faults> {
  const isFolder = (await stat(file).catch(() => null))?.isDirectory() === true
  if (isFolder) return (await verifyProofOfDump(file, keys)).faults
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UserError(`${file} cannot be read.`)
  })
  if (!file.endsWith('.jsonl')) return faultsOfJson(file, text, keys)
  return text
    .split('\n')
    .flatMap((line, index) =>
      line === '' ? [] : faultsOfJson(file, line, keys).map((fault) => `line ${index + 1}: ${fault}`),
    )
}

function faultsOfJson(file: string, text: string, keys: readonly Buffer[]): Faults {
  const value = parse(text)
  const receipt = ReceiptFile.safeParse(value)
  if (receipt.success) return faultsOfReceipt(receipt.data, keys)
  const proof = ProofFile.safeParse(value)
  if (proof.success) return faultsOfProof(proof.data, keys)
  const checkpoints = CheckpointsFile.safeParse(value)
  if (checkpoints.success) return faultsOfCheckpoints(checkpoints.data, keys)
  throw new UserError(`${file} is neither a receipt, nor a proof of a complaint, nor a list of checkpoints.`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
