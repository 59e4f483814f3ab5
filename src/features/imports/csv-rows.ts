import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CsvError, type Info, parse } from 'csv-parse'
import { UserError } from '../../platform/user-error.ts'
import { type Mapping, requiredColumns } from './mapping.ts'

/** Cells by column, and the line of the file on which the row ends. */
export type CsvRow = { cells: Record<string, string>; line: number }

export type CsvReading = {
  file: string
  mapping: Mapping
  /** A row that is no row of this file: another number of cells, quotes in the wrong place. */
  onBadRow(line: number, reason: string): void
  /** Called every few thousand rows and at the end: rows read, share of the file from 0 to 1. */
  onProgress(rows: number, share: number): void
}

const rowsPerProgress = 2000
const mostBytesPerRow = 1_000_000

/**
 * The rows of a CSV or CSV.gz file, one after the other. Throws UserError for a file that cannot be read, is
 * damaged, is not in the encoding of the mapping, or lacks a column.
 */
export async function* csvRows({ file, mapping, onBadRow, onProgress }: CsvReading): AsyncGenerator<CsvRow> {
  const size = await sizeOf(file)
  let bytesRead = 0
  let hasHeader = false
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytesRead += chunk.length
      done(null, chunk)
    },
  })
  const parser = parse({
    bom: true,
    delimiter: mapping.file.delimiter,
    columns(header: string[]) {
      hasHeader = true
      return checkedHeader(header, file, mapping)
    },
    info: true,
    max_record_size: mostBytesPerRow,
    on_skip(error) {
      onBadRow(Number(error?.['lines'] ?? 0), error?.message ?? 'not CSV')
      return undefined
    },
    skip_empty_lines: true,
    skip_records_with_error: true,
  })
  const unpack = (await isGzip(file)) ? [createGunzip()] : []
  // Errors of every step reach the reader of the last one, which is the loop below.
  pipeline(
    [createReadStream(file), counter, ...unpack, decode(mapping.file.encoding), parser],
    () => undefined,
  )
  let rows = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: CsvRow['cells']; info: Info }>) {
      if (++rows % rowsPerProgress === 0) onProgress(rows, bytesRead / size)
      yield { cells: record, line: info.lines }
    }
  } catch (error) {
    throw inWords(error, file, rows)
  }
  if (!hasHeader) throw new UserError(`The file ${file} is empty.`)
  onProgress(rows, 1)
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  if (found === null) throw new UserError(`The file ${file} cannot be read. Check the path.`)
  if (!found.isFile()) throw new UserError(`${file} is not a file.`)
  return Math.max(found.size, 1)
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => {
    throw new UserError(`The file ${file} cannot be read: this user may not open it.`)
  })
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

/** To UTF-8. Bytes that are none of the encoding are an error, not a question mark in somebody's complaint. */
function decode(encoding: Mapping['file']['encoding']): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        done(null, decoder.decode(chunk, { stream: true }))
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      try {
        done(null, decoder.decode())
      } catch (error) {
        done(error as Error)
      }
    },
  })
}

function checkedHeader(header: string[], file: string, mapping: Mapping): string[] {
  const missing = requiredColumns(mapping).filter((column) => !header.includes(column))
  const shown = header.join(', ').slice(0, 500)
  if (missing.length > 0) {
    throw new UserError(
      `The file ${file} has no column ${missing.map((column) => `"${column}"`).join(', ')}. ` +
        `Its columns are: ${shown}. Name the right ones, or another delimiter, in a mapping file (--map).`,
    )
  }
  const twice = requiredColumns(mapping).find(
    (column) => header.indexOf(column) !== header.lastIndexOf(column),
  )
  if (twice !== undefined) throw new UserError(`The file ${file} has two columns "${twice}": rename one.`)
  return header
}

/** What went wrong with the file, for the person who named it. */
function inWords(error: unknown, file: string, rows: number): unknown {
  if (error instanceof UserError) return error
  const after = `after ${rows} rows; those are kept, and the import can be repeated`
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new UserError(
      `The file ${file} is not in the encoding that the mapping says, ${after}. ` +
        'Name it in the mapping: "file": {"encoding": "windows-1251"}, or save the file as UTF-8.',
    )
  }
  if (code.startsWith('Z_')) {
    return new UserError(`The file ${file} is damaged or was not copied to its end (${code}), ${after}.`)
  }
  if (error instanceof CsvError) return new UserError(`The file ${file} is no CSV: ${error.message}`)
  return error
}
