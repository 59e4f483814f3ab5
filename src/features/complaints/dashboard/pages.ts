import type { Temporal } from 'temporal-polyfill'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Cell, StatTile, Tab, Table } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber as formatCount } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { type Age, ageNames, type InboxFilter, queryOf } from '../inbox/filter.ts'
import { countText } from '../inbox/page.ts'
import type { Place } from '../inbox/place.ts'
import type { InboxRow } from '../inbox/queries.ts'
import { type InboxItem, itemOf } from '../inbox/rows.ts'
import { deskPaths } from '../paths.ts'
import { type FigureRow, tableFigureNames, tableFigures } from './queries.ts'
import type { LeadScope } from './scope.ts'

/** The single figures of a scope: what each counts, as a change of the scope's filter. */
export const tileFigures = {
  open: { view: 'open' },
  today: { view: 'today' },
  soon: { view: 'soon' },
  late: { view: 'late' },
  unassigned: { view: 'unassigned' },
  reopened: { view: 'reopened' },
  silent: { view: 'silent' },
} as const satisfies Record<string, Partial<InboxFilter>>

/** What waits for somebody outside the office. */
export const outsideFigures = {
  clarify: { view: 'open', status: 'clarify' },
  external: { view: 'external' },
  forwarded: { view: 'ended', status: 'forwarded' },
} as const satisfies Record<string, Partial<InboxFilter>>

export type TileName = keyof typeof tileFigures
export type OutsideName = keyof typeof outsideFigures

export type DashboardModel = PageModel & {
  heading: string
  /** Other parts that this person leads. */
  tabs: Tab[]
  /** Out of an office back to the whole city. */
  allHref: string | null
  tiles: StatTile[]
  outside: StatTile[]
  /** None when nothing is open. */
  ages: (Linked & { label: string })[]
  /** By office for a city, by person for an office. */
  table: Table | null
  late: InboxItem[]
  lateHref: string
  quality: { href: string; text: string }
}

export const dashboardPage = definePage<DashboardModel>('dashboard/show', { layout: 'staff' })

export type DashboardFacts = {
  scope: LeadScope
  /** What the person leads, of which `scope` is all or an office. */
  within: LeadScope
  scopes: readonly LeadScope[]
  place: Place
  places: readonly Place[]
  /** The inbox of the scope. */
  filter: InboxFilter
  counts: Record<TileName | OutsideName, number>
  ages: Record<Age, number>
  rows: readonly FigureRow[]
  late: readonly InboxRow[]
  unread: number
  lang: Lang
  t: Translate
  now: Temporal.Instant
}

export function dashboardModel(facts: DashboardFacts): DashboardModel {
  const { t, scope, within, filter, place, lang } = facts
  const office = scope.officeId === null ? undefined : place.directory.officeById.get(scope.officeId)
  const name = nameIn(office?.names ?? place.city.names, lang)
  const outside = (Object.keys(outsideFigures) as OutsideName[]).filter(
    (one) => one !== 'external' || scope.officeId === null,
  )
  const isNarrower = scope.officeId !== null && within.officeId === null
  return {
    page: { title: t('dashboard:title'), noindex: true },
    heading: name,
    tabs: tabsOf(facts),
    allHref: isNarrower ? scopeHref(facts, within) : null,
    tiles: (Object.keys(tileFigures) as TileName[]).map((one) =>
      tileOf(facts, one, { ...filter, ...tileFigures[one] }),
    ),
    outside: outside.map((one) => tileOf(facts, one, { ...filter, ...outsideFigures[one] })),
    ages: agesOf(facts),
    table: figuresTable(facts),
    late: facts.late.map((row) => itemOf(row, facts)),
    lateHref: inboxOf({ ...filter, view: 'late' }),
    quality: {
      href: deskPaths.quality(scopeQuery(facts, scope)),
      text: t('dashboard:quality.unread', { count: facts.unread }),
    },
  }
}

const inboxOf = (filter: InboxFilter): string => deskPaths.inbox(queryOf(filter))

const scopeQuery = ({ places }: Pick<DashboardFacts, 'places'>, { cityId, officeId }: LeadScope) => ({
  city: places.length > 1 ? String(cityId) : undefined,
  office: officeId?.toString(),
})

const scopeHref = (facts: Pick<DashboardFacts, 'places'>, scope: LeadScope): string =>
  deskPaths.dashboard(scopeQuery(facts, scope))

function tabsOf(facts: DashboardFacts): Tab[] {
  const { scopes, within, places, lang } = facts
  if (scopes.length < 2) return []
  return scopes.map((scope) => {
    const place = places.find(({ city }) => city.id === scope.cityId)
    const office = scope.officeId === null ? undefined : place?.directory.officeById.get(scope.officeId)
    const names = office?.short ?? place?.city.names
    return {
      href: scopeHref(facts, scope),
      label: names ? nameIn(names, lang) : '',
      current: scope.cityId === within.cityId && scope.officeId === within.officeId,
    }
  })
}

const tones: Partial<Record<TileName | OutsideName, 'danger' | 'warning'>> = {
  late: 'danger',
  silent: 'danger',
  today: 'warning',
  soon: 'warning',
  reopened: 'warning',
}

function tileOf(
  { counts, lang, t, place }: DashboardFacts,
  name: TileName | OutsideName,
  filter: InboxFilter,
): StatTile {
  const count = counts[name]
  return {
    label: t(`dashboard:figure.${name}`),
    value: countText(count, lang) ?? '',
    note: t(`dashboard:note.${name}`, { count: place.city.profile.forwardDays }),
    href: inboxOf(filter),
    tone: count > 0 ? (tones[name] ?? null) : null,
  }
}

function agesOf({ ages, filter, lang, t }: DashboardFacts): DashboardModel['ages'] {
  if (ageNames.every((age) => ages[age] === 0)) return []
  return ageNames.map((age) => ({
    label: t(`inbox:age.${age}`),
    ...linked(ages[age], inboxOf({ ...filter, view: 'open', age }), lang),
  }))
}

type Linked = { text: string; href: string | null }

/** A nought leads nowhere. */
const linked = (count: number, href: string, lang: Lang): Linked => ({
  text: formatCount(count, lang),
  href: count === 0 ? null : href,
})

function figuresTable(facts: DashboardFacts): Table | null {
  const { rows, scope, filter, lang, t } = facts
  if (rows.length === 0) return null
  const byOffice = scope.officeId === null
  return {
    caption: t(byOffice ? 'dashboard:byOffice' : 'dashboard:byPerson'),
    hideCaption: true,
    columns: [
      { label: t(byOffice ? 'dashboard:office' : 'dashboard:person') },
      ...tableFigureNames.map((name) => ({ label: t(`dashboard:column.${name}`), numeric: true })),
    ],
    rows: rows.map((row) => {
      const own = byOffice ? officeRow(facts, row) : personRow(facts, row)
      return [
        own.cell,
        ...tableFigureNames.map((name) =>
          own.filter === null
            ? formatCount(row[name], lang)
            : linked(row[name], inboxOf({ ...filter, ...own.filter, ...tableFigures[name] }), lang),
        ),
      ]
    }),
  }
}

type Row = { cell: Cell; filter: Partial<InboxFilter> | null }

/** What no office has yet is a view of its own, which the other figures cannot narrow. */
function officeRow(facts: DashboardFacts, { id }: FigureRow): Row {
  const { place, lang, t, scope } = facts
  const office = place.directory.officeById.get(id ?? 0)
  if (id === null || office === undefined) {
    return {
      cell: { text: t('desk:noOffice'), href: inboxOf({ ...facts.filter, view: 'unrouted' }) },
      filter: null,
    }
  }
  const href = scopeHref(facts, { cityId: scope.cityId, officeId: id })
  return { cell: { text: nameIn(office.names, lang), href }, filter: { officeId: id } }
}

const personRow = ({ t }: DashboardFacts, { id, name }: FigureRow): Row =>
  id === null
    ? { cell: t('dashboard:nobody'), filter: { assignee: 'none' } }
    : { cell: name ?? '', filter: { assignee: id } }
