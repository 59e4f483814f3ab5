import type { Response } from 'express'
import { ICalCalendar, ICalEventStatus } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { type CsvCell, csvLine, csvStart } from '../../../platform/http/csv.ts'
import { oneLine } from '../../../platform/text/one-line.ts'
import { nameIn } from '../../city/index.ts'
import { type FeedModel, sendFeed } from '../../complaints/index.ts'
import type { Around } from '../around.ts'
import { middleOf } from '../geometry.ts'
import { workPaths } from '../paths.ts'
import { stateOf } from '../rules.ts'
import { daysOf, districtName, periodText, placeLine, titleOf } from '../view.ts'
import { saidIn } from '../words.ts'
import type { Work } from '../work.ts'
import { filterParams, type WorkFilter } from './filter.ts'

/** The same works for calendars, feed readers, tables and maps. */

/**
 * Works as events (RFC 5545). What moves keeps its UID and gets a higher sequence; what was called off stays, marked
 * as cancelled, so that a calendar takes it out.
 */
export function calendarOf(works: readonly Work[], around: Around): string {
  const { t, city, lang, origin, timeZone } = around
  const calendar = new ICalCalendar({
    name: oneLine(t('works:file.calendar', { city: nameIn(city.names, lang) })),
    prodId: { company: 'Ashyq Qala', product: 'works', language: lang.toUpperCase() },
    ttl: 3600,
  })
  const host = new URL(origin).hostname
  for (const work of works) {
    const { first, last } = daysOf(work, timeZone)
    const after = Temporal.PlainDate.from(last).add({ days: 1 }).toString()
    const isCancelled = stateOf(work, around.now) === 'cancelled'
    calendar.createEvent({
      id: `work.${work.id}@${host}`,
      sequence: work.version,
      stamp: toDate(work.updatedAt),
      ...(work.allDay
        ? { start: dayToDate(first), end: dayToDate(after), allDay: true }
        : { start: toDate(work.startsAt), end: toDate(work.endsAt) }),
      summary: oneLine(titleOf(work, lang).text),
      description: descriptionOf(work, around),
      location: oneLine(placeLine(work, around)),
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      url: origin + workPaths.show(lang, city.slug, work.id),
    })
  }
  return calendar.toString()
}

export function sendCalendar(res: Response, works: readonly Work[], around: Around): void {
  res.type('text/calendar').attachment(`works-${around.city.slug}.ics`).send(calendarOf(works, around))
}

function descriptionOf(work: Work, { lang, t }: Around): string {
  const { why, detour, cancelled } = work.words
  const detourText = saidIn(detour, lang).text
  return [
    t(`works:kind.${work.kind}`),
    saidIn(cancelled, lang).text,
    saidIn(why, lang).text,
    detourText === '' ? '' : `${t('works:field.detour')}: ${detourText}`,
  ]
    .map(oneLine)
    .filter(Boolean)
    .join('\n')
}

/** What is new in a plan, as Atom (RFC 4287). */
export function worksFeed(works: readonly Work[], filter: WorkFilter, around: Around): FeedModel {
  const { city, lang, t, origin } = around
  const params = filterParams({ ...filter, page: 1 })
  return {
    title: t('works:file.feed', { city: nameIn(city.names, lang) }),
    lang,
    selfHref: origin + workPaths.file(lang, city.slug, 'atom', params),
    listHref: origin + workPaths.list(lang, city.slug, params),
    updated: new Date(Math.max(city.openedAt, ...works.map(({ updatedAt }) => updatedAt))).toISOString(),
    author: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    entries: works.map((work) => {
      const title = titleOf(work, lang)
      const state = t(`works:state.${stateOf(work, around.now)}`)
      return {
        href: origin + workPaths.show(lang, city.slug, work.id),
        title: [title.text, state].join(' · '),
        summary: [
          periodText(work, around),
          placeLine(work, around),
          saidIn(work.words.why, lang).text,
          work.photos.length === 0 ? '' : t('works:photo.count', { count: work.photos.length }),
        ]
          .filter(Boolean)
          .join('\n'),
        lang: title.lang,
        published: new Date(work.publishedAt ?? work.createdAt).toISOString(),
        updated: new Date(work.updatedAt).toISOString(),
      }
    }),
  }
}

export { sendFeed }

const columns: readonly [name: string, cell: (work: Work, around: Around) => CsvCell][] = [
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['state', (work, { now }) => stateOf(work, now)],
  ['title', (work, { lang }) => titleOf(work, lang).text],
  ['why', ({ words }, { lang }) => saidIn(words.why, lang).text],
  ['place', (work, around) => placeLine(work, around)],
  ['district', (work, around) => districtName(work, around)],
  ['starts', (work, around) => momentOf(work.startsAt, work, around)],
  ['ends', (work, around) => momentOf(work.endsAt, work, around)],
  ['moved', ({ moveCount }) => moveCount],
  ['contractor', ({ contractor }) => contractor],
  ['sum_kzt', ({ sum }) => sum],
  ['contract_url', ({ contractUrl }) => contractUrl],
  ['detour', ({ words }, { lang }) => saidIn(words.detour, lang).text],
  ['office', ({ officeId }, { directory }) => directory.officeById.get(officeId)?.code ?? ''],
  ['phone', ({ officePhone }) => officePhone],
  ['lat', ({ shape }) => (shape === null ? null : rounded(middleOf(shape).lat))],
  ['lon', ({ shape }) => (shape === null ? null : rounded(middleOf(shape).lon))],
  ['updated', ({ updatedAt }) => new Date(updatedAt).toISOString()],
  ['url', ({ id }, { origin, lang, city }) => origin + workPaths.show(lang, city.slug, id)],
]

/** Days for works of whole days, instants in UTC for the others. */
function momentOf(at: number, { allDay }: Work, { timeZone }: Around): string {
  return allDay ? daysOf({ startsAt: at, endsAt: at, allDay }, timeZone).first : new Date(at).toISOString()
}

const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

export function sendTable(res: Response, works: readonly Work[], around: Around): void {
  const lines = works.map((work) => csvLine(columns.map(([, cell]) => cell(work, around))))
  res.type('text/csv').attachment(`works-${around.city.slug}.csv`)
  res.send(csvStart + csvLine(columns.map(([name]) => name)) + lines.join(''))
}

/** Works with their shapes as GeoJSON (RFC 7946); one without a shape has no geometry. */
export function sendGeoJson(res: Response, works: readonly Work[], around: Around): void {
  const features = works.map((work) => ({
    type: 'Feature',
    id: work.id,
    geometry: work.shape,
    properties: Object.fromEntries(
      columns
        .filter(([name]) => name !== 'lat' && name !== 'lon')
        .map(([name, cell]) => [name, cell(work, around)]),
    ),
  }))
  res.type('application/geo+json').send(JSON.stringify({ type: 'FeatureCollection', features }))
}
