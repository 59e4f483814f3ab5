import { z } from 'zod'

/** Which news the page showed last; nothing that it did not show is settled. */
export const NewsForm = z.object({
  newest: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .catch(0),
})
