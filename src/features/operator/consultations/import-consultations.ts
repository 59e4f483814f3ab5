import { createHash } from 'node:crypto'
import type { CsvError, Info } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { readListFile } from '../../../platform/files/read-list.ts'
import { clean } from '../../../platform/http/form.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import { UserError } from '../../../platform/user-error.ts'
import type { City } from '../../city/index.ts'
import { storedPublicText, textLimits } from '../../complaints/index.ts'
import { type Directory, directoryOf } from '../../offices/index.ts'
import { type DeskChannel, deskChannels } from '../talk/forms.ts'
import { localMoment } from './local-moment.ts'

const Columns = z.strictObject({
  at: z.string().default('at'),
  id: z.string().default('id'),
  channel: z.string().default('channel'),
  topic: z.string().default('topic'),
  question: z.string().default('question'),
  answer: z.string().default('answer'),
  seconds: z.string().default('seconds'),
})

/** How a log of receptions or calls is read: names of its columns, and what its words mean. */
export const ReceptionMapping = z.strictObject({
  source: z.string().min(1).default('reception'),
  delimiter: z.string().length(1).default(','),
  columns: Columns.prefault({}),
  /** Word of the file -> channel of the desk. */
  channels: z.record(z.string(), z.enum(deskChannels)).default({}),
  /** Word of the file -> code of a category, '' for none. */
  topics: z.record(z.string(), z.string()).default({}),
})
export type ReceptionMapping = z.infer<typeof ReceptionMapping>

/** What can be wrong with a line; `value` is what stands there. */
export const badLineCodes = ['csv', 'at', 'future', 'channel', 'topic', 'long', 'seconds'] as const
type Fault = { code: (typeof badLineCodes)[number]; value: string; reason: string }

/** `reason` is the sentence of the command, in English; pages have their own by `code`. */
export type BadLine = Fault & { line: number }
export type ReceptionRead = { imported: number; repeated: number; bad: BadLine[] }

const mostBytes = 50e6
const batch = 1000

/** Throws UserError with the first fault of a mapping file. */
export async function readReceptionMapping(file: string): Promise<ReceptionMapping> {
  const text = await readListFile(file, 1e6)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new UserError(`The mapping ${file} is not JSON.`)
  }
  const parsed = ReceptionMapping.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UserError(`The mapping ${file}: ${issue?.path.join('.')}: ${issue?.message}`)
}

/** Reads a file and brings it in, see `importConsultationText`. @throws UserError for a file that cannot be read */
export async function importConsultations(
  deps: Deps,
  { file, ...log }: { city: City; file: string; mapping: ReceptionMapping; isTrial?: boolean },
): Promise<ReceptionRead> {
  const text = await readListFile(file, mostBytes)
  return importConsultationText(deps, { ...log, text, named: `The file ${file}` })
}

/**
 * Brings a log of receptions or calls in as consultations. A line is known by source and id, or by all that it says
 * where it has no id, so a repeat brings nothing twice. Bad lines keep no good ones out.
 * @throws UserError when the file cannot be read as such a log
 */
export async function importConsultationText(
  deps: Deps,
  { city, text, named, mapping, isTrial = false }: LogText,
): Promise<ReceptionRead> {
  const bad: BadLine[] = []
  const directory = await directoryOf(deps, city.id)
  const lines = linesOf({ text, named }, mapping, bad)
  const reader = lineReader({ city, directory, mapping, now: deps.now().epochMilliseconds })
  const known = new Map<string, ReturnType<typeof rowOf>>()
  let inFile = 0
  for (const { cells, line } of lines) {
    const read = reader(cells)
    if ('reason' in read) bad.push({ line, ...read })
    else {
      inFile++
      known.set(read.externalId, rowOf(city, mapping, read))
    }
  }
  const rows = [...known.values()]
  const imported = isTrial ? await countNew(deps, city, mapping, [...known.keys()]) : await write(deps, rows)
  return { imported, repeated: inFile - imported, bad: bad.toSorted((a, b) => a.line - b.line) }
}

/** `named`: how the text is called in a sentence about it. */
export type LogText = {
  city: City
  text: string
  named: string
  mapping: ReceptionMapping
  isTrial?: boolean
}

type Line = {
  at: number
  channel: DeskChannel
  categoryId: number | null
  question: string
  answer: string
  seconds: number | null
  externalId: string
}

const rowOf = (city: City, { source }: ReceptionMapping, { at, question, answer, ...rest }: Line) => ({
  ...rest,
  cityId: city.id,
  source,
  at: toDate(at),
  question: storedPublicText(question) ?? question,
  answer: storedPublicText(answer) ?? answer,
})

async function write({ db }: Deps, rows: ReturnType<typeof rowOf>[]): Promise<number> {
  let written = 0
  for (let from = 0; from < rows.length; from += batch) {
    const { count } = await db.consultation.createMany({
      data: rows.slice(from, from + batch),
      skipDuplicates: true,
    })
    written += count
  }
  return written
}

async function countNew(
  { db }: Deps,
  city: City,
  { source }: ReceptionMapping,
  ids: string[],
): Promise<number> {
  let there = 0
  for (let from = 0; from < ids.length; from += batch) {
    const externalId = { in: ids.slice(from, from + batch) }
    there += await db.consultation.count({ where: { cityId: city.id, source, externalId } })
  }
  return ids.length - there
}

function linesOf(
  { text, named }: Pick<LogText, 'text' | 'named'>,
  { delimiter, columns }: ReceptionMapping,
  bad: BadLine[],
) {
  if (text.trim() === '') throw new UserError(`${named} is empty.`)
  const options = {
    bom: true,
    delimiter,
    columns: (names: string[]) => checkedHeader(names, named, columns),
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(error: CsvError | undefined) {
      const reason = error?.message ?? 'not CSV'
      bad.push({ line: Number(error?.['lines'] ?? 0), code: 'csv', value: '', reason })
      return undefined
    },
  }
  const rows = parse(text, options) as unknown as { record: Record<string, string>; info: Info }[]
  return rows.map(({ record, info }) => ({ cells: record, line: info.lines }))
}

function checkedHeader(names: string[], named: string, columns: ReceptionMapping['columns']): string[] {
  const found = names.map((name) => name.trim())
  const missing = [columns.at, columns.channel].filter((name) => !found.includes(name))
  if (missing.length === 0) return found
  throw new UserError(
    `${named} has no column ${missing.map((name) => `"${name}"`).join(', ')}. ` +
      `Its columns are: ${found.join(', ').slice(0, 500)}. Name the right ones in a mapping (--map).`,
  )
}

type Reading = { city: City; directory: Directory; mapping: ReceptionMapping; now: number }

/** A line as it is stored, or why it cannot be. */
function lineReader({ city, directory, mapping, now }: Reading) {
  const { columns, channels, topics } = mapping
  const topicIds = new Map(
    directory.categories.flatMap(({ id, code, names }) =>
      [code, ...Object.values(names)].map((word): [string, number] => [searchFold(word).trim(), id]),
    ),
  )
  const fault = (code: Fault['code'], value: string, reason: string): Fault => ({ code, value, reason })
  return (cells: Record<string, string>): Line | Fault => {
    const read = (name: keyof typeof columns) => clean(cells[columns[name]] ?? '').trim()
    const at = localMoment(read('at'), city.timeZone)
    const when = read('at')
    if (at === null) return fault('at', when, `"${when}" is no date and time, such as 2026-03-11 14:05`)
    if (at > now) return fault('future', when, `${when} is in the future`)
    const channel = channels[read('channel')] ?? deskChannels.find((one) => one === read('channel'))
    if (channel === undefined) {
      const word = read('channel')
      const known = deskChannels.join(', ')
      return fault('channel', word, `channel "${word}" is none of: ${known}; name it in a mapping`)
    }
    const topic = topics[read('topic')] ?? read('topic')
    const categoryId = topic === '' ? null : topicIds.get(searchFold(topic).trim())
    if (categoryId === undefined)
      return fault('topic', topic, `topic "${topic}" is no category of the city; name it in a mapping`)
    const [question, answer] = [read('question'), read('answer')]
    if ([question, answer].some((text) => [...text].length > textLimits.max)) {
      const most = String(textLimits.max)
      return fault('long', most, `a text is longer than ${most} characters`)
    }
    const seconds = secondsOf(read('seconds'))
    if (seconds === undefined) {
      const length = read('seconds')
      return fault('seconds', length, `"${length}" is no length in seconds or minutes:seconds`)
    }
    const externalId = read('id') || digestOf([at, channel, categoryId, question, answer])
    return { at, channel, categoryId, question, answer, seconds, externalId }
  }
}

const digestOf = (parts: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)

const longestSeconds = 86_400

/** `75`, `1:15`; null where nothing stands, undefined for anything else. */
function secondsOf(text: string): number | null | undefined {
  if (text === '') return null
  const [, minutes = '0', rest = ''] = /^(?:(\d{1,4}):)?(\d{1,5})$/.exec(text) ?? []
  const seconds = Number(minutes) * 60 + Number(rest)
  return rest === '' || seconds > longestSeconds ? undefined : seconds
}
