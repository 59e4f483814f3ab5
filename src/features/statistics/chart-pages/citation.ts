import type { Lang } from '../../../platform/i18n/texts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { spanOfChart } from '../charts/catalogue.ts'
import { periodWords, placeWords } from '../charts/place.ts'
import { asOfWords, type Reading } from '../pages/reading.ts'
import { type AskedChart, figureIn } from './chart-request.ts'
import { addressOf } from './files.ts'
import { LICENCE } from './licence.ts'

/** Which days the chart tells of, in words; a backlog has only the moment that it was counted. */
export function spanWords({ id, numbers }: AskedChart): string {
  const { reading, query, subject } = numbers
  const span = spanOfChart(id)
  if (span === 'now') return ''
  if (span === 'window') return periodWords(query, reading)
  const months = subject?.flow ?? []
  const month = (at: number) =>
    formatDay(`${months.at(at)?.month ?? query.window.to.slice(0, 7)}-01`, reading.lang, 'month')
  return reading.t('statistics:period', { from: month(0), to: month(-1) })
}

/** City, finding, days, as of when, licence, address: what somebody who quotes the chart puts below it. */
export function citationOf(
  asked: AskedChart,
  inLanguage: Pick<Reading, 'lang' | 't'>,
  origin: string,
): string {
  const reading = { ...asked.numbers.reading, ...inLanguage }
  const there = { ...asked, numbers: { ...asked.numbers, reading } }
  const title = figureIn(there, reading)?.title ?? ''
  return (
    [
      `${placeWords(there.numbers)}, ${quoted(title, reading.lang)}`,
      spanWords(there),
      asOfWords(asked.numbers.asOf, reading),
      `${reading.t('common:page.site')}, ${LICENCE.name}`,
      addressOf(there, origin),
    ]
      .filter(Boolean)
      // A Russian date ends in a dot of its own.
      .map((part) => part.replace(/\.$/, ''))
      .join('. ')
  )
}

const quoted = (title: string, lang: Lang): string => (lang === 'en' ? `“${title}”` : `«${title}»`)
