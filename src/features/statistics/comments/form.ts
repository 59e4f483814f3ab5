import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'

const key = (name: TextKey) => name
const LONGEST = 2000
const Words = z.string().trim().max(LONGEST, key('statistics:comment.tooLong')).default('')

/** One language is enough; what is empty is shown in another. */
export const CommentForm = z
  .object({ textKk: Words, textRu: Words, textEn: Words })
  .refine(({ textKk, textRu, textEn }) => `${textKk}${textRu}${textEn}` !== '', {
    path: ['textKk'],
    error: key('statistics:comment.missing'),
  })
