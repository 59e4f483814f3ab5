import type { DataCell } from '../../../platform/charts/data-figure.ts'
import { formatDay, formatNumber, formatShare } from '../../../platform/time/format.ts'
import type { Share } from '../figures/figures.ts'
import type { Rate } from '../figures/residents.ts'
import { withoutSmall } from '../figures/small-numbers.ts'
import { daysOf, intervalWords, type Reading, rateWords, shareWords } from '../pages/reading.ts'

/** Cells of the tables of charts: the words and the number always come from the same figure. */

export const nameCell = (code: string | null, name: string, href: string | null = null): DataCell => ({
  ...{ text: name, value: { code, name } },
  ...(href !== null && { href }),
})

export const wordCell = (word: string, value: string = word): DataCell => ({ text: word, value })

/** `month` is YYYY-MM. */
export const monthCell = (month: string, { lang }: Reading): DataCell => ({
  text: formatDay(`${month}-01`, lang, 'month'),
  value: month,
})

export const countCell = (count: number, { lang }: Reading): DataCell => ({
  text: formatNumber(count, lang),
  value: count,
})

/** Of few cases the counts alone. */
export function shareCell(of: Share, reading: Reading): DataCell {
  const { n, of: all, share } = withoutSmall(of)
  return { text: shareWords(of, reading), value: { n, of: all, share } }
}

export function intervalCell(of: Share, reading: Reading): DataCell {
  const { low, high } = withoutSmall(of)
  return { text: intervalWords({ ...of, low, high }, reading), value: { low, high } }
}

/** Without a number of residents nothing is said, and of few cases that they are few. */
export const rateCell = ({ residents, perThousand }: Rate, { lang, t }: Reading): DataCell => ({
  text:
    perThousand !== null ? rateWords(perThousand, lang) : residents === null ? '–' : t('statistics:fewCases'),
  value: perThousand,
})

export const rateIntervalCell = ({ low, high }: Rate, { lang }: Reading): DataCell => ({
  text: low === null || high === null ? '' : `${rateWords(low, lang)} – ${rateWords(high, lang)}`,
  value: { low, high },
})

export const residentsCell = ({ residents }: Rate, { lang }: Reading): DataCell => ({
  text: residents === null ? '–' : formatNumber(residents, lang),
  value: residents,
})

/** A part of a whole that is printed beside it, 0 to 1. */
export const partCell = (part: number | null, { lang }: Reading): DataCell => ({
  text: part === null ? '' : formatShare(part, lang),
  value: part === null ? null : Math.round(part * 10_000) / 10_000,
})

/** Days with one decimal; `missing` says why there is no number. */
export const daysCell = (hours: number | null, reading: Reading, missing = '–'): DataCell => ({
  text: hours === null ? missing : daysOf(hours, reading),
  value: hours === null ? null : Math.round((hours / 24) * 10) / 10,
})
