import { definePage, type PageModel } from '../../../platform/http/page.ts'
import { type Pagination, paginate } from '../../../platform/http/pagination.ts'
import type { EmptyState, Link, Option, StatTile, Tab, Tag } from '../../../platform/http/parts.ts'
import { endonyms } from '../../../platform/i18n/texts.ts'
import { formatInstant, formatNumber } from '../../../platform/time/format.ts'
import { cityPaths, langsOf, nameIn } from '../../city/index.ts'
import { complaintPaths, type Reading } from '../../complaints/index.ts'
import { eventPaths } from '../paths.ts'
import type { EventCard, YearSums } from '../queries.ts'
import { kinds } from '../rules.ts'
import { shownIn, wordsIn } from '../translated.ts'
import { eventTag, kindIcon, kindName, placesText, whenText } from '../words.ts'
import {
  type AgendaFilter,
  type AgendaPart,
  activeParts,
  agendaParams,
  drawnAreas,
  perPage,
  wholeAgenda,
  withoutPart,
} from './filter.ts'

/** An event in a list. */
export type EventItem = {
  href: string
  title: string
  /** Of the title, when it is not translated. */
  titleLang: string
  struck: boolean
  icon: string
  kind: string
  /** "14" and "March": the leaf of the calendar. */
  day: string
  month: string
  iso: string
  when: string
  place: string
  tag: Tag
  places: string
  reason: string
}

export type AgendaModel = PageModel & {
  tabs: Tab[]
  form: {
    action: string
    when: string
    kind: { value: string; options: Option[] }
    language: { value: string; options: Option[] }
    /** Null: the districts of the city are not drawn. */
    district: { value: string; options: Option[] } | null
    free: boolean | null
  }
  chips: Link[]
  clearHref: string | null
  tiles: StatTile[]
  tilesTitle: string
  items: EventItem[]
  empty: EmptyState | null
  pagination: Pagination | null
  links: { href: string; label: string; icon: string }[]
  ask: Link
}

export const agendaPage = definePage<AgendaModel>('events/agenda')

export type AgendaData = {
  filter: AgendaFilter
  rows: readonly EventCard[]
  total: number
  /** Of an empty agenda. */
  removable: readonly AgendaPart[]
  sums: YearSums
}

export function agendaModel(
  { filter, rows, total, removable, sums }: AgendaData,
  reading: Reading,
): AgendaModel {
  const { city, lang, t } = reading
  const title = t(filter.when === 'past' ? 'events:agenda.past' : 'events:agenda.title')
  const params = agendaParams({ ...filter, page: 1 })
  const kindParams = { kind: filter.kind ?? undefined }
  const href = (change: Partial<AgendaFilter>) =>
    eventPaths.agenda(lang, city.slug, agendaParams({ ...filter, page: 1, ...change }))
  return {
    page: {
      title,
      description: t('events:agenda.lead'),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      noindex: activeParts(filter).length > 0 || filter.page > 1,
      alternates: [
        { href: eventPaths.feed(lang, city.slug, kindParams), type: 'application/atom+xml', title },
        { href: eventPaths.calendar(lang, city.slug, kindParams), type: 'text/calendar', title },
      ],
    },
    tabs: (['coming', 'past'] as const).map((when) => ({
      href: href({ when, free: false }),
      label: t(`events:agenda.tab.${when}`),
      current: filter.when === when,
    })),
    form: {
      action: eventPaths.agenda(lang, city.slug),
      when: params['when'] ?? '',
      kind: {
        value: filter.kind ?? '',
        options: [
          { value: '', label: t('events:filter.anyKind') },
          ...kinds.map((kind) => ({ value: kind, label: kindName(kind, t) })),
        ],
      },
      language: {
        value: filter.language ?? '',
        options: [
          { value: '', label: t('events:filter.anyLanguage') },
          ...langsOf(city).map((one) => ({ value: one, label: endonyms[one] })),
        ],
      },
      district: districtsOf(filter, reading),
      free: filter.when === 'past' ? null : filter.free,
    },
    chips: activeParts(filter).map((part) => ({
      label: partLabel(part, filter, reading),
      href: eventPaths.agenda(lang, city.slug, agendaParams(withoutPart(filter, part))),
    })),
    clearHref:
      activeParts(filter).length > 1
        ? eventPaths.agenda(lang, city.slug, agendaParams({ ...wholeAgenda, when: filter.when }))
        : null,
    tilesTitle: t('events:year.title', { year: String(reading.today.year) }),
    tiles: sums.events === 0 ? [] : yearTiles(sums, reading),
    items: rows.map((row) => itemOf(row, reading)),
    empty: rows.length > 0 ? null : emptyOf(filter, removable, reading),
    pagination: total <= perPage ? null : pagesOf(filter, total, reading),
    links: [
      {
        href: eventPaths.calendar(lang, city.slug, kindParams),
        label: t('events:agenda.calendar'),
        icon: 'calendar',
      },
      { href: eventPaths.feed(lang, city.slug, kindParams), label: t('events:agenda.feed'), icon: 'rss' },
      {
        href: complaintPaths.follow(lang, city.slug, { topic: 'events' }),
        label: t('events:agenda.follow'),
        icon: 'bell',
      },
    ],
    ask: { href: eventPaths.ask(lang, city.slug), label: t('events:agenda.ask') },
  }
}

/** The card of an event, also on pages of others. */
export function itemOf(
  row: EventCard,
  reading: Pick<Reading, 'city' | 'lang' | 't' | 'timeZone' | 'now'>,
): EventItem {
  const { city, lang, t, timeZone, now } = reading
  const title = shownIn(row.title, lang)
  const isCancelled = row.state === 'cancelled'
  const isComing = row.state === 'published' && row.endsAt > now
  return {
    href: eventPaths.show(lang, city.slug, row.id),
    title: title.text,
    titleLang: title.lang,
    struck: isCancelled,
    icon: kindIcon(row.kind),
    kind: kindName(row.kind, t),
    day: formatInstant(row.startsAt, lang, timeZone, 'numeric').slice(0, 2),
    month: monthOf(row.startsAt, reading),
    iso: new Date(row.startsAt).toISOString(),
    when: whenText(row, reading),
    place: wordsIn(row.place, lang),
    tag: eventTag(row, t, now),
    places: isComing
      ? placesText(row, reading)
      : row.participants === null
        ? ''
        : t('events:places.came', { count: row.participants, n: formatNumber(row.participants, lang) }),
    reason: isCancelled && row.reason !== null ? wordsIn(row.reason, lang) : '',
  }
}

/** The month on a leaf of the calendar: short, since the long ones are wider than it. */
const monthOf = (at: number, { lang, timeZone }: Pick<Reading, 'lang' | 'timeZone'>): string =>
  formatInstant(at, lang, timeZone, 'dayMonthShort').replaceAll(/[\d\s.]/g, '')

function districtsOf(filter: AgendaFilter, { city, lang, t }: Reading): AgendaModel['form']['district'] {
  const areas = drawnAreas(city.areas)
  if (areas.length === 0) return null
  return {
    value: filter.district ?? '',
    options: [
      { value: '', label: t('events:filter.anyDistrict') },
      ...areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
    ],
  }
}

function partLabel(part: AgendaPart, filter: AgendaFilter, { city, lang, t }: Reading): string {
  if (part === 'kind' && filter.kind !== null) return kindName(filter.kind, t)
  if (part === 'language' && filter.language !== null) return endonyms[filter.language]
  const area = city.areas.find(({ code }) => code === filter.district)
  if (part === 'district' && area !== undefined) return nameIn(area.names, lang)
  return t('events:filter.free')
}

function yearTiles({ events, participants, hours, bags }: YearSums, { t, lang }: Reading): StatTile[] {
  return [
    { label: t('events:year.events'), value: formatNumber(events, lang) },
    { label: t('events:year.participants'), value: formatNumber(participants, lang) },
    { label: t('events:year.hours'), value: formatNumber(hours, lang) },
    { label: t('events:year.bags'), value: formatNumber(bags, lang) },
  ]
}

function emptyOf(filter: AgendaFilter, removable: readonly AgendaPart[], reading: Reading): EmptyState {
  const { city, lang, t } = reading
  const without = removable.map((part) => ({
    href: eventPaths.agenda(lang, city.slug, agendaParams(withoutPart(filter, part))),
    label: t('events:agenda.without', { part: partLabel(part, filter, reading) }),
  }))
  if (activeParts(filter).length > 0) {
    return {
      icon: 'calendar',
      title: t('events:agenda.nothingFound'),
      text: t(without.length > 0 ? 'events:agenda.loosen' : 'events:agenda.nothingYet'),
      actions: without,
    }
  }
  return {
    icon: 'calendar',
    title: t(filter.when === 'past' ? 'events:agenda.noPast' : 'events:agenda.none'),
    text: t('events:agenda.noneText'),
    actions: [{ href: eventPaths.ask(lang, city.slug), label: t('events:agenda.ask') }],
  }
}

function pagesOf(filter: AgendaFilter, total: number, { city, lang, t }: Reading): Pagination {
  return paginate({
    page: filter.page,
    perPage,
    total,
    hrefOf: (page) => eventPaths.agenda(lang, city.slug, agendaParams({ ...filter, page })),
    summaryOf: (range) => t('events:agenda.range', range),
    formatNumber: (value) => formatNumber(value, lang),
  })
}
