import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError } from '../../../platform/http/parts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import type { Office } from '../../offices/index.ts'
import { hoursText } from '../../settings/index.ts'
import { ruleOf } from '../actions/plan-receptions.ts'
import { receptionDeskPaths } from '../paths.ts'
import type { Body } from '../queries.ts'
import type { Place } from '../reading.ts'
import { bodyKinds } from '../rules.ts'
import type { SeriesRow } from './queries.ts'

type Field = { value: string; error: string }

export type BodiesModel = PageModel & {
  back: Link
  message: Alert | null
  newHref: string | null
  items: {
    name: string
    kind: string
    /** Null: only to be read. */
    editHref: string | null
    newSeriesHref: string | null
    series: { label: string; when: string; href: string | null }[]
  }[]
}

export const bodiesDeskPage = definePage<BodiesModel>('receptions/desk-bodies', { layout: 'staff' })

export type BodiesInput = Place & {
  bodies: readonly Body[]
  series: readonly SeriesRow[]
  mayManage: (body: Body) => boolean
  isAdmin: boolean
  done: string
}

/** Who receives, and by which rules. */
export function bodiesDeskModel(input: BodiesInput): BodiesModel {
  const { city, lang, t, bodies, series, mayManage, isAdmin, done } = input
  return {
    page: { title: t('receptions:desk.bodies'), noindex: true },
    back: { href: receptionDeskPaths.home(city.slug), label: t('receptions:title') },
    message:
      done === 'saved' || done === 'ended'
        ? { text: t(`receptions:bodiesDesk.said.${done}`), tone: 'success' }
        : null,
    newHref: isAdmin ? receptionDeskPaths.newBody(city.slug) : null,
    items: bodies.map((body) => ({
      name: nameIn(body.names, lang),
      kind: t(`receptions:kind.${body.kind}`),
      editHref: mayManage(body) ? receptionDeskPaths.body(city.slug, body.id) : null,
      newSeriesHref: mayManage(body) ? receptionDeskPaths.newSeries(city.slug, body.id) : null,
      series: series
        .filter(({ bodyId }) => bodyId === body.id)
        .map((row) => ({
          label: [nameIn({ kk: row.positionKk, ru: row.positionRu, en: row.positionEn }, lang), row.person]
            .filter(Boolean)
            .join(', '),
          when: whenOf(row, input),
          href: mayManage(body) ? receptionDeskPaths.series(city.slug, row.id) : null,
        })),
    })),
  }
}

/** "Mon, Thu 15:00, weeks 1, 3". */
function whenOf(row: SeriesRow, { lang, t }: Place): string {
  // 1 January 2024 was a Monday.
  const days = row.weekdays.map((day) => formatDay(`2024-01-0${day}`, lang, 'weekdayShort')).join(', ')
  const weeks =
    row.weeks.length === 0 ? '' : t('receptions:bodiesDesk.weeks', { weeks: row.weeks.join(', ') })
  return [`${days} ${row.startsAt}`, weeks].filter(Boolean).join(', ')
}

const bodyFields = [
  ...(['kind', 'nameKk', 'nameRu', 'nameEn', 'aboutKk', 'aboutRu', 'aboutEn'] as const),
  ...(['addressKk', 'addressRu', 'addressEn', 'phones', 'hours', 'office', 'queueLetter'] as const),
]

export type BodyFormModel = PageModel & {
  back: Link
  message: Alert | null
  errors: SummaryError[]
  action: string
  version: string
  /** Makes a form of a new one that is sent twice one. */
  key: string
  kinds: Option[]
  offices: Option[]
  fields: Record<(typeof bodyFields)[number], Field>
}

export const bodyFormPage = definePage<BodyFormModel>('receptions/desk-body', { layout: 'staff' })

export type BodyFormInput = Place & {
  /** Null: a new one. */
  body: Body | null
  offices: readonly Office[]
  typed: Typed
  errors?: FieldErrors
  isConflict?: boolean
}

export function bodyFormModel(input: BodyFormInput): BodyFormModel {
  const { city, lang, t, body, offices, typed, errors = {}, isConflict = false } = input
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  return {
    page: {
      title: body === null ? t('receptions:bodiesDesk.new') : nameIn(body.names, lang),
      noindex: true,
    },
    back: { href: receptionDeskPaths.bodies(city.slug), label: t('receptions:desk.bodies') },
    message: isConflict ? { text: t('receptions:desk.conflict'), tone: 'warning' } : null,
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    action:
      body === null ? receptionDeskPaths.newBody(city.slug) : receptionDeskPaths.body(city.slug, body.id),
    version: typed['version'] ?? '0',
    key: typed['key'] ?? '',
    kinds: bodyKinds.map((value) => ({ value, label: t(`receptions:kind.${value}`) })),
    offices: [
      { value: '', label: t('receptions:bodiesDesk.noOffice') },
      ...offices.map(({ id, short }) => ({ value: String(id), label: nameIn(short, lang) })),
    ],
    fields: Object.fromEntries(
      bodyFields.map((name) => [name, { value: typed[name] ?? '', error: sentence(name) }]),
    ) as BodyFormModel['fields'],
  }
}

/** A body as the form shows it. */
export const typedBody = (body: Body): Typed => ({
  ...{ version: String(body.version), kind: body.kind },
  ...{ nameKk: body.names.kk, nameRu: body.names.ru, nameEn: body.names.en },
  ...{ aboutKk: body.about.kk, aboutRu: body.about.ru, aboutEn: body.about.en },
  ...{ addressKk: body.address.kk, addressRu: body.address.ru, addressEn: body.address.en },
  phones: body.phones.join('\n'),
  hours: hoursText(body.hours),
  office: body.officeId === null ? '' : String(body.officeId),
  queueLetter: body.queueLetter ?? '',
})

const seriesFields = [
  ...(['positionKk', 'positionRu', 'positionEn', 'person', 'placeKk', 'placeRu', 'placeEn'] as const),
  ...(['startsAt', 'slotMinutes', 'slots', 'placesPerSlot', 'waitingMost', 'opensDays'] as const),
  ...(['closesHours', 'onHoliday', 'validFrom', 'validTo'] as const),
]

export type SeriesModel = PageModel & {
  back: Link
  message: Alert | null
  errors: SummaryError[]
  action: string
  version: string
  /** Makes a form of a new one that is sent twice one. */
  key: string
  weekdays: { options: Option[]; values: string[]; error: string }
  weeks: { options: Option[]; values: string[]; error: string }
  holidays: Option[]
  fields: Record<(typeof seriesFields)[number], Field>
  end: { action: string } | null
}

export const seriesPage = definePage<SeriesModel>('receptions/desk-series', { layout: 'staff' })

export type SeriesInput = Place & {
  body: Body
  series: SeriesRow | null
  typed: Typed
  /** Boxes have names of their own: `weekday1`, `week3`. */
  errors?: FieldErrors
  isConflict?: boolean
}

const range = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
export const [weekdayNumbers, weekNumbers] = [range(7), range(5)] as const

export function seriesModel(input: SeriesInput): SeriesModel {
  const { city, lang, t, body, series, typed, errors = {}, isConflict = false } = input
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  return {
    page: { title: t('receptions:series.title', { body: nameIn(body.names, lang) }), noindex: true },
    back: { href: receptionDeskPaths.bodies(city.slug), label: t('receptions:desk.bodies') },
    message: isConflict ? { text: t('receptions:desk.conflict'), tone: 'warning' } : null,
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    action:
      series === null
        ? receptionDeskPaths.newSeries(city.slug, body.id)
        : receptionDeskPaths.series(city.slug, series.id),
    version: typed['version'] ?? '0',
    key: typed['key'] ?? '',
    weekdays: {
      options: weekdayNumbers.map((day) => ({
        value: `weekday${day}`,
        label: formatDay(`2024-01-0${day}`, lang, 'weekdayShort'),
      })),
      values: weekdayNumbers.map((day) => `weekday${day}`).filter((name) => typed[name] !== undefined),
      error: sentence('weekday1'),
    },
    weeks: {
      options: weekNumbers.map((week) => ({ value: `week${week}`, label: String(week) })),
      values: weekNumbers.map((week) => `week${week}`).filter((name) => typed[name] !== undefined),
      error: '',
    },
    holidays: (['skip', 'next'] as const).map((value) => ({
      value,
      label: t(`receptions:series.holiday.${value}`),
    })),
    fields: Object.fromEntries(
      seriesFields.map((name) => [name, { value: typed[name] ?? '', error: sentence(name) }]),
    ) as SeriesModel['fields'],
    end: series === null ? null : { action: receptionDeskPaths.endSeries(city.slug, series.id) },
  }
}

/** A rule as the form shows it. */
export function typedSeries(row: SeriesRow): Typed {
  const { weekdays, weeks, validFrom, validTo, onHoliday } = ruleOf(row)
  return {
    version: String(row.version),
    ...{ positionKk: row.positionKk, positionRu: row.positionRu, positionEn: row.positionEn },
    ...{ person: row.person, placeKk: row.placeKk, placeRu: row.placeRu, placeEn: row.placeEn },
    ...Object.fromEntries(weekdays.map((day) => [`weekday${day}`, '1'])),
    ...Object.fromEntries(weeks.map((week) => [`week${week}`, '1'])),
    ...{ startsAt: row.startsAt, slotMinutes: String(row.slotMinutes), slots: String(row.slots) },
    ...{ placesPerSlot: String(row.placesPerSlot), waitingMost: String(row.waitingMost) },
    ...{ opensDays: String(row.opensDays), closesHours: String(row.closesHours), onHoliday },
    ...{ validFrom, validTo: validTo ?? '' },
  }
}

/** What a new rule begins with. */
export const usualSeries = (today: string): Typed => ({
  ...{ startsAt: '15:00', slotMinutes: '15', slots: '8', placesPerSlot: '1', waitingMost: '10' },
  ...{ opensDays: '30', closesHours: '24', onHoliday: 'skip', validFrom: today },
})
