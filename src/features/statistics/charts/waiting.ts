import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { stepChart } from '../../../platform/charts/step-chart.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import type { WaitingDay } from '../figures/waiting.ts'
import { daysOf } from '../pages/reading.ts'
import { countCell, intervalCell, partCell } from './cells.ts'
import { footOf, type SubjectNumbers } from './place.ts'
import { calendarDays } from './waits.ts'

const FEWEST_DAYS = 2

/** What share still waits for a first answer, day by day; open ones are in it. */
export function waitingChart(numbers: SubjectNumbers): DataFigure | null {
  const { reading, subject } = numbers
  const { city, lang, t } = reading
  const { waiting, figures } = subject
  const term = calendarDays(city.termDays)
  const told = waiting.find(({ day }) => day === term) ?? waiting.at(-1)
  if (told === undefined || waiting.length < FEWEST_DAYS) return null
  const { median, events, censored } = medianOf(numbers)
  return {
    id: 'waiting',
    level: 2,
    title: t('statistics:waiting.title', {
      share: formatShare(told.share, lang),
      days: formatNumber(told.day, lang),
      count: told.day,
    }),
    subtitle: t('statistics:waiting.subtitle'),
    description: t('statistics:waiting.description', {
      median: median === null ? t('statistics:notReached') : daysOf(median, reading),
      events: formatNumber(events, lang),
      censored: formatNumber(censored, lang),
    }),
    key: [],
    chart: stepChart({
      steps: waiting.map(({ day, ...step }) => ({ at: day, ...step })),
      formatShare: (share) => formatShare(share, lang),
      formatCount: (n) => formatNumber(n, lang),
      countLabel: t('statistics:waiting.atRisk'),
      axis: t('statistics:axis.days'),
      half:
        median === null
          ? null
          : { at: median / 24, label: t('statistics:waiting.half', { n: daysOf(median, reading) }) },
      target: { at: term, label: t('statistics:office.term', { term: city.termDays }) },
    }),
    note: t('statistics:waiting.note', { p90: p90Words(figures.p90Hours.value, numbers) }),
    table: {
      caption: t('statistics:waiting.subtitle'),
      columns: [
        { key: 'day', label: t('statistics:col.day'), numeric: true },
        { key: 'waiting', label: t('statistics:col.waiting'), numeric: true },
        { key: 'interval', label: t('statistics:col.interval'), numeric: true },
        { key: 'atRisk', label: t('statistics:waiting.atRisk'), numeric: true },
      ],
      rows: waiting.map((day) => [
        countCell(day.day, reading),
        partCell(day.share, reading),
        intervalCell(shareOfDay(day), reading),
        countCell(day.atRisk, reading),
      ]),
    },
    ...footOf('waiting', numbers),
  }
}

const medianOf = ({ subject: { figures } }: SubjectNumbers) => ({
  median: figures.medianHours.value,
  events: figures.medianHours.events,
  censored: figures.medianHours.censored,
})

const p90Words = (hours: number | null, { reading }: SubjectNumbers): string =>
  hours === null
    ? reading.t('statistics:waiting.p90Open')
    : reading.t('statistics:waiting.p90', { n: daysOf(hours, reading) })

/** The interval of an estimate; its counts are those still watched. */
const shareOfDay = ({ share, low, high, atRisk }: WaitingDay) => ({ n: atRisk, of: atRisk, share, low, high })
