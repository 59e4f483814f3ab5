import { z } from 'zod'
import type { Keys } from '../../../platform/crypto/keys.ts'
import { seal, unseal } from '../../../platform/crypto/seal.ts'

/** Of one letter as PDF. */
export const maxScanBytes = 10 * 1024 * 1024

/** How a caller wants to hear of it; `number`: asks by the number, `none`: wants to hear nothing. */
export const wishes = ['phone', 'email', 'number', 'none'] as const
export type Wish = (typeof wishes)[number]

/** What was typed of a conversation beside the words and the place; stored sealed, also while it is unfinished. */
export const TalkDetails = z.object({
  /** Of the draft with the words, the place and the photos. */
  token: z.string(),
  caller: z.string(),
  letterOn: z.string(),
  replyLang: z.string(),
  wish: z.enum(wishes),
  phone: z.string(),
  email: z.string(),
  /** The words about personal data were read out. */
  readOut: z.boolean(),
  /** Only staff may see it. */
  isPrivate: z.boolean(),
  answer: z.string(),
  /** Of the questions of categories, as typed. */
  answers: z.record(z.string(), z.string()).default({}),
})
export type TalkDetails = z.infer<typeof TalkDetails>

const contextOf = (talkId: string) => `operator-talk/${talkId}`

export const sealDetails = (keys: Keys, talkId: string, details: TalkDetails): Buffer<ArrayBuffer> =>
  Buffer.from(seal(keys, JSON.stringify(details), contextOf(talkId)))

export const unsealDetails = (keys: Keys, talkId: string, sealed: Uint8Array): TalkDetails =>
  TalkDetails.parse(JSON.parse(unseal(keys, sealed, contextOf(talkId))))
