import type { Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDecimal, formatMoment, formatNumber, formatShare } from '../../../platform/time/format.ts'
import { type City, cityOf, langOf, translateOf } from '../../city/index.ts'
import { type Directory, directoryOf } from '../../offices/index.ts'
import type { Share } from '../figures/figures.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'

/** What every page of figures is made with: where and in which language. */
export type Reading = { city: City; lang: Lang; t: Translate; directory: Directory }

export async function readingOf(deps: Deps, res: Response): Promise<Reading> {
  const city = cityOf(res)
  return { city, lang: langOf(res), t: translateOf(res), directory: await directoryOf(deps, city.id) }
}

/** Days with one decimal. */
export const daysOf = (hours: number, { lang }: Reading): string => formatDecimal(hours / 24, lang, 1)

/** "90 % (900 of 1,000)"; of few cases the counts alone; "none" without cases. */
export function shareWords({ n, of, share }: Share, { lang, t }: Reading): string {
  if (of === 0) return t('statistics:none')
  const counts = { n: formatNumber(n, lang), of: formatNumber(of, lang) }
  if (share === null || of < FEWEST_FOR_PERCENT) return t('statistics:of', counts)
  return t('statistics:shareOf', { ...counts, share: formatShare(share, lang) })
}

/** Per 1,000 residents: one digit, two where that would be nothing. */
export const rateWords = (perThousand: number, lang: Lang): string =>
  formatDecimal(perThousand, lang, perThousand < 1 ? 2 : 1)

/** "79 – 83 %", or nothing where it is not defined. */
export function intervalWords({ low, high }: Share, { lang }: Reading): string {
  return low === null || high === null ? '' : `${formatNumber(low * 100, lang)} – ${formatShare(high, lang)}`
}

export const asOfWords = (asOf: number, { lang, t, city }: Reading): string =>
  t('statistics:asOf', { moment: formatMoment(asOf, lang, city.timeZone) })
