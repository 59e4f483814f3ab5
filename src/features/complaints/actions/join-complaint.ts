import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { resident } from '../events.ts'
import { isShown } from '../projection.ts'
import { maskPersonal } from '../public-text.ts'
import { canHappen } from '../rules.ts'
import { type HoldReason, holdReasons } from '../screening.ts'
import { changeComplaint } from './change-complaint.ts'
import { moveScans } from './letter-scans.ts'
import { lockDraft } from './lock-draft.ts'

export type Joining = {
  city: City
  /** The draft's token: the same filing joins once. */
  formToken: string
  /** Twelve digits of the complaint that it is. */
  number: string
  suspicions?: readonly HoldReason[]
}

/** `ended`: nobody works on that complaint any more, or it is not public. `gone`: no such draft, or it was sent. */
export type JoinResult = 'joined' | 'ended' | 'gone'

/**
 * "It is this one": the filing becomes part of that complaint. What was written and the pictures go there as an addition
 * under the same screening; the count of those who report it grows by one. One transaction; a repeat changes nothing.
 */
export async function joinComplaint(deps: Deps, joining: Joining): Promise<JoinResult> {
  const formKey = Buffer.from(hashToken(joining.formToken))
  const at = deps.now().epochMilliseconds
  return inTransaction(deps.db, async (tx) => {
    const draft = await lockDraft(tx, formKey)
    if (await tx.complaintJoin.findUnique({ where: { formKey }, select: { seq: true } })) return 'joined'
    if (draft === null || 'sent' in draft.data) return 'gone'
    const main = await lockMain(tx, joining)
    if (main === null) return 'ended'
    const photos = await movePhotos(tx, formKey, main.id)
    await moveScans(tx, formKey, main.id)
    const { place } = draft.data
    // Where they saw it may be news, too.
    const where = [place?.address, place?.landmark].filter(Boolean).join(', ')
    const text = [draft.data.text, where].filter(Boolean).join('\n')
    const held = reasonsToHold(joining, text)
    let joined = false
    const state = await changeComplaint(tx, { complaintId: main.id }, (current) => {
      if (!isShown(current) || !canHappen('joined', current.status)) return []
      joined = true
      const words = { text: maskPersonal(text), ...(held.length === 0 ? {} : { held }) }
      return [{ kind: 'joined', at, actor: resident, payload: { ...words, photos } }]
    })
    // The photos go back with the transaction.
    if (!joined) throw new Ended()
    if (maskPersonal(text) !== text) {
      await tx.originalWords.create({ data: { complaintId: main.id, seq: state.version, text } })
    }
    await tx.complaintJoin.create({
      data: { formKey, complaintId: main.id, seq: state.version, joinedAt: toDate(at) },
    })
    await tx.draft.updateMany({ where: { id: formKey }, data: { data: { sent: joining.number } } })
    await deps.jobs.add(tx, 'complaints.notify', { complaintId: main.id, seq: state.version })
    return 'joined' as const
  }).catch((error) => {
    if (error instanceof Ended) return 'ended' as const
    throw error
  })
}

class Ended extends Error {}

/** Others who join or answer at the same moment wait. */
async function lockMain(tx: Transaction, { city, number }: Joining): Promise<{ id: number } | null> {
  const [main] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM complaint WHERE number = ${number} AND city_id = ${city.id} AND shown FOR UPDATE`
  return main ?? null
}

async function movePhotos(
  tx: Transaction,
  formKey: Buffer<ArrayBuffer>,
  complaintId: number,
): Promise<string[]> {
  const photos = await tx.photo.findMany({
    where: { draftId: formKey },
    select: { id: true },
    orderBy: { position: 'asc' },
  })
  const { _max } = await tx.photo.aggregate({ where: { complaintId }, _max: { position: true } })
  const first = (_max.position ?? -1) + 1
  for (const [index, { id }] of photos.entries()) {
    await tx.photo.update({
      where: { id },
      data: { complaintId, draftId: null, role: 'added', position: first + index },
    })
  }
  if (photos.length > 0) {
    await tx.complaint.update({
      where: { id: complaintId },
      data: { photoCount: { increment: photos.length } },
    })
  }
  return photos.map(({ id }) => id)
}

function reasonsToHold({ city, suspicions = [] }: Joining, words: string): string[] {
  const found = holdReasons(words, city.profile.moderationWords)
  return [...found, ...suspicions, ...(city.publication === 'before' ? ['city'] : [])]
}
