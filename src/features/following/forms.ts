import { z } from 'zod'
import { normaliseEmail } from '../complaints/index.ts'
import { cadences } from './rules.ts'

const email = z.string({ error: 'following:error.email' }).transform((typed, context) => {
  const address = normaliseEmail(typed)
  if (address === null) {
    const message = typed.trim() === '' ? 'following:error.email' : 'following:error.emailBad'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  return address
})

/** Says when the form was shown, signed; one without it was not made by us. */
const ticket = z.string({ error: 'following:error.old' })

export const FollowForm = z.object({
  email,
  ticket,
  cadence: z.enum(cadences, { error: 'following:error.cadence' }),
})

export const MeTooForm = z.object({
  email,
  ticket,
  follow: z
    .string()
    .optional()
    .transform((value) => value === '1'),
})

export const MyForm = z.object({ email, ticket })

/** Blanks and dashes between the digits are how people copy them. */
export const CodeForm = z.object({
  code: z
    .string({ error: 'following:error.code' })
    .transform((typed) => typed.normalize('NFKC').replaceAll(/[\s-]/g, ''))
    .refine((code) => /^\d{6}$/.test(code), { error: 'following:error.code' }),
})

export const CadenceForm = z.object({ subscription: z.coerce.number().int(), cadence: z.enum(cadences) })
export const RemoveForm = z.object({ subscription: z.coerce.number().int() })
export const WithdrawForm = z.object({ complaint: z.coerce.number().int() })
