/** What is refused first comes first (reliability.md E); the others are no part of that order. */
export const shedOrder = ['statistics', 'map', 'reading', 'staff', 'filing'] as const
export type ShedClass = (typeof shedOrder)[number]

/** `upload`: the steps of a filing before its last. The rest wants to do harm. */
export const requestClasses = [...shedOrder, 'upload', 'broken-upload', 'login-flood', 'vote'] as const
export type RequestClass = (typeof requestClasses)[number]

/** People who want something; what is promised is promised to them. */
export const honestClasses: readonly RequestClass[] = [...shedOrder, 'upload']

/** One request. */
export type Sample = {
  of: RequestClass
  page: string
  /** When it should have begun, milliseconds since the epoch. */
  planned: number
  /** From then to the last byte of the answer: what waits in the generator is counted, too. */
  ms: number
  /** From the last byte of the request to the last byte of the answer. */
  afterSent: number
  /** 0 = no answer; `cause` tells why. */
  status: number
  cause?: string
  bytes: number
}

/** One report as its resident saw it. */
export type FilingSample = {
  planned: number
  outcome: 'acked' | 'refused' | 'unknown' | 'gave-up'
  /** Presses of Send. */
  presses: number
  /** From the last byte of the first press to the page that has the number; absent when there was none. */
  answeredMs?: number
}

/** A good answer that came in time for somebody to still wait for it. */
export const isGood = ({ status, ms }: Sample): boolean => status >= 200 && status < 400 && ms <= 5_000

/** "Not now": of overload, not of a fault. */
export const isShed = ({ status }: Sample): boolean => status === 503 || status === 429

export const isFailure = ({ status }: Sample): boolean => status === 0 || (status >= 500 && status !== 503)
