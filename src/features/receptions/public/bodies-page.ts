import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, SummaryRow, Tab, Tag } from '../../../platform/http/parts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { cityPaths, hoursInWords, nameIn, openState, phoneInWords, telHref } from '../../city/index.ts'
import { receptionPaths } from '../paths.ts'
import type { Body, ReceptionRow } from '../queries.ts'
import { type Place, type ReceptionView, receptionView } from '../reading.ts'
import { bodyKinds } from '../rules.ts'
import { tabsOf } from './timetable-page.ts'

export type BodyView = {
  name: string
  href: string
  about: string
  open: Tag | null
  rows: SummaryRow[]
  screenHref: string | null
}

export type BodiesModel = PageModel & {
  tabs: Tab[]
  groups: { id: string; title: string; items: BodyView[] }[]
}

export const bodiesPage = definePage<BodiesModel>('receptions/bodies')

export type BodiesInput = Place & { bodies: readonly Body[]; calendar: WorkingCalendar }

/** Who receives where. */
export function bodiesModel(input: BodiesInput): BodiesModel {
  const { t, bodies } = input
  return {
    page: {
      title: t('receptions:bodies.title'),
      description: t('receptions:bodies.lead'),
      crumbs: crumbsOf(input),
    },
    tabs: tabsOf(input, 'bodies'),
    groups: bodyKinds
      .map((kind) => ({
        id: `kind-${kind}`,
        title: t(`receptions:kind.${kind}`),
        items: bodies.filter((body) => body.kind === kind).map((body) => bodyView(body, input)),
      }))
      .filter(({ items }) => items.length > 0),
  }
}

export const crumbsOf = ({ city, lang, t }: Place): Link[] => [
  { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
  { href: receptionPaths.list(lang, city.slug), label: t('receptions:title') },
]

function bodyView(body: Body, input: BodiesInput): BodyView {
  const { city, lang } = input
  return {
    name: nameIn(body.names, lang),
    href: receptionPaths.body(lang, city.slug, body.code),
    about: nameIn(body.about, lang),
    open: openTag(body, input),
    rows: rowsOf(body, input),
    screenHref: screenOf(body, input),
  }
}

const screenOf = (body: Body, { city, lang }: Place): string | null =>
  body.queueLetter === null ? null : receptionPaths.screen(lang, city.slug, body.code)

function openTag({ hours }: Body, { now, calendar, city, t }: BodiesInput): Tag | null {
  if (hours.length === 0) return null
  const { state, until } = openState(hours, now, { calendar, timeZone: city.timeZone, everyDay: false })
  const label = until === null ? t('city:open.shutToday') : t(`city:open.${state}`, { time: until })
  return { label, tone: state === 'open' ? 'success' : 'neutral', icon: 'clock' }
}

const rowsOf = (body: Body, { city, lang, t }: Place): SummaryRow[] => [
  ...(nameIn(body.address, lang) === ''
    ? []
    : [{ label: t('receptions:field.address'), value: nameIn(body.address, lang) }]),
  ...body.phones.map((phone) => ({
    label: t('receptions:field.phone'),
    value: phoneInWords(phone, city),
    href: telHref(phone),
  })),
  ...(body.hours.length === 0
    ? []
    : [
        {
          label: t('receptions:field.hours'),
          value: body.hours.map((one) => hoursInWords(one, lang)).join('\n'),
        },
      ]),
]

export type BodyModel = PageModel & {
  about: string
  open: Tag | null
  rows: SummaryRow[]
  days: { day: string; title: string; items: ReceptionView[] }[]
  screenHref: string | null
  calendarHref: string
}

export const bodyPage = definePage<BodyModel>('receptions/body')

/** One body with its receptions to come. */
export function bodyModel(input: BodiesInput & { body: Body; rows: readonly ReceptionRow[] }): BodyModel {
  const { body, rows, city, lang } = input
  return {
    page: { title: nameIn(body.names, lang), description: nameIn(body.about, lang), crumbs: crumbsOf(input) },
    about: nameIn(body.about, lang),
    open: openTag(body, input),
    rows: rowsOf(body, input),
    days: [...Map.groupBy(rows, ({ day }) => day)].map(([day, items]) => ({
      day,
      title: formatDay(day, lang, 'weekday'),
      items: items.map((row) => receptionView(row, body, input)),
    })),
    screenHref: screenOf(body, input),
    calendarHref: receptionPaths.calendar(lang, city.slug, { body: body.code }),
  }
}
