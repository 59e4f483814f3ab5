import { z } from 'zod'
import { nameIn } from '../../city/index.ts'
import { fieldProblem, templatePurposes } from '../../complaints/index.ts'
import { code, isoDay, maybeText, text as someText, whole } from '../documents.ts'
import type { Around, Choice, Danger, GroupSpec, Thing } from '../thing.ts'
import { categoryChoices, currentOfficeChoices, inLanguages } from './fields.ts'

const problems = { unknown: 'settings:error.unknownField', broken: 'settings:error.brokenField' } as const

function withKnownFields(words: string, context: z.RefinementCtx<string>): void {
  const problem = fieldProblem(words)
  if (problem !== null) context.addIssue({ code: 'custom', message: problems[problem] })
}

/** The longest answer is 4000 letters; the fields and the clerk's own words need room, too. */
const most = 3000

/** A ready text of an office, or with null of every office; for a category, or with null for any. */
export const TextDoc = z
  .strictObject({
    office: code.nullable(),
    category: code.nullable(),
    purpose: z.enum(templatePurposes, { error: 'settings:error.choose' }),
    titles: z.strictObject({ kk: someText(80), ru: someText(80), en: maybeText(80) }),
    texts: z.strictObject({
      kk: someText(most).superRefine(withKnownFields),
      ru: someText(most).superRefine(withKnownFields),
      en: maybeText(most).superRefine(withKnownFields),
    }),
    position: whole(0, 10_000, 'settings:error.position'),
    validTo: isoDay.nullable(),
  })
  .refine(({ titles, texts }) => texts.en === '' || titles.en !== '', {
    error: 'settings:error.empty',
    path: ['titles', 'en'],
  })
  .refine(({ titles, texts }) => titles.en === '' || texts.en !== '', {
    error: 'settings:error.empty',
    path: ['texts', 'en'],
  })
export type TextDoc = z.infer<typeof TextDoc>

/** The form; `offices` are the codes of those for whom the person may write, null for everybody and for the city. */
export const textGroups = (offices: readonly string[] | null): GroupSpec[] => [
  {
    title: 'texts:group.for',
    columns: 3,
    fields: [
      {
        path: 'purpose',
        control: 'choice',
        label: 'texts:forWhat',
        choices: ({ t }) => templatePurposes.map((value) => ({ value, label: t(`texts:purpose.${value}`) })),
      },
      {
        path: 'category',
        control: 'optionalChoice',
        label: 'settings:field.category',
        choices: categoryChoices,
      },
      {
        path: 'office',
        control: offices === null ? 'optionalChoice' : 'choice',
        label: 'settings:field.office',
        choices: (around) => officesOf(around, offices),
      },
    ],
  },
  {
    title: 'settings:group.text',
    hint: 'texts:hint.words',
    columns: 3,
    fields: [...inLanguages('titles', 'texts:title'), ...inLanguages('texts', 'texts:words', 'long')],
  },
  {
    title: 'texts:group.order',
    columns: 3,
    fields: [
      {
        path: 'position',
        control: 'number',
        label: 'settings:field.position',
        hint: 'settings:hint.position',
        width: 's',
      },
      { path: 'validTo', control: 'day', label: 'settings:field.validTo', hint: 'texts:hint.validTo' },
    ],
  },
]

const officesOf = (around: Around, offices: readonly string[] | null): Choice[] =>
  offices === null
    ? currentOfficeChoices(around)
    : currentOfficeChoices(around).filter(({ value }) => offices.includes(value))

export const text: Thing<TextDoc> = {
  kind: 'text',
  doc: TextDoc,
  blank: () => ({
    office: null,
    category: null,
    purpose: 'solved',
    titles: { kk: '', ru: '', en: '' },
    texts: { kk: '', ru: '', en: '' },
    position: 100,
    validTo: null,
  }),
  groups: textGroups(null),
  title: (key, doc, { lang }) => (doc === null ? key : nameIn(doc.titles, lang) || doc.titles.ru),
  dangers: (): Danger[] => [],
  plannable: false,
}
