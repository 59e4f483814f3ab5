import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, Table } from '../../../platform/http/parts.ts'
import { formatDay, formatNumber } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { type Done, settingsPaths } from '../paths.ts'
import type { Around, Doc, ListKind } from '../thing.ts'
import type { CategoryDoc } from '../things/category.ts'
import type { DayDoc } from '../things/day.ts'
import type { NoticeDoc } from '../things/notice.ts'
import type { OfficeDoc } from '../things/office.ts'
import { coOfficesOf, type RuleDoc, ruleSides, ruleTitle } from '../things/rule.ts'
import { type AreaDoc, shapeWords } from '../things/shapes.ts'
import { crumbsOf } from './crumbs.ts'

export type ListModel = PageModel & {
  intro: string
  done: Alert | null
  notice: Alert | null
  add: Link
  links: Link[]
  sections: Table[]
  empty: EmptyState | null
}

export const listPage = definePage<ListModel>('settings/list', { layout: 'staff' })

export type ListInput = {
  around: Around
  kind: ListKind
  docs: ReadonlyMap<string, Doc>
  /** ISO day of the city. */
  today: string
  done: Done | null
}

export function listModel({ around, kind, docs, today, done }: ListInput): ListModel {
  const { city, t } = around
  const add = { href: settingsPaths.fresh(city.slug, kind), label: t(`settings:fresh.${kind}`) }
  const rows = [...docs]
  return {
    page: { title: t(`settings:thing.${kind}`), crumbs: crumbsOf(around), noindex: true },
    intro: t(`settings:listIntro.${kind}`),
    done:
      done === null ? null : { text: t(`settings:done.${done}`), tone: done === 'same' ? 'info' : 'success' },
    notice: noticeOf(around, kind, rows, today),
    add,
    links: linksOf(around, kind),
    sections: rows.length === 0 ? [] : sectionsOf(around, kind, rows, today),
    empty:
      rows.length === 0
        ? {
            title: t(`settings:empty.${kind}`),
            text: t(`settings:listIntro.${kind}`),
            icon: 'inbox',
            actions: [add],
          }
        : null,
  }
}

type Rows = [key: string, doc: Doc][]

/** A year without any day off in the calendar makes every term of it wrong. */
function noticeOf({ t }: Around, kind: ListKind, rows: Rows, today: string): Alert | null {
  if (kind !== 'day') return null
  const year = Number(today.slice(0, 4))
  const missing = [year, year + 1].filter((one) => !rows.some(([day]) => day.startsWith(`${one}-`)))
  const estimated = rows.filter(([day, doc]) => day >= today && (doc as DayDoc).estimate).length
  if (missing.length > 0)
    return { text: t('settings:calendar.missing', { years: missing.join(', ') }), tone: 'warning' }
  return estimated > 0 ? { text: t('settings:calendar.estimated', { count: estimated }), tone: 'info' } : null
}

function linksOf({ city, t }: Around, kind: ListKind): Link[] {
  const slug = city.slug
  switch (kind) {
    case 'rule':
    case 'category':
    case 'office':
      return [
        { href: settingsPaths.tryRouting(slug), label: t('settings:thing.tryRouting') },
        { href: settingsPaths.coverage(slug), label: t('settings:thing.coverage') },
      ]
    case 'day':
      return [
        { href: settingsPaths.tryTerm(slug), label: t('settings:thing.tryTerm') },
        { href: settingsPaths.recount(slug), label: t('settings:thing.recount') },
      ]
    case 'area':
      return [{ href: settingsPaths.boundaries(slug), label: t('settings:thing.boundaries') }]
    case 'notice':
      return []
  }
}

function sectionsOf(around: Around, kind: ListKind, rows: Rows, today: string): Table[] {
  switch (kind) {
    case 'office':
      return [officeTable(around, rows as [string, OfficeDoc][], today)]
    case 'category':
      return categoryTables(around, rows as [string, CategoryDoc][], today)
    case 'rule':
      return ruleTables(around, rows as [string, RuleDoc][])
    case 'day':
      return dayTables(around, rows as [string, DayDoc][])
    case 'area':
      return [areaTable(around, rows as [string, AreaDoc][])]
    case 'notice':
      return [noticeTable(around, rows as [string, NoticeDoc][], today)]
  }
}

function officeTable({ city, lang, t }: Around, rows: [string, OfficeDoc][], today: string): Table {
  return {
    caption: t('settings:thing.office'),
    hideCaption: true,
    columns: [
      { label: t('settings:field.office') },
      { label: t('settings:field.officeKind') },
      { label: t('settings:field.phones') },
      { label: t('settings:state.title') },
    ],
    rows: rows.map(([code, doc]) => [
      { text: nameIn(doc.names, lang), href: settingsPaths.thing(city.slug, 'office', code), note: code },
      t(`settings:officeKind.${doc.kind}`) + (doc.external ? `, ${t('settings:state.external')}` : ''),
      doc.phones.join(', ') || '–',
      validity(doc.validFrom, doc.validTo, { today, lang, t }),
    ]),
  }
}

type InWords = Pick<Around, 'lang' | 't'> & { today: string }

function validity(from: string | null, to: string | null, { today, lang, t }: InWords): string {
  if (to !== null && to < today) return t('settings:state.ended', { day: formatDay(to, lang) })
  if (from !== null && from > today) return t('settings:state.begins', { day: formatDay(from, lang) })
  if (to !== null) return t('settings:state.ends', { day: formatDay(to, lang) })
  return t('settings:state.current')
}

function categoryTables({ city, lang, t }: Around, rows: [string, CategoryDoc][], today: string): Table[] {
  const known = city.profile.categoryGroups
  const groups = [...new Set([...known.map(({ code }) => code), ...rows.map(([, { group }]) => group)])]
  return groups.flatMap((group) => {
    const inside = rows.filter(([, doc]) => doc.group === group)
    const names = known.find(({ code }) => code === group)?.names
    if (inside.length === 0) return []
    return [
      {
        caption: names === undefined ? group : nameIn(names, lang),
        columns: [
          { label: t('settings:field.category') },
          { label: t('settings:field.categoryTerm') },
          { label: t('settings:state.marks') },
          { label: t('settings:state.title') },
        ],
        rows: inside.map(([code, doc]) => [
          {
            text: nameIn(doc.names, lang),
            href: settingsPaths.thing(city.slug, 'category', code),
            note: code,
          },
          String(doc.termDays ?? city.termDays),
          [
            ...(doc.sensitive ? [t('settings:state.sensitive')] : []),
            ...(doc.proofPhoto ? [t('settings:state.proofPhoto')] : []),
            ...(doc.danger.length > 0 ? [t('settings:state.danger')] : []),
            ...(doc.questions.length > 0
              ? [t('settings:state.questions', { count: doc.questions.length })]
              : []),
          ].join(', ') || '–',
          validity(null, doc.validTo, { today, lang, t }),
        ]),
      },
    ]
  })
}

/** By how much they say: the first table is asked first. */
function ruleTables(around: Around, rows: [string, RuleDoc][]): Table[] {
  const { city, directory, lang, t } = around
  const named = (code: string) => {
    const office = directory.offices.find((one) => one.code === code)
    return office === undefined ? code : nameIn(office.short, lang)
  }
  return (['category_and_district', 'category', 'district', 'default'] as const).flatMap((specificity) => {
    const inside = rows.filter(([key]) => specificityOfKey(key) === specificity)
    if (inside.length === 0) return []
    return [
      {
        caption: t(`settings:specificity.${specificity}`),
        columns: [
          { label: t('settings:rule.what') },
          { label: t('settings:field.office') },
          { label: t('settings:field.coOffice') },
        ],
        rows: inside.map(([key, doc]) => [
          { text: ruleTitle(key, around), href: settingsPaths.thing(city.slug, 'rule', key) },
          named(doc.office),
          coOfficesOf(doc).map(named).join(', ') || '–',
        ]),
      },
    ]
  })
}

function specificityOfKey(key: string) {
  const { category, area } = ruleSides(key)
  if (category !== null) return area !== null ? 'category_and_district' : 'category'
  return area !== null ? 'district' : 'default'
}

function dayTables({ city, lang, t }: Around, rows: [string, DayDoc][]): Table[] {
  const years = [...new Set(rows.map(([day]) => day.slice(0, 4)))].sort().reverse()
  return years.map((year) => ({
    caption: year,
    columns: [
      { label: t('settings:field.day') },
      { label: t('settings:field.dayKind') },
      { label: t('settings:field.dayName') },
      { label: t('settings:field.source') },
    ],
    rows: rows
      .filter(([day]) => day.startsWith(year))
      .map(([day, doc]) => [
        { text: formatDay(day, lang, 'weekday'), href: settingsPaths.thing(city.slug, 'day', day) },
        t(`settings:dayKind.${doc.kind}`),
        doc.estimate
          ? { text: nameIn(doc.names, lang), note: t('settings:state.estimate') }
          : nameIn(doc.names, lang),
        doc.source,
      ]),
  }))
}

function noticeTable({ city, lang, t }: Around, rows: [string, NoticeDoc][], today: string): Table {
  return {
    caption: t('settings:thing.notice'),
    hideCaption: true,
    columns: [
      { label: t('settings:field.text') },
      { label: t('settings:field.place') },
      { label: t('settings:state.title') },
    ],
    rows: rows.map(([code, doc]) => [
      { text: nameIn(doc.text, lang), href: settingsPaths.thing(city.slug, 'notice', code), note: code },
      t(`settings:place.${doc.place}`),
      validity(doc.startsOn, doc.endsOn, { today, lang, t }),
    ]),
  }
}

function areaTable({ city, lang, t }: Around, rows: [string, AreaDoc][]): Table {
  return {
    caption: t('settings:thing.area'),
    hideCaption: true,
    columns: [
      { label: t('settings:field.areaName') },
      { label: t('settings:field.areaKind') },
      { label: t('settings:field.shape') },
      { label: t('settings:field.residentsCount'), numeric: true },
    ],
    rows: rows.map(([code, doc]) => [
      { text: nameIn(doc.names, lang), href: settingsPaths.thing(city.slug, 'area', code), note: code },
      t(`settings:areaKind.${doc.kind}`),
      doc.shape === null ? t('settings:boundaries.notDrawn') : shapeWords(doc.shape, { t }),
      doc.residents === null
        ? '–'
        : { text: formatNumber(doc.residents.count, lang), note: formatDay(doc.residents.on, lang) },
    ]),
  }
}
