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

const emailField = line(254).transform((typed, context) => {
  const email = typed === '' ? null : normaliseEmail(typed)
  if (typed !== '' && email === null) {
    context.addIssue({ code: 'custom', message: 'receptions:error.email' satisfies TextKey })
  }
  return email
})

const phoneField = ({ profile }: City) =>
  line(40).transform((typed, context) => {
    const phone = typed === '' ? null : normalisePhone(typed, profile.phone)
    if (typed !== '' && phone === null) {
      context.addIssue({ code: 'custom', message: 'receptions:error.phone' satisfies TextKey })
    }
    return phone
  })

/** How to reach a visitor; both may be missing. */
export const contactFields = (city: City) => ({ email: emailField, phone: phoneField(city) })

/** Who wants to come, and why. One of e-mail and phone is enough. `website` is a field that people do not see. */
export const bookingForm = (city: City) =>
  z
    .object({
      slot: z.coerce
        .number()
        .int()
        .catch(0)
        .transform((id) => (id > 0 && id < 2 ** 31 ? id : null)),
      name: line(100).refine((typed) => typed.length >= 2, { error: 'receptions:error.name' }),
      ...contactFields(city),
      topic: z
        .string()
        .default('')
        .transform((typed) => typed.trim())
        .refine((typed) => typed.length >= 10, { error: 'receptions:error.topic' })
        .refine((typed) => [...typed].length <= 1000, { error: 'receptions:error.long' }),
      ticket: z.string().default(''),
      website: z.string().default(''),
    })
    .refine(({ email, phone }) => email !== null || phone !== null, {
      error: 'receptions:error.contact',
      path: ['email'],
    })
