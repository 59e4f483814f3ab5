import { z } from 'zod'
import { whole } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'

const error = 'settings:error.limits' as const

/** How far the law lets a term move; a city may promise more than the law asks, never less. Source: domain.md B6, B7. */
export const lawful = { extensionMonths: 2, extensionNoticeDays: 3, pauseDays: 3 } as const

/** One in a line of the form, so it may come as a text. */
const reminder = z.preprocess(
  (given) => (typeof given === 'string' && /^\d{1,3}$/.test(given) ? Number(given) : given),
  whole(1, 30, 'settings:error.reminders'),
)

/**
 * How terms move and who is told of them: `city.terms`. The schema of the city itself is wider, so that what was stored
 * before a limit was narrowed can still be read.
 */
export const LimitsDoc = z.strictObject({
  pauseDays: whole(0, lawful.pauseDays, error),
  extensionMonths: whole(1, lawful.extensionMonths, error),
  extensionNoticeDays: whole(1, lawful.extensionNoticeDays, error),
  remindDays: z
    .array(reminder)
    .max(5, { error: 'settings:error.many' })
    .transform((days) => [...new Set(days)].toSorted((a, b) => b - a)),
  silenceDays: whole(1, 15, error),
  headFromReopening: whole(1, 20, error),
})
export type LimitsDoc = z.infer<typeof LimitsDoc>

const number = (path: keyof LimitsDoc) =>
  ({
    path,
    control: 'number',
    label: `limits:field.${path}`,
    hint: `limits:hint.${path}`,
    width: 's',
  }) as const

export const limits: Thing<LimitsDoc> = {
  kind: 'limits',
  doc: LimitsDoc,
  blank: () => ({
    pauseDays: 3,
    extensionMonths: 2,
    extensionNoticeDays: 3,
    remindDays: [3, 1],
    silenceDays: 3,
    headFromReopening: 3,
  }),
  groups: [
    {
      title: 'limits:group.question',
      hint: 'limits:groupHint.question',
      fields: [number('pauseDays')],
    },
    {
      title: 'limits:group.extension',
      hint: 'limits:groupHint.extension',
      columns: 2,
      fields: [number('extensionMonths'), number('extensionNoticeDays')],
    },
    {
      title: 'limits:group.escalation',
      hint: 'limits:groupHint.escalation',
      columns: 2,
      fields: [
        {
          path: 'remindDays',
          control: 'lines',
          label: 'limits:field.remindDays',
          hint: 'limits:hint.remindDays',
          width: 's',
        },
        number('silenceDays'),
      ],
    },
    {
      title: 'limits:group.reopening',
      hint: 'limits:groupHint.reopening',
      fields: [number('headFromReopening')],
    },
  ],
  title: (_key, _doc, { t }) => t('limits:title'),
  dangers(before, after): Danger[] {
    if (before === null || after === null) return []
    const isLonger = after.extensionMonths > before.extensionMonths || after.pauseDays > before.pauseDays
    const isFewer = after.remindDays.length === 0 && before.remindDays.length > 0
    return [...(isLonger ? ['waitsLonger' as const] : []), ...(isFewer ? ['remindersOff' as const] : [])]
  },
  plannable: true,
}
