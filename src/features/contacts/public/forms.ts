import { z } from 'zod'
import { normaliseEmail } from '../../complaints/index.ts'

/** What somebody says of the site. `website` is a field that people do not see. */
export const ProblemForm = z.object({
  where: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    // A path of this site; two slashes would lead elsewhere.
    .refine((typed) => /^\/(?![/\\])/.test(typed) && typed.length <= 300, { error: 'contacts:error.page' }),
  text: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => typed.length >= 5, { error: 'contacts:error.text' })
    .refine((typed) => [...typed].length <= 2000, { error: 'contacts:error.long' }),
  email: z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const email = normaliseEmail(typed)
      if (email !== null) return email
      context.addIssue({ code: 'custom', message: 'contacts:error.email' })
      return z.NEVER
    }),
  ticket: z.string().default(''),
  website: z.string().default(''),
})
