import type { Deps } from '../../platform/deps.ts'
import type { Example } from './cross-validate.ts'
import type { Counts } from './learned.ts'

/** The newest teach; older ones speak of other years. */
const mostExamples = 20_000

/**
 * Complaints of a city in the category that the staff left them in: those that an office has answered, so somebody has
 * read them. What was refused, withdrawn, merged or hidden teaches nothing. Read by SQL, as statistics are.
 */
export async function examplesOf({ db }: Pick<Deps, 'db'>, cityId: number): Promise<Example[]> {
  return db.$queryRaw<Example[]>`
    SELECT complaint.text, category.code
    FROM complaint JOIN category ON category.id = complaint.category_id
    WHERE complaint.city_id = ${cityId} AND first_answer_at IS NOT NULL AND publication <> 'hidden'
      AND status NOT IN ('rejected', 'withdrawn', 'merged', 'forwarded') AND text <> ''
      AND category.valid_to IS NULL
    ORDER BY complaint.received_at DESC
    LIMIT ${mostExamples}`
}

export type StoredModel = { version: number; weight: number; counts: Counts }

/** Version and weight of a city's model, without its many counts. */
export function modelHead({ db }: Pick<Deps, 'db'>, cityId: number) {
  return db.guessModel.findUnique({ where: { cityId }, select: { version: true, weight: true } })
}

export async function storedCounts({ db }: Pick<Deps, 'db'>, cityId: number): Promise<Counts | null> {
  const row = await db.guessModel.findUnique({ where: { cityId }, select: { counts: true } })
  return row === null ? null : (row.counts as Counts)
}
