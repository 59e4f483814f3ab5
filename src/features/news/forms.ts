import { z } from 'zod'
import type { FieldErrors, Typed } from '../../platform/http/form.ts'
import { type Lang, langs } from '../../platform/i18n/texts.ts'
import { type Doc, noTexts, type Texts } from './doc.ts'

export const limits = {
  title: 160,
  lead: 400,
  body: 20_000,
  alt: 200,
  name: 120,
  url: 500,
  reason: 500,
} as const
export const codePattern = /^[a-z][a-z0-9-]{1,39}$/

type TextName = 'title' | 'lead' | 'body' | 'alt'
type Wanted = {
  typed: Typed
  kind: 'news' | 'page'
  publish: boolean
  /** Local day of the city. */
  today: string
  /** Codes of its categories. */
  categories: ReadonlySet<string>
  /** The picture that goes with the words, without them. */
  pictureId: string | null
}

export type ReadDoc = { ok: true; doc: Doc } | { ok: false; errors: FieldErrors }

/** Names of the fields, as the form has them. */
export const fieldOf = (name: TextName, lang: Lang): string => `${name}_${lang}`

const Day = z.iso.date()
const Url = z.url({ protocol: /^https?$/ })

/** The document of a form. What is to be published must be there in Kazakh at least, and its picture in words. */
export function readDoc({ typed, kind, publish, today, categories, pictureId }: Wanted): ReadDoc {
  const errors: FieldErrors = {}
  const text = (name: string) => (typed[name] ?? '').trim()
  const texts = (name: TextName): Texts => {
    const read = { ...noTexts }
    for (const lang of langs) {
      const field = fieldOf(name, lang)
      read[lang] = text(field)
      if ([...read[lang]].length > limits[name]) errors[field] = 'news:error.long'
    }
    return read
  }
  const [title, lead, body, alt] = [texts('title'), texts('lead'), texts('body'), texts('alt')]
  if (publish && title.kk === '') errors['title_kk'] ??= 'news:error.titleKk'
  if (publish && body.kk === '') errors['body_kk'] ??= 'news:error.bodyKk'
  if (publish && pictureId !== null && alt.kk === '') errors['alt_kk'] ??= 'news:error.alt'
  if (langs.every((lang) => title[lang] === '')) errors['title_kk'] ??= 'news:error.title'
  const day = text('day') || today
  if (kind === 'news' && (!Day.safeParse(day).success || day > today)) errors['day'] = 'news:error.day'
  const category = text('category') || null
  if (category !== null && !categories.has(category)) errors['category'] = 'news:error.category'
  const [name, url] = [text('source_name'), text('source_url')]
  if (url !== '' && (!Url.safeParse(url).success || url.length > limits.url))
    errors['source_url'] = 'news:error.url'
  if (url !== '' && name === '') errors['source_name'] = 'news:error.sourceName'
  for (const one of ['source_name', 'credit'])
    if (text(one).length > limits.name) errors[one] = 'news:error.long'
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  const source = name === '' ? null : { name, url: url === '' ? null : url }
  const picture = pictureId === null ? null : { id: pictureId, alt, credit: text('credit') }
  return { ok: true, doc: { title, lead, body, day, category, source, picture } }
}

/** The fields that show a document. */
export function typedOf(doc: Doc): Typed {
  const texts = langs.flatMap((lang): [string, string][] => [
    [fieldOf('title', lang), doc.title[lang]],
    [fieldOf('lead', lang), doc.lead[lang]],
    [fieldOf('body', lang), doc.body[lang]],
    [fieldOf('alt', lang), doc.picture?.alt[lang] ?? ''],
  ])
  return {
    ...Object.fromEntries(texts),
    day: doc.day,
    category: doc.category ?? '',
    source_name: doc.source?.name ?? '',
    source_url: doc.source?.url ?? '',
    credit: doc.picture?.credit ?? '',
    picture: doc.picture?.id ?? '',
  }
}

/** What every form of the editor carries besides the words. */
export const EditForm = z.object({
  version: z.coerce.number().int().min(0).catch(0),
  act: z.enum(['save', 'publish']).catch('save'),
  office: z.string().optional(),
  code: z.string().optional(),
  picture: z.string().optional(),
  remove_picture: z.string().optional(),
})

export const WithdrawForm = z.object({
  version: z.coerce.number({ error: 'news:error.reason' }).int(),
  reason: z
    .string({ error: 'news:error.reason' })
    .trim()
    .min(3, { error: 'news:error.reason' })
    .max(limits.reason, { error: 'news:error.long' }),
})
