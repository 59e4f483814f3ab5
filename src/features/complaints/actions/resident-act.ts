import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import type { ComplaintEvent } from '../events.ts'
import type { ComplaintState } from '../projection.ts'
import { maskPersonal } from '../public-text.ts'
import type { EventKind } from '../rules.ts'
import { holdReasons } from '../screening.ts'
import { ChangedMeanwhile, changeComplaint } from './change-complaint.ts'
import { type Terms, termsOf } from './office-term.ts'
import { type AttachedPhoto, attachPhotos } from './staff-act.ts'

/** What the holder of a secret link sends to their complaint. */
export type ResidentAct = {
  city: City
  complaintId: number
  /** Version of the complaint that the page with the form showed. */
  seenVersion: number
  text: string
  photos: AttachedPhoto[]
}

export type ResidentDone = {
  /** Why the words wait for a moderator; empty when they do not. */
  held: readonly string[]
  /** This form had been sent before, and nothing happened again. */
  repeated: boolean
}

/** What a resident may still add; an archive of everything else is no complaint. */
export const mostAddedPhotos = 20
export const mostAdditions = 50

/** The complaint holds as much as one complaint can. */
export class ComplaintFull extends Error {}

type KnownAct = ResidentAct & { kind: EventKind }

/** What `decide` is given. `words` goes into the payload as it is; `at` in milliseconds UTC. */
export type ResidentContext = {
  tx: Transaction
  state: ComplaintState
  terms: Terms
  at: number
  words: { text: string; held?: readonly string[] }
  photos: string[]
}

/**
 * One act of the resident on their own complaint, in one transaction. A form sent twice, even at the same moment, is
 * one act: the second time finds the words of the first among what happened since its page was made.
 * Throws IllegalTransition, ComplaintFull, and ChangedMeanwhile when others write without a pause.
 */
export async function residentAct(
  deps: Deps,
  act: KnownAct,
  decide: (context: ResidentContext) => ComplaintEvent[] | Promise<ComplaintEvent[]>,
): Promise<ResidentDone> {
  const at = deps.now().epochMilliseconds
  const terms = await termsOf(deps, act.city)
  for (let attempt = 0; ; attempt++) {
    try {
      return await inTransaction(deps.db, async (tx) => {
        // The same form sent twice at once waits here, so that the second finds what the first has said.
        await tx.$executeRaw`SELECT 1 FROM complaint WHERE id = ${act.complaintId} FOR UPDATE`
        const repeated = await saidAlready(tx, act)
        if (!repeated) await checkRoom(tx, act)
        let held: readonly string[] = []
        await changeComplaint(tx, { complaintId: act.complaintId }, async (state) => {
          const words = screened(act, state)
          held = words.held ?? []
          if (repeated) return []
          const place = { complaintId: act.complaintId, role: 'added', answerNo: null, at } as const
          await attachPhotos(tx, act.photos, place)
          const events = await decide({
            tx,
            state,
            terms,
            at,
            words,
            photos: act.photos.map((photo) => photo.id),
          })
          // For those who follow it; the resident knows.
          const { complaintId } = act
          await deps.jobs.add(tx, 'complaints.notify', { complaintId, seq: state.version + events.length })
          return events
        })
        if (!repeated) await keepOriginal(tx, act)
        return { held, repeated }
      })
    } catch (error) {
      // Somebody was faster. What the resident says stays true, so it is said again after what they did.
      if (!(error instanceof ChangedMeanwhile) || attempt === 3) throw error
    }
  }
}

/** The history holds what everybody may read; what was masked in it stands beside it, for staff and for a term. */
async function keepOriginal(tx: Transaction, { complaintId, kind, text }: KnownAct): Promise<void> {
  if (maskPersonal(text) === text) return
  const [row] = await tx.activity.findMany({
    where: { complaintId, kind, actorKind: 'resident' },
    orderBy: { seq: 'desc' },
    take: 1,
    select: { seq: true, payload: true },
  })
  const said = (row?.payload as Said | null)?.text
  if (row !== undefined && said !== text)
    await tx.originalWords.create({ data: { complaintId, seq: row.seq, text } })
}

/** What only staff will ever see needs no look before it is public, and nothing in it is masked. */
function screened(
  { city, text: written, kind }: KnownAct,
  { visibility }: ComplaintState,
): ResidentContext['words'] {
  if (visibility === 'staff') return { text: written }
  const text = maskPersonal(written)
  const reasons: string[] = holdReasons(written, city.profile.moderationWords)
  if (city.publication === 'before') reasons.push('city')
  if (kind === 'witnessed') reasons.push('passerby')
  return reasons.length === 0 ? { text } : { text, held: reasons }
}

/** Passers-by have room of their own, so that they take none from the resident. */
const kindOf = ({ kind }: Pick<KnownAct, 'kind'>) => (kind === 'witnessed' ? 'passerby' : 'resident')

type Said = { text?: string; photos?: string[] }

/** The same words with the same pictures, since the page of this form was made. */
async function saidAlready(tx: Transaction, act: KnownAct): Promise<boolean> {
  const since = await tx.activity.findMany({
    where: {
      complaintId: act.complaintId,
      seq: { gt: act.seenVersion },
      kind: act.kind,
      actorKind: kindOf(act),
    },
    select: { payload: true },
  })
  for (const { payload } of since) {
    const { text = '', photos } = (payload ?? {}) as Said
    const same = text === textIn(act) || text === maskPersonal(textIn(act))
    if (same && (photos === undefined || (await isSame(tx, photos, act.photos)))) return true
  }
  return false
}

/** A confirmation carries no words of its own. */
const textIn = ({ kind, text }: KnownAct): string => (kind === 'confirmed' ? '' : text)

/** Every upload of a picture has another id; the key is made of its bytes. */
async function isSame(tx: Transaction, ids: string[], photos: readonly AttachedPhoto[]): Promise<boolean> {
  if (ids.length !== photos.length) return false
  const stored = await tx.photo.findMany({ where: { id: { in: ids } }, select: { largeKey: true } })
  const keys = new Set(stored.map(({ largeKey }) => largeKey))
  return photos.every(({ large }) => keys.has(large.key))
}

/** However much there is: an answer to a question, a verdict and a withdrawal always find room. */
async function checkRoom(tx: Transaction, { complaintId, photos, kind }: KnownAct): Promise<void> {
  const [added, additions] = await Promise.all([
    tx.photo.count({ where: { complaintId, role: 'added' } }),
    tx.activity.count({ where: { complaintId, actorKind: kindOf({ kind }) } }),
  ])
  const isMore = kind === 'added' || kind === 'partly' || kind === 'witnessed'
  const room = kind === 'witnessed' ? 2 * mostAddedPhotos : mostAddedPhotos
  if (added + photos.length > room || (isMore && additions > mostAdditions)) {
    throw new ComplaintFull()
  }
}
