import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { normaliseEmail } from '../../complaints/index.ts'

const key = (text: TextKey): TextKey => text

export const quotas = { hour: 5000, day: 50_000 } as const

const quota = (most: number) =>
  z
    .string({ error: key('open311:keys.error.quota') })
    .regex(/^[1-9]\d{0,5}$/, { error: key('open311:keys.error.quota') })
    .transform(Number)
    .refine((value) => value <= most, { error: key('open311:keys.error.quota') })

/** `city` is a slug, or `all`; whether this person may choose it is checked by the handler. */
export const KeyForm = z.object({
  name: z
    .string()
    .default('')
    .transform((text) => text.trim().replaceAll(/\s+/g, ' '))
    .pipe(
      z
        .string()
        .min(1, { error: key('open311:keys.error.name') })
        .max(100, { error: key('open311:keys.error.nameLong') }),
    ),
  email: z
    .string()
    .default('')
    .transform(normaliseEmail)
    .refine((email) => email !== null, { error: key('open311:keys.error.email') })
    .transform(String),
  city: z.string({ error: key('open311:keys.error.city') }),
  perHour: quota(quotas.hour),
  perDay: quota(quotas.day),
})
