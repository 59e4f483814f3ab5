import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link, Option, Tab } from '../../../platform/http/parts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { receptionPaths } from '../paths.ts'
import type { Body, ReceptionRow } from '../queries.ts'
import { type Place, type ReceptionView, receptionView } from '../reading.ts'

export type TimetableModel = PageModel & {
  tabs: Tab[]
  form: { action: string; bodies: Option[]; body: string; from: string; free: boolean }
  chips: Link[]
  clearHref: string
  days: { day: string; title: string; items: ReceptionView[] }[]
  empty: EmptyState | null
  /** Where the list goes on when it is longer than a page. */
  laterHref: string | null
  earlierHref: string | null
  calendarHref: string
  /** Of bodies with a queue. */
  screens: Link[]
}

export const timetablePage = definePage<TimetableModel>('receptions/timetable')

/** What the address asks for; `from` is an ISO day. */
export type Asked = { body: string; from: string; free: boolean; page: number }

export type TimetableInput = Place & {
  bodies: readonly Body[]
  /** One more than a page when there are others. */
  rows: readonly ReceptionRow[]
  asked: Asked
  today: string
}

export const perPage = 40

export function timetableModel(input: TimetableInput): TimetableModel {
  const { city, lang, t, bodies, rows, asked, today } = input
  const shown = rows.slice(0, perPage)
  const chosen = bodies.find(({ code }) => code === asked.body)
  const with_ = (change: Partial<Asked>) => hrefOf(input, { ...asked, page: 1, ...change })
  return {
    page: {
      title: t('receptions:title'),
      description: t('receptions:lead'),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      canonical: receptionPaths.list(lang, city.slug),
    },
    tabs: tabsOf(input, 'list'),
    form: {
      action: receptionPaths.list(lang, city.slug),
      bodies: [
        { value: '', label: t('receptions:allBodies') },
        ...bodies.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
      ],
      ...asked,
      body: chosen?.code ?? '',
    },
    chips: [
      ...(chosen === undefined ? [] : [{ label: nameIn(chosen.names, lang), href: with_({ body: '' }) }]),
      ...(asked.from === today
        ? []
        : [
            {
              label: t('receptions:fromDay', { day: formatDay(asked.from, lang) }),
              href: with_({ from: today }),
            },
          ]),
      ...(asked.free ? [{ label: t('receptions:onlyFree'), href: with_({ free: false }) }] : []),
    ],
    clearHref: receptionPaths.list(lang, city.slug),
    days: daysOf(shown, input),
    empty: shown.length === 0 ? emptyOf(input, chosen) : null,
    laterHref: rows.length <= perPage ? null : with_({ page: asked.page + 1 }),
    earlierHref: asked.page === 1 ? null : with_({ page: asked.page - 1 }),
    calendarHref: receptionPaths.calendar(lang, city.slug, { body: chosen?.code }),
    screens: bodies
      .filter(({ queueLetter }) => queueLetter !== null)
      .map(({ code, names }) => ({
        href: receptionPaths.screen(lang, city.slug, code),
        label: t('receptions:screen.of', { body: nameIn(names, lang) }),
      })),
  }
}

/** Pages of receptions for everybody. */
export function tabsOf({ city, lang, t }: Place, current: 'list' | 'bodies' | 'statistics'): Tab[] {
  return [
    {
      href: receptionPaths.list(lang, city.slug),
      label: t('receptions:tab.list'),
      current: current === 'list',
    },
    {
      href: receptionPaths.bodies(lang, city.slug),
      label: t('receptions:tab.bodies'),
      current: current === 'bodies',
    },
    {
      href: receptionPaths.statistics(lang, city.slug),
      label: t('receptions:tab.statistics'),
      current: current === 'statistics',
    },
  ]
}

const hrefOf = ({ city, lang, today }: TimetableInput, { body, from, free, page }: Asked): string =>
  receptionPaths.list(lang, city.slug, {
    body,
    from: from === today ? undefined : from,
    free: free ? '1' : undefined,
    page: page === 1 ? undefined : String(page),
  })

function daysOf(rows: readonly ReceptionRow[], input: TimetableInput): TimetableModel['days'] {
  const { bodies, lang } = input
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, items]) => ({
    day,
    title: formatDay(day, lang, 'weekday'),
    items: items.map((row) =>
      receptionView(
        row,
        bodies.find(({ id }) => id === row.bodyId),
        input,
      ),
    ),
  }))
}

function emptyOf(input: TimetableInput, chosen: Body | undefined): EmptyState {
  const { t, asked, today } = input
  const isNarrow = chosen !== undefined || asked.from !== today || asked.free || asked.page > 1
  return {
    title: isNarrow ? t('receptions:emptyNarrow') : t('receptions:empty'),
    text: isNarrow ? t('receptions:emptyNarrowText') : t('receptions:emptyText'),
    icon: 'calendar',
    actions: isNarrow
      ? [{ href: receptionPaths.list(input.lang, input.city.slug), label: t('receptions:showAll') }]
      : [{ href: receptionPaths.bodies(input.lang, input.city.slug), label: t('receptions:tab.bodies') }],
  }
}
