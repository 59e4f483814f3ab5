import { formatDay, formatNumber, formatShare } from '../../../platform/time/format.ts'
import type { Figures } from '../figures/figures.ts'
import type { FlowMonth } from '../figures/flow.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'
import type { Reading } from './reading.ts'

/**
 * What changed, in sentences: the last full month against the same month a year before, else against the month
 * before; with its size and both periods. A month of few complaints is no measure.
 */
export function leadSentences(flow: readonly FlowMonth[], { openNow }: Figures, reading: Reading): string[] {
  const { lang, t } = reading
  const open = t('statistics:lead.open', {
    n: formatNumber(openNow.n, lang),
    late: formatNumber(openNow.overdue, lang),
  })
  const full = flow.filter(({ partial }) => !partial)
  const last = full.at(-1)
  if (last === undefined || last.received < FEWEST_FOR_PERCENT) return [open]
  const before = [full.at(-13), full.at(-2)].find((month) => (month?.received ?? 0) >= FEWEST_FOR_PERCENT)
  return [receivedSentence(last, before, reading), punctualSentence(last, before, reading), open].filter(
    (sentence) => sentence !== null,
  )
}

function receivedSentence(last: FlowMonth, before: FlowMonth | undefined, reading: Reading): string {
  const { lang, t } = reading
  const came = t('statistics:lead.received', {
    count: last.received,
    n: formatNumber(last.received, lang),
    month: monthName(last, reading),
  })
  if (before === undefined) return sentence(came)
  const change = Math.round(((last.received - before.received) * 100) / before.received)
  const words = { change: formatShare(Math.abs(change) / 100, lang), before: monthName(before, reading) }
  const compared =
    change === 0
      ? t('statistics:lead.same', words)
      : t(change > 0 ? 'statistics:lead.more' : 'statistics:lead.less', words)
  return sentence(`${came}, ${compared}`)
}

function punctualSentence(last: FlowMonth, before: FlowMonth | undefined, reading: Reading): string | null {
  const { lang, t } = reading
  const now = last.onTime
  if (now.share === null || now.of < FEWEST_FOR_PERCENT) return null
  const share = t('statistics:lead.onTime', {
    share: formatShare(now.share, lang),
    n: formatNumber(now.n, lang),
    of: formatNumber(now.of, lang),
  })
  const then = before?.onTime
  if (then === undefined || then.share === null || then.of < FEWEST_FOR_PERCENT) return sentence(share)
  const points = Math.round(now.share * 100) - Math.round(then.share * 100)
  const words = { points: formatNumber(Math.abs(points), lang) }
  if (points === 0) return sentence(`${share}, ${t('statistics:lead.pointsSame')}`)
  const key = points > 0 ? 'statistics:lead.pointsUp' : 'statistics:lead.pointsDown'
  return sentence(`${share}, ${t(key, words)}`)
}

/** A month of Russian dates ends with a full stop of its own. */
const sentence = (words: string) => (words.endsWith('.') ? words : `${words}.`)

const monthName = ({ month }: FlowMonth, { lang }: Reading) => formatDay(`${month}-01`, lang, 'month')
