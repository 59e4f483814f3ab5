import { z } from 'zod'
import { clock, whole } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'

export const publications = ['after', 'before'] as const
export const countings = ['nextDay', 'sameDay'] as const

/** The rules of a city for terms and publication. Source of the defaults: domain.md B3, B6 to B8, design.md 9. */
export const TermsDoc = z.strictObject({
  termDays: whole(1, 60, 'settings:error.termDays'),
  forwardDays: whole(1, 15, 'settings:error.forwardDays'),
  countFrom: z.enum(countings, { error: 'settings:error.choose' }),
  workingDayEnds: clock,
  reopenDays: whole(1, 90, 'settings:error.reopenDays'),
  askDays: whole(1, 30, 'settings:error.askDays'),
  publication: z.enum(publications, { error: 'settings:error.choose' }),
})
export type TermsDoc = z.infer<typeof TermsDoc>

export const terms: Thing<TermsDoc> = {
  kind: 'terms',
  doc: TermsDoc,
  blank: () => ({
    termDays: 15,
    forwardDays: 3,
    countFrom: 'nextDay',
    workingDayEnds: '18:30',
    reopenDays: 14,
    askDays: 3,
    publication: 'after',
  }),
  groups: [
    {
      title: 'settings:group.terms',
      hint: 'settings:hint.terms',
      columns: 2,
      fields: [
        {
          path: 'termDays',
          control: 'number',
          label: 'settings:field.termDays',
          hint: 'settings:hint.termDays',
          width: 's',
        },
        {
          path: 'forwardDays',
          control: 'number',
          label: 'settings:field.forwardDays',
          hint: 'settings:hint.forwardDays',
          width: 's',
        },
        {
          path: 'countFrom',
          control: 'choice',
          label: 'settings:field.countFrom',
          hint: 'settings:hint.countFrom',
          choices: ({ t }) => countings.map((value) => ({ value, label: t(`settings:counting.${value}`) })),
        },
        {
          path: 'workingDayEnds',
          control: 'text',
          label: 'settings:field.workingDayEnds',
          hint: 'settings:hint.workingDayEnds',
          width: 's',
        },
      ],
    },
    {
      title: 'settings:group.resident',
      columns: 2,
      fields: [
        {
          path: 'reopenDays',
          control: 'number',
          label: 'settings:field.reopenDays',
          hint: 'settings:hint.reopenDays',
          width: 's',
        },
        {
          path: 'askDays',
          control: 'number',
          label: 'settings:field.askDays',
          hint: 'settings:hint.askDays',
          width: 's',
        },
        {
          path: 'publication',
          control: 'choice',
          label: 'settings:field.publication',
          hint: 'settings:hint.publication',
          choices: ({ t }) =>
            publications.map((value) => ({ value, label: t(`settings:publication.${value}`) })),
        },
      ],
    },
  ],
  title: (_key, _doc, { t }) => t('settings:thing.terms'),
  dangers(before, after): Danger[] {
    if (before === null || after === null) return []
    return [
      ...(after.termDays > before.termDays ? ['longer' as const] : []),
      ...(after.termDays < before.termDays ? ['shorter' as const] : []),
      ...(after.reopenDays < before.reopenDays ? ['reopen' as const] : []),
      ...(after.publication !== before.publication ? [after.publication] : []),
    ]
  },
  plannable: true,
}
