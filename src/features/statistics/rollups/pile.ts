import type { Case } from './fold-complaint.ts'
import { columnOf } from './marks.ts'
import { type Cell, cellName, cellOf, isKept, shapesOf } from './shapes.ts'
import { monthOf } from './sums.ts'
import { VectorWriter } from './vector.ts'

/** A row of sums: `span` is a day or a month. */
export type SumRow = {
  cell: Cell
  span: number
  counts: Buffer | null
  hours: Buffer | null
  open: Buffer | null
}

/** Keys are below 2^27 (hours since 1970 times 64), days of a month below 2^5: cells have what is left of 2^53. */
const KEYS = 2 ** 27
const DAYS = 2 ** 5

/**
 * Sums of very many cases: each mark is laid on the pile of its month as one number, cell, day and key together, and
 * a complete month is sorted and counted. The same sums as `addCase`, for eight bytes a mark and no map.
 */
export class Piles {
  private readonly months = new Map<number, Pile>()
  private readonly cells: Cell[] = []
  private readonly byName = new Map<string, number>()

  add(one: Case): void {
    for (const [shape, kept] of shapesOf(one)) {
      const index = this.indexOf(cellOf(one, shape))
      for (const { day, key } of one.marks) {
        if (isKept(kept, key)) this.pileOf(monthOf(day)).push(index, day, key)
      }
    }
  }

  /** Takes away and counts the months before `month`. */
  *complete(month: number): Generator<{ month: number; days: SumRow[]; whole: SumRow[] }> {
    for (const one of [...this.months.keys()].filter((known) => known < month)) {
      const pile = this.months.get(one)
      this.months.delete(one)
      if (pile === undefined) continue
      const days = pile.rows(this.cells, (day) => day)
      const whole = pile.rows(this.cells, () => 0).map((row) => ({ ...row, span: one }))
      yield { month: one, days, whole }
    }
  }

  private indexOf(cell: Cell): number {
    const name = cellName(cell)
    const known = this.byName.get(name)
    if (known !== undefined) return known
    this.byName.set(name, this.cells.length)
    return this.cells.push(cell) - 1
  }

  private pileOf(month: number): Pile {
    let pile = this.months.get(month)
    if (pile === undefined) {
      pile = new Pile()
      this.months.set(month, pile)
    }
    return pile
  }
}

class Pile {
  private marks = new Float64Array(4096)
  private length = 0
  private readonly days: number[] = []

  push(cell: number, day: number, key: number): void {
    if (this.length === this.marks.length) {
      const larger = new Float64Array(this.length * 2)
      larger.set(this.marks)
      this.marks = larger
    }
    this.marks[this.length++] = (cell * DAYS + this.dayIndex(day)) * KEYS + key
  }

  /** Rows by cell and by what `spanOf` makes of a day, in their order. */
  rows(cells: readonly Cell[], spanOf: (day: number) => number): SumRow[] {
    const spans = this.days.map(spanOf)
    // Days that fall together are one from here on.
    const places = spans.map((span) => spans.indexOf(span))
    const sorted = this.marks.slice(0, this.length).map((mark) => {
      const group = Math.floor(mark / KEYS)
      const day = group % DAYS
      return mark + ((places[day] ?? day) - day) * KEYS
    })
    sorted.sort()
    const rows: SumRow[] = []
    for (let start = 0; start < sorted.length; ) {
      const group = Math.floor((sorted[start] ?? 0) / KEYS)
      const writers = { counts: new VectorWriter(), hours: new VectorWriter(), open: new VectorWriter() }
      while (start < sorted.length && Math.floor((sorted[start] ?? 0) / KEYS) === group) {
        const mark = sorted[start] ?? 0
        let end = start + 1
        while (sorted[end] === mark) end++
        const key = mark % KEYS
        writers[columnOf(key)].push(key, end - start)
        start = end
      }
      const cell = cells[Math.floor(group / DAYS)]
      if (cell === undefined) throw new Error('a mark of no cell')
      rows.push({
        ...{ cell, span: spans[group % DAYS] ?? 0 },
        ...{
          counts: writers.counts.bytes(),
          hours: writers.hours.bytes(),
          open: writers.open.bytes(),
        },
      })
    }
    return rows
  }

  /** Position of a day among those of the month: at most 31. */
  private dayIndex(day: number): number {
    const known = this.days.indexOf(day)
    return known >= 0 ? known : this.days.push(day) - 1
  }
}
