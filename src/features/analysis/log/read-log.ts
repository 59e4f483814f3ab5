import { parse } from 'csv-parse/sync'
import type { Typed } from '../../../platform/http/form.ts'
import { type Lang, langs, type Texts } from '../../../platform/i18n/texts.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import { type DeskChannel, deskChannels, ReceptionMapping } from '../../operator/index.ts'

/** Columns of a log, in the order of the form; the first and `channel` must be there. */
export const logColumns = ['at', 'channel', 'topic', 'question', 'answer', 'seconds', 'id'] as const
export type LogColumn = (typeof logColumns)[number]

/** How such columns are called in logs of front offices and contact centres. */
const synonyms: Record<LogColumn, string> = {
  at: 'at|date|дата|дата и время|время|күні|күні мен уақыты',
  channel: 'channel|канал|способ|арна|тәсіл',
  topic: 'topic|category|тема|категория|тақырып|санат',
  question: 'question|вопрос|обращение|содержание|сұрақ|өтініш',
  answer: 'answer|ответ|жауап',
  seconds: 'seconds|duration|длительность|секунды|ұзақтығы',
  id: 'id|номер|нөмірі',
}

const folded = (text: string) => searchFold(text).trim()

/** What spreadsheets here put between columns: whichever the first line has most of. */
const delimiterOf = (header: string): string =>
  [';', '\t', ','].reduce(
    (best, mark) => (header.split(mark).length > header.split(best).length ? mark : best),
    ',',
  )

/**
 * What keeps a log from being read as it was meant: a column that must be there is `missing`, the form names one that is
 * `misnamed`, or the file has a `spare` one that nothing reads. `columns`: those of the file.
 */
export type ColumnProblem =
  | { kind: 'missing' | 'misnamed'; of: LogColumn[]; names: string[]; columns: string[] }
  | {
      kind: 'spare'
      names: string[]
    }

export type LogRead = { ok: true; mapping: ReceptionMapping } | { ok: false; problem: ColumnProblem }

/** How a log is to be read: as the form says, else by the usual names of its columns. */
export function mappingOf(text: string, typed: Typed, texts: Pick<Texts, 'in'>): LogRead {
  const [first = ''] = text.split('\n', 1)
  const delimiter = delimiterOf(first)
  const columns = headerOf(first, delimiter)
  const named = (column: LogColumn): string => {
    const wanted = (typed[`column-${column}`] ?? '').trim()
    if (wanted !== '') return wanted
    const usual = synonyms[column].split('|').map(folded)
    return columns.find((name) => usual.includes(folded(name))) ?? ''
  }
  const chosen = Object.fromEntries(logColumns.map((column) => [column, named(column)]))
  const problem = columnProblem(columns, chosen, typed)
  if (problem !== null) return { ok: false, problem }
  const mapping = ReceptionMapping.parse({
    source: (typed['source'] ?? '').trim().slice(0, 60) || 'reception',
    delimiter,
    columns: chosen,
    channels: { ...channelNames(texts), ...(pairsOf(typed['channels']) as Record<string, DeskChannel>) },
    topics: pairsOf(typed['topics']),
  })
  return { ok: true, mapping }
}

function columnProblem(
  columns: readonly string[],
  chosen: Readonly<Record<string, string>>,
  typed: Typed,
): ColumnProblem | null {
  const isThere = (column: LogColumn) => columns.includes(chosen[column] ?? '')
  const faulty = (kind: 'missing' | 'misnamed', of: LogColumn[]): ColumnProblem => ({
    ...{ kind, of, names: of.map((column) => chosen[column] ?? ''), columns: [...columns] },
  })
  const misnamed = logColumns.filter((column) => chosen[column] !== '' && !isThere(column))
  if (misnamed.length > 0) return faulty('misnamed', misnamed)
  const missing = (['at', 'channel'] as const).filter((column) => !isThere(column))
  if (missing.length > 0) return faulty('missing', missing)
  const used = new Set(Object.values(chosen))
  const spare = columns.filter((name) => !used.has(name))
  return spare.length === 0 || typed['skip'] === '1' ? null : { kind: 'spare', names: spare }
}

function headerOf(first: string, delimiter: string): string[] {
  try {
    const [names = []] = parse(first, { bom: true, delimiter, to_line: 1 })
    return names.map((name) => name.trim()).filter(Boolean)
  } catch {
    return []
  }
}

/** What the portal calls the channels, in all its languages. */
const channelNames = (texts: Pick<Texts, 'in'>): Record<string, DeskChannel> =>
  Object.fromEntries(
    langs.flatMap((lang: Lang) =>
      deskChannels.map((channel) => [texts.in(lang)(`operator:channel.${channel}`), channel]),
    ),
  )

/** 'Дороги = pothole' on a line each. */
export const pairsOf = (typed = ''): Record<string, string> =>
  Object.fromEntries(
    typed.split('\n').flatMap((line) => {
      const [word = '', code = ''] = line.split('=').map((part) => part.trim())
      return word === '' || !line.includes('=') ? [] : [[word, code]]
    }),
  )

/** Words of the form that stand for no channel. */
export const strangeChannels = (typed: Typed): string[] =>
  Object.values(pairsOf(typed['channels'])).filter(
    (code) => !(deskChannels as readonly string[]).includes(code),
  )
