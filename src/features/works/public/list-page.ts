import type { DistrictMap } from '../../../platform/charts/district-map.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import { type Pagination, paginate } from '../../../platform/http/pagination.ts'
import type { ComplaintCard, EmptyState, Link, Option } from '../../../platform/http/parts.ts'
import { formatInstant, formatNumber } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { topicPaths } from '../../following/index.ts'
import { placePaths } from '../../places/index.ts'
import type { Around } from '../around.ts'
import { listFormats, workPaths, worksTopic } from '../paths.ts'
import { outageKinds, planKinds } from '../rules.ts'
import { sketchOf } from '../sketch.ts'
import { titleOf } from '../view.ts'
import type { Work } from '../work.ts'
import { workCard } from './card.ts'
import {
  activeNames,
  filterParams,
  partLabel,
  perPage,
  type ReadFilter,
  stateChoices,
  type WorkFilter,
  type WorkFilterName,
  without,
} from './filter.ts'

/** The field for an address: a GET form that works alone; `places` feeds the list of the combobox. */
export type AddressForm = { action: string; value: string; places: string }

export type WorksModel = PageModel & {
  asOf: string | null
  lookup: AddressForm
  found: string
  ignored: string | null
  chips: Link[]
  clearHref: string | null
  form: {
    action: string
    isOpen: boolean
    values: { kind: string; state: string; district: string; street: string; from: string; to: string }
    options: { kind: Option[]; state: Option[]; district: Option[] }
  }
  cards: ComplaintCard[]
  map: DistrictMap | null
  empty: EmptyState | null
  pagination: Pagination | null
  downloads: Link[]
  /** News of this street, or of all works, by mail. */
  follow: Link
}

export const worksPage = definePage<WorksModel>('works/list')

export type WorksData = {
  read: ReadFilter
  works: readonly Work[]
  total: number
  /** Parts without any one of which the list would not be empty. */
  removable: readonly WorkFilterName[]
  /** When the plan was changed last; null where there is none. */
  asOf: number | null
}

export function worksModel(data: WorksData, around: Around): WorksModel {
  const { filter, ignored } = data.read
  const { city, lang, t, timeZone } = around
  const params = filterParams({ ...filter, page: 1 })
  const names = activeNames(filter)
  const heading = t('works:list.title')
  return {
    page: {
      title: heading,
      description: t('works:list.description', { city: nameIn(city.names, lang) }),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      noindex: names.length > 0 || filter.page > 1,
      alternates: [
        {
          href: workPaths.file(lang, city.slug, 'atom', params),
          type: 'application/atom+xml',
          title: heading,
        },
      ],
      scripts: ['works.js'],
    },
    asOf: data.asOf === null ? null : t('works:list.asOf', { day: formatInstant(data.asOf, lang, timeZone) }),
    lookup: addressForm('', around),
    found: t('works:list.found', { count: data.total, shown: formatNumber(data.total, lang) }),
    ignored:
      ignored.length === 0
        ? null
        : t('works:list.ignored', { names: ignored.map((name) => t(`works:filter.${name}`)).join(', ') }),
    chips: names.map((name) => ({
      label: partLabel(name, filter, around),
      href: workPaths.list(lang, city.slug, filterParams(without(filter, name))),
    })),
    clearHref: names.length > 1 ? workPaths.list(lang, city.slug) : null,
    form: formOf(filter, around),
    cards: data.works.map((work) => workCard(work, around, { mark: markOf(work, data.works) })),
    map: mapOf(data.works, around),
    empty: data.works.length > 0 ? null : emptyOf(data, around),
    pagination: data.works.length === 0 ? null : pagesOf(filter, data.total, around),
    follow: followLink(filter.street, around),
    downloads: listFormats.map((format) => ({
      href: workPaths.file(lang, city.slug, format, params),
      label: t(`works:format.${format}`),
    })),
  }
}

export const addressForm = (value: string, { lang, city }: Pick<Around, 'lang' | 'city'>): AddressForm => ({
  action: workPaths.at(lang, city.slug),
  value,
  places: placePaths.search(lang, city.slug),
})

export const followLink = (
  street: { id: number; name: string } | null,
  { lang, city, t }: Pick<Around, 'lang' | 'city' | 't'>,
): Link => ({
  href: topicPaths.follow(lang, city.slug, worksTopic(street?.id)),
  label:
    street === null ? t('works:topic.followAll') : t('works:topic.followStreet', { street: street.name }),
})

/** The number that a work has on the map and in the list. */
function markOf(work: Work, works: readonly Work[]): string | null {
  const drawn = works.filter(({ shape }) => shape !== null)
  return work.shape === null ? null : String(drawn.indexOf(work) + 1)
}

export function mapOf(works: readonly Work[], around: Around): DistrictMap | null {
  const { lang, city, t } = around
  const drawn = works.flatMap((work) => {
    const text = markOf(work, works)
    if (work.shape === null || text === null) return []
    const label = t('works:list.numbered', { mark: text, title: titleOf(work, lang).text })
    return [{ shape: work.shape, text, href: workPaths.show(lang, city.slug, work.id), label }]
  })
  return drawn.length === 0 ? null : sketchOf(drawn, t('works:map.label'), around)
}

function formOf(filter: WorkFilter, { city, lang, t }: Around): WorksModel['form'] {
  const params = filterParams(filter)
  const any: Option = { value: '', label: t('works:filter.any') }
  const kinds = ['plans', ...planKinds, 'outages', ...outageKinds] as const
  return {
    action: workPaths.list(lang, city.slug),
    isOpen: false,
    values: {
      kind: params['kind'] ?? '',
      state: filter.state,
      district: params['district'] ?? '',
      street: filter.street?.name ?? '',
      from: filter.from ?? '',
      to: filter.to ?? '',
    },
    options: {
      kind: [any, ...kinds.map((value) => ({ value, label: t(`works:kind.${value}`) }))],
      state: stateChoices.map((value) => ({ value, label: t(`works:show.${value}`) })),
      district: [any, ...city.areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))],
    },
  }
}

function pagesOf(filter: WorkFilter, total: number, { city, lang, t }: Around): Pagination {
  return paginate({
    page: filter.page,
    perPage,
    total,
    hrefOf: (page) => workPaths.list(lang, city.slug, filterParams({ ...filter, page })),
    summaryOf: ({ from, to, total: all }) => t('works:list.range', { from, to, total: all }),
    formatNumber: (value) => formatNumber(value, lang),
  })
}

function emptyOf({ read: { filter }, removable }: WorksData, around: Around): EmptyState {
  const { city, lang, t } = around
  const all: Link = { href: workPaths.list(lang, city.slug), label: t('works:empty.all') }
  if (activeNames(filter).length === 0 && filter.page === 1) {
    return {
      title: t('works:empty.none'),
      text: t('works:empty.noneText'),
      icon: 'calendar-check',
      actions: [{ href: workPaths.list(lang, city.slug, { state: 'all' }), label: t('works:empty.past') }],
    }
  }
  return {
    title: t('works:empty.title'),
    text: t(removable.length > 0 ? 'works:empty.which' : 'works:empty.other'),
    icon: 'search',
    actions: [
      ...removable.map((name) => ({
        href: workPaths.list(lang, city.slug, filterParams(without(filter, name))),
        label: t('works:empty.drop', { filter: partLabel(name, filter, around) }),
      })),
      all,
    ],
  }
}
