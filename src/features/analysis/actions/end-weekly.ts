import type { Deps } from '../../../platform/deps.ts'

/** Ends one weekly mail by the link that stood in it. Safe to repeat. */
export async function endWeekly({ db }: Pick<Deps, 'db'>, readerId: number): Promise<void> {
  await db.analysisReader.deleteMany({ where: { id: readerId } })
}
