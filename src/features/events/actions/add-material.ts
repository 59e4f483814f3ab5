import { randomUUID } from 'node:crypto'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { mostMaterials } from '../rules.ts'

export type NewMaterial = {
  eventId: number
  title: string
  lang: string
  pdf: { key: string; bytes: number }
  at: number
}

/** Adds a paper. False when the event would have too many. */
export function addMaterial(
  { db }: Pick<Deps, 'db'>,
  { eventId, title, lang, pdf, at }: NewMaterial,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId} FOR UPDATE`
    const { _count: n, _max: last } = await tx.eventMaterial.aggregate({
      where: { eventId },
      _count: true,
      _max: { position: true },
    })
    if (n >= mostMaterials) return false
    const position = (last.position ?? -1) + 1
    await tx.eventMaterial.create({
      data: {
        ...{ id: randomUUID(), eventId, position, title, lang, fileKey: pdf.key, bytes: pdf.bytes },
        createdAt: toDate(at),
      },
    })
    return true
  })
}
