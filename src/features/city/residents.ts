import { z } from 'zod'

/** How many people live somewhere, as somebody has counted them: never a guess of the portal. */
export const Residents = z.object({
  count: z.int().min(1),
  /** The day that the number is of, ISO. */
  on: z.iso.date(),
  source: z.string(),
})
export type Residents = z.infer<typeof Residents>
