import type { Temporal } from 'temporal-polyfill'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, Option } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber as formatCount, formatDay } from '../../../platform/time/format.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { formatNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { type BulkKind, bulkKindsFor } from './bulk/rules.ts'
import type { Preferences } from './columns.ts'
import { type InboxFilter, inboxPageSize, isNarrowed, queryOf, type Sort, searchOf } from './filter.ts'
import { chipsOf, type FilterFields, filterFields } from './filter-fields.ts'
import type { Place } from './place.ts'
import { type InboxRow, mostCounted, type ViewCounts } from './queries.ts'
import { type InboxItem, itemOf } from './rows.ts'
import { shareOptions } from './saved/share.ts'
import { type KeyRow, keyRows } from './settings/page.ts'
import type { Personal } from './settings/queries.ts'
import { leadViews, type View, viewsFor } from './views.ts'

type ViewLink = Link & { count: string | null; current: boolean }

type Head = {
  name: string
  label: string
  sortHref: string | null
  sorted: 'ascending' | 'descending' | null
}

export type InboxModel = PageModel & {
  heading: string
  /** What was just done. */
  done: string | null
  views: ViewLink[]
  leadViews: ViewLink[]
  saved: (ViewLink & { note: string | null; removeAction: string | null; removeLabel: string })[]
  save: {
    action: string
    query: string
    name: string
    error: string | null
    share: Option[]
    shared: string
    open: boolean
  }
  settingsHref: string
  keysHref: string
  /** Keys of one letter are on. */
  keys: boolean
  keyList: KeyRow[]
  newsHref: string
  goes: { inbox: string; mine: string; late: string }
  density: string
  /** Whose list it is: where there is little room, each needs other columns. */
  reader: 'city' | 'office'
  heads: Head[]
  shown: string[]
  items: InboxItem[]
  empty: { title: string; text: string }
  filter: FilterFields
  chips: Link[]
  clearHref: string
  bulk: {
    action: string
    back: string
    error: string | null
    acts: { value: BulkKind; label: string; icon: string; key: string | null }[]
    all: string
  }
  waiting: { text: string; undoAction: string; href: string }[]
  range: string | null
  previousHref: string | null
  nextHref: string | null
}

export const inboxPage = definePage<InboxModel>('inbox/list', { layout: 'staff' })

export type InboxFacts = {
  rows: InboxRow[]
  more: boolean
  counts: ViewCounts
  /** By the id of the saved filter; some are not counted. */
  savedCounts?: ReadonlyMap<number, number>
  filter: InboxFilter
  places: Place[]
  staff: StaffMember
  personal: Personal
  /** To whom work can be given in the offices of the filter or of the person. */
  people: readonly { id: number; name: string }[]
  /** What was just done to a complaint: passed on out of reach, or something else. */
  done: { kind: 'passed' | 'acted'; number: string } | null
  /** Day of the next deadline, known when the list is empty. */
  nextDueOn: string | null
  /** A form that came back: names of the boxes that were ticked, what was wrong. */
  trouble: InboxTrouble | null
  lang: Lang
  t: Translate
  now: Temporal.Instant
}

export type InboxTrouble =
  | { kind: 'bulk'; error: string; picked: ReadonlySet<string> }
  | { kind: 'save'; error: string; name: string; share: string }

export function inboxModel(facts: InboxFacts): InboxModel {
  const { filter, t, rows, more, personal, staff, trouble } = facts
  const { preferences } = personal
  const to = (change: Partial<InboxFilter>) => deskPaths.inbox(queryOf({ ...filter, page: 1, ...change }))
  const picked = trouble?.kind === 'bulk' ? trouble.picked : undefined
  return {
    page: { title: t(`inbox:view.${filter.view}`), noindex: true, scripts: ['inbox.js'] },
    heading: t(`inbox:view.${filter.view}`),
    done: facts.done && t(`inbox:done.${facts.done.kind}`, { number: formatNumber(facts.done.number) }),
    ...navOf(facts),
    save: saveOf(facts),
    settingsHref: deskPaths.inboxSettings(),
    keysHref: deskPaths.inboxKeys(),
    keys: preferences.keys,
    keyList: keyRows(t),
    newsHref: deskPaths.inboxNews(queryOf({ ...filter, page: 1 }), facts.now.epochMilliseconds),
    goes: {
      inbox: deskPaths.inbox(),
      mine: deskPaths.inbox({ view: 'mine' }),
      late: deskPaths.inbox({ view: 'late' }),
    },
    density: preferences.density,
    reader: staff.roles.some(({ officeId }) => officeId === null) ? 'city' : 'office',
    heads: headsOf(facts, preferences, to),
    shown: [...preferences.columns],
    items: rows.map((row) => itemOf(row, facts, picked)),
    empty: emptyText(facts),
    filter: filterFields(facts),
    chips: chipsOf(facts),
    clearHref: deskPaths.inbox({ view: filter.view === 'open' ? undefined : filter.view }),
    bulk: {
      action: deskPaths.bulk(),
      back: searchOf(filter),
      error: trouble?.kind === 'bulk' ? trouble.error : null,
      acts: bulkKindsFor(staff).map(({ kind, icon, key }) => ({
        value: kind,
        label: t(`inbox:bulk.${kind}.label`),
        icon,
        key: preferences.keys ? key : null,
      })),
      all: t('inbox:bulk.all', { most: 200 }),
    },
    waiting: personal.waiting.map(({ id, kind, count }) => ({
      text: t(`inbox:bulk.${kind as BulkKind}.waiting`, { count }),
      undoAction: deskPaths.bulkAct(id, 'undo'),
      href: deskPaths.bulkRun(id),
    })),
    range: rangeOf(facts),
    previousHref: filter.page > 1 ? to({ page: filter.page - 1 }) : null,
    nextHref: more ? to({ page: filter.page + 1 }) : null,
  }
}

/** The list on the left: what is left to do, what a lead watches, what was saved. */
function navOf(facts: InboxFacts): Pick<InboxModel, 'views' | 'leadViews' | 'saved'> {
  const { filter, t, counts, lang, personal, staff } = facts
  const here = searchOf({ ...filter, page: 1 })
  const isSaved = personal.saved.some(({ query }) => query === here)
  const link = (view: View): ViewLink => ({
    href: deskPaths.inbox({ view: view === 'open' ? undefined : view }),
    label: t(`inbox:view.${view}`),
    count: countText(counts[view], lang),
    current: view === filter.view && !isSaved,
  })
  const own = viewsFor(staff)
  return {
    views: own.filter((view) => !leadViews.includes(view)).map(link),
    leadViews: own.filter((view) => leadViews.includes(view)).map(link),
    saved: personal.saved.map((one) => ({
      href: `${deskPaths.inbox()}?${one.query}`,
      label: one.name,
      count: countText(facts.savedCounts?.get(one.id), lang),
      current: one.query === here,
      note: one.shared === 'none' ? null : t(`inbox:shared.${one.shared}`),
      removeAction: one.own ? deskPaths.removeFilter(one.id) : null,
      removeLabel: t('inbox:save.remove', { name: one.name }),
    })),
  }
}

export function countText(count: number | undefined, lang: Lang): string | null {
  if (count === undefined) return null
  return count > mostCounted ? `${formatCount(mostCounted, lang)}+` : formatCount(count, lang)
}

function saveOf({ filter, staff, places, lang, t, trouble }: InboxFacts): InboxModel['save'] {
  const failed = trouble?.kind === 'save' ? trouble : null
  return {
    action: deskPaths.saveFilter(),
    query: searchOf({ ...filter, page: 1 }),
    name: failed?.name ?? '',
    error: failed?.error ?? null,
    share: shareOptions(staff, places, { lang, t }),
    shared: failed?.share ?? '',
    open: failed !== null,
  }
}

/** The two orders of a column, the one that a first press gives first. */
const sortsOf: Partial<Record<string, readonly [Sort, Sort]>> = {
  deadline: ['due', '-due'],
  what: ['category', 'due'],
  status: ['status', 'due'],
  age: ['oldest', 'newest'],
  received: ['newest', 'oldest'],
}

const ascending: ReadonlySet<string> = new Set([
  'deadline due',
  'what category',
  'status status',
  'age newest',
  'received oldest',
])
const descending: ReadonlySet<string> = new Set(['deadline -due', 'age oldest', 'received newest'])

function headsOf(
  { filter, t }: InboxFacts,
  { columns }: Preferences,
  to: (change: Partial<InboxFilter>) => string,
): Head[] {
  const names = ['deadline', 'number', 'what', ...columns] as const
  return names.map((name) => {
    const [first, second] = sortsOf[name] ?? []
    const at = `${name} ${filter.sort}`
    return {
      name,
      label: t(`inbox:column.${name}`),
      sortHref: first && second ? to({ sort: filter.sort === first ? second : first }) : null,
      sorted: ascending.has(at) ? 'ascending' : descending.has(at) ? 'descending' : null,
    }
  })
}

function rangeOf({ rows, filter, lang, t }: InboxFacts): string | null {
  if (rows.length === 0) return null
  const first = (filter.page - 1) * inboxPageSize + 1
  return t('inbox:range', {
    from: formatCount(first, lang),
    to: formatCount(first + rows.length - 1, lang),
  })
}

function emptyText({ filter, nextDueOn, lang, t }: InboxFacts): { title: string; text: string } {
  if (isNarrowed(filter))
    return { title: t('inbox:empty.filteredTitle'), text: t('inbox:empty.filteredText') }
  return {
    title: t('inbox:empty.title'),
    text:
      nextDueOn === null
        ? t('inbox:empty.nothing')
        : t('inbox:empty.nextDue', { day: formatDay(nextDueOn, lang) }),
  }
}
