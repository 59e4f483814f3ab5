import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { funnelChart, funnelLimits, isOutside } from '../../../platform/charts/funnel-chart.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import type { OfficesBody } from '../figures/bodies.ts'
import { FEWEST_TO_COMPARE } from '../figures/small-numbers.ts'
import { shareWords } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import { nameCell, partCell, shareCell, wordCell } from './cells.ts'
import { footOf, type OfficesNumbers, shortNames } from './place.ts'

const FEWEST_OFFICES = 3

/** Offices against the common rate: what chance explains lies within the limits (statistics.md 3). */
export function funnelFigure(numbers: OfficesNumbers): DataFigure | null {
  const { reading, offices: body } = numbers
  const { city, lang, t } = reading
  const rate = body.together.onTime.share
  const compared = comparable(body)
  if (rate === null || compared.length < FEWEST_OFFICES) return null
  const names = shortNames(reading)
  const hrefOf = (code: string) => statisticsPaths.office(lang, city.slug, code)
  const outside = compared.filter(({ share, onTime }) => isOutside(rate, share, onTime.of))
  const below = outside.filter(({ share }) => share < rate)
  const placeOf = (share: number, of: number) => {
    if (!isOutside(rate, share, of)) return 'within'
    return share < funnelLimits(rate, of, 0).low ? 'below' : 'above'
  }
  return {
    id: 'funnel',
    level: 2,
    title:
      outside.length === 0
        ? t('statistics:funnel.none')
        : t('statistics:funnel.title', { n: formatNumber(outside.length, lang), count: outside.length }),
    subtitle: t('statistics:funnel.subtitle'),
    description: t('statistics:funnel.description', {
      share: formatShare(rate, lang),
      below: formatNumber(below.length, lang),
      above: formatNumber(outside.length - below.length, lang),
    }),
    key: [],
    chart: funnelChart({
      points: compared.map(({ office, onTime, share }) => ({
        name: names(office),
        label: `${names(office)}: ${shareWords(onTime, reading)}`,
        share,
        of: onTime.of,
        href: hrefOf(office),
      })),
      rate,
      middleLabel: t('statistics:funnel.city', { share: formatShare(rate, lang) }),
      words: funnelWords(t),
      formatShare: (share) => formatShare(share, lang),
      formatCount: (n) => formatNumber(n, lang),
    }),
    note: t('statistics:funnel.note'),
    table: {
      caption: t('statistics:funnel.subtitle'),
      columns: [
        { key: 'office', label: t('statistics:col.office') },
        { key: 'onTime', label: t('statistics:col.onTime'), numeric: true },
        { key: 'expected', label: t('statistics:col.expected'), numeric: true },
        { key: 'place', label: t('statistics:funnel.place') },
      ],
      rows: compared.map(({ office, onTime, share, expectedOnTime }) => [
        nameCell(office, names(office), hrefOf(office)),
        shareCell(onTime, reading),
        partCell(expectedOnTime.share, reading),
        wordCell(t(`statistics:funnel.${placeOf(share, onTime.of)}`), placeOf(share, onTime.of)),
      ]),
    },
    ...footOf('funnel', numbers),
  }
}

/** What the lines of a funnel plot are; of offices and of cities alike. */
export const funnelWords = (t: Translate) => ({
  limit95: t('statistics:funnel.limit95'),
  limit998: t('statistics:funnel.limit998'),
  outside: t('statistics:funnel.outside'),
  axis: t('statistics:axis.due'),
})

const comparable = ({ offices }: OfficesBody) =>
  offices.flatMap(({ office, onTime, expectedOnTime }) =>
    onTime.share === null || onTime.of < FEWEST_TO_COMPARE
      ? []
      : [{ office, onTime, share: onTime.share, expectedOnTime }],
  )
