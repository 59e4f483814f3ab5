import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { funnelChart, funnelLimits, isOutside } from '../../../platform/charts/funnel-chart.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import type { OfficesBody } from '../figures/bodies.ts'
import { FEWEST_TO_COMPARE } from '../figures/small-numbers.ts'
import type { ChartFoot } from './flow-chart.ts'
import { type Reading, shareWords } from './reading.ts'

/** Offices against the common rate: what chance explains lies within the limits (statistics.md 3). */
export function funnelFigure(
  { offices, together }: OfficesBody,
  hrefOf: (code: string) => string,
  reading: Reading,
  foot: ChartFoot,
): ChartFigure | null {
  const { lang, t, directory } = reading
  const rate = together.onTime.share
  const short = new Map(directory.offices.map((office) => [office.code, nameIn(office.short, lang)]))
  const compared = offices.flatMap(({ office, onTime, expectedOnTime }) =>
    onTime.share === null || onTime.of < FEWEST_TO_COMPARE
      ? []
      : [{ office, onTime, share: onTime.share, name: short.get(office) ?? office, expectedOnTime }],
  )
  if (rate === null || compared.length < 3) return null
  const outside = compared.filter(({ share, onTime }) => isOutside(rate, share, onTime.of))
  const below = outside.filter(({ share }) => share < rate)
  const count = (rows: readonly unknown[]) => formatNumber(rows.length, lang)
  const placeOf = (share: number, of: number) => {
    if (!isOutside(rate, share, of)) return t('statistics:funnel.within')
    return t(share < funnelLimits(rate, of, 0).low ? 'statistics:funnel.below' : 'statistics:funnel.above')
  }
  return {
    id: 'funnel',
    level: 2,
    title: t('statistics:funnel.title', { n: count(outside) }),
    subtitle: t('statistics:funnel.subtitle'),
    description: t('statistics:funnel.description', {
      share: formatShare(rate, lang),
      below: count(below),
      above: formatNumber(outside.length - below.length, lang),
    }),
    key: [],
    chart: funnelChart({
      points: compared.map(({ office, onTime, share, name }) => ({
        label: `${name}: ${shareWords(onTime, reading)}`,
        share,
        of: onTime.of,
        href: hrefOf(office),
      })),
      rate,
      middleLabel: t('statistics:funnel.city', { share: formatShare(rate, lang) }),
      formatShare: (share) => formatShare(share, lang),
      formatCount: (n) => formatNumber(n, lang),
    }),
    note: t('statistics:funnel.note'),
    table: {
      caption: t('statistics:funnel.subtitle'),
      columns: [
        { label: t('statistics:col.office') },
        { label: t('statistics:col.onTime'), numeric: true },
        { label: t('statistics:col.expected'), numeric: true },
        { label: t('statistics:funnel.place') },
      ],
      rows: compared.map(({ office, onTime, share, name, expectedOnTime }) => [
        { text: name, href: hrefOf(office) },
        shareWords(onTime, reading),
        expectedOnTime.share === null ? '' : formatShare(expectedOnTime.share, lang),
        placeOf(share, onTime.of),
      ]),
    },
    ...foot,
  }
}
