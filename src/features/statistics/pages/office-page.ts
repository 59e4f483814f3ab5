import { Temporal } from 'temporal-polyfill'
import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, StatTile, SummaryRow, Tag, When } from '../../../platform/http/parts.ts'
import { formatInstant, formatShare } from '../../../platform/time/format.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { remaining, type WorkingCalendar } from '../../../platform/time/working-days.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths, formatNumber as formatTracking, outcomeTag } from '../../complaints/index.ts'
import type { Office } from '../../offices/index.ts'
import { chartsOf } from '../charts/catalogue.ts'
import { periodWords } from '../charts/place.ts'
import type { SaidComment } from '../comments/queries.ts'
import { type CommentsModel, commentsModel } from '../comments/words.ts'
import type { OfficeBody } from '../figures/bodies.ts'
import { type FigureQuery, parametersOf } from '../figures/figure-query.ts'
import type { FigureSet } from '../figures/figure-sets.ts'
import { statisticsPaths } from '../paths.ts'
import type { AnswerRow, LateRow } from '../queries.ts'
import { besideSentence } from './beside.ts'
import { contactRows, responsibilities } from './office-facts.ts'
import { asOfWords, type Reading } from './reading.ts'
import { signalRows } from './signals.ts'
import { confirmedShare, confirmedTile, medianTile, punctualTile, reopenedTile, shareValue } from './tiles.ts'
import { codesOf, type Refused, type WindowForm, windowForm } from './window-form.ts'

export type OfficeModel = PageModel & {
  notice: Alert | null
  measuresNote: string
  window: WindowForm
  /** Answered in time, beside the city. */
  beside: string | null
  signals: SummaryRow[]
  comments: CommentsModel
  tiles: StatTile[]
  late: { title: string; items: LateItem[]; allHref: string | null }
  charts: ChartFigure[]
  answers: AnswerItem[]
  responsible: Link[]
  contacts: SummaryRow[]
  listHref: string
  methodHref: string
  downloads: Link[]
}

type LateItem = { href: string; title: string; place: string; number: string; late: string }
type AnswerItem = { href: string; title: string; tag: Tag; at: When; text: string; lang: string }

export const officePage = definePage<OfficeModel>('offices/show')

export type OfficeData = {
  office: Office
  /** With the office in it. */
  query: FigureQuery
  set: FigureSet<OfficeBody>
  late: LateRow[]
  answers: AnswerRow[]
  /** What the office says of its figures, the newest first. */
  comments: readonly SaidComment[]
  calendar: WorkingCalendar
  /** Milliseconds UTC. */
  now: number
  refused: Refused | null
}

export function officeModel(data: OfficeData, reading: Reading): OfficeModel {
  const { office, query, set } = data
  const { city, lang, t } = reading
  const name = nameIn(office.names, lang)
  return {
    page: {
      title: name,
      description: t('statistics:office.description', { office: name }),
      noindex: Object.keys(parametersOf({ ...query, office: null })).length > 0,
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: statisticsPaths.offices(lang, city.slug), label: t('statistics:offices.title') },
      ],
      alternates: [
        {
          href: complaintPaths.feed(lang, city.slug, { office: office.code }),
          type: 'application/atom+xml',
          title: name,
        },
      ],
    },
    notice: noticeOf(office, reading),
    measuresNote: `${t('statistics:office.measuresNote', { asOf: asOfWords(set.asOf, reading) })} ${periodWords(query, reading)}`,
    window: formOf(data, reading),
    beside: besideSentence(set.body.figures.onTime, set.body.together.onTime, reading),
    signals: signalRows(set.body.figures, reading),
    comments: commentsModel(data.comments, { lang, timeZone: city.timeZone, t }),
    tiles: tilesOf(set.body, reading),
    late: lateOf(data, reading),
    charts: chartsOf(officeCharts, { reading, query, asOf: set.asOf, subject: set.body }),
    answers: data.answers.map((row) => answerItem(row, reading)),
    responsible: responsibilities(office, reading),
    contacts: contactRows(office, reading),
    listHref: complaintPaths.list(lang, city.slug, { office: office.code }),
    methodHref: statisticsPaths.method(lang, city.slug),
    downloads: downloadsOf(query, reading),
  }
}

function formOf({ office, query, set, refused }: OfficeData, reading: Reading): WindowForm {
  const { city, lang } = reading
  return windowForm(
    {
      ...{ window: query.window, asOf: set.asOf, timeZone: city.timeZone, refused },
      ...{ selects: [], kept: codesOf(query) },
      hrefOf: (parameters) => statisticsPaths.office(lang, city.slug, office.code, parameters),
    },
    reading,
  )
}

function noticeOf({ external, current }: Office, { t }: Reading): Alert | null {
  if (!current) return { tone: 'info', text: t('statistics:office.former') }
  return external ? { tone: 'info', text: t('statistics:office.external') } : null
}

/** Four measures, each beside its target and beside all offices together. */
function tilesOf({ figures, together }: OfficeBody, reading: Reading): StatTile[] {
  const { lang, t } = reading
  const beside = (tile: StatTile, level: StatTile, more: string | null = null): StatTile => {
    const value = [level.value, level.unit].filter(Boolean).join(' ')
    const notes = [tile.note, t('statistics:office.all', { value }), more]
    return { ...tile, note: notes.filter(Boolean).join('; ') }
  }
  const expected = figures.expectedOnTime.share
  return [
    beside(
      punctualTile(figures, reading),
      punctualTile(together, reading),
      expected === null ? null : t('statistics:office.expected', { value: formatShare(expected, lang) }),
    ),
    beside(medianTile(figures, reading), medianTile(together, reading)),
    beside(confirmedTile(figures, reading), {
      label: '',
      value: shareValue(confirmedShare(together), reading),
    }),
    beside(reopenedTile(figures, reading), reopenedTile(together, reading)),
  ]
}

function lateOf({ office, set, late, calendar, now }: OfficeData, reading: Reading): OfficeModel['late'] {
  const { city, lang, t } = reading
  const today = localDate(Temporal.Instant.fromEpochMilliseconds(now), city.timeZone)
  const areas = new Map(city.areas.map(({ id, names }) => [id, nameIn(names, lang)]))
  const { overdue } = set.body.figures.openNow
  return {
    title: t('statistics:office.lateTitleN', { n: Math.max(overdue, late.length) }),
    items: late.map((row) => ({
      href: complaintPaths.show(lang, city.slug, row.number),
      title: categoryName(row.categoryId, reading),
      place: row.address || (areas.get(row.districtId ?? 0) ?? ''),
      number: formatTracking(row.number),
      late: t('complaints:deadline.late', {
        count: remaining(Temporal.PlainDate.from(row.dueOn), today, calendar).days,
      }),
    })),
    allHref:
      late.length === 0 ? null : complaintPaths.list(lang, city.slug, { office: office.code, overdue: '1' }),
  }
}

const officeCharts = ['flow', 'in-time', 'waiting', 'days', 'categories', 'outcomes'] as const

function answerItem(row: AnswerRow, reading: Reading): AnswerItem {
  const { city, lang, t } = reading
  return {
    href: complaintPaths.show(lang, city.slug, row.number),
    title: categoryName(row.categoryId, reading),
    tag: outcomeTag(row.outcome, t),
    at: {
      iso: Temporal.Instant.fromEpochMilliseconds(row.at).toString(),
      text: formatInstant(row.at, lang, city.timeZone),
    },
    text: row.text,
    lang: row.lang,
  }
}

function categoryName(id: number | null, { lang, t, directory }: Reading): string {
  const category = id === null ? undefined : directory.categoryById.get(id)
  return category === undefined ? t('statistics:noCategory') : nameIn(category.names, lang)
}

function downloadsOf(query: FigureQuery, { city, lang, t }: Reading): Link[] {
  const files = [
    ['figures', statisticsPaths.figures],
    ['flow', statisticsPaths.flow],
  ] as const
  return files.flatMap(([name, of]) =>
    (['csv', 'json'] as const).map((format) => ({
      href: of(lang, city.slug, format, parametersOf(query)),
      label: t(`statistics:${format}Of`, { what: t(`statistics:download.${name}`) }),
    })),
  )
}
