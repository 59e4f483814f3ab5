import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Cell, Link, StatTile, Table } from '../../../platform/http/parts.ts'
import { formatDay, formatNumber, formatShare } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { channelName, type Filer } from '../../complaints/index.ts'
import { operatorPaths } from '../paths.ts'
import { type DeskNav, deskNav } from '../talk/desk-nav.ts'
import { minutes } from '../talk/page.ts'
import type { DeskState } from '../talk/queries.ts'
import type { Period } from './period.ts'
import type { CountRow } from './queries.ts'

export type ConsultationsModel = PageModel & {
  nav: DeskNav
  period: Period & { action: string }
  tiles: StatTile[]
  tables: Table[]
  csv: Link
}

export const consultationsPage = definePage<ConsultationsModel>('operator/consultations', { layout: 'staff' })

export type ConsultationsInput = {
  filer: Pick<Filer, 't' | 'lang' | 'city' | 'directory'>
  state: DeskState
  period: Period
  rows: readonly CountRow[]
  outcomes: ReadonlyMap<string, number>
}

/** What was answered on the spot: by day, channel and topic. */
export function consultationsModel(input: ConsultationsInput): ConsultationsModel {
  const { filer, period, rows } = input
  const { t, lang, city } = filer
  return {
    page: { title: t('operator:consultations.title'), noindex: true, scripts: ['operator.js'] },
    nav: deskNav(input, 'consultations'),
    period: { ...period, action: operatorPaths.consultations(city.slug) },
    tiles: tilesOf(input),
    tables:
      rows.length === 0
        ? []
        : [
            table(input, 'channel', ({ channel }) => channelName(channel, t)),
            table(input, 'topic', (row) => topicName(filer, row)),
            table(input, 'day', ({ day }) => formatDay(day, lang, 'numeric'), 'keep'),
          ],
    csv: {
      href: operatorPaths.consultationsCsv(city.slug, period),
      label: t('operator:consultations.csv'),
    },
  }
}

export function topicName(
  { directory, lang, t }: Pick<Filer, 'directory' | 'lang' | 't'>,
  { category_id: id }: Pick<CountRow, 'category_id'>,
): string {
  const category = id === null ? undefined : directory.categoryById.get(id)
  return category === undefined ? t('operator:consultations.noTopic') : nameIn(category.names, lang)
}

function tilesOf({ rows, outcomes, filer: { t, lang } }: ConsultationsInput): StatTile[] {
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  const { seconds, measured } = totals(rows)
  const of = (outcome: string) => outcomes.get(outcome) ?? 0
  const [filed, joined, answered] = [of('filed'), of('joined'), of('answered')]
  const all = filed + joined + answered
  return [
    { label: t('operator:consultations.count'), value: formatNumber(count, lang) },
    {
      label: t('operator:consultations.mean'),
      value: measured === 0 ? '–' : minutes(Math.round(seconds / measured)),
      note: t('operator:consultations.meanNote'),
    },
    {
      label: t('operator:consultations.atOnce'),
      value: all === 0 ? '–' : formatShare(answered / all, lang),
      note: t('operator:consultations.atOnceNote', {
        answered: formatNumber(answered, lang),
        all: formatNumber(all, lang),
      }),
    },
    {
      label: t('operator:consultations.filed'),
      value: formatNumber(filed, lang),
      note: t('operator:consultations.joined', { count: joined }),
    },
  ]
}

const totals = (rows: readonly CountRow[]) => ({
  seconds: rows.reduce((sum, row) => sum + row.seconds, 0),
  measured: rows.reduce((sum, row) => sum + row.measured, 0),
})

type By = 'day' | 'channel' | 'topic'

/** Counts by one name, the most frequent first unless the order is to be kept. */
function table(
  { rows, filer: { t, lang } }: ConsultationsInput,
  by: By,
  nameOf: (row: CountRow) => string,
  order: 'count' | 'keep' = 'count',
): Table {
  const groups = Map.groupBy(rows, nameOf)
  const counted = [...groups].map(([name, group]) => ({
    name,
    count: group.reduce((sum, row) => sum + row.count, 0),
    ...totals(group),
  }))
  const sorted = order === 'keep' ? counted.toReversed() : counted.toSorted((a, b) => b.count - a.count)
  return {
    caption: t(`operator:consultations.by.${by}`),
    columns: [
      { label: t(`operator:consultations.column.${by}`) },
      { label: t('operator:consultations.column.count'), numeric: true },
      { label: t('operator:consultations.column.mean'), numeric: true },
    ],
    rows: sorted.map(({ name, count, seconds, measured }): Cell[] => [
      name,
      formatNumber(count, lang),
      measured === 0 ? '–' : minutes(Math.round(seconds / measured)),
    ]),
  }
}
