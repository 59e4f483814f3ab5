import type { StatTile } from '../../../platform/http/parts.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import type { Figures, Share } from '../figures/figures.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'
import { daysOf, type Reading, rateWords } from './reading.ts'

/** Few cases are counts, many are per cent. */
export function shareValue({ n, of, share }: Share, { lang, t }: Reading): string {
  if (of === 0) return '–'
  if (share === null || of < FEWEST_FOR_PERCENT) {
    return t('statistics:of', { n: formatNumber(n, lang), of: formatNumber(of, lang) })
  }
  return formatShare(share, lang)
}

export function receivedTile(
  { received, answered, outcomes, rate }: Figures,
  { lang, t }: Reading,
): StatTile {
  const notes = [t('statistics:tile.receivedNote', { answered: formatNumber(answered, lang) })]
  if (outcomes.merged > 0) {
    notes.push(t('statistics:tile.mergedNote', { merged: formatNumber(outcomes.merged, lang) }))
  }
  if (rate.perThousand !== null) {
    notes.push(t('statistics:tile.rateNote', { rate: rateWords(rate.perThousand, lang) }))
  }
  return { label: t('statistics:tile.received'), value: formatNumber(received, lang), note: notes.join('; ') }
}

/** Against the target of the law: every answer in time. */
export function punctualTile({ onTime }: Figures, reading: Reading): StatTile {
  return {
    label: reading.t('statistics:tile.onTime'),
    value: shareValue(onTime, reading),
    note: targetNote(onTime, reading),
  }
}

export function targetNote({ n, of, share }: Share, { lang, t }: Reading): string {
  if (of === 0) return t('statistics:tile.noDue')
  const counts = { n: formatNumber(n, lang), of: formatNumber(of, lang) }
  if (n === of) return t('statistics:tile.atTarget', counts)
  const points = 100 - Math.round((share ?? n / of) * 100)
  return t('statistics:tile.belowTarget', { ...counts, points: formatNumber(Math.max(1, points), lang) })
}

export function medianTile({ medianHours, p90Hours }: Figures, reading: Reading): StatTile {
  const { city, t } = reading
  const { value } = medianHours
  return {
    label: t('statistics:tile.median'),
    value: value === null ? '–' : daysOf(value, reading),
    unit: value === null ? null : t('statistics:unitDays'),
    note:
      p90Hours.value === null
        ? t('statistics:tile.medianNoteOpen', { term: city.termDays })
        : t('statistics:tile.medianNote', { p90: daysOf(p90Hours.value, reading), term: city.termDays }),
  }
}

export function openTile({ openNow }: Figures, { lang, t }: Reading, href: string): StatTile {
  return {
    label: t('statistics:tile.open'),
    value: formatNumber(openNow.n, lang),
    note: t('statistics:tile.openNote', {
      late: formatNumber(openNow.overdue, lang),
      unanswered: formatNumber(openNow.unanswered, lang),
    }),
    href,
  }
}

/** Confirmed of all final answers; silence is not agreement, so it stays in the whole. */
export function confirmedShare({ verdicts }: Figures): Share {
  const of = verdicts.confirmed + verdicts.disputed + verdicts.none
  return {
    n: verdicts.confirmed,
    of,
    share: of === 0 ? null : verdicts.confirmed / of,
    low: null,
    high: null,
  }
}

export function confirmedTile(figures: Figures, reading: Reading): StatTile {
  const { lang, t } = reading
  const { confirmed, partly, disputed, none } = figures.verdicts
  const share = confirmedShare(figures)
  return {
    label: t('statistics:tile.confirmed'),
    value: shareValue(share, reading),
    note:
      share.of === 0
        ? null
        : t('statistics:tile.confirmedNote', {
            of: formatNumber(share.of, lang),
            yes: formatNumber(confirmed, lang),
            partly: formatNumber(partly, lang),
            no: formatNumber(disputed, lang),
            none: formatNumber(none, lang),
          }),
  }
}

export function reopenedTile({ reopened }: Figures, reading: Reading): StatTile {
  const { lang, t } = reading
  const counts = { n: formatNumber(reopened.n, lang), of: formatNumber(reopened.of, lang) }
  return {
    label: t('statistics:tile.reopened'),
    value: shareValue(reopened, reading),
    note: reopened.of === 0 ? null : t('statistics:tile.reopenedNote', counts),
  }
}

export function solvedTile({ resolution }: Figures, { lang, t }: Reading): StatTile {
  return {
    label: t('statistics:tile.solved'),
    value: resolution.within30d === null ? '–' : formatShare(resolution.within30d, lang),
    note: t('statistics:tile.solvedNote'),
  }
}

export function transfersTile({ transfers, extended }: Figures, { lang, t }: Reading): StatTile {
  return {
    label: t('statistics:tile.transfers'),
    value: formatNumber(transfers.within3 + transfers.later, lang),
    note: t('statistics:tile.transfersNote', {
      later: formatNumber(transfers.later, lang),
      extended: formatNumber(extended.n, lang),
    }),
  }
}
