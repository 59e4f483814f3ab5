import { z } from 'zod'
import { verdicts } from '../../rules.ts'

/** Photos that one form takes. */
export const mostPhotos = 5
const longest = 2000

const words = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => [...text].length <= longest, { error: 'public:error.textLong' })

/** Version of the complaint that the page with the form showed; a form without one counts as old. */
const version = z.coerce.number().int().min(0).catch(0)

/** Words, or photos instead of them: the handler knows how many photos came. */
export const AddForm = z.object({ text: words, version })

export const ReplyForm = z.object({
  text: words.refine((text) => text !== '', { error: 'public:error.text' }),
  version,
})

/** "No" must say why, because it makes an office work again. */
export const VerdictForm = z
  .object({ verdict: z.enum(verdicts, { error: 'public:error.verdict' }), text: words, version })
  .refine(({ verdict, text }) => verdict !== 'no' || text !== '', {
    error: 'public:error.whyNo',
    path: ['text'],
  })

export const WithdrawForm = z.object({ text: words, version })
