import { NotFound } from '../../../platform/http/errors.ts'
import type { Alert } from '../../../platform/http/parts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import type { ChartId } from '../charts/catalogue.ts'
import { type FrozenPart, frozenQuery } from '../figures/frozen.ts'
import type { Window } from '../figures/window.ts'
import type { Reading } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import type { AskedChart } from './chart-request.ts'
import { type ChartModel, chartModel, type Outside } from './pages.ts'
import { linkTo, monthOf, type Version, versionName } from './versions.ts'

export type FrozenChart = {
  id: ChartId
  part: FrozenPart
  window: Window
  /** Milliseconds UTC. */
  asOf: number
  version: Version
}

/**
 * A chart of a snapshot, as if it was asked for when that was taken.
 * @throws NotFound when the office has gone since
 */
export function frozenChart(frozen: FrozenChart, reading: Reading): AskedChart {
  const { id, part, window, asOf } = frozen
  const query = frozenQuery(window, part.part === 'office' ? officeOf(part.office, reading) : null)
  const place = { reading, query, asOf, own: true as const, version: versionName(frozen.version) }
  return part.part === 'offices'
    ? { id, numbers: { ...place, offices: part.body }, figures: part.body.together }
    : { id, numbers: { ...place, subject: part.body }, figures: part.body.figures }
}

function officeOf(code: string, { directory }: Reading) {
  const office = directory.offices.find((one) => one.code === code)
  if (office === undefined) throw new NotFound('office')
  return office
}

/** `newest`: the last version of the same month; `sha256`: of the file that holds the numbers. */
export type Vouching = { newest: Version; sha256: string; snapshotsHref: string }

/** The page of a chart without what a chart that is renewed has: other days, a frame, a picture to share. */
export function frozenChartModel(
  asked: AskedChart,
  version: Version,
  { vouching, outside }: { vouching: Vouching; outside: Outside },
): ChartModel {
  const { reading, query } = asked.numbers
  const { city, lang, t } = reading
  const model = chartModel(asked, { ...outside, newest: null })
  const { image, imageAlt, alternates, ...page } = model.page
  return {
    ...model,
    page: { ...page, noindex: true },
    window: null,
    embedCode: null,
    notice: noticeOf(asked, version, vouching),
    files:
      model.figure === null
        ? []
        : (['csv', 'json'] as const).map((format) => ({
            href: statisticsPaths.frozenFile(
              { lang, city: city.slug, id: asked.id, version: versionName(version) },
              format,
              query.office?.code ?? null,
            ),
            label: t(`statistics:chart.file.${format}`),
          })),
    stamp: [
      {
        label: t('statistics:frozen.version'),
        value: versionName(version),
        href: vouching.snapshotsHref,
      },
      { label: t('statistics:frozen.hash'), value: vouching.sha256 },
      ...model.stamp,
    ],
  }
}

function noticeOf(asked: AskedChart, version: Version, { newest }: Vouching): Alert {
  const { reading, query, asOf } = asked.numbers
  const { city, lang, t } = reading
  const office = query.office === null ? {} : { office: query.office.code }
  const isRight = newest.no === version.no
  return {
    tone: isRight ? 'info' : 'warning',
    title: t('statistics:frozen.title', { month: monthOf(version, reading) }),
    text: [
      t('statistics:frozen.text', { moment: formatMoment(asOf, lang, city.timeZone) }),
      ...(isRight ? [] : [t('statistics:frozen.corrected')]),
    ].join('\n'),
    links: [
      ...(isRight ? [] : [linkTo(asked, newest)]),
      {
        href: statisticsPaths.chart(lang, city.slug, asked.id, office),
        label: t('statistics:frozen.newer'),
      },
    ],
  }
}
