import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, Table } from '../../../platform/http/parts.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { templatePurposes } from '../../complaints/index.ts'
import type { ChangeView } from '../pages/change-views.ts'
import { type Done, settingsPaths } from '../paths.ts'
import type { ChangeRow } from '../queries.ts'
import type { Around, Choice } from '../thing.ts'
import type { TextDoc } from '../things/text.ts'
import { anyOf, fits, isNarrowed, type TextFilter, textStates } from './filter.ts'
import { mayEdit, maySee, mayWriteIn, type TextScope } from './scope.ts'
import { textChange } from './text-change.ts'
import { textCrumbs } from './text-crumbs.ts'

export type TextsModel = PageModel & {
  intro: string
  done: Alert | null
  message: Alert | null
  add: Link
  filter: {
    action: string
    q: string
    fields: { name: string; label: string; value: string; options: Choice[] }[]
    clearHref: string | null
    found: string
  }
  table: Table | null
  empty: EmptyState | null
  /** The last changes that the person may take back, also of texts that are gone. */
  changes: ChangeView[]
}

export const textsPage = definePage<TextsModel>('settings/texts', { layout: 'staff' })

export type TextsInput = {
  around: Around
  scope: TextScope
  docs: ReadonlyMap<string, TextDoc>
  filter: TextFilter
  changes: ChangeRow[]
  /** ISO day of the city. */
  today: string
  done?: Done | null
  /** Why a change could not be taken back. */
  refusal?: string | null
}

type Listed = [key: string, doc: TextDoc]

export function textsModel(input: TextsInput): TextsModel {
  const { around, scope, docs, filter, changes, today, done = null, refusal = null } = input
  const { city, t } = around
  const add = { href: settingsPaths.freshText(city.slug), label: t('texts:fresh') }
  const mine = [...docs].filter(([, doc]) => maySee(scope, doc))
  const rows = mine.filter(([, doc]) => fits(doc, filter, today))
  const clear = { href: settingsPaths.texts(city.slug), label: t('settings:home.showAll') }
  return {
    page: { title: t('settings:thing.text'), crumbs: textCrumbs(around, scope, false), noindex: true },
    intro: t(scope.offices === null ? 'texts:listIntro' : 'texts:listIntroOffice'),
    done:
      done === null ? null : { text: t(`settings:done.${done}`), tone: done === 'same' ? 'info' : 'success' },
    message: refusal === null ? null : { text: refusal, tone: 'danger' },
    add,
    filter: {
      action: settingsPaths.texts(city.slug),
      q: filter.q,
      fields: filterFields(input),
      clearHref: isNarrowed(filter) ? clear.href : null,
      found: t('texts:found', { count: rows.length }),
    },
    table: rows.length === 0 ? null : tableOf(input, rows),
    empty: rows.length === 0 ? emptyOf(input, { add, clear }) : null,
    changes: changes
      .filter(({ before, after }) => mayWriteIn(scope)(before, after))
      .slice(0, 5)
      .map((row) => textChange(row, around)),
  }
}

function filterFields({ around, scope, docs, filter }: TextsInput): TextsModel['filter']['fields'] {
  const { directory, lang, t } = around
  const all = { value: '', label: t('texts:all') }
  const used = (side: 'category' | 'office') => new Set([...docs.values()].map((doc) => doc[side]))
  const categories = directory.categories.filter(({ code }) => used('category').has(code))
  const offices = directory.offices.filter(
    ({ code }) => used('office').has(code) && (scope.offices === null || scope.offices.includes(code)),
  )
  const named = (list: readonly { code: string; names: { kk: string; ru: string; en: string } }[]) =>
    list.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))
  const field = (name: Exclude<keyof TextFilter, 'q'>, label: string, options: Choice[]) => ({
    ...{ name, label, value: filter[name] },
    options: [all, ...options],
  })
  return [
    field(
      'purpose',
      t('texts:forWhat'),
      templatePurposes.map((value) => ({ value, label: t(`texts:purpose.${value}`) })),
    ),
    field('category', t('settings:field.category'), [
      { value: anyOf, label: t('texts:anyCategory') },
      ...named(categories),
    ]),
    field('office', t('settings:field.office'), [
      { value: anyOf, label: t('texts:anyOffice') },
      ...named(offices),
    ]),
    field(
      'state',
      t('settings:state.title'),
      textStates.map((value) => ({ value, label: t(`texts:state.${value}`) })),
    ),
  ]
}

/** In the order of what they are for, then as the desk offers them. */
function tableOf({ around, scope, today }: TextsInput, rows: readonly Listed[]): Table {
  const { city, directory, lang, t } = around
  const category = new Map(directory.categories.map((one) => [one.code, nameIn(one.names, lang)]))
  const office = new Map(directory.offices.map((one) => [one.code, nameIn(one.short, lang)]))
  const sorted = templatePurposes.flatMap((purpose) => rows.filter(([, doc]) => doc.purpose === purpose))
  return {
    caption: t('settings:thing.text'),
    hideCaption: true,
    columns: [
      { label: t('texts:title') },
      { label: t('texts:forWhat') },
      { label: t('settings:field.category') },
      { label: t('settings:field.office') },
      { label: t('texts:languages') },
      { label: t('settings:state.title') },
    ],
    rows: sorted.map(([key, doc]) => [
      {
        text: doc.titles[lang] || doc.titles.ru,
        href: settingsPaths.thing(city.slug, 'text', key),
        ...(mayEdit(scope, doc) ? {} : { note: t('texts:readOnly') }),
      },
      t(`texts:purpose.${doc.purpose}`),
      doc.category === null ? t('texts:anyCategory') : (category.get(doc.category) ?? doc.category),
      doc.office === null ? t('texts:anyOffice') : (office.get(doc.office) ?? doc.office),
      langs.filter((one) => doc.texts[one] !== '').join(', '),
      stateOf(doc, today, around),
    ]),
  }
}

function stateOf({ validTo }: TextDoc, today: string, { lang, t }: Around): string {
  if (validTo === null) return t('settings:state.current')
  return t(validTo < today ? 'settings:state.ended' : 'settings:state.ends', {
    day: formatDay(validTo, lang),
  })
}

function emptyOf(
  { around: { t }, filter }: TextsInput,
  { add, clear }: Record<'add' | 'clear', Link>,
): EmptyState {
  const narrowed = isNarrowed(filter)
  return {
    title: t(narrowed ? 'texts:noneFound' : 'texts:none'),
    text: t(narrowed ? 'texts:noneFoundText' : 'texts:noneText'),
    icon: narrowed ? 'search' : 'message-square',
    actions: narrowed ? [clear, add] : [add],
  }
}
