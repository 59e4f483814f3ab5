import type { ChartFigure } from '../../../platform/charts/chart.ts'
import type { HeatMap } from '../../../platform/charts/heat-map.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Cell, EmptyState, Link, Option, StatTile, Table } from '../../../platform/http/parts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import type { AnalysisAsked } from '../asked.ts'
import { analysisPaths } from '../paths.ts'
import type { RisingWord } from '../rising-words.ts'
import { kindTiles, periodWords, type Shown, timeFigure, topicHeat, topicTable } from './views.ts'
import { wordsOf } from './words.ts'

export type AnalysisModel = PageModel & {
  heading: string
  lead: string
  messages: Alert[]
  form: {
    action: string
    from: string
    to: string
    selects: { name: string; label: string; value: string; options: Option[] }[]
  }
  tiles: StatTile[]
  time: ChartFigure | null
  heat: HeatMap | null
  topics: Table | null
  words: Table | null
  empty: EmptyState | null
  csv: Link
  /** Null for who sees one office alone. */
  log: Link | null
  weekly: { action: string; isOn: boolean }
  others: Link[]
}

export const analysisPage = definePage<AnalysisModel>('analysis/show', { layout: 'staff' })

export type AnalysisInput = Shown & {
  officeId: number | null
  /** Offices that may be chosen; one alone where this person sees no more. */
  offices: readonly (number | null)[]
  words: readonly RisingWord[]
  isReader: boolean
  others: readonly Link[]
  done: string | null
}

export function analysisModel(input: AnalysisInput): AnalysisModel {
  const { around, asked, analysis, officeId, words, isReader, done } = input
  const { city, lang, t } = around
  const isEmpty = analysis.now.length === 0
  const office = officeId === null ? undefined : around.directory.officeById.get(officeId)
  const known = (['weekly', 'stopped'] as const).find((one) => one === done)
  return {
    page: { title: t('analysis:title'), noindex: true },
    heading: t('analysis:of', { place: nameIn(office === undefined ? city.names : office.names, lang) }),
    lead: t('analysis:lead', periodWords(asked, lang)),
    messages: known === undefined ? [] : [{ text: t(`analysis:done.${known}`), tone: 'success' }],
    form: formOf(input),
    tiles: kindTiles(input),
    time: timeFigure(input),
    heat: topicHeat(input, {
      hrefOf: (category) => analysisPaths.show(city.slug, paramsOf({ ...asked, category }, officeId)),
    }),
    topics: isEmpty ? null : topicTable(input),
    words: wordsTable(words, input),
    empty: isEmpty
      ? {
          title: t('analysis:empty'),
          text: t('analysis:emptyText'),
          icon: 'inbox',
          actions: [{ href: analysisPaths.show(city.slug), label: t('analysis:year') }],
        }
      : null,
    csv: { href: analysisPaths.csv(city.slug, paramsOf(asked, officeId)), label: t('analysis:csv') },
    log: input.offices.includes(null)
      ? { href: analysisPaths.log(city.slug), label: t('analysis:log.link') }
      : null,
    weekly: { action: analysisPaths.weekly(city.slug), isOn: isReader },
    others: [...input.others],
  }
}

/** The question as an address has it. */
export function paramsOf({ from, to, kind, category, area }: AnalysisAsked, officeId: number | null) {
  return { from, to, kind, category, area, office: officeId === null ? null : String(officeId) }
}

function formOf({ around, asked, analysis, officeId, offices }: AnalysisInput): AnalysisModel['form'] {
  const { city, directory, lang, t, sources } = around
  const words = wordsOf(around)
  const any = { value: '', label: t('analysis:any') }
  const sorted = (options: Option[]) => [
    any,
    ...options.toSorted((a, b) => a.label.localeCompare(b.label, lang)),
  ]
  const named = offices.flatMap((id) => {
    const office = id === null ? undefined : directory.officeById.get(id)
    return office === undefined ? [] : [{ value: String(id), label: nameIn(office.names, lang) }]
  })
  const categories = directory.categories.map(({ code }) => ({ value: code, label: words.category(code) }))
  const areas = city.areas.map(({ code }) => ({ value: code, label: words.area(code) }))
  const kinds = sources.map(({ kind }) => ({ value: kind, label: words.kind(kind) }))
  return {
    action: analysisPaths.show(city.slug),
    from: asked.from,
    to: asked.to,
    selects: [
      { name: 'kind', label: t('analysis:field.kind'), value: asked.kind ?? '', options: [any, ...kinds] },
      {
        name: 'category',
        label: t('analysis:field.category'),
        value: asked.category ?? '',
        options: sorted(categories),
      },
      { name: 'area', label: t('analysis:field.area'), value: asked.area ?? '', options: sorted(areas) },
      {
        name: 'office',
        label: t('analysis:field.office'),
        value: officeId === null ? '' : String(officeId),
        options: offices.includes(null) ? sorted(named) : named,
      },
    ].filter(({ options }) => options.length > 1 || analysis.kinds.length === 0),
  }
}

function wordsTable(
  words: readonly RisingWord[],
  { around: { lang, t } }: Pick<AnalysisInput, 'around'>,
): Table | null {
  if (words.length === 0) return null
  return {
    caption: t('analysis:words.title'),
    columns: [
      { label: t('analysis:words.word') },
      { label: t('analysis:words.now'), numeric: true },
      { label: t('analysis:words.before'), numeric: true },
      { label: t('analysis:words.times'), numeric: true },
    ],
    rows: words.map(({ word, now, before, times }): Cell[] => [
      word,
      formatNumber(now, lang),
      formatNumber(before, lang),
      before === 0 ? t('analysis:words.fresh') : `× ${formatNumber(times, lang, 1)}`,
    ]),
  }
}
