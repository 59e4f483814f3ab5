import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import { type Pagination, paginate } from '../../../../platform/http/pagination.ts'
import type { ComplaintCard, EmptyState, Link, Option, Tab } from '../../../../platform/http/parts.ts'
import { formatDay, formatNumber } from '../../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import { statuses } from '../../rules.ts'
import { complaintCard } from '../complaint-card.ts'
import { type MapPlace, mapPlace } from '../map/map-place.ts'
import type { Reading } from '../reading.ts'
import {
  activeNames,
  type Filter,
  type FilterName,
  filterParams,
  mostPages,
  type ParsedFilter,
  perPage,
  sorts,
  without,
} from './filter.ts'
import type { CardRow, Count } from './queries.ts'
import { partLabel, sentenceOf } from './sentence.ts'

export type ListItem = { card: ComplaintCard; at: string | null }

export type FilterForm = {
  action: string
  values: {
    q: string
    status: string
    category: string
    district: string
    office: string
    from: string
    to: string
  }
  flags: { name: string; label: string; checked: boolean }[]
  sort: string
  options: { status: Option[]; category: Option[]; district: Option[]; office: Option[]; sort: Option[] }
  /** Parts of the address that no field shows, kept. */
  hidden: { name: string; value: string }[]
}

export type ListModel = PageModel & {
  heading: string
  ignored: string | null
  chips: { label: string; href: string }[]
  clearHref: string | null
  form: FilterForm
  tabs: Tab[]
  items: ListItem[]
  empty: EmptyState | null
  pagination: Pagination | null
  /** Said behind the last page when there is more than pages show. */
  deepNote: string | null
  downloads: Link[]
  /** News of this very list by mail. */
  followHref: string
  map: MapPlace
}

export const listPageOf = definePage<ListModel>('complaints/list')

export type ListData = {
  parsed: ParsedFilter
  rows: CardRow[]
  count: Count
  /** Of an empty list: parts of the filter without which it would not be empty. */
  removable: FilterName[]
}

export function listModel(data: ListData, reading: Reading): ListModel {
  const { filter, ignored } = data.parsed
  const { city, lang, t } = reading
  const heading = sentenceOf(filter, data.count, reading)
  return {
    page: {
      title: heading,
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      // One list is enough for search engines; its parts are the same complaints again.
      noindex: activeNames(filter).length > 0 || filter.page > 1,
      alternates: [
        {
          href: complaintPaths.feed(lang, city.slug, listParams(filter)),
          type: 'application/atom+xml',
          title: heading,
        },
      ],
    },
    heading,
    ignored: ignoredNote(ignored, reading),
    chips: chipsOf(filter, reading),
    clearHref: activeNames(filter).length > 1 ? complaintPaths.list(lang, city.slug) : null,
    form: formOf(filter, complaintPaths.list(lang, city.slug), reading),
    tabs: tabsOf(filter, 'list', reading),
    items: data.rows.map((row) => itemOf(row, reading)),
    empty: data.rows.length > 0 ? null : emptyOf(data, reading),
    pagination: data.rows.length === 0 ? null : pagesOf(filter, data.count, reading),
    deepNote: data.count.n > perPage * mostPages && filter.page === mostPages ? t('public:list.deep') : null,
    downloads: [
      { href: complaintPaths.listCsv(lang, city.slug, listParams(filter)), label: t('public:list.csv') },
      { href: complaintPaths.feed(lang, city.slug, listParams(filter)), label: t('public:list.feed') },
      { href: complaintPaths.rss(lang, city.slug, listParams(filter)), label: t('public:list.rss') },
    ],
    followHref: complaintPaths.follow(lang, city.slug, listParams(filter)),
    map: mapPlace(filter, reading),
  }
}

/** The filter without the page: for the table, the feed and the map of this list. */
export const listParams = (filter: Filter) => filterParams({ ...filter, page: 1 })

function itemOf(row: CardRow, reading: Reading): ListItem {
  const { lat, lon } = row
  return { card: complaintCard(row, reading), at: lat === null || lon === null ? null : `${lat},${lon}` }
}

export function tabsOf(filter: Filter, current: 'list' | 'map', { city, lang, t }: Reading): Tab[] {
  const params = listParams(filter)
  return [
    {
      href: complaintPaths.list(lang, city.slug, params),
      label: t('public:list.tabList'),
      current: current === 'list',
    },
    {
      href: complaintPaths.map(lang, city.slug, params),
      label: t('public:list.tabMap'),
      current: current === 'map',
    },
  ]
}

/** Each part of the filter, and the same list or map without it. */
export function chipsOf(filter: Filter, reading: Reading, on: 'list' | 'map' = 'list'): Link[] {
  const { city, lang } = reading
  return activeNames(filter).map((name) => ({
    label: partLabel(name, filter, reading),
    href: complaintPaths[on](lang, city.slug, filterParams(without(filter, name))),
  }))
}

export function ignoredNote(ignored: ParsedFilter['ignored'], { t }: Reading): string | null {
  if (ignored.length === 0) return null
  const names = ignored.map((name) => t(`public:filter.${name}`)).join(', ')
  const note = t('public:list.ignored', { names })
  return ignored.includes('q') ? `${note}\n${t('public:filter.qHint')}.` : note
}

export function formOf(filter: Filter, action: string, { city, lang, t, directory }: Reading): FilterForm {
  const params = filterParams(filter)
  const any: Option = { value: '', label: t('public:filter.any') }
  return {
    action,
    values: {
      q: filter.q,
      status: filter.status ?? '',
      category: params['category'] ?? '',
      district: params['district'] ?? '',
      office: params['office'] ?? '',
      from: filter.from ?? '',
      to: filter.to ?? '',
    },
    flags: (['overdue', 'photo', 'reopened'] as const).map((name) => ({
      name,
      label: t(`public:filter.${name}`),
      checked: filter[name],
    })),
    sort: filter.sort,
    options: {
      status: [
        any,
        { value: 'open', label: t('public:filter.open') },
        { value: 'ended', label: t('public:filter.ended') },
        ...statuses.map((status) => ({ value: status, label: t(`complaints:status.${status}`) })),
      ],
      category: [
        any,
        ...directory.categories.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
      ],
      district: [any, ...city.areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))],
      office: [
        any,
        ...directory.offices.map(({ code, short }) => ({ value: code, label: nameIn(short, lang) })),
      ],
      sort: sorts.map((value) => ({ value, label: t(`public:filter.${value}`) })),
    },
    hidden: (['bbox', 'channel'] as const).flatMap((name) =>
      params[name] === undefined ? [] : [{ name, value: params[name] }],
    ),
  }
}

function pagesOf(filter: Filter, count: Count, { city, lang, t }: Reading): Pagination {
  const reachable = Math.min(count.n, perPage * mostPages)
  return paginate({
    page: filter.page,
    perPage,
    total: reachable,
    hrefOf: (page) => complaintPaths.list(lang, city.slug, filterParams({ ...filter, page })),
    summaryOf: ({ from, to }) =>
      t(count.more ? 'public:list.rangeMore' : 'public:list.range', {
        from,
        to,
        total: formatNumber(count.n, lang),
      }),
    formatNumber: (value) => formatNumber(value, lang),
  })
}

function emptyOf({ parsed: { filter }, removable }: ListData, reading: Reading): EmptyState {
  const { city, lang, t } = reading
  const names = activeNames(filter)
  if (filter.page > 1) {
    const href = complaintPaths.list(lang, city.slug, filterParams({ ...filter, page: 1 }))
    return {
      title: t('public:empty.page'),
      icon: 'search',
      actions: [{ href, label: t('public:empty.firstPage') }],
    }
  }
  if (names.length === 0) {
    const day = formatDay(new Date(city.openedAt).toISOString().slice(0, 10), lang)
    const href = complaintPaths.new(lang, city.slug)
    return {
      title: t('public:empty.new', { day }),
      text: t('public:empty.newText'),
      actions: [{ href, label: t('common:nav.report') }],
    }
  }
  const drop = (name: FilterName): Link => ({
    href: complaintPaths.list(lang, city.slug, filterParams(without(filter, name))),
    label: t('public:empty.drop', { filter: partLabel(name, filter, reading) }),
  })
  const all: Link = { href: complaintPaths.list(lang, city.slug), label: t('public:empty.all') }
  return {
    title: t('public:empty.title'),
    text: removable.length > 0 ? t('public:empty.which') : t('public:empty.none'),
    icon: 'search',
    actions: [...(names.length > 1 ? removable.map(drop) : []), all],
  }
}
