import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { GuideAct } from '../rules.ts'

/** Somebody else has saved, sent or published in the meantime. */
export class GuideChanged extends Error {}

/** The address of a guide is taken by another one of the city. */
export class SlugTaken extends Error {}

export type ActRow = {
  cityId: number
  guideId: number
  textId?: number
  kind: GuideAct
  /** Milliseconds UTC. */
  at: number
  /** Null: the pack of the city. */
  staffId: number | null
  note?: string
}

/** Adds a row to what was done with a guide, in the transaction of the act itself. */
export async function addGuideAct(tx: Transaction, { at, ...row }: ActRow): Promise<void> {
  await tx.guideAct.create({ data: { ...row, at: toDate(at) } })
}
