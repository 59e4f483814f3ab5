import { randomUUID } from 'node:crypto'
import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { beginDraft, emptyDraft, saveDraft } from '../../complaints/index.ts'
import { sealDetails, type TalkDetails } from '../talk/details.ts'
import type { DeskChannel } from '../talk/forms.ts'
import { lengthAt, type Talk } from '../talk/queries.ts'

type DraftPart = Pick<Parameters<typeof beginDraft>[1]['data'], 'text' | 'category' | 'place' | 'answers'>

export type TalkChange = {
  channel: DeskChannel
  details: TalkDetails
  draft: DraftPart
  photos: Parameters<typeof beginDraft>[1]['photos']
  removePhoto?: string
  hold?: boolean
}

/**
 * Begins a conversation. The same form sent twice is one conversation: its id is answered both times. A draft that was
 * not written because the process ended in between is written by the next change.
 */
export async function beginTalk(
  deps: Deps,
  { cityId, staffId, change }: { cityId: number; staffId: number; change: TalkChange },
): Promise<string> {
  const { details, channel } = change
  const formKey = Buffer.from(hashToken(details.token))
  const at = toDate(deps.now().epochMilliseconds)
  const id = randomUUID()
  const sealed = sealDetails(deps.keys, id, details)
  const row = {
    id,
    cityId,
    staffId,
    formKey,
    channel,
    sealed,
    startedAt: at,
    runningSince: at,
    updatedAt: at,
  }
  const { count } = await deps.db.operatorTalk.createMany({ data: [row], skipDuplicates: true })
  if (count === 0) {
    const there = await deps.db.operatorTalk.findFirstOrThrow({ where: { formKey, cityId, staffId } })
    return there.id
  }
  await keepDraft(deps, cityId, change)
  return id
}

/** Keeps what is typed; of two tabs the last one wins. Holding stops the clock, anything else starts it again. */
export async function keepTalk(
  deps: Deps,
  { cityId, talk, change }: { cityId: number; talk: Talk; change: TalkChange },
): Promise<void> {
  const now = deps.now().epochMilliseconds
  const at = toDate(now)
  const { channel, details, hold = false } = change
  const clock = hold
    ? { heldAt: at, secondsBefore: lengthAt(talk, now), runningSince: null }
    : { heldAt: null, ...(talk.runningSince === null ? { runningSince: at } : {}) }
  await deps.db.operatorTalk.updateMany({
    where: { id: talk.id, endedAt: null },
    data: { channel, sealed: sealDetails(deps.keys, talk.id, details), updatedAt: at, ...clock },
  })
  await keepDraft(deps, cityId, change)
}

/** A letter is full of names: its scan is for staff alone. */
async function keepDraft(
  deps: Deps,
  cityId: number,
  { details, draft, photos, removePhoto, channel }: TalkChange,
): Promise<void> {
  const id = Buffer.from(hashToken(details.token))
  const change = {
    data: draft,
    addPhotos: photos,
    staffPhotos: channel === 'letter',
    ...(removePhoto === undefined ? {} : { removePhoto }),
  }
  const saved = await saveDraft(deps, id, change)
  if (saved.ok || saved.reason !== 'gone') return
  await beginDraft(deps, { cityId, data: { ...emptyDraft, ...draft }, photos: [], token: details.token })
  await saveDraft(deps, id, change)
}
