import { z } from 'zod'
import { formatDay } from '../../../platform/time/format.ts'
import { names, text } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'
import { inLanguages } from './fields.ts'

export const dayKinds = ['off', 'work'] as const

/** A day that differs from the five-day week; the key is the ISO day. */
export const DayDoc = z.strictObject({
  names: names(120),
  kind: z.enum(dayKinds, { error: 'settings:error.choose' }),
  source: text(300),
  estimate: z.boolean(),
})
export type DayDoc = z.infer<typeof DayDoc>

export const day: Thing<DayDoc> = {
  kind: 'day',
  doc: DayDoc,
  blank: () => ({ names: { kk: '', ru: '', en: '' }, kind: 'off', source: '', estimate: false }),
  key: {
    fields: [{ path: 'day', control: 'day', label: 'settings:field.day' }],
    of: (typed) => typed['day'] ?? '',
    error: 'settings:error.day',
  },
  groups: [
    {
      title: 'settings:group.names',
      columns: 3,
      fields: inLanguages('names', 'settings:field.dayName'),
    },
    {
      title: 'settings:group.day',
      columns: 2,
      fields: [
        {
          path: 'kind',
          control: 'choice',
          label: 'settings:field.dayKind',
          choices: ({ t }) => dayKinds.map((value) => ({ value, label: t(`settings:dayKind.${value}`) })),
        },
        {
          path: 'source',
          control: 'text',
          label: 'settings:field.source',
          hint: 'settings:hint.source',
        },
        {
          path: 'estimate',
          control: 'flag',
          label: 'settings:field.estimate',
          hint: 'settings:hint.estimate',
        },
      ],
    },
  ],
  title: (key, _doc, { lang }) => (isDay(key) ? formatDay(key, lang, 'weekdayLong') : key),
  dangers: (): Danger[] => ['dayChanged'],
  plannable: false,
}

export const isDay = (key: string): boolean => z.iso.date().safeParse(key).success
