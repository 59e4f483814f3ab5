import { z } from 'zod'
import type { TextKey } from '../../platform/i18n/text-key.ts'
import { iconNames } from '../../platform/look/icons.ts'

/** Parts of documents, with the sentences for what is wrong with them. */

const empty = { error: 'settings:error.empty' satisfies TextKey }
const long = { error: 'settings:error.long' satisfies TextKey }

export const text = (most: number) => z.string(empty).trim().min(1, empty).max(most, long)
export const maybeText = (most: number) => z.string().trim().max(most, long)

export const names = (most: number) => z.strictObject({ kk: text(most), ru: text(most), en: text(most) })

export const codePattern = /^[A-Za-z][A-Za-z0-9_-]{0,29}$/
export const code = z.string().regex(codePattern, { error: 'settings:error.code' satisfies TextKey })

export const whole = (least: number, most: number, error: TextKey) =>
  z.int({ error }).min(least, { error }).max(most, { error })

export const isoDay = z.iso.date({ error: 'settings:error.day' satisfies TextKey })

type Residents = { count: number | null; on: string | null; source: string }

const isNothing = ({ count, on, source }: Residents) => count === null && on === null && source === ''
const isWhole = (given: Residents): given is { count: number; on: string; source: string } =>
  given.count !== null && given.on !== null && given.source !== ''

/** How many people live there, on which day, by whose count; all of it or nothing. */
export const residents = z
  .strictObject({
    count: whole(1, 100_000_000, 'settings:error.residentsCount').nullable(),
    on: isoDay.nullable(),
    source: maybeText(300),
  })
  .nullable()
  .refine((given) => given === null || isWhole(given) || isNothing(given), {
    error: 'settings:error.residents' satisfies TextKey,
  })
  .transform((given) => (given !== null && isWhole(given) ? given : null))
  .default(null)

export const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'settings:error.time' satisfies TextKey })

export const icon = z
  .string()
  .refine((name) => iconNames.includes(name), { error: 'settings:error.icon' satisfies TextKey })

export const list = (most: number, each: number) =>
  z.array(text(each)).max(most, { error: 'settings:error.many' satisfies TextKey })
