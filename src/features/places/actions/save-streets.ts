import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { fold } from '../../../platform/text/fold.ts'
import type { Street } from '../street.ts'

export type StreetLine = Omit<Street, 'id'>

/** Adds streets that the city does not have and brings the others up to date, all of them or none. */
export async function saveStreets(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  lines: readonly StreetLine[],
  { isTrial }: { isTrial: boolean },
): Promise<{ added: number; changed: number; same: number }> {
  return inTransaction(db, async (tx) => {
    const there = new Map(
      (await tx.street.findMany({ where: { cityId } })).map((row) => [`${row.kind}/${row.nameRu}`, row]),
    )
    const fresh = lines.filter(({ kind, nameRu }) => !there.has(`${kind}/${nameRu}`))
    const changed = lines.flatMap((line) => {
      const row = there.get(`${line.kind}/${line.nameRu}`)
      return row !== undefined && !isSame(row, line) ? [{ id: row.id, line }] : []
    })
    if (!isTrial) {
      await tx.street.createMany({
        data: fresh.map((line) => ({ cityId, ...line, folded: foldedNames(line) })),
      })
      for (const { id, line } of changed) {
        await tx.street.update({ where: { id }, data: { ...line, folded: foldedNames(line) } })
      }
    }
    return {
      added: fresh.length,
      changed: changed.length,
      same: lines.length - fresh.length - changed.length,
    }
  })
}

const isSame = (row: { nameKk: string; formerNames: string[]; folded: string }, line: StreetLine): boolean =>
  row.nameKk === line.nameKk &&
  row.formerNames.join(';') === line.formerNames.join(';') &&
  row.folded === foldedNames(line)

const foldedNames = ({ nameKk, nameRu, formerNames }: StreetLine): string =>
  fold([nameKk, nameRu, ...formerNames].join(' '))
