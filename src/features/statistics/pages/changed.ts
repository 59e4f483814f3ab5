import { formatDay, formatNumber, formatShare } from '../../../platform/time/format.ts'
import type { EarlierBody } from '../figures/bodies.ts'
import type { Figures, Hours, Share } from '../figures/figures.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'
import { daysOf, type Reading } from './reading.ts'

export type Change = 'up' | 'down' | 'none'

/** The 97.5 % point of the normal distribution, as for all intervals. */
const Z95 = 1.96

/**
 * Whether two counts differ by more than chance: the difference of two Poisson counts has the variance of their sum.
 * Windows of equal length are meant.
 */
export function countChange(now: number, before: number): Change {
  if (Math.abs(now - before) <= Z95 * Math.sqrt(now + before)) return 'none'
  return now > before ? 'up' : 'down'
}

/** Whether two 95 % intervals lie apart: stricter than a test of the difference, so what is named is there. */
export function intervalChange(
  now: { low: number | null; high: number | null },
  before: { low: number | null; high: number | null },
): Change {
  if (now.low === null || now.high === null || before.low === null || before.high === null) return 'none'
  if (now.low > before.high) return 'up'
  return now.high < before.low ? 'down' : 'none'
}

/** The window against the one before it, as long: what came in, what was in time, how long half waited. */
export function changedSentence(now: Figures, before: EarlierBody, reading: Reading): string | null {
  const { lang, t } = reading
  if (now.received < FEWEST_FOR_PERCENT || before.received < FEWEST_FOR_PERCENT) return null
  const clauses = [
    t('statistics:changed.received', {
      now: formatNumber(now.received, lang),
      before: formatNumber(before.received, lang),
      change: t(`statistics:changed.${countChange(now.received, before.received)}`),
    }),
    shareClause(now.onTime, before.onTime, reading),
    medianClause(now.medianHours, before.medianHours, reading),
  ].filter((clause) => clause !== null)
  const { from, to } = before.window
  const days = { from: formatDay(from, lang), to: formatDay(to, lang) }
  return `${t('statistics:changed.intro', days)} ${clauses.join('; ')}.`
}

function shareClause(now: Share, before: Share, { lang, t }: Reading): string | null {
  if (now.share === null || before.share === null) return null
  if (now.of < FEWEST_FOR_PERCENT || before.of < FEWEST_FOR_PERCENT) return null
  return t('statistics:changed.onTime', {
    now: formatShare(now.share, lang),
    before: formatShare(before.share, lang),
    change: t(`statistics:changed.${intervalChange(now, before)}`),
  })
}

function medianClause(now: Hours, before: Hours, reading: Reading): string | null {
  if (now.value === null || before.value === null) return null
  const { t } = reading
  return t('statistics:changed.median', {
    now: daysOf(now.value, reading),
    before: daysOf(before.value, reading),
    change: t(`statistics:changed.${intervalChange(now, before)}`),
  })
}
