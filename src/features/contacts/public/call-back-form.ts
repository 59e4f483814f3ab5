import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { City } from '../../city/index.ts'
import { normalisePhone } from '../../complaints/index.ts'

const line = (most: number, least: number, error: TextKey) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => typed.length >= least, { error })
    .refine((typed) => [...typed].length <= most, { error: 'contacts:error.long' })

/** "Call me back". `website` is a field that people do not see. */
export const CallBackForm = ({ profile }: City) =>
  z.object({
    phone: z
      .string()
      .default('')
      .transform((typed, context) => {
        const phone = normalisePhone(typed, profile.phone)
        if (phone !== null) return phone
        context.addIssue({ code: 'custom', message: 'contacts:error.ownPhone' satisfies TextKey })
        return z.NEVER
      }),
    name: line(100, 0, 'contacts:error.long'),
    about: line(500, 5, 'contacts:error.about'),
    consent: z.literal('1', { error: 'contacts:error.consent' }),
    ticket: z.string().default(''),
    website: z.string().default(''),
  })
