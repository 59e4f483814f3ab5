import { verifyChain } from '../../platform/crypto/hash-chain.ts'
import type { Deps } from '../../platform/deps.ts'
import { chainRowsOf, checkpointOf, coveringLeaf, lastLeaf } from '../activity/index.ts'
import { isOurReceipt, parseNumber, parseReceiptCode, publicKeysOf } from '../complaints/index.ts'
import { firstRow, shownByNumber } from './queries.ts'

/** `at`: milliseconds UTC. */
export type Covering = { no: number; at: number }

/** `unread`: neither a receipt nor a number; `missing`: no such complaint that everybody may see. */
export type Checked =
  | { about: 'unread' }
  | { about: 'missing' }
  | {
      about: 'receipt'
      number: string
      at: number
      /** The rest is not looked up for a receipt that was not signed here. */
      signed: boolean
      /** The first row of the complaint is still the one that was signed. */
      kept: boolean
      covering: Covering | null
    }
  | {
      about: 'complaint'
      number: string
      rows: number
      /** The first row that is not as it was written; null when all are. */
      brokenAt: number | null
      covering: Covering | null
    }

/** @param typed what somebody pasted: the code of a receipt or the number of a complaint */
export async function check(
  deps: Pick<Deps, 'db' | 'keys'>,
  { cityId, typed }: { cityId: number; typed: string },
): Promise<Checked> {
  const receipt = parseReceiptCode(typed)
  if (receipt !== null) {
    const { number, at } = receipt
    const unknown = { about: 'receipt', number, at, signed: false, kept: false, covering: null } as const
    if (!isOurReceipt(receipt, publicKeysOf(deps.keys))) return unknown
    const row = await firstRow(deps, number)
    const kept = row !== null && row.hash === receipt.event && row.at === at
    return { ...unknown, signed: true, kept, covering: row && (await coveringOf(deps, row)) }
  }
  const parsed = parseNumber(typed)
  if (!parsed.ok) return { about: 'unread' }
  const complaint = await shownByNumber(deps, { cityId, number: parsed.number })
  if (complaint === null) return { about: 'missing' }
  return checkComplaint(deps, complaint)
}

async function coveringOf(
  deps: Pick<Deps, 'db'>,
  row: { complaintId: number; seq: number },
): Promise<Covering | null> {
  const leaf = await coveringLeaf(deps, row)
  const checkpoint = leaf && (await checkpointOf(deps, leaf.no))
  return checkpoint && { no: checkpoint.no, at: checkpoint.at }
}

async function checkComplaint(
  deps: Pick<Deps, 'db'>,
  { id, number }: { id: number; number: string },
): Promise<Checked> {
  const rows = await chainRowsOf(deps, { id, number })
  const verdict = verifyChain(rows)
  const leaf = await lastLeaf(deps, id)
  const checkpoint = leaf && (await checkpointOf(deps, leaf.no))
  const tip = leaf?.tips.public ?? null
  const tipRow = rows.find(({ seq }) => seq === tip?.seq)
  const tipKept =
    tip === null || (tipRow !== undefined && Buffer.from(tipRow.hash).toString('hex') === tip.hash)
  return {
    ...{ about: 'complaint', number, rows: rows.length },
    brokenAt: verdict.ok ? (tipKept ? null : (tip?.seq ?? null)) : verdict.seq,
    covering: checkpoint && { no: checkpoint.no, at: checkpoint.at },
  }
}
