import { z } from 'zod'
import { nameIn } from '../../city/index.ts'
import { code } from '../documents.ts'
import type { Around, Danger, Thing } from '../thing.ts'
import { areaChoices, categoryChoices, currentOfficeChoices } from './fields.ts'

/** Which office answers. The key says for what: `category.area`, a star for any: `snow.west`, `snow.*`, `*.*`. */
export const RuleDoc = z.strictObject({
  office: code,
  coOffice1: code.nullable(),
  coOffice2: code.nullable(),
  coOffice3: code.nullable(),
})
export type RuleDoc = z.infer<typeof RuleDoc>

/** Stands in a key for every category, or every area. */
export const everything = '*'
export const ruleKey = (category: string | null, area: string | null): string =>
  `${category ?? everything}.${area ?? everything}`

/** The two sides of a key; null is any. */
export function ruleSides(key: string): { category: string | null; area: string | null } {
  const [category = everything, area = everything] = key.split('.')
  return { category: category === everything ? null : category, area: area === everything ? null : area }
}

export const coOfficesOf = (doc: RuleDoc): string[] =>
  [doc.coOffice1, doc.coOffice2, doc.coOffice3].filter((one) => one !== null)

export function ruleDoc(office: string, coOffices: readonly string[]): RuleDoc {
  const [coOffice1 = null, coOffice2 = null, coOffice3 = null] = coOffices
  return { office, coOffice1, coOffice2, coOffice3 }
}

const coOffice = (n: 1 | 2 | 3) =>
  ({
    path: `coOffice${n}`,
    control: 'optionalChoice',
    label: 'settings:field.coOffice',
    choices: currentOfficeChoices,
  }) as const

export const rule: Thing<RuleDoc> = {
  kind: 'rule',
  doc: RuleDoc,
  blank: () => ruleDoc('', []),
  key: {
    fields: [
      {
        path: 'category',
        control: 'choice',
        label: 'settings:field.category',
        choices: (around) => [
          { value: everything, label: around.t('settings:rule.anyCategory') },
          ...categoryChoices(around),
        ],
      },
      {
        path: 'area',
        control: 'choice',
        label: 'settings:field.area',
        choices: (around) => [
          { value: everything, label: around.t('settings:rule.anyArea') },
          ...areaChoices(around),
        ],
      },
    ],
    of: (typed) => `${typed['category'] ?? everything}.${typed['area'] ?? everything}`,
    error: 'settings:error.ruleKey',
  },
  groups: [
    {
      title: 'settings:group.answers',
      hint: 'settings:hint.rule',
      columns: 2,
      fields: [
        {
          path: 'office',
          control: 'choice',
          label: 'settings:field.office',
          choices: currentOfficeChoices,
        },
        coOffice(1),
        coOffice(2),
        coOffice(3),
      ],
    },
  ],
  title: (key, _doc, around) => ruleTitle(key, around),
  dangers(before, after, key): Danger[] {
    if (before !== null && after === null) return [key === '*.*' ? 'defaultRule' : 'ruleRemoved']
    return []
  },
  plannable: true,
}

/** `Snow on roads, Western district`. */
export function ruleTitle(key: string, { city, directory, lang, t }: Around): string {
  const { category, area } = ruleSides(key)
  const known = directory.categories.find((one) => one.code === category)
  const place = city.areas.find((one) => one.code === area)
  const what =
    category === null ? t('settings:rule.anyCategory') : known ? nameIn(known.names, lang) : category
  const where = area === null ? t('settings:rule.anyArea') : place ? nameIn(place.names, lang) : area
  return `${what}, ${where}`
}
