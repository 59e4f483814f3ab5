import { z } from 'zod'
import type { TextKey } from '../../../../platform/i18n/text-key.ts'
import { parseNumber } from '../../number.ts'
import { type BulkKind, type BulkPayload, bulkKinds } from './rules.ts'

const key = (name: TextKey) => name

const someId = (message: TextKey) =>
  z.coerce.number({ error: message }).int({ error: message }).min(1, message).max(2_147_483_647, message)

/** What was pressed below the list. Boxes are `pick.<number>` with the version that was shown. */
export const BeginForm = z.object({
  kind: z.enum(bulkKinds, { error: key('inbox:error.kindMissing') }),
  all: z.string().optional(),
  back: z.string().max(1000).default(''),
})

/** The ticked boxes of a form. */
export function picksOf(typed: Readonly<Record<string, string>>): { number: string; version: number }[] {
  return Object.entries(typed).flatMap(([name, value]) => {
    const [, number = ''] = /^pick\.(\d{12})$/.exec(name) ?? []
    const version = Number(value)
    return number !== '' && Number.isInteger(version) && version > 0 && version < 2_147_483_648
      ? [{ number, version }]
      : []
  })
}

/** What each kind asks for before it begins; nothing for those that need nothing. */
export const chooseForms: Record<BulkKind, z.ZodType<BulkPayload>> = {
  assign: z.object({ staffId: someId(key('desk:error.staffMissing')) }),
  category: z.object({
    categoryId: someId(key('inbox:error.categoryMissing')),
    reason: z
      .string({ error: key('desk:error.reasonMissing') })
      .trim()
      .min(10, key('desk:error.reasonMissing'))
      .max(1000, key('desk:error.textLong')),
  }),
  note: z.object({
    text: z
      .string({ error: key('desk:error.textMissing') })
      .trim()
      .min(1, key('desk:error.textMissing'))
      .max(4000, key('desk:error.textLong')),
  }),
  merge: z
    .object({ into: z.string().default(''), number: z.string().default('') })
    // A number that was typed means more than a radio that was left chosen.
    .transform(({ into, number }, context) => {
      const parsed = parseNumber(number.trim() === '' ? into : number)
      if (parsed.ok) return { into: parsed.number }
      context.addIssue({ code: 'custom', path: ['into'], message: key('desk:error.numberMissing') })
      return z.NEVER
    }),
  accept: z.object({}),
  export: z.object({}),
}

/** Kinds that ask for something first. */
export const asksFirst: ReadonlySet<BulkKind> = new Set(['assign', 'category', 'note', 'merge'])

export const StoredPayload = z.object({
  staffId: z.int().optional(),
  categoryId: z.int().optional(),
  reason: z.string().optional(),
  text: z.string().optional(),
  into: z.string().optional(),
})
