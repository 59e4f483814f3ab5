import type { DistrictMap } from '../../../platform/charts/district-map.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Photo, SummaryRow, Tag, TimelineEntry } from '../../../platform/http/parts.ts'
import { formatInstant, formatMoment } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import { streetName } from '../../places/index.ts'
import type { Around } from '../around.ts'
import { workPaths } from '../paths.ts'
import { phoneText } from '../phone.ts'
import { pairOf, photoView } from '../photos.ts'
import type { EventRow } from '../queries.ts'
import { kindIcons, stateOf } from '../rules.ts'
import { sketchOfOne } from '../sketch.ts'
import { districtName, moneyText, periodText, stateTag, streetText, titleOf, warningOf } from '../view.ts'
import { type SaidIn, saidIn } from '../words.ts'
import type { Work, WorkEventKind, WorkPhoto } from '../work.ts'
import { followLink } from './list-page.ts'

export type WorkModel = PageModel & {
  title: SaidIn
  kind: { icon: string; label: string }
  tag: Tag
  period: string
  alerts: Alert[]
  /** Said where a text is not in the language of the page. */
  untranslated: string | null
  texts: { label: string; text: string; lang: string }[]
  streets: string[]
  follow: Link[]
  facts: SummaryRow[]
  map: DistrictMap | null
  history: TimelineEntry[]
  /** The first picture from before and from after, side by side. */
  pair: { before: Photo; after: Photo } | null
  photos: Photo[]
  calendarHref: string
  reportHref: string
  shareUrl: string
}

export const workPage = definePage<WorkModel>('works/show')

export function workModel(work: Work, events: readonly EventRow[], around: Around): WorkModel {
  const { city, lang, t } = around
  const title = titleOf(work, lang)
  const texts = textsOf(work, around)
  const href = workPaths.show(lang, city.slug, work.id)
  return {
    page: {
      title: title.text,
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: workPaths.list(lang, city.slug), label: t('works:list.title') },
      ],
      kind: 'article',
    },
    title,
    kind: { icon: kindIcons[work.kind], label: t(`works:kind.${work.kind}`) },
    tag: stateTag(work, around),
    period: periodText(work, around),
    alerts: alertsOf(work, around),
    untranslated: [title, ...texts].some((said) => said.lang !== lang) ? t('works:work.untranslated') : null,
    texts,
    streets: work.streets.map((part) => streetText(part, { lang, t })),
    follow: streetsOnce(work).map(({ street }) =>
      followLink({ id: street.id, name: streetName({ lang, t }, street) }, around),
    ),
    facts: factsOf(work, around),
    map:
      work.shape === null
        ? null
        : sketchOfOne({ shape: work.shape, text: '', href, label: title.text }, t('works:map.one'), around),
    history: historyOf(work, events, around),
    ...photosOf(work, around),
    calendarHref: workPaths.calendar(lang, city.slug, work.id),
    reportHref: complaintPaths.new(lang, city.slug),
    shareUrl: around.origin + href,
  }
}

function photosOf(work: Work, around: Around): Pick<WorkModel, 'pair' | 'photos'> {
  const view = (photo: WorkPhoto): Photo =>
    photoView(work, photo, {
      ...{ around, src: workPaths.photo(photo.id, 'small'), href: workPaths.photo(photo.id, 'large') },
    })
  const { pair, rest } = pairOf(work.photos)
  return {
    // Which is which stands on them
    pair:
      pair === null
        ? null
        : {
            before: { ...view(pair.before), caption: null },
            after: { ...view(pair.after), caption: null },
          },
    photos: rest.map(view),
  }
}

/** A street may stand twice, with its even houses here and its odd ones there. */
const streetsOnce = ({ streets }: Work) => [
  ...new Map(streets.map((part) => [part.street.id, part])).values(),
]

function alertsOf(work: Work, around: Around): Alert[] {
  const { lang, t } = around
  const state = stateOf(work, around.now)
  const warning = warningOf(work, around)
  const cancelled = saidIn(work.words.cancelled, lang).text
  const result = saidIn(work.words.result, lang).text
  return [
    ...(state === 'cancelled'
      ? [
          {
            tone: 'warning' as const,
            title: t('works:work.cancelled'),
            text: cancelled || t('works:work.noReason'),
          },
        ]
      : []),
    ...(state === 'done' && result !== ''
      ? [{ tone: 'success' as const, title: t('works:work.done'), text: result }]
      : []),
    ...(warning === null ? [] : [{ tone: 'warning' as const, text: warning }]),
  ]
}

export function textsOf({ words }: Work, { lang, t }: Around): WorkModel['texts'] {
  return (['why', 'place', 'detour'] as const).flatMap((name) => {
    const said = saidIn(words[name], lang)
    return said.text === '' ? [] : [{ ...said, label: t(`works:field.${name}`) }]
  })
}

export function factsOf(work: Work, around: Around): SummaryRow[] {
  const { lang, t, directory, timeZone } = around
  const office = directory.officeById.get(work.officeId)
  const district = districtName(work, around)
  const row = (name: 'district' | 'contractor' | 'sum' | 'office', value: string): SummaryRow[] =>
    value === '' ? [] : [{ label: t(`works:field.${name}`), value }]
  return [
    ...row('district', district),
    ...row('contractor', work.contractor),
    ...row('sum', work.sum === null ? '' : moneyText(work.sum, around)),
    ...(work.contractUrl === ''
      ? []
      : [
          {
            label: t('works:field.contractUrl'),
            value: new URL(work.contractUrl).hostname,
            href: work.contractUrl,
          },
        ]),
    ...row('office', office === undefined ? '' : nameIn(office.names, lang)),
    ...(work.officePhone === ''
      ? []
      : [
          {
            label: t('works:field.officePhone'),
            value: phoneText(work.officePhone),
            href: `tel:${work.officePhone}`,
          },
        ]),
    { label: t('works:field.updated'), value: formatMoment(work.updatedAt, lang, timeZone) },
  ]
}

const eventLooks = {
  added: { icon: 'pencil', tone: 'neutral' },
  changed: { icon: 'pencil', tone: 'neutral' },
  published: { icon: 'megaphone', tone: 'info' },
  moved: { icon: 'calendar-clock', tone: 'warning' },
  reopened: { icon: 'rotate-ccw', tone: 'warning' },
  started: { icon: 'hammer', tone: 'accent' },
  finished: { icon: 'circle-check', tone: 'success' },
  cancelled: { icon: 'ban', tone: 'neutral' },
} as const satisfies Record<WorkEventKind, { icon: string; tone: TimelineEntry['tone'] }>

/** What everybody may know happened: nothing from before it was published, and who did it is the office. */
export function historyOf(work: Work, events: readonly EventRow[], around: Around): TimelineEntry[] {
  const office = around.directory.officeById.get(work.officeId)
  const by = office === undefined ? null : nameIn(office.short, around.lang)
  const since = work.publishedAt ?? Number.POSITIVE_INFINITY
  return events.filter(({ at }) => at >= since).map((event) => ({ ...entryOf(event, work, around), by }))
}

/** One event in words. */
export function entryOf(event: EventRow, work: Pick<Work, 'allDay'>, around: Around): TimelineEntry {
  const { lang, t, timeZone } = around
  const said = event.reason === null ? null : saidIn(event.reason, lang)
  return {
    ...eventLooks[event.kind],
    at: { iso: new Date(event.at).toISOString(), text: formatInstant(event.at, lang, timeZone) },
    title: t(`works:event.${event.kind}`),
    note: movedNote(event, work, around),
    text: said?.text || null,
    lang: said?.lang ?? null,
  }
}

function movedNote(event: EventRow, { allDay }: Pick<Work, 'allDay'>, around: Around): string | null {
  const { fromStartsAt, fromEndsAt, toStartsAt, toEndsAt } = event
  if (fromStartsAt === null || fromEndsAt === null || toStartsAt === null || toEndsAt === null) return null
  const text = (from: Date, to: Date) =>
    periodText({ startsAt: from.getTime(), endsAt: to.getTime(), allDay }, around, 'short')
  return around.t('works:event.dates', {
    from: text(fromStartsAt, fromEndsAt),
    to: text(toStartsAt, toEndsAt),
  })
}
