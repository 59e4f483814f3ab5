import type { ActorKind, EventKind, HideGround, Outcome, RefusalGround } from './rules.ts'

/** When an office must answer: the end of a local day, by a named version of the working calendar. */
export type Due = { dueOn: string; dueAt: number; calendar: string }

type Written = { text: string; lang: string }

/** The day to which a term ends now, and until when a question holds the office's clock (milliseconds UTC). */
export type Pause = Due & { until: number; untilOn: string }

/**
 * What a resident writes later. `held`: why it waits for a moderator; everybody reads it after the next `published`.
 */
type FromResident = { text: string; held?: readonly string[] }

export type ErasedPart = 'contacts' | 'text' | 'place' | 'photos' | 'words' | 'originals'

/**
 * What each kind of activity row carries. Dates are ISO days of the city, instants are milliseconds UTC.
 * Rows are kept for ever, so a field may be added but its meaning never changed.
 */
export type Payloads = {
  filed: {
    channel: string
    /**
     * Stands for text and photos (receipt/content.ts), hex. Its salt is kept in the complaint and goes when they are
     * erased. Absent in imports, which have no receipt.
     */
    content?: string
    /** In rows from before there was a salt: SHA-256 of the text, hex. */
    textDigest?: string
    categoryId: number | null
    districtId: number | null
    visibility: 'public' | 'staff'
    photos: readonly string[]
    /** It is a part of this complaint. */
    splitFrom?: { complaintId: number; number: string }
    /** The day that a letter bears; its term counts from the registration all the same. */
    letterOn?: string
  }
  held: { reasons: readonly string[] }
  published: { reason: string }
  hidden: { reason: string; ground?: HideGround }
  /** `part` as parts.ts names it: one addition, answer or photo, not the whole complaint. */
  concealed: { part: string; ground: HideGround; reason: string }
  revealed: { part: string; reason: string }
  /** Everybody reads less of these parts than was written: words cut, places of a photo blurred, a photo withheld. */
  redacted: { parts: readonly string[]; reason: string }
  /** The resident changed how they are written to, or who may read. `visibility` only ever narrows. */
  corrected: { what: readonly ('contacts' | 'replyLang' | 'visibility')[]; visibility?: 'staff' }
  /** Gone for good, at the wish of the resident or because their term was over. */
  erased: { what: readonly ErasedPart[] }
  registered: { registeredOn: string }
  sent: Due & { officeId: number; ruleId: number | null }
  accepted: Record<string, never>
  started: Record<string, never>
  assigned: { staffId: number }
  /** `pause`: this question holds the office's clock; absent when it does not. */
  asked: Written & { pause?: Pause }
  replied: FromResident & { photos: readonly string[] }
  /**
   * With the term when the pause ended before its longest: a reply came, or with `undelivered` the question could not be
   * delivered. Without when nothing came.
   */
  resumed: Partial<Due> & { undelivered?: true }
  planned: Written & { plannedOn: string }
  transferred: Due & { fromOfficeId: number; toOfficeId: number; reason: string; late: boolean }
  /** `letter`: to an organisation outside, which gets this with it. */
  transfer_asked: { toOfficeId: number; reason: string; letter?: Written }
  transfer_refused: { reason: string }
  /** `as`: whose request it is decides who decides it. */
  extension_asked: { dueOn: string; reason: string; as: 'executor' | 'head' }
  extension_refused: { reason: string }
  extended: Due & { reason: string }
  helper_asked: { officeId: number; reason: string }
  helper_released: { officeId: number; reason: string }
  helped: { text: string }
  /** `number` is that of the part. */
  split_off: { complaintId: number; number: string; officeId: number; reason: string }
  lettered: { to: string; text: string; lang: string }
  /** By another version of the working calendar; the same number of working days. */
  rescheduled: Due & { fromDueOn: string; reason: string }
  recategorised: { categoryId: number; fromCategoryId: number | null; reason: string }
  answered: Written & { outcome: Exclude<Outcome, 'planned' | 'refused'>; photos: readonly string[] }
  refused: Written & { ground: RefusalGround }
  /** `officeId`: the organisation, where the directory knows it. */
  forwarded: { to: string; reason: string; officeId?: number }
  confirmed: Record<string, never>
  partly: FromResident & { photos?: readonly string[] }
  reopened: Due & FromResident & { photos: readonly string[] }
  closed: Record<string, never>
  withdrawn: FromResident
  /** `intoId` is null when an import does not say with which one; `intoNumber` is then what it says. */
  merged: { intoId: number | null; intoNumber: string }
  unmerged: { reason: string }
  /** Another resident has the same problem; what they wrote and their pictures. */
  joined: FromResident & { photos: readonly string[] }
  added: FromResident & { photos: readonly string[] }
  witnessed: FromResident & { photos: readonly string[] }
  noted: { text: string }
}

/** One thing that happened to a complaint, as the actions write it and the projection reads it. */
export type ComplaintEvent<Kind extends EventKind = EventKind> = {
  [K in Kind]: {
    kind: K
    /** Milliseconds UTC. */
    at: number
    actor: Actor
    payload: Payloads[K]
  }
}[Kind]

export type Actor = { kind: ActorKind; staffId: number | null; officeId: number | null }

export const resident: Actor = { kind: 'resident', staffId: null, officeId: null }
/** Anybody who is not the reporter and not staff. */
export const passerby: Actor = { kind: 'passerby', staffId: null, officeId: null }
export const system: Actor = { kind: 'system', staffId: null, officeId: null }
export const importer: Actor = { kind: 'import', staffId: null, officeId: null }
