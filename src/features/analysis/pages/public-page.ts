import type { ChartFigure } from '../../../platform/charts/chart.ts'
import type { HeatMap } from '../../../platform/charts/heat-map.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link, Table } from '../../../platform/http/parts.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { FEWEST_FOR_PERCENT } from '../../statistics/index.ts'
import { analysisPaths } from '../paths.ts'
import { periodWords, type Shown, timeFigure, topicHeat, topicTable } from './views.ts'

export type AppealsModel = PageModel & {
  lead: string
  form: { action: string; from: string; to: string }
  empty: EmptyState | null
  time: ChartFigure | null
  heat: HeatMap | null
  topics: Table | null
  fewNote: string
  files: Link[]
}

export const appealsPage = definePage<AppealsModel>('analysis/public')

/** The counts for everybody: no words, no persons, and no cell of few cases. */
export function appealsModel(input: Shown): AppealsModel {
  const { around, asked, analysis } = input
  const { city, lang, t } = around
  const isEmpty = analysis.now.length === 0
  const period = { from: asked.from, to: asked.to }
  return {
    page: {
      title: t('analysis:public.title'),
      description: t('analysis:public.description', { city: nameIn(city.names, lang) }),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      canonical: analysisPaths.page(lang, city.slug),
    },
    lead: t('analysis:lead', periodWords(asked, lang)),
    form: { action: analysisPaths.page(lang, city.slug), ...period },
    empty: isEmpty ? { title: t('analysis:empty'), text: t('analysis:emptyText'), icon: 'inbox' } : null,
    time: timeFigure(input),
    heat: topicHeat(input),
    topics: isEmpty ? null : topicTable(input),
    fewNote: t('analysis:public.few', { most: FEWEST_FOR_PERCENT }),
    files: (['csv', 'json'] as const).map((format) => ({
      href: analysisPaths.file(lang, city.slug, format, period),
      label: format.toUpperCase(),
    })),
  }
}
