import { z } from 'zod'
import { pointText, typedPoint } from '../../../platform/geo/typed-point.ts'
import { nameIn } from '../../city/index.ts'
import { code, isoDay, list, maybeText, names, whole } from '../documents.ts'
import { openingHours } from '../opening-hours.ts'
import type { Danger, Thing } from '../thing.ts'
import { inLanguages, officeChoices } from './fields.ts'

export const phone = z.string().regex(/^(\+7\d{10}|\d{3,4})$/, { error: 'settings:error.phone' })

/** In all three languages or in none. */
export const maybeNames = z
  .strictObject({ kk: maybeText(300), ru: maybeText(300), en: maybeText(300) })
  .nullable()
  .transform((given) => (given === null || given.kk + given.ru + given.en === '' ? null : given))
  .refine((given) => given === null || (given.kk !== '' && given.ru !== '' && given.en !== ''), {
    error: 'settings:error.allLanguages',
  })

/** Two numbers, as `pointText` writes them. */
const officePoint = z
  .string()
  .transform((typed, context) => {
    const point = typedPoint(typed)
    if (point !== null) return pointText(point)
    context.addIssue({ code: 'custom', message: 'settings:error.point' })
    return z.NEVER
  })
  .nullable()

export const officeKinds = ['akimat', 'department', 'state_body', 'utility', 'partner'] as const

export const OfficeDoc = z
  .strictObject({
    names: names(300),
    short: names(80),
    kind: z.enum(officeKinds, { error: 'settings:error.choose' }),
    parent: code.nullable(),
    aliases: list(30, 200),
    external: z.boolean(),
    address: maybeNames,
    phones: z.array(phone).max(10, { error: 'settings:error.many' }),
    email: z.email({ error: 'settings:error.email' }).nullable(),
    hours: openingHours,
    // Documents that were written before offices had a point have none
    point: officePoint.default(null),
    validFrom: isoDay.nullable(),
    validTo: isoDay.nullable(),
    successor: code.nullable(),
    position: whole(0, 10_000, 'settings:error.position'),
  })
  .refine(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom <= validTo, {
    error: 'settings:error.endsBeforeBegin',
    path: ['validTo'],
  })
  .refine(({ validTo, successor }) => validTo !== null || successor === null, {
    error: 'settings:error.successorWithoutEnd',
    path: ['validTo'],
  })
export type OfficeDoc = z.infer<typeof OfficeDoc>

export const office: Thing<OfficeDoc> = {
  kind: 'office',
  doc: OfficeDoc,
  blank: () => ({
    names: { kk: '', ru: '', en: '' },
    short: { kk: '', ru: '', en: '' },
    kind: 'department',
    parent: null,
    aliases: [],
    external: false,
    address: null,
    phones: [],
    email: null,
    hours: [],
    point: null,
    validFrom: null,
    validTo: null,
    successor: null,
    position: 100,
  }),
  key: {
    fields: [
      {
        path: 'code',
        control: 'text',
        label: 'settings:field.code',
        hint: 'settings:hint.officeCode',
        width: 'm',
      },
    ],
    of: (typed) => typed['code'] ?? '',
    error: 'settings:error.code',
  },
  groups: [
    {
      title: 'settings:group.names',
      columns: 3,
      fields: [
        ...inLanguages('names', 'settings:field.officialName', 'long'),
        ...inLanguages('short', 'settings:field.shortName'),
      ],
    },
    {
      title: 'settings:group.place',
      columns: 2,
      fields: [
        {
          path: 'kind',
          control: 'choice',
          label: 'settings:field.officeKind',
          choices: ({ t }) =>
            officeKinds.map((value) => ({ value, label: t(`settings:officeKind.${value}`) })),
        },
        {
          path: 'parent',
          control: 'optionalChoice',
          label: 'settings:field.parent',
          choices: officeChoices,
        },
        {
          path: 'external',
          control: 'flag',
          label: 'settings:field.external',
          hint: 'settings:hint.external',
        },
        {
          path: 'position',
          control: 'number',
          label: 'settings:field.position',
          hint: 'settings:hint.position',
          width: 's',
        },
        {
          path: 'aliases',
          control: 'lines',
          label: 'settings:field.aliases',
          hint: 'settings:hint.aliases',
        },
      ],
    },
    {
      title: 'settings:group.contacts',
      hint: 'settings:hint.contacts',
      columns: 3,
      fields: [
        ...inLanguages('address', 'settings:field.address'),
        { path: 'phones', control: 'lines', label: 'settings:field.phones', hint: 'settings:hint.phones' },
        { path: 'email', control: 'optional', label: 'settings:field.email', width: 'l' },
        { path: 'hours', control: 'hours', label: 'settings:field.hours', hint: 'settings:hint.hours' },
        { path: 'point', control: 'optional', label: 'settings:field.point', hint: 'settings:hint.point' },
      ],
    },
    {
      title: 'settings:group.validity',
      hint: 'settings:hint.officeValidity',
      columns: 3,
      fields: [
        { path: 'validFrom', control: 'day', label: 'settings:field.validFrom' },
        { path: 'validTo', control: 'day', label: 'settings:field.validTo' },
        {
          path: 'successor',
          control: 'optionalChoice',
          label: 'settings:field.successor',
          hint: 'settings:hint.successor',
          choices: officeChoices,
        },
      ],
    },
  ],
  title: (key, doc, { lang }) => (doc === null ? key : nameIn(doc.names, lang)),
  dangers(before, after): Danger[] {
    const ends = before !== null && (after === null || (before.validTo === null && after.validTo !== null))
    const outside = before !== null && after?.external === true && !before.external
    return [...(ends ? ['officeEnds' as const] : []), ...(outside ? ['officeOutside' as const] : [])]
  },
  plannable: true,
}
