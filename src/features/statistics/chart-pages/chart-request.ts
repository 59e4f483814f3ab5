import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { cityOf } from '../../city/index.ts'
import { type ChartId, chartOf, comparesOffices, isChartId } from '../charts/catalogue.ts'
import type { ChartNumbers } from '../charts/place.ts'
import type { FigureQuery } from '../figures/figure-query.ts'
import { cityFigures, officeFigures, officesFigures } from '../figures/figure-sets.ts'
import type { Figures } from '../figures/figures.ts'
import { type Reading, readingOf } from '../pages/reading.ts'

/** A chart that was asked for by its address, with the figures that it is drawn from. */
export type AskedChart = { id: ChartId; numbers: ChartNumbers; figures: Figures }

export function chartIdOf(req: Request): ChartId {
  const { chart } = req.params
  if (!isChartId(chart)) throw new NotFound('page')
  return chart
}

export async function loadChart(
  deps: Deps,
  res: Response,
  { id, query }: { id: ChartId; query: FigureQuery },
): Promise<AskedChart> {
  const city = cityOf(res)
  const reading = await readingOf(deps, res)
  if (comparesOffices(id)) {
    const ofAll = { ...query, office: null }
    const { asOf, body } = await officesFigures(deps, city, ofAll)
    return { id, numbers: { reading, query: ofAll, asOf, own: true, offices: body }, figures: body.together }
  }
  const ask = query.office === null ? cityFigures : officeFigures
  const { asOf, body } = await ask(deps, city, query)
  return { id, numbers: { reading, query, asOf, own: true, subject: body }, figures: body.figures }
}

/** The same chart in another language: numbers stay. */
export const figureIn = ({ id, numbers }: AskedChart, reading: Pick<Reading, 'lang' | 't'>) =>
  chartOf(id, { ...numbers, reading: { ...numbers.reading, ...reading } })
