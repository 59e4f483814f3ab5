import { definePage, type PageModel } from '../../../platform/http/page.ts'
import { type Pagination, paginate } from '../../../platform/http/pagination.ts'
import type { Alert, ComplaintCard, EmptyState, Link, Tab } from '../../../platform/http/parts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { workDeskPaths, workPaths } from '../paths.ts'
import { workCard } from '../public/card.ts'
import type { Work } from '../work.ts'
import type { Desk } from './access.ts'

export const deskStates = ['current', 'draft', 'late', 'done', 'cancelled'] as const
export type DeskState = (typeof deskStates)[number]

export const deskPerPage = 30

export type DeskListModel = PageModel & {
  done: Alert | null
  add: Link | null
  import: Link | null
  publicHref: string
  tabs: Tab[]
  cards: ComplaintCard[]
  empty: EmptyState | null
  pagination: Pagination | null
}

export const deskListPage = definePage<DeskListModel>('works/desk-list', { layout: 'staff' })

export type DeskListData = {
  state: DeskState
  works: readonly Work[]
  counts: Readonly<Record<DeskState, number>>
  page: number
  /** How many were brought in just now. */
  imported: { added: number; changed: number } | null
}

export function deskListModel({ around, scope }: Desk, data: DeskListData): DeskListModel {
  const { city, lang, t } = around
  const { state, works, counts } = data
  const hrefOf = (one: DeskState, page = 1) =>
    workDeskPaths.list(city.slug, {
      state: one === 'current' ? undefined : one,
      page: page === 1 ? undefined : String(page),
    })
  return {
    page: { title: t('works:desk.title', { city: nameIn(city.names, lang) }), noindex: true },
    done:
      data.imported === null
        ? null
        : {
            tone: 'success',
            text: t('works:import.done', {
              added: formatNumber(data.imported.added, lang),
              changed: formatNumber(data.imported.changed, lang),
            }),
          },
    add:
      scope.ownOfficeIds.length === 0
        ? null
        : { href: workDeskPaths.fresh(city.slug), label: t('works:desk.add') },
    import:
      scope.publishedOfficeIds.length === 0
        ? null
        : { href: workDeskPaths.imports(city.slug), label: t('works:desk.import') },
    publicHref: workPaths.list(lang, city.slug),
    tabs: deskStates.map((one) => ({
      href: hrefOf(one),
      label: t(`works:desk.state.${one}`),
      current: one === state,
      count: formatNumber(counts[one], lang),
    })),
    cards: works.map((work) => workCard(work, around, { href: workDeskPaths.work(city.slug, work.id) })),
    empty:
      works.length > 0
        ? null
        : {
            title: t(`works:desk.empty.${state}`),
            icon: 'calendar-check',
            actions:
              state === 'current' ? [] : [{ href: hrefOf('current'), label: t('works:desk.state.current') }],
          },
    pagination:
      counts[state] <= deskPerPage
        ? null
        : paginate({
            page: data.page,
            perPage: deskPerPage,
            total: counts[state],
            hrefOf: (page) => hrefOf(state, page),
            summaryOf: ({ from, to, total }) => t('works:list.range', { from, to, total }),
            formatNumber: (value) => formatNumber(value, lang),
          }),
  }
}
