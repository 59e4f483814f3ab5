import type { Temporal } from 'temporal-polyfill'
import { dateToDay } from '../../../platform/db/instant.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Deadline, Link, Option, Tag } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber as formatCount, formatInstant } from '../../../platform/time/format.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { deadlineLine } from '../deadline-line.ts'
import { formatNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { type Status, statuses } from '../rules.ts'
import { statusTag } from '../status-tag.ts'
import { queryOf } from './filter.ts'
import { type InboxFilter, type InboxRow, inboxPageSize, type ViewCounts, views } from './queries.ts'

export type InboxItem = {
  href: string
  number: string
  category: string
  icon: string
  text: string
  textLang: string
  place: string
  office: string
  assignee: string
  status: Tag
  deadline: Deadline | null
  received: string
  marks: { icon: string; label: string }[]
}

export type InboxModel = PageModel & {
  heading: string
  /** What was just done to a complaint that is out of reach now. */
  done: string | null
  views: (Link & { count: string | null; current: boolean })[]
  items: InboxItem[]
  empty: { title: string; text: string }
  filter: {
    action: string
    view: string
    q: string
    category: string
    office: string
    status: string
    sort: string
  }
  categories: Option[]
  offices: Option[]
  statuses: Option[]
  sorts: Option[]
  chips: Link[]
  clearHref: string
  range: string | null
  previousHref: string | null
  nextHref: string | null
}

export const inboxPage = definePage<InboxModel>('desk/inbox', { layout: 'staff' })

export type Place = { city: City; directory: Directory; calendar: WorkingCalendar }

export type InboxFacts = {
  rows: InboxRow[]
  more: boolean
  counts: ViewCounts
  filter: InboxFilter
  places: Place[]
  staff: StaffMember
  /** Number of a complaint that this person has just passed on. */
  passedOn: string | null
  lang: Lang
  t: Translate
  now: Temporal.Instant
}

export function inboxModel(facts: InboxFacts): InboxModel {
  const { filter, t, counts, lang, rows, more, places } = facts
  const with_ = (change: Partial<InboxFilter>) => deskPaths.inbox(queryOf({ ...filter, page: 1, ...change }))
  const heading = t(`desk:view.${filter.view}`)
  const first = (filter.page - 1) * inboxPageSize + 1
  const all = { value: '', label: t('desk:filter.all') }
  const categories = places.flatMap(({ directory }) => directory.categories)
  const offices = places.flatMap(({ directory }) => directory.offices)
  return {
    page: { title: heading, noindex: true },
    heading,
    done: facts.passedOn && t('desk:passedOn', { number: formatNumber(facts.passedOn) }),
    views: views.map((view) => ({
      href: deskPaths.inbox(queryOf({ ...filter, view, status: null, page: 1 })),
      label: t(`desk:view.${view}`),
      count: view === 'ended' ? null : formatCount(counts[view], lang),
      current: view === filter.view,
    })),
    items: rows.map((row) => itemOf(facts, row)),
    empty: emptyText(facts),
    filter: {
      action: deskPaths.inbox(),
      view: filter.view,
      q: filter.text,
      category: filter.categoryId?.toString() ?? '',
      office: filter.officeId?.toString() ?? '',
      status: filter.status ?? '',
      sort: filter.sort,
    },
    categories: [
      all,
      ...categories.map((one) => ({ value: String(one.id), label: nameIn(one.names, lang) })),
    ],
    offices: [all, ...offices.map((one) => ({ value: String(one.id), label: nameIn(one.short, lang) }))],
    statuses: [
      all,
      ...statuses.map((status) => ({ value: status, label: t(`complaints:status.${status}`) })),
    ],
    sorts: (['due', 'newest', 'oldest'] as const).map((sort) => ({
      value: sort,
      label: t(`desk:sort.${sort}`),
    })),
    chips: chipsOf(facts, with_),
    clearHref: deskPaths.inbox({ view: filter.view === 'open' ? undefined : filter.view }),
    range:
      rows.length === 0
        ? null
        : t('desk:range', { from: formatCount(first, lang), to: formatCount(first + rows.length - 1, lang) }),
    previousHref: filter.page > 1 ? with_({ page: filter.page - 1 }) : null,
    nextHref: more ? with_({ page: filter.page + 1 }) : null,
  }
}

function itemOf({ places, lang, t, now }: InboxFacts, row: InboxRow): InboxItem {
  const place = places.find(({ city }) => city.id === row.city_id)
  const category = place?.directory.categoryById.get(row.category_id ?? 0)
  const office = place?.directory.officeById.get(row.office_id ?? 0)
  const timeZone = place?.city.timeZone ?? 'UTC'
  const marks = [
    row.photo_count > 0 ? { icon: 'camera', label: t('desk:mark.photos', { count: row.photo_count }) } : null,
    row.reopened_count > 0 ? { icon: 'rotate-ccw', label: t('desk:mark.reopened') } : null,
    row.publication === 'held' ? { icon: 'shield-alert', label: t('desk:mark.held') } : null,
  ]
  const clocked = {
    status: row.status as Status,
    dueOn: row.due_on === null ? null : dateToDay(row.due_on),
    dueAt: row.due_at?.getTime() ?? null,
    plannedOn: row.planned_on === null ? null : dateToDay(row.planned_on),
    answeredAt: null,
  }
  const clock = place && { today: localDate(now, timeZone), calendar: place.calendar, timeZone, lang, t }
  return {
    href: deskPaths.show(row.number),
    number: formatNumber(row.number),
    category: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    icon: category?.icon ?? 'circle-help',
    text: row.text,
    textLang: row.text_lang,
    place: row.address,
    office: office ? nameIn(office.short, lang) : t('desk:noOffice'),
    assignee: row.assignee_name ?? t('desk:nobody'),
    status: statusTag(row.status as Status, t),
    deadline: clock ? deadlineLine(clocked, clock, 'short') : null,
    received: formatInstant(row.received_at.getTime(), lang, timeZone, 'numeric'),
    marks: marks.filter((mark) => mark !== null),
  }
}

/** Each active filter as a chip that takes it away. */
function chipsOf(
  { filter, places, lang, t }: InboxFacts,
  with_: (change: Partial<InboxFilter>) => string,
): Link[] {
  const category = places
    .flatMap(({ directory }) => directory.categories)
    .find(({ id }) => id === filter.categoryId)
  const office = places.flatMap(({ directory }) => directory.offices).find(({ id }) => id === filter.officeId)
  const status = statuses.find((one) => one === filter.status)
  return [
    ...(filter.text === '' ? [] : [{ label: `«${filter.text}»`, href: with_({ text: '' }) }]),
    ...(category ? [{ label: nameIn(category.names, lang), href: with_({ categoryId: null }) }] : []),
    ...(office ? [{ label: nameIn(office.short, lang), href: with_({ officeId: null }) }] : []),
    ...(status ? [{ label: t(`complaints:status.${status}`), href: with_({ status: null }) }] : []),
  ]
}

function emptyText({ filter, t }: InboxFacts): { title: string; text: string } {
  const filtered =
    filter.text !== '' || filter.categoryId !== null || filter.officeId !== null || filter.status !== null
  return filtered
    ? { title: t('desk:empty.filteredTitle'), text: t('desk:empty.filteredText') }
    : { title: t('desk:empty.title'), text: t('desk:empty.text') }
}
