import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { City } from '../../city/index.ts'
import { importConsultationText, type ReceptionMapping, type ReceptionRead } from '../../operator/index.ts'

export type BringingLog = {
  city: City
  staffId: number
  text: string
  mapping: ReceptionMapping
  isTrial: boolean
}

/** Brings a log of receptions in for a member of staff, by the action of the command, and logs who did. */
export async function bringLog(deps: Deps, { staffId, ...log }: BringingLog): Promise<ReceptionRead> {
  const read = await importConsultationText(deps, { ...log, named: 'The file' })
  if (log.isTrial || read.imported === 0) return read
  const act = { staffId, cityId: log.city.id, kind: 'imported', subject: 'consultations' } as const
  await inTransaction(deps.db, (tx) =>
    logStaffAct(tx, { ...act, at: deps.now().epochMilliseconds, detail: { rows: read.imported } }),
  )
  deps.cache.forget('analysis:')
  return read
}
