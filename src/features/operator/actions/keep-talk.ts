import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { addLetterScan, beginDraft, emptyDraft, removeLetterScan, saveDraft } from '../../complaints/index.ts'
import { sealDetails, type TalkDetails } from '../talk/details.ts'
import type { DeskChannel } from '../talk/forms.ts'
import { lengthAt, type Talk, talkFrom } from '../talk/queries.ts'

type DraftPart = Pick<Parameters<typeof beginDraft>[1]['data'], 'text' | 'category' | 'place' | 'answers'>

export type TalkChange = {
  channel: DeskChannel
  details: TalkDetails
  draft: DraftPart
  photos: Parameters<typeof beginDraft>[1]['photos']
  /** Letters as PDF, whose bytes are stored. */
  scans: readonly { key: string; bytes: number }[]
  removePhoto?: string
  removeScan?: string
  hold?: boolean
}

/**
 * Begins a conversation. The same form sent twice is one conversation: its id is answered both times, and what the later
 * one says is kept, since a form that waited for a network may have grown after its first try. A draft that was not
 * written because the process ended in between is written by the next change.
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
    const there = await deps.db.operatorTalk.findFirst({ where: { formKey, cityId, staffId } })
    // The key is random, so it can be another's only by malice.
    if (there === null) throw new NotFound('talk')
    if (there.endedAt === null) await keepTalk(deps, { cityId, talk: talkFrom(deps.keys, there), change })
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
  { details, draft, photos, scans, removePhoto, removeScan, channel }: TalkChange,
): Promise<void> {
  const id = Buffer.from(hashToken(details.token))
  const change = {
    data: draft,
    addPhotos: photos,
    staffPhotos: channel === 'letter',
    ...(removePhoto === undefined ? {} : { removePhoto }),
  }
  const saved = await saveDraft(deps, id, change)
  if (!saved.ok && saved.reason === 'sent') return
  if (!saved.ok) await beginAgain()
  for (const scan of scans) await addLetterScan(deps, id, scan)
  if (removeScan !== undefined && isUuid(removeScan)) await removeLetterScan(deps, id, removeScan)

  async function beginAgain() {
    const fresh = { cityId, data: { ...emptyDraft, ...draft }, photos: [], token: details.token }
    // The same form sent twice at once: the other one has begun it a moment ago.
    await beginDraft(deps, fresh).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error
    })
    await saveDraft(deps, id, change)
  }
}

const isUuid = (text: string) => z.uuid().safeParse(text).success
