import { z } from 'zod'

/** Photos that one form takes. */
export const witnessPhotos = 2
const longest = 500

export const WitnessForm = z.object({
  ticket: z.string({ error: 'public:witness.old' }).default(''),
  text: z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine((text) => [...text].length <= longest, { error: 'public:witness.textLong' }),
  version: z.coerce.number().int().min(0).catch(0),
})
