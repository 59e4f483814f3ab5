import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { logStaffAct, type StaffLogKind } from '../../activity/index.ts'
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

/** Adds a row to what was done with a guide, in the transaction of the act itself, and to the log of the person. */
export async function addGuideAct(tx: Transaction, { at, ...row }: ActRow): Promise<void> {
  await tx.guideAct.create({ data: { ...row, at: toDate(at) } })
  const logged = logKinds[row.kind]
  if (row.staffId === null || logged === undefined) return
  const { staffId, cityId, guideId, textId, note = '' } = row
  const { slug } = await tx.guide.findUniqueOrThrow({ where: { id: guideId }, select: { slug: true } })
  const text =
    textId === undefined
      ? null
      : await tx.guideText.findUnique({ where: { id: textId }, select: { lang: true, no: true } })
  const detail = { note, version: text === null ? '' : `${text.lang} ${text.no}` }
  await logStaffAct(tx, { at, staffId, cityId, kind: logged, subject: `guide ${slug}`, detail })
}

/** Each save of a draft stands among the acts of the guide alone. */
const logKinds: Partial<Record<GuideAct, StaffLogKind>> = {
  created: 'guide-changed',
  changed: 'guide-changed',
  reviewed: 'guide-changed',
  published: 'guide-published',
  withdrawn: 'guide-withdrawn',
}
