import { z } from 'zod'
import { categoryIcons } from '../../../platform/look/icons.ts'
import { nameIn } from '../../city/index.ts'
import { Questions } from '../../offices/index.ts'
import { code, icon, isoDay, list, maybeText, names, whole } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'
import { inLanguages } from './fields.ts'

const norm = z
  .strictObject({
    hours: whole(1, 24 * 365, 'settings:error.normHours').nullable(),
    text: z.strictObject({ kk: maybeText(500), ru: maybeText(500), en: maybeText(500) }),
    source: maybeText(500),
  })
  .nullable()
  .transform((given) => {
    const isEmpty =
      given === null || (given.hours === null && given.source + given.text.ru + given.text.kk === '')
    return isEmpty ? null : given
  })
  .refine((given) => given === null || given.source !== '', {
    error: 'settings:error.normSource',
    path: ['source'],
  })

export const CategoryDoc = z.strictObject({
  names: names(120),
  group: code,
  icon,
  keywordsKk: list(80, 60),
  keywordsRu: list(80, 60),
  danger: z.array(z.string().max(30)).max(10),
  sensitive: z.boolean(),
  proofPhoto: z.boolean(),
  duplicateRadius: whole(0, 2000, 'settings:error.radius'),
  termDays: whole(1, 60, 'settings:error.termDays').nullable(),
  norm,
  questions: z.array(z.unknown()).transform((given, context) => {
    const parsed = Questions.safeParse(given)
    if (parsed.success && parsed.data.every(isWhole)) return parsed.data
    context.addIssue({ code: 'custom', message: 'settings:error.questions' })
    return z.NEVER
  }),
  position: whole(0, 10_000, 'settings:error.position'),
  validTo: isoDay.nullable(),
})
export type CategoryDoc = z.infer<typeof CategoryDoc>

type AnyQuestion = z.infer<typeof Questions>[number]
/** In all languages, and a choice has something to choose. */
function isWhole({ kind, label, options }: AnyQuestion): boolean {
  const inAll = (words: AnyQuestion['label']) => words.kk !== '' && words.ru !== '' && words.en !== ''
  if (!inAll(label)) return false
  return kind === 'choice'
    ? options.length > 1 && options.every((option) => inAll(option.label))
    : options.length === 0
}

export const category: Thing<CategoryDoc> = {
  kind: 'category',
  doc: CategoryDoc,
  blank: () => ({
    names: { kk: '', ru: '', en: '' },
    group: '',
    icon: 'circle-help',
    keywordsKk: [],
    keywordsRu: [],
    danger: [],
    sensitive: false,
    proofPhoto: false,
    duplicateRadius: 100,
    termDays: null,
    norm: null,
    questions: [],
    position: 100,
    validTo: null,
  }),
  key: {
    fields: [
      {
        path: 'code',
        control: 'text',
        label: 'settings:field.code',
        hint: 'settings:hint.categoryCode',
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
      fields: inLanguages('names', 'settings:field.categoryName'),
    },
    {
      title: 'settings:group.tree',
      columns: 3,
      fields: [
        {
          path: 'group',
          control: 'choice',
          label: 'settings:field.group',
          choices: ({ city, lang }) =>
            city.profile.categoryGroups.map((one) => ({ value: one.code, label: nameIn(one.names, lang) })),
        },
        {
          path: 'position',
          control: 'number',
          label: 'settings:field.position',
          hint: 'settings:hint.position',
          width: 's',
        },
      ],
    },
    {
      title: 'settings:group.icon',
      hint: 'settings:hint.icon',
      fields: [
        {
          path: 'icon',
          control: 'icon',
          label: 'settings:field.icon',
          choices: ({ t }) =>
            categoryIcons.map((name) => ({ value: name, label: t(`settings:icon.${name}`), icon: name })),
        },
      ],
    },
    {
      title: 'settings:group.keywords',
      hint: 'settings:hint.keywords',
      columns: 2,
      fields: [
        { path: 'keywordsKk', control: 'lines', label: 'settings:field.keywords', lang: 'kk' },
        { path: 'keywordsRu', control: 'lines', label: 'settings:field.keywords', lang: 'ru' },
      ],
    },
    {
      title: 'settings:group.handling',
      columns: 2,
      fields: [
        {
          path: 'sensitive',
          control: 'flag',
          label: 'settings:field.sensitive',
          hint: 'settings:hint.sensitive',
        },
        {
          path: 'proofPhoto',
          control: 'flag',
          label: 'settings:field.proofPhoto',
          hint: 'settings:hint.proofPhoto',
        },
        {
          path: 'termDays',
          control: 'number',
          label: 'settings:field.categoryTerm',
          hint: 'settings:hint.categoryTerm',
          width: 's',
        },
        {
          path: 'duplicateRadius',
          control: 'number',
          label: 'settings:field.duplicateRadius',
          hint: 'settings:hint.duplicateRadius',
          width: 's',
        },
        {
          path: 'danger',
          control: 'set',
          label: 'settings:field.danger',
          hint: 'settings:hint.danger',
          choices: ({ city, lang }) =>
            city.profile.emergency.map(({ code: value, number, label }) => ({
              value,
              label: `${number} · ${nameIn(label, lang)}`,
            })),
        },
        {
          path: 'validTo',
          control: 'day',
          label: 'settings:field.validTo',
          hint: 'settings:hint.categoryValidTo',
        },
      ],
    },
    {
      title: 'settings:group.norm',
      hint: 'settings:hint.norm',
      columns: 3,
      fields: [
        ...inLanguages('norm.text', 'settings:field.normText', 'long'),
        { path: 'norm.hours', control: 'number', label: 'settings:field.normHours', width: 's' },
        { path: 'norm.source', control: 'text', label: 'settings:field.normSource' },
      ],
    },
    {
      title: 'settings:group.questions',
      hint: 'settings:hint.questions',
      rows: {
        path: 'questions',
        label: 'settings:row.question',
        add: 2,
        most: 2,
        fields: [
          { path: 'code', control: 'text', label: 'settings:field.code', width: 'm' },
          {
            path: 'kind',
            control: 'choice',
            label: 'settings:field.questionKind',
            choices: ({ t }) => [
              { value: '', label: '–' },
              ...(['text', 'number', 'choice'] as const).map((value) => ({
                value,
                label: t(`settings:questionKind.${value}`),
              })),
            ],
          },
          ...inLanguages('label', 'settings:field.question'),
          {
            path: 'options',
            control: 'options',
            label: 'settings:field.options',
            hint: 'settings:hint.options',
          },
        ],
      },
    },
  ],
  title: (key, doc, { lang }) => (doc === null ? key : nameIn(doc.names, lang)),
  dangers(before, after): Danger[] {
    if (before === null) return []
    const ends = after === null || (before.validTo === null && after.validTo !== null)
    return [
      ...(ends ? ['categoryEnds' as const] : []),
      ...(after !== null && before.sensitive && !after.sensitive ? ['sensitiveOff' as const] : []),
      ...(after !== null && before.proofPhoto && !after.proofPhoto ? ['proofOff' as const] : []),
    ]
  },
  plannable: true,
}
