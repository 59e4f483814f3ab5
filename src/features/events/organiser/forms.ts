import { z } from 'zod'
import { onceKey } from '../../../platform/http/once-key.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { ResultsForm } from '../desk/forms.ts'

/** Somebody came who had not signed up, alone or with others. */
export const WalkInForm = z.object({
  key: onceKey,
  persons: z
    .string()
    .default('')
    .transform((typed) => Number(typed.trim()))
    .refine((n) => Number.isInteger(n) && n >= 1 && n <= 100, { error: 'events:error.walkIn' }),
})

/** The numbers are those of the staff's own form; the words are in the language of whoever writes. */
export const ProposalForm = ResultsForm.pick({
  version: true,
  participants: true,
  hours: true,
  bags: true,
}).extend({
  text: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => [...typed].length <= 4000, { error: 'events:error.long' }),
  lang: z.enum(langs).catch('ru'),
})
