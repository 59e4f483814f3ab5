import type { Transaction } from '../../../platform/db/transaction.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Doc } from '../thing.ts'

/** A document as rows of the database, and back. */
export type Store<D extends Doc = Doc> = {
  /** All of a city by key. */
  all(tx: Transaction, cityId: number): Promise<Map<string, D>>
  /** Null: there is none. */
  read(tx: Transaction, cityId: number, key: string): Promise<D | null>
  /** Writes it, makes it where there is none, or with null removes it. `at` in milliseconds UTC. */
  write(tx: Transaction, place: Place, doc: D | null): Promise<void>
}

export type Place = { cityId: number; key: string; at: number }

/** The document names something that is not there, or cannot be as it says. */
export class CannotWrite extends Error {
  readonly field: string
  readonly reason: TextKey

  constructor(field: string, reason: TextKey) {
    super(`${field}: ${reason}`)
    this.field = field
    this.reason = reason
  }
}

/** The id of an office by its code; null for null. */
export async function officeIdOf(
  tx: Transaction,
  { cityId, code, field }: { cityId: number; code: string | null; field: string },
): Promise<number | null> {
  if (code === null) return null
  const row = await tx.office.findUnique({ where: { cityId_code: { cityId, code } }, select: { id: true } })
  if (row === null) throw new CannotWrite(field, 'settings:error.noOffice')
  return row.id
}

/** The same for a category. */
export async function categoryIdOf(
  tx: Transaction,
  { cityId, code, field }: { cityId: number; code: string | null; field: string },
): Promise<number | null> {
  if (code === null) return null
  const row = await tx.category.findUnique({ where: { cityId_code: { cityId, code } }, select: { id: true } })
  if (row === null) throw new CannotWrite(field, 'settings:error.noCategory')
  return row.id
}

export const columnsOfNames = ({ kk, ru, en }: { kk: string; ru: string; en: string }) => ({
  nameKk: kk,
  nameRu: ru,
  nameEn: en,
})
