import type { Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, SummaryError } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import { type BadLine, deskChannels } from '../../operator/index.ts'
import { analysisPaths } from '../paths.ts'
import { type ColumnProblem, logColumns } from './read-log.ts'

type Field = { name: string; label: string; value: string; error: string; hint?: string }

export type LogModel = PageModel & {
  intro: string
  action: string
  alerts: Alert[]
  errors: SummaryError[]
  file: Field
  source: Field
  check: boolean
  skip: { checked: boolean; error: string }
  columns: Field[]
  channels: Field
  topics: Field
  isOpen: boolean
  bad: { line: string; sentence: string }[]
  badTitle: string
  more: string | null
  backHref: string
}

export const logPage = definePage<LogModel>('analysis/log', { layout: 'staff' })

export type LogProblem =
  | { kind: 'none' | 'tooBig' | 'encoding' }
  | ColumnProblem
  | { kind: 'channels'; words: readonly string[] }

export type LogInput = {
  typed: Typed
  problem: LogProblem | null
  done: { imported: number; repeated: number; isTrial: boolean } | null
  bad: readonly BadLine[]
}

/** So many bad lines are named; a file with more is read wrongly as a whole. */
const mostNamed = 200

export function logModel(
  { typed, problem, done, bad }: LogInput,
  { city, lang, t }: { city: City; lang: Lang; t: Translate },
): LogModel {
  const field = (name: string, label: string, error = ''): Field => ({
    ...{ name, label, error, value: typed[name] ?? '' },
  })
  const fault = problem === null ? null : faultOf(problem, t)
  const errorOf = (name: string) => (fault?.field === name ? fault.text : '')
  const count = (n: number) => formatNumber(n, lang)
  return {
    page: {
      title: t('analysis:log.title'),
      crumbs: [
        {
          href: analysisPaths.show(city.slug),
          label: t('analysis:of', { place: nameIn(city.names, lang) }),
        },
      ],
      noindex: true,
    },
    intro: t('analysis:log.intro'),
    action: analysisPaths.log(city.slug),
    alerts: done === null ? [] : [doneAlert(done, bad.length, { t, count })],
    errors: fault === null ? [] : [{ href: `#${fault.field}`, text: fault.text }],
    file: { ...field('file', t('analysis:log.file'), errorOf('file')), hint: t('analysis:log.fileHint') },
    source: { ...field('source', t('analysis:log.source')), hint: t('analysis:log.sourceHint') },
    check: typed['check'] === '1',
    skip: { checked: typed['skip'] === '1', error: errorOf('skip') },
    columns: logColumns.map((column) =>
      field(`column-${column}`, t(`analysis:log.column.${column}`), errorOf(`column-${column}`)),
    ),
    channels: {
      ...field('channels', t('analysis:log.channels'), errorOf('channels')),
      hint: t('analysis:log.channelsHint', { codes: deskChannels.join(', ') }),
    },
    topics: { ...field('topics', t('analysis:log.topics')), hint: t('analysis:log.topicsHint') },
    isOpen: (fault !== null && fault.field !== 'file') || bad.length > 0,
    bad: bad.slice(0, mostNamed).map(({ line, code, value }) => ({
      line: t('analysis:log.line', { line }),
      sentence: t(`analysis:log.fault.${code}`, { value }),
    })),
    badTitle: t('analysis:log.badTitle', { count: bad.length }),
    more: bad.length > mostNamed ? t('analysis:log.more', { count: bad.length - mostNamed }) : null,
    backHref: analysisPaths.show(city.slug),
  }
}

function doneAlert(
  { imported, repeated, isTrial }: NonNullable<LogInput['done']>,
  bad: number,
  { t, count }: { t: Translate; count: (n: number) => string },
): Alert {
  const numbers = { imported: count(imported), repeated: count(repeated), bad: count(bad) }
  return {
    tone: bad > 0 ? 'warning' : 'success',
    title: t(isTrial ? 'analysis:log.tried' : 'analysis:log.done', numbers),
    text: t(bad > 0 ? 'analysis:log.mend' : 'analysis:log.again'),
  }
}

function faultOf(problem: LogProblem, t: Translate): { field: string; text: string } {
  const listed = (names: readonly string[]) => names.join(', ').slice(0, 300)
  if (problem.kind === 'missing') {
    const [first = 'at'] = problem.of
    const names = problem.of.map((column) => t(`analysis:log.column.${column}`)).join(', ')
    const columns = listed(problem.columns)
    return { field: `column-${first}`, text: t('analysis:log.problem.columns', { names, columns }) }
  }
  if (problem.kind === 'misnamed') {
    const [first = 'at'] = problem.of
    const facts = { names: listed(problem.names), columns: listed(problem.columns) }
    return { field: `column-${first}`, text: t('analysis:log.problem.misnamed', facts) }
  }
  if (problem.kind === 'spare') {
    return { field: 'skip', text: t('analysis:log.problem.spare', { names: listed(problem.names) }) }
  }
  if (problem.kind === 'channels') {
    return {
      field: 'channels',
      text: t('analysis:log.problem.channels', { words: problem.words.join(', ') }),
    }
  }
  return { field: 'file', text: t(`analysis:log.problem.${problem.kind}`) }
}
