import { z } from 'zod'
import { endonyms } from '../../../platform/i18n/texts.ts'
import { code, list, maybeText, names, residents, whole } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'
import { inLanguages, residentsGroup } from './fields.ts'

const emergency = z.strictObject({
  code,
  number: z.string().regex(/^[\d+][\d ()-]{1,20}$/, { error: 'settings:error.number' }),
  label: names(80),
})
const link = z.strictObject({
  label: names(80),
  url: z.url({ protocol: /^https?$/, error: 'settings:error.url' }),
})
const group = z.strictObject({ code, names: names(80) })

const operator = z
  .strictObject({
    names: z.strictObject({ kk: maybeText(200), ru: maybeText(200), en: maybeText(200) }),
    address: z.strictObject({ kk: maybeText(300), ru: maybeText(300), en: maybeText(300) }),
    contact: maybeText(200),
  })
  .nullable()
  .transform((given) => (given === null || wordsOf(given).every((word) => word === '') ? null : given))
  .refine((given) => given === null || wordsOf(given).every((word) => word !== ''), {
    error: 'settings:error.operator',
  })

function wordsOf(given: { names: object; address: object; contact: string }): string[] {
  return [...Object.values(given.names), ...Object.values(given.address), given.contact]
}

export const ProfileDoc = z.strictObject({
  names: names(60),
  slogan: names(120),
  phoneCode: z.string().regex(/^\d{2,5}$/, { error: 'settings:error.phoneCode' }),
  phoneDigits: whole(5, 7, 'settings:error.phoneDigits'),
  emergency: z.array(emergency).min(1, { error: 'settings:error.emergency' }).max(12),
  links: z.array(link).max(12),
  categoryGroups: z.array(group).min(1, { error: 'settings:error.groups' }).max(20),
  operator,
  // Kazakh is always there; a file from before this could be chosen has all.
  languages: z.array(z.enum(['ru', 'en'])).default(['ru', 'en']),
  residents,
})
export type ProfileDoc = z.infer<typeof ProfileDoc>

const none = { kk: '', ru: '', en: '' }

export const profile: Thing<ProfileDoc> = {
  kind: 'profile',
  doc: ProfileDoc,
  blank: () => ({
    names: none,
    slogan: none,
    phoneCode: '',
    phoneDigits: 6,
    emergency: [],
    links: [],
    categoryGroups: [],
    operator: null,
    languages: ['ru', 'en'],
    residents: null,
  }),
  groups: [
    {
      title: 'settings:group.names',
      columns: 3,
      fields: [
        ...inLanguages('names', 'settings:field.cityName'),
        ...inLanguages('slogan', 'settings:field.slogan'),
      ],
    },
    {
      title: 'settings:group.languages',
      hint: 'settings:hint.languages',
      fields: [
        {
          path: 'languages',
          control: 'set',
          label: 'settings:field.languages',
          choices: () => (['ru', 'en'] as const).map((value) => ({ value, label: endonyms[value] })),
        },
      ],
    },
    {
      title: 'settings:group.emergency',
      hint: 'settings:hint.emergency',
      rows: {
        path: 'emergency',
        label: 'settings:row.number',
        add: 1,
        most: 12,
        fields: [
          { path: 'number', control: 'text', label: 'settings:field.number' },
          { path: 'code', control: 'text', label: 'settings:field.code' },
          ...inLanguages('label', 'settings:field.name'),
        ],
      },
    },
    {
      title: 'settings:group.phones',
      columns: 3,
      fields: [
        { path: 'phoneCode', control: 'text', label: 'settings:field.phoneCode', width: 's' },
        { path: 'phoneDigits', control: 'number', label: 'settings:field.phoneDigits', width: 's' },
      ],
    },
    residentsGroup,
    {
      title: 'settings:group.operator',
      hint: 'settings:hint.operator',
      columns: 3,
      fields: [
        ...inLanguages('operator.names', 'settings:field.operatorName'),
        ...inLanguages('operator.address', 'settings:field.address'),
        { path: 'operator.contact', control: 'text', label: 'settings:field.operatorContact' },
      ],
    },
    {
      title: 'settings:group.groups',
      hint: 'settings:hint.groups',
      rows: {
        path: 'categoryGroups',
        label: 'settings:row.group',
        add: 1,
        most: 20,
        fields: [
          { path: 'code', control: 'text', label: 'settings:field.code' },
          ...inLanguages('names', 'settings:field.name'),
        ],
      },
    },
    {
      title: 'settings:group.links',
      rows: {
        path: 'links',
        label: 'settings:row.link',
        add: 1,
        most: 12,
        fields: [
          { path: 'url', control: 'text', label: 'settings:field.url' },
          ...inLanguages('label', 'settings:field.name'),
        ],
      },
    },
  ],
  title: (_key, _doc, { t }) => t('settings:thing.profile'),
  dangers(before, after): Danger[] {
    const gone = before?.languages.some((lang) => !after?.languages.includes(lang)) ?? false
    return gone ? ['languageOff'] : []
  },
  plannable: false,
}

/** Words that make a text wait for a moderator. */
export const WordsDoc = z.strictObject({ words: list(400, 60) })
export type WordsDoc = z.infer<typeof WordsDoc>

export const words: Thing<WordsDoc> = {
  kind: 'words',
  doc: WordsDoc,
  blank: () => ({ words: [] }),
  groups: [
    {
      title: 'settings:group.words',
      hint: 'settings:hint.words',
      fields: [{ path: 'words', control: 'lines', label: 'settings:field.words' }],
    },
  ],
  title: (_key, _doc, { t }) => t('settings:thing.words'),
  dangers(before, after): Danger[] {
    const gone = (before?.words ?? []).some((word) => !after?.words.includes(word))
    return gone ? ['wordsRemoved'] : []
  },
  plannable: false,
}
