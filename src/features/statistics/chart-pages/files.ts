import { createHash } from 'node:crypto'
import type { RequestHandler } from 'express'
import { type DataFigure, rowsOf } from '../../../platform/charts/data-figure.ts'
import { type ChartPicture, chartSvg, sharedHeight } from '../../../platform/charts/picture/chart-picture.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { pictureSender } from '../../../platform/pictures/send-picture.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { csvOf, headOf, withFilterColumns } from '../answers.ts'
import { placeWords } from '../charts/place.ts'
import { parametersOf } from '../figures/figure-query.ts'
import { queryOf, sendCsv } from '../machine.ts'
import { asOfWords } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import { type AskedChart, chartIdOf, figureIn, loadChart } from './chart-request.ts'
import { spanWords } from './citation.ts'
import { LICENCE } from './licence.ts'

/** The files of a chart: what it shows and what its table says, nothing else. */
export function chartFiles(deps: Deps): Record<'json' | 'csv' | 'svg' | 'png', RequestHandler> {
  const origin = deps.config.publicUrl
  const sendPicture = pictureSender(deps.pictures)

  const of =
    (
      format: 'json' | 'csv' | 'picture',
      send: (asked: AskedChart, res: Parameters<RequestHandler>[1]) => unknown,
    ): RequestHandler =>
    async (req, res) => {
      const id = chartIdOf(req)
      const query = await queryOf(deps, req, res, format)
      if (query !== null) await send(await loadChart(deps, res, { id, query }), res)
    }

  return {
    json: of('json', (asked, res) => res.json(chartAnswer(asked, origin))),
    csv: of('csv', (asked, res) => sendCsv(res, asked.id, asked.numbers.query, chartCsv(asked))),
    svg: of('picture', (asked, res) => {
      res.set('Cross-Origin-Resource-Policy', 'cross-origin')
      res.type('image/svg+xml').send(chartSvg(pictureOf(asked, origin), 'plain'))
    }),
    png: of('picture', (asked, res) => {
      const svg = chartSvg(pictureOf(asked, origin), 'drawn', sharedHeight)
      const tag = createHash('sha256').update(svg).digest('base64url').slice(0, 22)
      res.set('Cross-Origin-Resource-Policy', 'cross-origin')
      return sendPicture(res, tag, () => svg)
    }),
  }
}

/** The address of the page that shows it. */
export function addressOf({ id, numbers }: AskedChart, origin: string): string {
  const { reading, query, version } = numbers
  const { lang, city } = reading
  return (
    origin +
    (version === undefined
      ? statisticsPaths.chart(lang, city.slug, id, parametersOf(query))
      : statisticsPaths.frozenChart({ lang, city: city.slug, id, version }, query.office?.code ?? null))
  )
}

export function chartAnswer(asked: AskedChart, origin: string) {
  const figure = figureIn(asked, asked.numbers.reading)
  return {
    chart: asked.id,
    ...(asked.numbers.version !== undefined && { version: asked.numbers.version }),
    ...headOf(asked.figures),
    title: figure?.title ?? null,
    subtitle: figure?.subtitle ?? null,
    description: figure?.description ?? null,
    note: figure?.note ?? null,
    licence: LICENCE.name,
    address: addressOf(asked, origin),
    columns: (figure?.table.columns ?? []).map(({ key, label }) => ({ key, label })),
    rows: figure === null ? [] : rowsOf(figure.table),
  }
}

export function chartCsv(asked: AskedChart): string {
  const figure = figureIn(asked, asked.numbers.reading)
  const head = { ...headOf(asked.figures), ...withFilterColumns(asked.figures.filter) }
  return csvOf(figure === null ? [head] : rowsOf(figure.table).map((row) => ({ ...row, ...head })))
}

/** Too little to show is no picture. */
function pictureOf(asked: AskedChart, origin: string): ChartPicture {
  const { reading, query, asOf } = asked.numbers
  const figure = figureIn(asked, reading)
  if (figure === null) throw new NotFound('page')
  return {
    figure: shown(figure),
    foot: [
      [placeWords({ reading, query }), spanWords(asked)].filter(Boolean).join(' · '),
      [asOfWords(asOf, reading), reading.t('common:page.site'), LICENCE.name, new URL(origin).host].join(
        ' · ',
      ),
    ],
    brand: reading.city.brandColour,
    more: (rows) => reading.t('statistics:moreRows', { n: formatNumber(rows, reading.lang) }),
  }
}

const shown = ({ title, subtitle, description, key, chart }: DataFigure): ChartPicture['figure'] => ({
  ...{ title, subtitle, description, key, chart },
})
