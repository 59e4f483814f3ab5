import type { Table } from '../http/parts.ts'
import type { ChartFigure } from './chart.ts'

/** What a cell is to a program: counts and shares are numbers, days are ISO dates, names come with their code. */
export type Datum = string | number | boolean | null | { readonly [name: string]: Datum }

/** A cell of the table of a chart: as it is printed, and what it means. */
export type DataCell = { text: string; href?: string | null; note?: string | null; value: Datum }

export type DataTable = Pick<Table, 'caption'> & {
  columns: { key: string; label: string; numeric?: boolean }[]
  /** The first cell heads its row. */
  rows: DataCell[][]
}

/** A chart whose table programs can read as well: its files cannot say anything else than the page. */
export type DataFigure = Omit<ChartFigure, 'table'> & { table: DataTable }

/** One object for each row of the table, with the keys of its columns. */
export const rowsOf = ({ columns, rows }: DataTable): Record<string, Datum>[] =>
  rows.map((row) =>
    Object.fromEntries(columns.map(({ key }, index): [string, Datum] => [key, row[index]?.value ?? null])),
  )
