import { formatNumber } from '../../../platform/time/format.ts'
import type { Share } from '../figures/figures.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'
import type { Reading } from './reading.ts'

/** "Answered in time: 412 of 460, 89.6%; the city: 84%"; of few cases the counts alone. */
export function besideSentence(own: Share, city: Share, reading: Reading): string | null {
  const { lang, t } = reading
  if (own.of === 0) return null
  const counts = { n: formatNumber(own.n, lang), of: formatNumber(own.of, lang) }
  if (own.share === null || own.of < FEWEST_FOR_PERCENT) return t('statistics:beside.few', counts)
  const words = { ...counts, share: exact(own.share, reading) }
  if (city.share === null || city.of < FEWEST_FOR_PERCENT) return t('statistics:beside.alone', words)
  return t('statistics:beside.city', { ...words, city: exact(city.share, reading) })
}

/** One decimal, so that whoever divides the counts finds the same. */
const exact = (share: number, { lang }: Reading): string =>
  lang === 'en' ? `${formatNumber(share * 100, lang, 1)}%` : `${formatNumber(share * 100, lang, 1)}\u00A0%`
