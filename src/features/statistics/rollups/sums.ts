import { dateOfEpochDay } from '../../../platform/time/epoch-day.ts'
import type { Case } from './fold-complaint.ts'
import { type Column, columnOf, KEYS } from './marks.ts'
import { type Cell, cellName, cellOf, eachIdOf, isKept, shapesOf } from './shapes.ts'
import { addTo, type Vector } from './vector.ts'

export type CellDays = { cell: Cell; days: Map<number, Vector> }
/** By month, then by name of the cell. */
export type Months = Map<number, Map<string, CellDays>>

/**
 * Adds a case to every cell it belongs to, or with `n` = -1 takes it away again. Sums of a day are the sum of the
 * cases, in whatever order they came: this is why folding bit by bit and folding everything give equal bytes.
 */
export function addCase(months: Months, one: Case, n: 1 | -1): void {
  const byDay = [...Map.groupBy(one.marks, ({ day }) => day)]
  for (const [shape, kept] of shapesOf(one)) {
    const cell = cellOf(one, shape)
    const name = cellName(cell)
    const first = eachIdOf(one, shape) * KEYS
    for (const [day, marks] of byDay) {
      const wanted = marks.filter(({ key }) => isKept(kept, key))
      if (wanted.length === 0) continue
      const vector = vectorOf(months, { cell, name, day })
      for (const { key } of wanted) addTo(vector, first + key, n)
    }
  }
}

function vectorOf(months: Months, { cell, name, day }: { cell: Cell; name: string; day: number }): Vector {
  const month = monthOf(day)
  let cells = months.get(month)
  if (cells === undefined) {
    cells = new Map()
    months.set(month, cells)
  }
  let sums = cells.get(name)
  if (sums === undefined) {
    sums = { cell, days: new Map() }
    cells.set(name, sums)
  }
  let vector = sums.days.get(day)
  if (vector === undefined) {
    vector = new Map()
    sums.days.set(day, vector)
  }
  return vector
}

/** The sum of the days of a month. */
export function monthVector(days: ReadonlyMap<number, Vector>): Vector {
  const sum: Vector = new Map()
  for (const vector of days.values()) for (const [key, n] of vector) addTo(sum, key, n)
  return sum
}

/** One vector in the columns in which it is stored. */
export function inColumns(vector: Vector): Record<Column, Vector> {
  const split: Record<Column, Vector> = { counts: new Map(), hours: new Map(), open: new Map() }
  for (const [key, n] of vector) split[columnOf(key)].set(key, n)
  return split
}

const months = new Map<number, number>()

/** The calendar month of an epoch day, as months since year 0. */
export function monthOf(day: number): number {
  let month = months.get(day)
  if (month === undefined) {
    const date = dateOfEpochDay(day)
    month = date.year * 12 + date.month - 1
    months.set(day, month)
  }
  return month
}
