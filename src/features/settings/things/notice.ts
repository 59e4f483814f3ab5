import { z } from 'zod'
import { isoDay, names } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'
import { inLanguages } from './fields.ts'

export const noticePlaces = ['strip', 'filing'] as const
export const noticeTones = ['info', 'warning', 'danger'] as const

/** Words of a city for its residents, for a time. Days of the city, both included. */
export const NoticeDoc = z
  .strictObject({
    text: names(400),
    place: z.enum(noticePlaces, { error: 'settings:error.choose' }),
    tone: z.enum(noticeTones, { error: 'settings:error.choose' }),
    link: z.url({ protocol: /^https?$/, error: 'settings:error.url' }).nullable(),
    startsOn: isoDay,
    endsOn: isoDay,
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    error: 'settings:error.endsBeforeBegin',
    path: ['endsOn'],
  })
export type NoticeDoc = z.infer<typeof NoticeDoc>

export const notice: Thing<NoticeDoc> = {
  kind: 'notice',
  doc: NoticeDoc,
  blank: () => ({
    text: { kk: '', ru: '', en: '' },
    place: 'strip',
    tone: 'info',
    link: null,
    startsOn: '',
    endsOn: '',
  }),
  key: {
    fields: [
      {
        path: 'code',
        control: 'text',
        label: 'settings:field.code',
        hint: 'settings:hint.noticeCode',
        width: 'm',
      },
    ],
    of: (typed) => typed['code'] ?? '',
    error: 'settings:error.code',
  },
  groups: [
    {
      title: 'settings:group.text',
      hint: 'settings:hint.notice',
      columns: 3,
      fields: inLanguages('text', 'settings:field.text', 'long'),
    },
    {
      title: 'settings:group.when',
      columns: 2,
      fields: [
        {
          path: 'startsOn',
          control: 'day',
          label: 'settings:field.startsOn',
        },
        {
          path: 'endsOn',
          control: 'day',
          label: 'settings:field.endsOn',
          hint: 'settings:hint.endsOn',
        },
        {
          path: 'place',
          control: 'choice',
          label: 'settings:field.place',
          choices: ({ t }) => noticePlaces.map((value) => ({ value, label: t(`settings:place.${value}`) })),
        },
        {
          path: 'tone',
          control: 'choice',
          label: 'settings:field.tone',
          choices: ({ t }) => noticeTones.map((value) => ({ value, label: t(`settings:tone.${value}`) })),
        },
        { path: 'link', control: 'optional', label: 'settings:field.noticeLink', width: 'l' },
      ],
    },
  ],
  title: (key, doc, { lang }) => (doc === null ? key : shortened(doc.text[lang])),
  dangers: (): Danger[] => [],
  plannable: false,
}

const shortened = (words: string): string => (words.length > 60 ? `${words.slice(0, 59)}…` : words)
