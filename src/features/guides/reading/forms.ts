import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { normaliseEmail } from '../../complaints/index.ts'
import { verdictReasons } from '../rules.ts'

const key = (text: TextKey): TextKey => text

const text = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => [...typed].length <= most, { error: key('guides:error.long') })

/** Fields that people do not see: who fills in `website` is no person. */
const hidden = { ticket: z.string().default(''), website: z.string().default('') }

/** "It did not help, because …". */
export const VerdictForm = z
  .object({
    reason: z.enum(verdictReasons, { error: key('guides:error.reason') }),
    words: text(500),
    ...hidden,
  })
  .refine(({ reason, words }) => reason !== 'other' || words !== '', {
    error: key('guides:error.words'),
    path: ['words'],
  })

/** A situation that is not there. */
export const AskForm = z
  .object({
    words: text(300).refine((typed) => [...typed].length >= 10, { error: key('guides:error.short') }),
    email: z
      .string()
      .default('')
      .transform((typed) => typed.trim()),
    ...hidden,
  })
  .refine(({ email }) => email === '' || normaliseEmail(email) !== null, {
    error: key('guides:error.email'),
    path: ['email'],
  })
