import path from 'node:path'
import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
import { type FileFacts, factsOfFile } from './files.ts'
import type { DumpFile, Field, FieldType, Values } from './tables.ts'

const types: Record<FieldType, BasicType> = {
  string: 'STRING',
  integer: 'INT32',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'STRING',
  datetime: 'TIMESTAMP',
}

/** Rows of one group: so many are in memory at once. */
const perGroup = 10_000

/** Writes a table as Apache Parquet, a group of rows at a time. Instants are TIMESTAMP_MILLIS in UTC, days are text. */
export class ParquetFile {
  private readonly folder: string
  private readonly name: DumpFile
  private readonly fields: readonly Field[]
  private readonly writer: ParquetWriter
  private waiting: Values[] = []
  private rows = 0

  constructor(folder: string, name: DumpFile, fields: readonly Field[]) {
    this.folder = folder
    this.name = name
    this.fields = fields
    this.writer = new ParquetWriter({
      writer: fileWriter(path.join(folder, name)),
      schema: schemaFromColumnData({ columnData: this.columnsOf([]) }),
    })
  }

  async write(rows: readonly Values[]): Promise<void> {
    this.waiting.push(...rows)
    if (this.waiting.length >= perGroup) await this.flush()
  }

  async close(): Promise<FileFacts> {
    await this.flush()
    await this.writer.finish()
    return factsOfFile(this.folder, this.name, this.rows)
  }

  private async flush(): Promise<void> {
    if (this.waiting.length === 0) return
    await this.writer.write({ columnData: this.columnsOf(this.waiting), rowGroupSize: perGroup * 2 })
    this.rows += this.waiting.length
    this.waiting = []
  }

  private columnsOf(rows: readonly Values[]) {
    return this.fields.map(({ name, type, required }) => ({
      name,
      type: types[type],
      nullable: required === undefined,
      data: rows.map((row) => inParquet(row[name] ?? null, type)),
    }))
  }
}

const inParquet = (value: Values[string], type: FieldType) =>
  type === 'datetime' && typeof value === 'string' ? new Date(value) : value
