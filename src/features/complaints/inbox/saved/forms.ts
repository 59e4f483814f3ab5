import { z } from 'zod'
import type { TextKey } from '../../../../platform/i18n/text-key.ts'

const key = (name: TextKey) => name

/** `share`: empty for the owner alone, `city-<id>` or `office-<id>`; what a person may share to is checked apart. */
export const SavedForm = z.object({
  name: z
    .string({ error: key('inbox:error.nameMissing') })
    .trim()
    .min(1, key('inbox:error.nameMissing'))
    .max(60, key('inbox:error.nameLong')),
  query: z.string().max(1000).default(''),
  share: z
    .string()
    .regex(/^(|city-\d{1,9}|office-\d{1,9})$/, key('inbox:error.share'))
    .default(''),
})
