import { Temporal } from 'temporal-polyfill'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, SummaryRow } from '../../../platform/http/parts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { cityPaths, nameIn, termOf } from '../../city/index.ts'
import { METHOD } from '../figures/figures.ts'
import { statisticsPaths } from '../paths.ts'
import type { Reading } from './reading.ts'

const sections = [
  ...(['units', 'leftOut', 'time', 'received', 'onTime', 'median', 'resolution', 'verdicts'] as const),
  ...(['rate', 'open', 'flow', 'outcomes', 'compare', 'intervals', 'signals', 'data', 'weak'] as const),
] as const

const withFormula = ['onTime', 'median', 'verdicts', 'rate', 'flow', 'compare', 'intervals'] as const
const withExample = ['onTime', 'median'] as const

export type MethodModel = PageModel & {
  lead: string
  sections: {
    id: string
    title: string
    paragraphs: string[]
    formula: string | null
    example: string | null
    /** Only of the section on time: how a term is counted, step by step. */
    due: { title: string; rows: SummaryRow[] } | null
    links: Link[]
  }[]
}

export const methodPage = definePage<MethodModel>('statistics/method')

export function methodModel(calendar: WorkingCalendar, now: number, reading: Reading): MethodModel {
  const { city, lang, t } = reading
  return {
    page: {
      title: t('statistics:method.title'),
      description: t('statistics:method.description', { city: nameIn(city.names, lang) }),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: statisticsPaths.city(lang, city.slug), label: t('statistics:city.title') },
      ],
    },
    lead: t('statistics:method.lead', { method: METHOD, calendar: calendar.version }),
    sections: sections.map((id) => ({
      id,
      title: t(`statistics:method.section.${id}.title`),
      paragraphs: t(`statistics:method.section.${id}.text`).split('\n\n'),
      formula: isOneOf(withFormula, id) ? t(`statistics:method.section.${id}.formula`) : null,
      example: isOneOf(withExample, id) ? t(`statistics:method.section.${id}.example`) : null,
      due:
        id === 'time'
          ? { title: t('statistics:method.due.title'), rows: dueExample(calendar, now, reading) }
          : null,
      links: id === 'data' ? dataLinks(reading) : [],
    })),
  }
}

/** The method in words, without what a page puts beside them. */
export const methodSections = (t: Reading['t']) =>
  sections.map((id) => ({
    title: t(`statistics:method.section.${id}.title`),
    paragraphs: t(`statistics:method.section.${id}.text`).split('\n\n'),
    formula: isOneOf(withFormula, id) ? t(`statistics:method.section.${id}.formula`) : null,
  }))

const isOneOf = <Known extends string>(known: readonly Known[], id: string): id is Known =>
  (known as readonly string[]).includes(id)

/**
 * A complaint of an evening before days off, counted by the city's own rules: the last time within two years that the
 * calendar had a day off between receipt and term, so that the example shows what makes counting hard.
 */
function dueExample(calendar: WorkingCalendar, now: number, reading: Reading): SummaryRow[] {
  const { city, lang, t } = reading
  const receivedAt = exampleMoment(calendar, now, reading)
  const term = termOf(city, calendar, receivedAt)
  const day = (iso: string) => formatDay(iso, lang, 'weekdayLong')
  const receivedOn = localDate(Temporal.Instant.fromEpochMilliseconds(receivedAt), city.timeZone).toString()
  const exceptions = exceptionsBetween(term.registeredOn, term.dueOn, calendar)
  return [
    { label: t('statistics:method.due.received'), value: formatMoment(receivedAt, lang, city.timeZone) },
    {
      label: t('statistics:method.due.registered'),
      value:
        term.registeredOn === receivedOn
          ? t('statistics:method.due.sameDay', { day: day(term.registeredOn) })
          : t('statistics:method.due.afterHours', {
              day: day(term.registeredOn),
              time: city.workingDayEnds,
            }),
    },
    {
      label: t('statistics:method.due.counting'),
      value: t(
        city.countFrom === 'nextDay' ? 'statistics:method.due.nextDay' : 'statistics:method.due.thatDay',
      ),
    },
    {
      label: t('statistics:method.due.daysOff'),
      value: exceptions.length === 0 ? t('statistics:method.due.noDaysOff') : exceptions.map(day).join('\n'),
    },
    {
      label: t('statistics:method.due.dueOn', { term: city.termDays }),
      value: t('statistics:method.due.dueText', { day: day(term.dueOn) }),
    },
  ]
}

const EVENING = Temporal.PlainTime.from('19:10')
const LONGEST_SEARCH_DAYS = 730

function exampleMoment(calendar: WorkingCalendar, now: number, { city }: Reading): number {
  const today = localDate(Temporal.Instant.fromEpochMilliseconds(now), city.timeZone)
  const momentOf = (day: Temporal.PlainDate) =>
    day.toZonedDateTime({ timeZone: city.timeZone, plainTime: EVENING }).epochMilliseconds
  for (let back = 1; back <= LONGEST_SEARCH_DAYS; back++) {
    const day = today.subtract({ days: back })
    const { registeredOn, dueOn } = termOf(city, calendar, momentOf(day))
    if (
      day.dayOfWeek === 3 &&
      dueOn < today.toString() &&
      exceptionsBetween(registeredOn, dueOn, calendar).length > 1
    ) {
      return momentOf(day)
    }
  }
  return momentOf(today.subtract({ days: 1 }))
}

/** Days of the calendar that differ from the plain week, after `from` up to `to`. */
function exceptionsBetween(from: string, to: string, { off, work }: WorkingCalendar): string[] {
  return [...off, ...work]
    .filter((day) => day > from && day <= to)
    .filter((day) => {
      const isWeekday = Temporal.PlainDate.from(day).dayOfWeek <= 5
      return work.has(day) ? !isWeekday : isWeekday
    })
    .sort()
}

function dataLinks({ city, lang, t }: Reading): Link[] {
  const files = [
    ['figures', statisticsPaths.figures],
    ['flow', statisticsPaths.flow],
    ['offices', statisticsPaths.officeFigures],
  ] as const
  return files.flatMap(([name, of]) =>
    (['json', 'csv'] as const).map((format) => ({
      href: of(lang, city.slug, format),
      label: t(`statistics:${format}Of`, { what: t(`statistics:download.${name}`) }),
    })),
  )
}
