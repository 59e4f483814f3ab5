import { z } from 'zod'
import type { City } from '../../../../city/index.ts'
import { normaliseEmail, normalisePhone } from '../../../filing/contacts.ts'
import { replyLangs } from '../../../filing/forms.ts'

const optional = z
  .string()
  .default('')
  .transform((typed) => typed.trim())

/** An empty contact stays as it is. */
export const correctionForm = ({ profile }: City) =>
  z
    .object({
      email: optional,
      phone: optional,
      replyLang: z.enum(replyLangs, { error: 'filing:error.replyLang' }),
    })
    .transform((form, context) => {
      const email = form.email === '' ? null : normaliseEmail(form.email)
      const phone = form.phone === '' ? null : normalisePhone(form.phone, profile.phone)
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message })
      if (form.email !== '' && email === null) refuse('email', 'filing:error.email')
      if (form.phone !== '' && phone === null) refuse('phone', 'filing:error.phone')
      return { ...form, email, phone }
    })

/** What cannot be undone asks once more. */
export const sureForm = z.object({ sure: z.literal('1', { error: 'public:data.error.sure' }) })
