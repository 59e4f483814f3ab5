import type { CsvError, Info } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { Deps } from '../../platform/deps.ts'
import { readListFile } from '../../platform/files/read-list.ts'
import { clean } from '../../platform/http/form.ts'
import { fold } from '../../platform/text/fold.ts'
import { UserError } from '../../platform/user-error.ts'
import { type StreetLine, saveStreets } from './actions/save-streets.ts'
import { kindOfWord, streetKinds } from './street.ts'

/** `line` is where the row ends in the file. */
export type BadRow = { line: number; reason: string }

export type StreetsRead = {
  added: number
  changed: number
  same: number
  bad: BadRow[]
}

const columns = ['kind', 'name_kk', 'name_ru', 'former_names'] as const
const mostRows = 50_000
const mostBytes = 20e6
const longestName = 120

/**
 * Brings a city's list of streets in from CSV (or CSV.gz) with the columns kind, name_kk, name_ru, former_names (names
 * between semicolons). A street is known by its kind and Russian name; what is there already is brought up to date,
 * nothing is removed. Bad rows keep no good ones out.
 * @throws UserError when the file cannot be read as such a list
 */
export async function importStreets(
  deps: Deps,
  { cityId, file, isTrial = false }: { cityId: number; file: string; isTrial?: boolean },
): Promise<StreetsRead> {
  const lines = new Map<string, StreetLine>()
  const bad: BadRow[] = []
  for (const { cells, line } of await rowsOf(file, bad)) {
    const read = readRow(cells)
    if ('reason' in read) bad.push({ line, reason: read.reason })
    else if (lines.has(keyOf(read))) bad.push({ line, reason: `${read.nameRu} stands in the file already` })
    else lines.set(keyOf(read), read)
    if (lines.size > mostRows)
      throw new UserError(`More than ${mostRows} streets: this is no list of a city.`)
  }
  const written = await saveStreets(deps, cityId, [...lines.values()], { isTrial })
  deps.cache.forget('city:')
  return { ...written, bad }
}

const keyOf = ({ kind, nameRu }: StreetLine) => `${kind}/${nameRu}`

type Row = { cells: Record<string, string>; line: number }

/** The rows of the file; those that are no rows of this table go to `bad`. */
async function rowsOf(file: string, bad: BadRow[]): Promise<Row[]> {
  const text = await readListFile(file, mostBytes)
  if (text.trim() === '') throw new UserError(`The file ${file} is empty.`)
  const options = {
    bom: true,
    columns: header,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(error: CsvError | undefined) {
      bad.push({ line: Number(error?.['lines'] ?? 0), reason: error?.message ?? 'not CSV' })
      return undefined
    },
  }
  const rows = parse(text, options) as unknown as { record: Record<string, string>; info: Info }[]
  return rows.map(({ record, info }) => ({ cells: record, line: info.lines }))
}

function header(names: string[]): string[] {
  const found = names.map((name) => name.trim().toLowerCase())
  const missing = columns.filter((column) => column !== 'former_names' && !found.includes(column))
  if (missing.length > 0) {
    throw new UserError(
      `The first line must name the columns ${columns.join(', ')}; missing: ${missing.join(', ')}.`,
    )
  }
  return found
}

function readRow(cells: Record<string, string>): StreetLine | { reason: string } {
  const written = cells['kind'] ?? ''
  const kind = kindOf(written)
  if (kind === null) return { reason: `kind "${written}" is none of: ${streetKinds.join(', ')}` }
  const [kk, ru] = [plain(cells['name_kk'] ?? ''), plain(cells['name_ru'] ?? '')]
  const formerNames = [...new Set((cells['former_names'] ?? '').split(';').map(plain))].filter(isName)
  // Where one language is missing the other stands on the signs.
  const line = { kind, nameKk: kk || ru, nameRu: ru || kk, formerNames }
  if (!isName(line.nameRu) || !isName(line.nameKk)) return { reason: 'there is no name' }
  if ([line.nameKk, line.nameRu, ...formerNames].some((name) => name.length > longestName)) {
    return { reason: `a name is longer than ${longestName} characters` }
  }
  return line
}

const plain = (text: string) => clean(text).replaceAll(/\s+/g, ' ').trim()
const isName = (text: string) => /[\p{L}\d]/u.test(text)

/** The code of a kind, or a word for it: 'avenue', 'проспект', 'даңғылы'. */
function kindOf(text: string): StreetLine['kind'] | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/[.\s-]/g, '')
  return streetKinds.find((kind) => kind === plain) ?? kindOfWord(fold(plain))
}
