import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError, Tag } from '../../../platform/http/parts.ts'
import { endonyms, type Lang, langs } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import { type Kind, mayPublish, mayWrite } from '../access.ts'
import { docDifferences } from '../differences.ts'
import { type Doc, saidIn } from '../doc.ts'
import { fieldOf, limits } from '../forms.ts'
import { newsPaths, newsStaffPaths } from '../paths.ts'
import type { StaffRow } from '../queries.ts'
import type { Editing } from './editing.ts'
import { stateTags } from './list-page.ts'
import { type DifferenceView, differenceViews } from './versions-page.ts'

type TextField = {
  name: string
  label: string
  value: string
  error: string | null
  maxlength: number
  rows: number
}

export type EditModel = PageModel & {
  messages: Alert[]
  errors: SummaryError[]
  tags: Tag[]
  /** What somebody else has saved meanwhile, beside what was typed. */
  conflict: DifferenceView[]
  action: string
  version: number
  code: { value: string; error: string | null; fixed: boolean } | null
  office: { options: Option[]; value: string; error: string | null } | null
  day: { value: string; error: string | null; max: string } | null
  category: { options: Option[]; value: string; error: string | null } | null
  columns: { lang: Lang; name: string; fields: TextField[]; alt: TextField }[]
  source: { name: TextField; url: TextField } | null
  picture: { id: string; src: string; alt: string; credit: TextField; error: string | null }
  /** Empty where this person only reads. */
  acts: { value: 'save' | 'publish'; label: string }[]
  links: Link[]
  withdraw: { action: string; error: string | null; typed: string } | null
}

export const editPage = definePage<EditModel>('news/edit', { layout: 'staff' })

export type EditInput = {
  editing: Editing
  kind: Kind
  /** Null for what is begun. */
  row: StaffRow | null
  /** Of a page with a fixed address. */
  code: string | null
  typed: Typed
  errors: FieldErrors
  pictureError?: string | null
  /** What was typed, when somebody else was faster. */
  conflict?: Doc | null
  withdrawError?: string | null
  done?: string | null
  authors: readonly (number | null)[]
  /** Address of a standard page for everybody; null for others. */
  publicHref: string | null
}

export function editModel(input: EditInput): EditModel {
  const { editing, kind, row, typed, errors } = input
  const { city, lang, t, today } = editing
  const said = (name: string): string | null => {
    const key = errors[name]
    return key === undefined ? null : t(key)
  }
  const title = row === null ? t(`news:staff.new.${kind}`) : saidIn(row.doc.title, lang).text
  const picture = typed['picture'] ?? ''
  return {
    page: {
      title,
      crumbs: [{ href: newsStaffPaths.list(city.slug, { kind }), label: t(`news:kind.${kind}`) }],
      noindex: true,
    },
    messages: messagesOf(input),
    errors: summaryOf(input),
    tags: row === null ? [] : stateTags(row, t),
    conflict:
      input.conflict == null || row === null
        ? []
        : differenceViews(docDifferences(row.doc, input.conflict), editing),
    action:
      row === null
        ? newsStaffPaths.fresh(city.slug, { kind, ...codeOf(input) })
        : newsStaffPaths.edit(city.slug, row.id),
    version: row?.version ?? 0,
    code:
      kind === 'news'
        ? null
        : { value: typed['code'] ?? input.code ?? '', error: said('code'), fixed: input.code !== null },
    office: kind === 'page' || row !== null ? null : officeField(input, said('office')),
    day: kind === 'page' ? null : { value: typed['day'] ?? today, error: said('day'), max: today },
    category: kind === 'page' ? null : categoryField(input, said('category')),
    columns: langs.map((one) => columnOf(one, input, said)),
    source:
      kind === 'page'
        ? null
        : {
            name: field('source_name', { label: t('news:field.sourceName'), most: limits.name }, typed, said),
            url: field('source_url', { label: t('news:field.sourceUrl'), most: limits.url }, typed, said),
          },
    picture: {
      id: picture,
      src: picture === '' ? '' : newsStaffPaths.picture(city.slug, picture),
      alt: typed[fieldOf('alt', lang)] ?? '',
      credit: field('credit', { label: t('news:field.credit'), most: limits.name }, typed, said),
      error: input.pictureError ?? null,
    },
    acts: actsOf(input),
    links: row === null ? [] : linksOf(row, input),
    withdraw: withdrawOf(input),
  }
}

const codeOf = ({ code }: EditInput) => (code === null ? {} : { code })

type Said = (name: string) => string | null

function field(
  name: string,
  { label, most, rows = 1 }: { label: string; most: number; rows?: number },
  typed: Typed,
  said: Said,
): TextField {
  return { name, label, value: typed[name] ?? '', error: said(name), maxlength: most, rows }
}

/** The words of one language; Kazakh first, as the law has it. */
function columnOf(
  lang: Lang,
  { editing: { t }, typed }: EditInput,
  said: Said,
): EditModel['columns'][number] {
  const of = (name: 'title' | 'lead' | 'body' | 'alt', rows: number) =>
    field(fieldOf(name, lang), { label: t(`news:field.${name}`), most: limits[name], rows }, typed, said)
  return {
    lang,
    name: endonyms[lang],
    fields: [of('title', 1), of('lead', 3), of('body', 14)],
    alt: of('alt', 2),
  }
}

function officeField({ editing, typed, authors }: EditInput, error: string | null): EditModel['office'] {
  const { directory, lang, t } = editing
  const options = authors.map((id) => ({
    value: id === null ? '' : String(id),
    label: id === null ? t('news:staff.ofCity') : nameOf(directory.officeById.get(id), lang),
  }))
  return { options, value: typed['office'] ?? options[0]?.value ?? '', error }
}

const nameOf = (office: { names: { kk: string; ru: string; en: string } } | undefined, lang: Lang): string =>
  office === undefined ? '' : nameIn(office.names, lang)

function categoryField({ editing, typed }: EditInput, error: string | null): EditModel['category'] {
  const { directory, lang, t } = editing
  const options = directory.categories
    .filter(({ current }) => current)
    .map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, lang))
  return {
    options: [{ value: '', label: t('news:field.noCategory') }, ...options],
    value: typed['category'] ?? '',
    error,
  }
}

function placeOf({ editing, kind, row }: EditInput) {
  return { cityId: editing.city.id, officeId: row?.officeId ?? null, kind }
}

function actsOf(input: EditInput): EditModel['acts'] {
  const { editing, row, authors, kind } = input
  const { staff, t, city } = editing
  const places =
    row === null && kind === 'news'
      ? authors.map((officeId) => ({ cityId: city.id, officeId, kind }))
      : [placeOf(input)]
  const publish = places.some((place) => mayPublish(staff, place))
  const write = places.some((place) => mayWrite(staff, place))
  return [
    ...(publish ? [{ value: 'publish' as const, label: t('news:act.publish') }] : []),
    ...(write ? [{ value: 'save' as const, label: t('news:act.save') }] : []),
  ]
}

function linksOf(row: StaffRow, { editing, publicHref }: EditInput): Link[] {
  const { city, lang, t } = editing
  const open =
    publicHref ??
    (row.kind === 'news'
      ? newsPaths.show(lang, city.slug, row.id)
      : newsPaths.page(lang, city.slug, row.code ?? ''))
  return [
    { href: newsStaffPaths.preview(city.slug, row.id), label: t('news:act.preview') },
    {
      href: newsStaffPaths.versions(city.slug, row.id),
      label: t('news:act.versions', { version: row.version }),
    },
    ...(row.state === 'published' ? [{ href: open, label: t('news:act.open') }] : []),
  ]
}

function withdrawOf(input: EditInput): EditModel['withdraw'] {
  const { editing, row, withdrawError = null, typed } = input
  if (row?.state !== 'published' || !mayPublish(editing.staff, placeOf(input))) return null
  return {
    action: newsStaffPaths.withdraw(editing.city.slug, row.id),
    error: withdrawError,
    typed: withdrawError === null ? '' : (typed['reason'] ?? ''),
  }
}

function messagesOf({ done, conflict, editing: { t } }: EditInput): Alert[] {
  if (conflict != null)
    return [{ text: t('news:conflict.text'), title: t('news:conflict.title'), tone: 'warning' }]
  const known = (['saved', 'published'] as const).find((one) => one === done)
  return known === undefined ? [] : [{ text: t(`news:done.${known}`), tone: 'success' }]
}

function summaryOf({ errors, pictureError, withdrawError, editing: { t } }: EditInput): SummaryError[] {
  const fields = Object.entries(errors).flatMap(([name, key]) =>
    key === undefined ? [] : [{ href: `#${name}`, text: t(key) }],
  )
  return [
    ...fields,
    ...(pictureError == null ? [] : [{ href: '#photo', text: pictureError }]),
    ...(withdrawError == null ? [] : [{ href: '#reason', text: withdrawError }]),
  ]
}
