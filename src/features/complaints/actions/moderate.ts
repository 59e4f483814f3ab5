import { announceChange } from '../../../platform/cache/change-notices.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { ComplaintEvent } from '../events.ts'
import { keptOfPublic } from '../kept-parts.ts'
import { type Part, partName, partOf } from '../parts.ts'
import { maskPersonal } from '../public-text.ts'
import type { EventKind, HideGround } from '../rules.ts'
import { type ActContext, type StaffAct, staffAct } from './staff-act.ts'

/** What a moderator decides about a complaint or one part of it. */
export type Decision =
  /** `visible`: what everybody shall read instead of the text; null leaves it. */
  | { kind: 'publish'; visible: string | null; reason: string }
  | { kind: 'hide'; ground: HideGround; reason: string }
  | { kind: 'conceal'; part: Exclude<Part, { kind: 'complaint' }>; ground: HideGround; reason: string }
  | { kind: 'reveal'; part: Exclude<Part, { kind: 'complaint' }>; reason: string }

const kindOf = {
  publish: 'published',
  hide: 'hidden',
  conceal: 'concealed',
  reveal: 'revealed',
} as const satisfies Record<Decision['kind'], EventKind>

/**
 * One decision of a moderator. `also` writes what belongs to it in the same transaction, such as reports that are
 * settled by it. Throws what staffAct throws, and NotFound for a part that is not there.
 */
export function moderate(
  deps: Deps,
  act: StaffAct,
  { decision, also }: { decision: Decision; also?: (tx: Transaction, at: number) => Promise<void> },
): Promise<unknown> {
  return staffAct(deps, { ...act, kind: kindOf[decision.kind] }, async (context) => {
    await also?.(context.tx, context.at)
    await announceChange(context.tx, keptOfPublic)
    return eventsOf(context, act.complaintId, decision)
  })
}

async function eventsOf(
  context: ActContext,
  complaintId: number,
  decision: Decision,
): Promise<ComplaintEvent[]> {
  const { at, actor, state } = context
  const { reason } = decision
  switch (decision.kind) {
    case 'publish': {
      const isCut = decision.visible !== null && (await cut(context.tx, complaintId, decision.visible))
      const published: ComplaintEvent = { kind: 'published', at, actor, payload: { reason } }
      const isNews = state.publication !== 'published' || state.wordsHeld || !isCut
      return [
        ...(isCut
          ? [{ kind: 'redacted', at, actor, payload: { parts: ['text'], reason } } as ComplaintEvent]
          : []),
        ...(isNews ? [published] : []),
      ]
    }
    case 'hide':
      return [{ kind: 'hidden', at, actor, payload: { reason, ground: decision.ground } }]
    case 'conceal': {
      await checkPart(context, complaintId, decision.part)
      await showPhotos(context.tx, { complaintId, part: decision.part, shown: false })
      const part = partName(decision.part)
      return [{ kind: 'concealed', at, actor, payload: { part, ground: decision.ground, reason } }]
    }
    case 'reveal': {
      const part = partName(decision.part)
      if (!state.concealed.includes(part)) throw new NotFound('part')
      await showPhotos(context.tx, { complaintId, part: decision.part, shown: true })
      return [{ kind: 'revealed', at, actor, payload: { part, reason } }]
    }
  }
}

/** Everybody reads `visible`, in which personal data is masked whatever the moderator left. True when that is news. */
async function cut(tx: Transaction, complaintId: number, visible: string): Promise<boolean> {
  const { text, publicText } = await tx.complaint.findUniqueOrThrow({
    where: { id: complaintId },
    select: { text: true, publicText: true },
  })
  const masked = maskPersonal(visible)
  const stored = masked === text ? null : masked
  if (stored === publicText) return false
  await tx.complaint.update({ where: { id: complaintId }, data: { publicText: stored } })
  return true
}

/** Only words of residents, answers and photos that are there. */
async function checkPart({ tx, state }: ActContext, complaintId: number, part: Part): Promise<void> {
  const isThere =
    part.kind === 'answer'
      ? state.answers.some(({ no }) => no === part.no)
      : part.kind === 'photo'
        ? (await tx.photo.count({ where: { id: part.id, complaintId } })) > 0
        : part.kind === 'entry' &&
          (await tx.activity.count({
            where: { complaintId, seq: part.seq, actorKind: { in: ['resident', 'passerby'] } },
          })) > 0
  if (!isThere) throw new NotFound('part')
}

/** A photo, or all photos that came with words. What a resident keeps from everybody stays so. */
async function showPhotos(
  tx: Transaction,
  { complaintId, part, shown }: { complaintId: number; part: Part; shown: boolean },
): Promise<void> {
  const ids =
    part.kind === 'photo' ? [part.id] : part.kind === 'entry' ? await photosOf(tx, complaintId, part.seq) : []
  if (ids.length === 0) return
  await tx.photo.updateMany({
    where: { complaintId, id: { in: ids }, ...(shown ? { hiddenBy: 'moderator' } : { shown: true }) },
    data: { shown, hiddenBy: shown ? null : 'moderator' },
  })
}

async function photosOf(tx: Transaction, complaintId: number, seq: number): Promise<string[]> {
  const row = await tx.activity.findUnique({
    where: { complaintId_seq: { complaintId, seq } },
    select: { payload: true },
  })
  const { photos = [] } = (row?.payload ?? {}) as { photos?: string[] }
  return photos.filter((id) => partOf(`photo:${id}`) !== null)
}
