import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { City } from '../../city/index.ts'
import { normaliseEmail, normalisePhone } from '../../complaints/index.ts'

const line = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
    .refine((typed) => [...typed].length <= most, { error: 'receptions:error.long' satisfies TextKey })

/** Who wants to come, and why. One of e-mail and phone is enough. `website` is a field that people do not see. */
export const bookingForm = ({ profile }: City) =>
  z
    .object({
      slot: z.coerce
        .number()
        .int()
        .catch(0)
        .transform((id) => (id > 0 && id < 2 ** 31 ? id : null)),
      name: line(100).refine((typed) => typed.length >= 2, { error: 'receptions:error.name' }),
      email: line(254),
      phone: line(40),
      topic: z
        .string()
        .default('')
        .transform((typed) => typed.trim())
        .refine((typed) => typed.length >= 10, { error: 'receptions:error.topic' })
        .refine((typed) => [...typed].length <= 1000, { error: 'receptions:error.long' }),
      ticket: z.string().default(''),
      website: z.string().default(''),
    })
    .transform((form, context) => {
      const refuse = (field: string, message: TextKey) =>
        context.addIssue({ code: 'custom', path: [field], message })
      const email = form.email === '' ? null : normaliseEmail(form.email)
      const phone = form.phone === '' ? null : normalisePhone(form.phone, profile.phone)
      if (form.email !== '' && email === null) refuse('email', 'receptions:error.email')
      if (form.phone !== '' && phone === null) refuse('phone', 'receptions:error.phone')
      if (form.email === '' && form.phone === '') refuse('email', 'receptions:error.contact')
      return { ...form, email, phone }
    })
