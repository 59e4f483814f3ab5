import { randomInt } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { hashToken } from '../../../platform/crypto/token.ts'
import { onPrimary } from '../../../platform/db/lane.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { isPoolFull } from '../../../platform/db/unavailable.ts'
import {
  isForeignKeyViolation,
  isTransactionConflict,
  isUniqueViolation,
} from '../../../platform/db/violation.ts'
import { insertion, together, writeWhole } from '../../../platform/db/whole-write.ts'
import type { Deps } from '../../../platform/deps.ts'
import { mercatorOf } from '../../../platform/geo/mercator.ts'
import { activityInsertion, chainRows, noTips } from '../../activity/index.ts'
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
import { contactRows } from './contact-rows.ts'
import { draftEnding, partsOfDraft } from './end-draft.ts'
import { officeTerm, termsOf } from './office-term.ts'
import { storedColumns, storedCustody } from './write-projection.ts'

export type Filing = {
  city: City
  /** The draft's token: the same form sent again is the same complaint. */
  formToken: string
  /** What was read of the draft, where words come from it; it is not filed once it is another one. */
  draftVersion?: string
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

/** Words or photos of the form were changed, in another window, since `draftVersion` of it was read. */
export class DraftChanged extends Error {}

/** For callers that then lead to that complaint. */
export function nullIfJoined(error: unknown): null {
  if (error instanceof JoinedMeanwhile) return null
  throw error
}

/**
 * Files a complaint: the row, its photos, contacts, first activity and the jobs are one statement, so a number
 * that was shown is never lost. A form sent twice, even at the same moment, gives the same number. Throws
 * JoinedMeanwhile and DraftChanged.
 */
export async function fileComplaint(deps: Deps, filing: Filing): Promise<Filed> {
  const secretToken = secretTokenOf(deps.keys, filing.formToken)
  const formKey = Buffer.from(hashToken(filing.formToken))
  const events = await firstEvents(deps, filing)
  for (let attempt = 0; ; attempt++) {
    // What was too slow before may be there now.
    const repeated = attempt === 0 ? null : await alreadyFiled(deps.db, deps, filing.formToken)
    if (repeated) return repeated
    try {
      const form = await readForm(deps, formKey)
      if (form.joined) throw new JoinedMeanwhile()
      const sent = form.filed ? await alreadyFiled(deps.db, deps, filing.formToken) : null
      if (sent) return sent
      if (form.isOpen && form.version !== (filing.draftVersion ?? form.version)) throw new DraftChanged()
      const number = await write(deps, { filing, form, events, secretToken, formKey })
      return { number, secretToken, fresh: true }
    } catch (error) {
      const mayBeChanged = isForeignKeyViolation(error) && attempt === 0
      if (!(mayBeChanged || mayWorkAgain(error)) || attempt === 5) throw error
    }
  }
}

/**
 * The same form was faster, or the random number is taken, or too many were in front. The form key makes it safe to look
 * and try again. When the draft was changed meanwhile the complaint is not written, and what belongs to it finds none.
 */
const mayWorkAgain = (error: unknown) =>
  isUniqueViolation(error) || isTransactionConflict(error) || isPoolFull(error)

/** The complaint that this form has become, with its secret link; null when it was not sent yet. */
export async function alreadyFiled(
  db: Pick<Transaction, '$queryRaw'>,
  { keys }: Pick<Deps, 'keys'>,
  formToken: string,
): Promise<Filed | null> {
  const [sent] = await db.$queryRaw<{ number: string; secretHash: Uint8Array | null }[]>`
    SELECT number, secret_hash AS "secretHash" FROM complaint
    WHERE form_key = ${Buffer.from(hashToken(formToken))}`
  if (sent === undefined) return null
  return { number: sent.number, secretToken: sentTokenOf(keys, formToken, sent.secretHash), fresh: false }
}

const FormRow = z.object({
  /** Of the complaint that it will be. */
  id: z.int(),
  /** Another one after each change of the draft or its photos; null: there is no draft. */
  version: z.string().nullable(),
  isOpen: z.boolean(),
  /** It became part of another complaint, perhaps a moment ago in another window. */
  joined: z.boolean(),
  /** It was sent; asked only where there is no open draft. */
  filed: z.boolean(),
  photos: z.array(z.object({ id: z.string(), largeKey: z.string() })),
})

async function readForm({ db }: Pick<Deps, 'db'>, formKey: Buffer): Promise<z.infer<typeof FormRow>> {
  const [row] = await onPrimary(
    () => db.$queryRaw<unknown[]>`
      SELECT nextval('complaint_id_seq')::int AS id, d.xmin::text AS version,
        coalesce(NOT d.data ? 'sent', false) AS "isOpen",
        EXISTS (SELECT 1 FROM complaint_join WHERE form_key = ${formKey}) AS joined,
        CASE WHEN d.id IS NULL OR d.data ? 'sent' THEN EXISTS (SELECT 1 FROM complaint WHERE form_key = form.id)
          ELSE false END AS filed,
        coalesce((SELECT json_agg(json_build_object('id', id, 'largeKey', large_key) ORDER BY position, id)
          FROM photo WHERE draft_id = d.id AND complaint_id IS NULL), '[]') AS photos
      FROM (SELECT ${formKey}::bytea AS id) form LEFT JOIN draft d USING (id)`,
  )
  return FormRow.parse(row)
}

type ToWrite = {
  filing: Filing
  form: z.infer<typeof FormRow>
  events: ComplaintEvent[]
  secretToken: string
  formKey: Buffer
}

async function write(
  deps: Deps,
  { filing, form: { id, version, photos }, events, secretToken, formKey }: ToWrite,
): Promise<string> {
  const { content, salt } = sealContent({ text: filing.text, photos: photos.map(({ largeKey }) => largeKey) })
  const withPhotos = events.map((event) =>
    event.kind === 'filed'
      ? { ...event, payload: { ...event.payload, content, photos: photos.map((photo) => photo.id) } }
      : event,
  )
  const state = projectAll(withPhotos)
  const number = numberFor(filing.city, state.receivedAt)
  const row = {
    ...filedColumns(filing),
    ...storedColumns(state),
    ...{ id, number, formKey, contentSalt: salt, photoCount: photos.length },
    secretHash: hashToken(secretToken),
  }
  const entries = withPhotos.map((event, index) => toEntry(event, index + 1))
  const custodies = state.custodies.map((custody) => ({ complaintId: id, ...storedCustody(custody) }))
  const contacts = contactRows(deps.keys, {
    complaint: { id, number },
    filing,
    secretToken,
    at: state.receivedAt,
  })
  // Of a form without a draft, too: photos of it may just have come in one.
  const unlessChanged =
    version === null
      ? 'WHERE NOT EXISTS (SELECT 1 FROM draft WHERE draft.id = form_key)'
      : 'WHERE EXISTS (SELECT 1 FROM ended)'
  await writeWhole(
    deps,
    together([
      ...(version === null
        ? []
        : [{ name: 'ended', ...draftEnding(formKey, { number, version }) }, ...partsOfDraft(formKey, id)]),
      insertion('complaint', [row], unlessChanged),
      ...(custodies.length === 0 ? [] : [insertion('custody', custodies)]),
      ...(contacts.length === 0 ? [] : [insertion('complaint_contact', contacts)]),
      ...(await deps.jobs.additions('complaints.notify', { complaintId: id, seq: 1 })),
      activityInsertion(chainRows({ id, number }, entries, noTips)),
    ]),
  )
  return number
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
  if (Object.keys(answers).length === 0) return { answered: null, publicAnswered: null }
  const masked = Object.entries(answers).map(([key, answer]) => [key, maskPersonal(answer)] as const)
  const isMasked = masked.some(([key, answer]) => answer !== answers[key])
  return { answered: answers, publicAnswered: isMasked ? Object.fromEntries(masked) : null }
}

function numberFor(city: City, receivedAt: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(receivedAt).toZonedDateTimeISO(city.timeZone)
  return newNumber({ year: local.year, month: local.month }, randomInt)
}
