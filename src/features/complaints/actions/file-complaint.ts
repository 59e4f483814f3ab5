import { randomInt } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Keys } from '../../../platform/crypto/keys.ts'
import { blindIndex, seal } from '../../../platform/crypto/seal.ts'
import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { isTransactionTimeout, isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { mercatorOf } from '../../../platform/geo/mercator.ts'
import { chainRows, insertActivity, noTips } from '../../activity/index.ts'
import type { City } from '../../city/index.ts'
import { chooseRule } from '../../offices/index.ts'
import { type Actor, type ComplaintEvent, system } from '../events.ts'
import { floodReasons } from '../flood.ts'
import { newNumber } from '../number.ts'
import { projectAll } from '../projection.ts'
import { maskPersonal, storedPublicText } from '../public-text.ts'
import { sealContent } from '../receipt/content.ts'
import { type HoldReason, holdReasons } from '../screening.ts'
import { secretTokenOf, sentTokenOf } from '../secret-link.ts'
import { toEntry } from '../stored.ts'
import { endDraft } from './end-draft.ts'
import { lockDraft } from './lock-draft.ts'
import { officeTerm, termsOf } from './office-term.ts'
import { storedColumns, writeParts } from './write-projection.ts'

export type Filing = {
  city: City
  /** The draft's token: the same form sent again is the same complaint. */
  formToken: string
  actor: Actor
  channel: string
  text: string
  textLang: string
  replyLang: string
  categoryId: number | null
  address: string
  landmark: string
  districtId: number | null
  /** WGS 84 degrees. */
  point: { lat: number; lon: number } | null
  visibility: 'public' | 'staff'
  email: string | null
  /** E.164. */
  phone: string | null
  /** To the questions of the category, `category--question` -> answer. */
  answers?: Record<string, string>
  /** Version of the words about personal data that the form showed; absent where nobody saw a form. */
  consentVersion?: string
  /** The day that a letter bears. */
  letterOn?: string
  /** Why this one waits for a moderator whatever its text. */
  suspicions?: readonly HoldReason[]
}

export type Filed = {
  /** Twelve digits. */
  number: string
  /** Token of the secret link, the same at every repeat. */
  secretToken: string
  /** False when this form had been sent before. */
  fresh: boolean
}

/** The same form has become part of another complaint, so there is nothing to file. */
export class JoinedMeanwhile extends Error {}

/** For callers that then lead to that complaint. */
export function nullIfJoined(error: unknown): null {
  if (error instanceof JoinedMeanwhile) return null
  throw error
}

/**
 * Files a complaint: the row, its photos, contacts, first activity and the job are one transaction, so a number
 * that was shown is never lost. A form sent twice, even at the same moment, gives the same number. Throws
 * JoinedMeanwhile.
 */
export async function fileComplaint(deps: Deps, filing: Filing): Promise<Filed> {
  const secretToken = secretTokenOf(deps.keys, filing.formToken)
  const formKey = Buffer.from(hashToken(filing.formToken))
  const events = await firstEvents(deps, filing)
  for (let attempt = 0; ; attempt++) {
    // What was too slow before may be there now, and tells it without a transaction.
    const repeated = attempt === 0 ? null : await alreadyFiled(deps.db, deps, filing.formToken)
    if (repeated) return repeated
    try {
      return await inTransaction(deps.db, async (tx) => {
        // The same form sent twice at once waits here, one after the other.
        const draft = await lockDraft(tx, formKey)
        if (draft?.joined) throw new JoinedMeanwhile()
        const isOpen = draft !== null && !('sent' in draft.data)
        const sent = isOpen ? null : await endOf(tx, deps, filing.formToken)
        if (sent) return sent
        const number = await write(tx, deps, { filing, events, secretToken, formKey })
        return { number, secretToken, fresh: true }
      })
    } catch (error) {
      // The same form without a draft was faster, or the random number is taken, or too many were in front:
      // the form key makes it safe to look and try again.
      if (!(isUniqueViolation(error) || isTransactionTimeout(error)) || attempt === 5) throw error
    }
  }
}

/** What became of a form without an open draft: as alreadyFiled. Throws JoinedMeanwhile. */
async function endOf(tx: Transaction, deps: Deps, formToken: string): Promise<Filed | null> {
  const sent = await alreadyFiled(tx, deps, formToken)
  if (sent) return sent
  // From another window, a moment ago: it is part of another complaint already.
  const formKey = Buffer.from(hashToken(formToken))
  if ((await tx.complaintJoin.count({ where: { formKey } })) > 0) throw new JoinedMeanwhile()
  return null
}

/** The complaint that this form has become, with its secret link; null when it was not sent yet. */
export async function alreadyFiled(
  db: Transaction,
  { keys }: Pick<Deps, 'keys'>,
  formToken: string,
): Promise<Filed | null> {
  const sent = await db.complaint.findUnique({
    where: { formKey: Buffer.from(hashToken(formToken)) },
    select: { number: true, secretHash: true },
  })
  if (sent === null) return null
  return { number: sent.number, secretToken: sentTokenOf(keys, formToken, sent.secretHash), fresh: false }
}

type ToWrite = {
  filing: Filing
  events: ComplaintEvent[]
  secretToken: string
  formKey: Buffer<ArrayBuffer>
}

async function write(
  tx: Transaction,
  deps: Deps,
  { filing, events, secretToken, formKey }: ToWrite,
): Promise<string> {
  const photos = await tx.photo.findMany({
    where: { draftId: formKey, complaintId: null },
    select: { id: true, largeKey: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const { content, salt } = sealContent({ text: filing.text, photos: photos.map(({ largeKey }) => largeKey) })
  const withPhotos = events.map((event) =>
    event.kind === 'filed'
      ? { ...event, payload: { ...event.payload, content, photos: photos.map((photo) => photo.id) } }
      : event,
  )
  const state = projectAll(withPhotos)
  const complaint = await tx.complaint.create({
    data: {
      ...filedColumns(filing),
      ...storedColumns(state),
      number: numberFor(filing.city, state.receivedAt),
      formKey,
      secretHash: Buffer.from(hashToken(secretToken)),
      contentSalt: salt,
      photoCount: photos.length,
    },
    select: { id: true, number: true },
  })
  const entries = withPhotos.map((event, index) => toEntry(event, index + 1))
  await insertActivity(tx, chainRows(complaint, entries, noTips))
  await writeParts(tx, complaint.id, { before: null, after: state })
  await writeContacts(tx, deps.keys, { complaint, filing, secretToken, at: state.receivedAt })
  await endDraft(tx, formKey, complaint)
  await deps.jobs.add(tx, 'complaints.notify', { complaintId: complaint.id, seq: 1 })
  return complaint.number
}

/** What happens at once: filed, held back when it needs a look, registered, sent to the office that answers for it. */
async function firstEvents(deps: Deps, filing: Filing): Promise<ComplaintEvent[]> {
  const at = deps.now().epochMilliseconds
  const terms = await termsOf(deps, filing.city)
  const { directory } = terms
  const category = filing.categoryId === null ? undefined : directory.categoryById.get(filing.categoryId)
  const visibility = category?.sensitive ? 'staff' : filing.visibility
  const events: ComplaintEvent[] = [
    {
      kind: 'filed',
      at,
      actor: filing.actor,
      payload: {
        channel: filing.channel,
        categoryId: filing.categoryId,
        districtId: filing.districtId,
        visibility,
        photos: [],
        ...(filing.letterOn === undefined ? {} : { letterOn: filing.letterOn }),
      },
    },
  ]
  const isSeen = visibility !== 'staff'
  const flood = isSeen ? await floodReasons(deps, filing, at) : []
  const reasons = isSeen ? [...reasonsToHold(filing), ...flood] : []
  if (reasons.length > 0) events.push({ kind: 'held', at, actor: system, payload: { reasons } })

  const { registeredOn, due } = officeTerm(terms, filing.categoryId, at)
  events.push({ kind: 'registered', at, actor: system, payload: { registeredOn } })
  const routed = chooseRule(directory.rules, filing)
  if (routed) {
    const payload = { officeId: routed.rule.officeId, ruleId: routed.rule.id, ...due }
    events.push({ kind: 'sent', at, actor: system, payload })
  }
  return events
}

/** Why a moderator looks first; what only staff will ever see needs no such look. */
function reasonsToHold(filing: Filing): string[] {
  const { city, text, address, landmark, answers = {}, suspicions = [] } = filing
  const written = [text, address, landmark, ...Object.values(answers)].join('\n')
  const found = holdReasons(written, city.profile.moderationWords)
  return [...found, ...suspicions, ...(city.publication === 'before' ? ['city'] : [])]
}

function filedColumns(filing: Filing) {
  const grid = filing.point === null ? null : mercatorOf(filing.point)
  return {
    cityId: filing.city.id,
    channel: filing.channel,
    text: filing.text,
    publicText: storedPublicText(filing.text),
    publicAddress: storedPublicText(filing.address),
    publicLandmark: storedPublicText(filing.landmark),
    consentVersion: filing.consentVersion ?? null,
    textLang: filing.textLang,
    replyLang: filing.replyLang,
    address: filing.address,
    landmark: filing.landmark,
    ...answeredColumns(filing.answers ?? {}),
    districtId: filing.districtId,
    lat: filing.point?.lat ?? null,
    lon: filing.point?.lon ?? null,
    cx: grid?.cx ?? null,
    cy: grid?.cy ?? null,
  }
}

function answeredColumns(answers: Readonly<Record<string, string>>) {
  if (Object.keys(answers).length === 0) return {}
  const masked = Object.entries(answers).map(([key, answer]) => [key, maskPersonal(answer)] as const)
  const isMasked = masked.some(([key, answer]) => answer !== answers[key])
  return { answered: answers, ...(isMasked ? { publicAnswered: Object.fromEntries(masked) } : {}) }
}

function numberFor(city: City, receivedAt: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(receivedAt).toZonedDateTimeISO(city.timeZone)
  return newNumber({ year: local.year, month: local.month }, randomInt)
}

type ContactsToWrite = {
  complaint: { id: number; number: string }
  filing: Filing
  secretToken: string
  at: number
}

/**
 * Whoever leaves an address gets mails, and each mail leads to the secret link. Of the link only a hash is stored
 * otherwise, so its token is kept here as a contact of its own, sealed like them and removed with them.
 */
async function writeContacts(
  tx: Transaction,
  keys: Keys,
  { complaint, filing, secretToken, at }: ContactsToWrite,
): Promise<void> {
  const contacts = [
    { kind: 'email', value: filing.email },
    { kind: 'phone', value: filing.phone },
    { kind: 'link', value: filing.email === null ? null : secretToken },
  ]
  for (const { kind, value } of contacts) {
    if (value === null) continue
    await tx.complaintContact.create({
      data: {
        complaintId: complaint.id,
        kind,
        sealed: Buffer.from(seal(keys, value, contactContext(complaint.number, kind))),
        blindIndex: Buffer.from(blindIndex(keys, kind, value)),
        createdAt: toDate(at),
      },
    })
  }
}

/** What a sealed contact is bound to; see platform/crypto/seal. */
export const contactContext = (number: string, kind: string): string => `complaint-contact/${number}/${kind}`
