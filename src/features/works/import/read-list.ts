import { createHash } from 'node:crypto'
import type { CsvError, Info } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { clean } from '../../../platform/http/form.ts'
import type { WorkDraft } from '../draft.ts'
import { readHouses } from '../houses.ts'
import type { Fault, RawField, RawWork } from '../reading/raw-work.ts'
import { rawFields } from '../reading/raw-work.ts'
import { type ReadingPlace, readDraft } from '../reading/read-draft.ts'
import { type ImportField, type ImportMapping, importFields } from './mapping.ts'

export const mostRows = 2000
const longestId = 80

/**
 * A work of the list. `line` is where its row ends in the file, the first line being 1. `id`: its number in the lists of
 * its office; null where the list has none: then `digest` says which work it is, whenever it is.
 */
export type GoodRow = { line: number; id: string | null; digest: string; draft: WorkDraft; reason: string }
export type BadRow = { line: number; faults: Fault[] }
/** `mapped`: the fields of which the list says something. */
export type ListRead = { good: GoodRow[]; bad: BadRow[]; more: boolean; mapped: ReadonlySet<ImportField> }

/** The names of the columns, trimmed; empty for a text that is no table. */
export function headerOf(content: string): string[] {
  try {
    const [header = []] = parse(content, { bom: true, delimiter: delimiterOf(content), to_line: 1 })
    return header.map((name) => name.trim())
  } catch {
    return []
  }
}

/** What spreadsheets here put between columns: whichever the first line has most of. */
export function delimiterOf(content: string): string {
  const first = content.slice(0, content.indexOf('\n') + 1 || content.length)
  const count = (mark: string) => first.split(mark).length
  return [';', '\t', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',')
}

/** Reads all rows of a list; bad ones keep no good ones out. */
export async function readList(
  content: string,
  mapping: ImportMapping,
  place: ReadingPlace,
): Promise<ListRead> {
  const { rows, bad } = rowsOf(content)
  const good = new Map<string, GoodRow>()
  for (const { cells, line } of rows.slice(0, mostRows)) {
    const cell = (field: ImportField) => {
      const name = mapping.columns[field]
      return name === undefined || name === '' ? '' : clean(cells[name] ?? '').trim()
    }
    const raw = rawOf(cell, mapping)
    const read = await readDraft(raw, place)
    if (!read.ok) {
      bad.push({ line, faults: read.faults })
      continue
    }
    const { draft } = read
    const row = { line, id: cell('id') || null, digest: digestOf(raw), draft, reason: cell('reason') }
    const fault = idFault(row, good)
    if (fault !== null) bad.push({ line, faults: [fault] })
    else good.set(keyOf(row), row)
  }
  return {
    good: [...good.values()],
    bad: bad.toSorted((a, b) => a.line - b.line),
    more: rows.length > mostRows,
    mapped: new Set(importFields.filter((field) => (mapping.columns[field] ?? '') !== '')),
  }
}

/** A number is one of its office; without one, the same thing at another time is another row. */
const keyOf = ({ id, digest, draft: { officeId, startsAt, endsAt } }: GoodRow): string =>
  id === null ? `${officeId} ${digest} ${startsAt} ${endsAt}` : `${officeId} ${id}`

function idFault(row: GoodRow, good: ReadonlyMap<string, GoodRow>): Fault | null {
  if (row.id !== null && row.id.length > longestId) {
    return { field: 'id', code: 'long', value: String(longestId) }
  }
  const first = good.get(keyOf(row))
  return first === undefined ? null : { field: 'id', code: 'repeated', value: String(first.line) }
}

type Row = { cells: Record<string, string>; line: number }

function rowsOf(content: string): { rows: Row[]; bad: BadRow[] } {
  const bad: BadRow[] = []
  const options = {
    bom: true,
    delimiter: delimiterOf(content),
    columns: (names: string[]) => names.map((name) => name.trim()),
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(error: CsvError | undefined) {
      bad.push({ line: Number(error?.['lines'] ?? 0), faults: [{ field: 'row', code: 'csv', value: '' }] })
      return undefined
    },
  }
  const read = parse(content, options) as unknown as { record: Record<string, string>; info: Info }[]
  return { rows: read.map(({ record, info }) => ({ cells: record, line: info.lines })), bad }
}

function rawOf(cell: (field: ImportField) => string, { kind, office }: ImportMapping): RawWork {
  const plain = Object.fromEntries(rawFields.map((name) => [name, cell(name)])) as Record<RawField, string>
  return {
    ...plain,
    kind: plain.kind || kind,
    office: plain.office || office,
    streets: streetsIn(cell('streets')),
  }
}

/** 'пр. Абая, 2–40; ул. Иртышская' as streets with their houses: houses stand behind a comma. */
export function streetsIn(text: string): { street: string; houses: string }[] {
  return text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const comma = part.indexOf(',')
      const rest = comma < 0 ? '' : part.slice(comma + 1).trim()
      const isHouses = rest !== '' && (/\d/.test(rest) || readHouses(rest) !== null)
      return isHouses ? { street: part.slice(0, comma).trim(), houses: rest } : { street: part, houses: '' }
    })
}

/** A list without numbers: the same thing at the same place is the same work, whenever it is. */
function digestOf({ kind, titleKk, titleRu, titleEn, district, lat, lon, shape, streets }: RawWork): string {
  const known = [kind, titleKk, titleRu, titleEn, district, lat, lon, shape, streets]
  return createHash('sha256').update(JSON.stringify(known)).digest('base64url').slice(0, 22)
}
