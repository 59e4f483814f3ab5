import { inTransaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { logStaffAct } from './staff-log.ts'

/** What leaves the portal as a file; each has its words in the texts: `audit:file.…`. */
export const exportSubjects = ['audit', 'complaints', 'consultations', 'configuration', 'appeals'] as const
export type ExportSubject = (typeof exportSubjects)[number]

export type Export = {
  staffId: number
  /** Whose audit shows it: of each city whose data is in the file. */
  cityIds: readonly number[]
  subject: ExportSubject
  /** How many lines the file has. */
  rows: number
  /** Milliseconds UTC. */
  at: number
}

/** Writes down that somebody took data out of the portal, once for each city. */
export async function logExport({ db }: Pick<Deps, 'db'>, taken: Export): Promise<void> {
  const { staffId, cityIds, subject, rows, at } = taken
  await inTransaction(db, async (tx) => {
    for (const cityId of cityIds) {
      await logStaffAct(tx, { at, staffId, cityId, kind: 'exported', subject, detail: { rows } })
    }
  })
}
