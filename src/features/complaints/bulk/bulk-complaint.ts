import type { ComplaintEvent } from '../events.ts'
import type { ComplaintState } from '../projection.ts'

/** A whole complaint with all that happened to it, as an import or the demo brings it. */
export type BulkComplaint = {
  cityId: number
  timeZone: string
  channel: string
  text: string
  textLang: string
  replyLang: string
  address: string
  landmark: string
  districtId: number | null
  point: { lat: number; lon: number } | null
  source: string | null
  externalId: string | null
  events: ComplaintEvent[]
  /** From `reserveComplaintIds`, by who names it in the history of another; else the next one. */
  id?: number
  /** Given by who needs the same number every time; else drawn. */
  number?: string
  /** Rows of `photo` that are there already and belong to it. */
  photos?: BulkPhoto[]
}

export type BulkPhoto = {
  id: string
  role: 'before' | 'after' | 'added'
  answerNo: number | null
  largeKey: string
  smallKey: string
  width: number
  height: number
  smallWidth: number
  smallHeight: number
}

/** A complaint that is about to be written, with what its history comes to. */
export type ToWrite = {
  complaint: BulkComplaint
  state: ComplaintState
  /** Of the content that its first event vouches for; null for imports. */
  salt: Buffer | null
  id: number
  number: string
}
