import { definePage, type PageModel } from '../../../platform/http/page.ts'
import { type Pagination, paginate } from '../../../platform/http/pagination.ts'
import type { EmptyState, Link } from '../../../platform/http/parts.ts'
import { formatDay, formatNumber } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { topicPaths } from '../../following/index.ts'
import { type ListParams, newsPaths } from '../paths.ts'
import { type Archive, perPage, type ShownRow } from '../queries.ts'
import { type NewsCard, newsCard } from './cards.ts'
import type { Surroundings } from './words.ts'

export type NewsListModel = PageModel & {
  lead: string
  chips: Link[]
  clearHref: string | null
  cards: NewsCard[]
  empty: EmptyState | null
  pagination: Pagination | null
  /** Months and categories in which there is something. */
  archive: { title: string; items: (Link & { count: string; current: boolean })[] }[]
  followHref: string
  feedHref: string
  /** Where else the city is found. */
  links: Link[]
}

export const newsListPage = definePage<NewsListModel>('news/list')

export type NewsListInput = {
  around: Surroundings
  params: { month: string | null; category: string | null; page: number }
  rows: readonly ShownRow[]
  total: number
  archive: Archive
}

export function newsListModel({ around, params, rows, total, archive }: NewsListInput): NewsListModel {
  const { city, lang, t } = around
  const name = nameIn(city.names, lang)
  const hrefWith = (change: ListParams) => newsPaths.list(lang, city.slug, { ...params, page: 1, ...change })
  const feedHref = newsPaths.feed(lang, city.slug)
  const title =
    params.month === null
      ? t('news:list.title')
      : t('news:list.of', { month: formatDay(`${params.month}-01`, lang, 'month') })
  return {
    page: {
      title,
      description: t('news:list.lead', { city: name }),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: name }],
      alternates: [
        { href: feedHref, type: 'application/atom+xml', title: t('news:list.feedTitle', { city: name }) },
      ],
      canonical: newsPaths.list(lang, city.slug, params),
    },
    lead: t('news:list.lead', { city: name }),
    chips: chipsOf(around, params, hrefWith),
    clearHref: params.month === null && params.category === null ? null : newsPaths.list(lang, city.slug),
    cards: rows.map((row) => newsCard(row, around)),
    empty: rows.length > 0 ? null : emptyOf(around, params, hrefWith),
    pagination:
      total <= perPage
        ? null
        : paginate({
            ...{ page: params.page, perPage, total },
            hrefOf: (page) => hrefWith({ page }),
            summaryOf: (range) => t('news:list.range', range),
            formatNumber: (value) => formatNumber(value, lang),
          }),
    archive: archiveOf(around, params, { archive, hrefWith }),
    followHref: topicPaths.follow(lang, city.slug, 'news'),
    feedHref,
    links: city.profile.links.map(({ url, label }) => ({ href: url, label: nameIn(label, lang) })),
  }
}

type HrefWith = (change: ListParams) => string

function nameOfCategory({ directory, lang }: Surroundings, code: string): string {
  const category = directory.categories.find((one) => one.code === code)
  return category === undefined ? code : nameIn(category.names, lang)
}

function chipsOf(
  around: Surroundings,
  { month, category }: NewsListInput['params'],
  hrefWith: HrefWith,
): Link[] {
  const chips: Link[] = []
  if (month !== null)
    chips.push({ label: formatDay(`${month}-01`, around.lang, 'month'), href: hrefWith({ month: null }) })
  if (category !== null)
    chips.push({ label: nameOfCategory(around, category), href: hrefWith({ category: null }) })
  return chips
}

/** Which of the conditions leaves nothing is said by the way out of it. */
function emptyOf(
  { t }: Surroundings,
  { month, category }: NewsListInput['params'],
  hrefWith: HrefWith,
): EmptyState {
  if (month === null && category === null) {
    return { title: t('news:list.none'), text: t('news:list.noneText'), icon: 'newspaper' }
  }
  const actions: Link[] = []
  if (month !== null) actions.push({ href: hrefWith({ month: null }), label: t('news:list.anyMonth') })
  if (category !== null)
    actions.push({ href: hrefWith({ category: null }), label: t('news:list.anyCategory') })
  return { title: t('news:list.nothing'), text: t('news:list.nothingText'), icon: 'newspaper', actions }
}

function archiveOf(
  around: Surroundings,
  params: NewsListInput['params'],
  { archive: { months, categories }, hrefWith }: { archive: Archive; hrefWith: HrefWith },
): NewsListModel['archive'] {
  const { t, lang } = around
  const groups = [
    {
      title: t('news:list.months'),
      items: months.map(({ month, count }) => ({
        href: hrefWith({ month }),
        label: formatDay(`${month}-01`, lang, 'month'),
        count: formatNumber(count, lang),
        current: month === params.month,
      })),
    },
    {
      title: t('news:list.categories'),
      items: categories.map(({ category, count }) => ({
        href: hrefWith({ category }),
        label: nameOfCategory(around, category),
        count: formatNumber(count, lang),
        current: category === params.category,
      })),
    },
  ]
  return groups.filter(({ items }) => items.length > 0)
}
