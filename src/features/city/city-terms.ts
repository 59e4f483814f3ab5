import { z } from 'zod'

/**
 * The limits of a city's terms, stored as JSON and edited as data; what is missing has the usual value. Days are working
 * days unless they say otherwise. `forwardDays` and the term itself stand in the profile and in columns.
 */
export const CityTerms = z.object({
  /** A question to the resident holds the office's clock once, for at most so many days. */
  pauseDays: z.int().min(0).max(15).default(3),
  /** Months to which a term may be extended at most, from the day on which it first ended (APPC article 76 p. 3). */
  extensionMonths: z.int().min(1).max(12).default(2),
  /** Days in which the resident is told of an extension (the same article). */
  extensionNoticeDays: z.int().min(1).max(15).default(3),
  /** How long before the end of the term whoever works on it is reminded, each once. */
  remindDays: z.array(z.int().min(1).max(30)).default([3, 1]),
  /** An office that has done nothing for so many days is an alarm. */
  silenceDays: z.int().min(1).max(30).default(3),
  /** From this reopening on only a head answers. */
  headFromReopening: z.int().min(1).max(20).default(3),
})
export type CityTerms = z.infer<typeof CityTerms>
