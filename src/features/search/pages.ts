import { definePage, type PageModel } from '../../platform/http/page.ts'
import { type Pagination, paginate } from '../../platform/http/pagination.ts'
import type { EmptyState, Link, Tab } from '../../platform/http/parts.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import type { SearchHit } from '../../platform/search-source.ts'
import { formatNumber as formatCount } from '../../platform/time/format.ts'
import { type City, cityPaths, nameIn } from '../city/index.ts'
import { complaintPaths } from '../complaints/index.ts'
import { type Category, type Directory, guessCategories } from '../offices/index.ts'
import { statisticsPaths } from '../statistics/index.ts'
import { type Found, isAny, perPage } from './look-up.ts'
import { searchPaths } from './paths.ts'

export type SearchModel = PageModel & {
  action: string
  q: string
  /** Why nothing was looked for. */
  problem: { text: string; links: Link[] } | null
  /** What was done to the words. */
  note: string | null
  tabs: Tab[]
  groups: { id: string; title: string; hits: SearchHit[]; all: Link | null }[]
  /** Categories that the words speak of, or that are asked for most. */
  categories: { title: string; links: Link[] } | null
  empty: EmptyState | null
  pagination: Pagination | null
  report: { text: string; link: Link } | null
  /** Where else to look, when nothing was asked. */
  ways: Link[]
}

export const searchPage = definePage<SearchModel>('search/show')

export type Searcher = { lang: Lang; t: Translate; city: City; directory: Directory }

export type SearchInput = {
  q: string
  only: string | null
  page: number
  found: Found | null
  problem: 'slow' | 'number' | 'short' | null
  popular: readonly Category[]
}

export function searchModel(input: SearchInput, searcher: Searcher): SearchModel {
  const { q, found, only } = input
  const { lang, t, city } = searcher
  const nothing = found !== null && !isAny(found)
  return {
    page: {
      title: q === '' ? t('search:title') : t('search:titleOf', { q }),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      noindex: true,
    },
    action: searchPaths.page(lang, city.slug),
    q,
    problem: problemOf(input, searcher),
    note: found === null || nothing ? null : noteOf(found, searcher),
    tabs: found === null || nothing ? [] : tabsOf(found, only, searcher),
    groups: found === null ? [] : groupsOf(found, only, searcher),
    categories: categoriesOf(input, searcher),
    empty: nothing ? emptyOf(q, searcher) : null,
    pagination: found === null ? null : pagesOf(found, input, searcher),
    report: found === null || nothing ? null : reportOf(q, searcher),
    ways: q === '' ? waysOf(searcher) : [],
  }
}

function problemOf({ problem, q }: SearchInput, { lang, t, city }: Searcher): SearchModel['problem'] {
  if (problem === null) return null
  const links: Record<NonNullable<SearchInput['problem']>, Link[]> = {
    slow: [{ href: complaintPaths.list(lang, city.slug, { q }), label: t('search:problem.slowLink') }],
    number: [{ href: complaintPaths.track(lang, city.slug), label: t('search:problem.numberLink') }],
    short: [],
  }
  return { text: t(`search:problem.${problem}`), links: links[problem] }
}

function noteOf({ text, typed, match }: Found, { t }: Searcher): string | null {
  const notes = [
    typed === null ? '' : t('search:mended', { text, typed }),
    match === 'any' ? t('search:someWords') : '',
  ].filter(Boolean)
  return notes.length === 0 ? null : notes.join(' ')
}

const countText = (found: { n: number; more: boolean }, lang: Lang): string =>
  `${formatCount(found.n, lang)}${found.more ? '+' : ''}`

function tabsOf({ text, sources }: Found, only: string | null, { lang, t, city }: Searcher): Tab[] {
  const tab = (source: string | undefined, label: string, count?: string): Tab => ({
    href: searchPaths.page(lang, city.slug, { q: text, in: source }),
    label,
    current: (source ?? null) === only,
    ...(count === undefined ? {} : { count }),
  })
  return [
    tab(undefined, t('search:all')),
    ...sources.map(({ source, found }) => tab(source.name, t(source.label), countText(found, lang))),
  ]
}

function groupsOf(
  { text, sources }: Found,
  only: string | null,
  { lang, t, city }: Searcher,
): SearchModel['groups'] {
  return (
    sources
      .filter(({ source, found }) => found.hits.length > 0 && (only === null || only === source.name))
      // What is found in few places stands first, so that an office is not lost below its complaints.
      .toSorted((a, b) => (only === null ? a.found.n - b.found.n : 0))
      .map(({ source, found }) => ({
        id: source.name,
        title: t(source.label),
        hits: found.hits,
        all:
          only === null && found.n > found.hits.length
            ? {
                href: searchPaths.page(lang, city.slug, { q: text, in: source.name }),
                label: t('search:showAll', { count: countText(found, lang) }),
              }
            : null,
      }))
  )
}

function categoriesOf(
  { q, popular }: SearchInput,
  { lang, t, city, directory }: Searcher,
): SearchModel['categories'] {
  const current = directory.categories.filter((category) => category.current && !category.sensitive)
  const spoken = q === '' ? [] : guessCategories(q, directory.categories).map(({ code }) => code)
  const chosen = q === '' ? popular : current.filter(({ code }) => spoken.includes(code))
  if (chosen.length === 0) return null
  return {
    title: t(q === '' ? 'search:popular' : 'search:inCategory'),
    links: chosen.map(({ code, names }) => ({
      href: complaintPaths.list(lang, city.slug, { category: code }),
      label: nameIn(names, lang),
    })),
  }
}

function emptyOf(q: string, { lang, t, city }: Searcher): EmptyState {
  return {
    title: t('search:none', { q }),
    text: t('search:noneText'),
    icon: 'search',
    actions: [
      { href: complaintPaths.new(lang, city.slug, { text: q }), label: t('search:reportThis') },
      { href: complaintPaths.list(lang, city.slug), label: t('search:allComplaints') },
    ],
  }
}

const reportOf = (q: string, { lang, t, city }: Searcher): SearchModel['report'] => ({
  text: t('search:notThere'),
  link: { href: complaintPaths.new(lang, city.slug, { text: q }), label: t('search:reportThis') },
})

function pagesOf(
  { text, sources }: Found,
  { only, page }: SearchInput,
  { lang, t, city }: Searcher,
): Pagination | null {
  const read = sources.find(({ source }) => source.name === only)?.found
  if (read === undefined || read.hits.length === 0) return null
  return paginate({
    page,
    perPage,
    total: read.n,
    hrefOf: (to) =>
      searchPaths.page(lang, city.slug, {
        q: text,
        in: only ?? undefined,
        page: to === 1 ? undefined : String(to),
      }),
    summaryOf: ({ from, to }) => t('search:range', { from, to, total: countText(read, lang) }),
    formatNumber: (value) => formatCount(value, lang),
  })
}

const waysOf = ({ lang, t, city }: Searcher): Link[] => [
  { href: complaintPaths.track(lang, city.slug), label: t('common:footer.track') },
  { href: complaintPaths.list(lang, city.slug), label: t('search:allComplaints') },
  { href: complaintPaths.map(lang, city.slug), label: t('common:nav.map') },
  { href: statisticsPaths.offices(lang, city.slug), label: t('common:nav.offices') },
]
