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

export type LogRead =
  | { ok: true; mapping: ReceptionMapping }
  | { ok: false; missing: LogColumn[]; columns: string[] }

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
  const missing = (['at', 'channel'] as const).filter((column) => !columns.includes(chosen[column] ?? ''))
  if (missing.length > 0) return { ok: false, missing, columns }
  const mapping = ReceptionMapping.parse({
    source: (typed['source'] ?? '').trim().slice(0, 60) || 'reception',
    delimiter,
    columns: chosen,
    channels: { ...channelNames(texts), ...(pairsOf(typed['channels']) as Record<string, DeskChannel>) },
    topics: pairsOf(typed['topics']),
  })
  return { ok: true, mapping }
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
