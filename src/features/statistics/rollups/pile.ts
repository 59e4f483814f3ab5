import type { Case } from './fold-complaint.ts'
import { columnOf, columns, KEYS } from './marks.ts'
import { type Cell, cellName, cellOf, type Each, eachFrom, isKept, isOfEach, shapesOf } from './shapes.ts'
import { EachWriter, VectorWriter } from './vector.ts'

/** A row of the sums of a day. */
export type SumRow = {
  cell: Cell
  day: number
  counts: Buffer | null
  hours: Buffer | null
  open: Buffer | null
}

/**
 * Sums of very many cases: each mark is laid on the pile of its day as one number, cell and key together. The same sums
 * as `addCase`, without a map: memory holds what differs of the days that are not complete yet. Rows that hold the sums of
 * several cells are made of those once a day is complete.
 */
export class Piles {
  private readonly days = new Map<number, Pile>()
  private readonly cells: Cell[] = []
  private readonly byName = new Map<string, number>()

  add(one: Case): void {
    for (const [shape, kept] of shapesOf(one)) {
      if (isOfEach(shape)) continue
      const first = this.indexOf(cellOf(one, shape)) * KEYS
      for (const { day, key } of one.marks) if (isKept(kept, key)) this.pileOf(day).push(first + key)
    }
  }

  /** Takes away and counts the days before `day`, each for itself. */
  *complete(day: number): Generator<SumRow[]> {
    for (const one of [...this.days.keys()].filter((known) => known < day)) {
      const pile = this.days.get(one)
      this.days.delete(one)
      if (pile !== undefined) yield this.rowsOf(pile, one)
    }
  }

  private rowsOf(pile: Pile, day: number): SumRow[] {
    const { marks, counts } = pile.settled()
    const rows: SumRow[] = []
    const ofEach = new RowsOfEach()
    for (let at = 0; at < marks.length; ) {
      const index = Math.floor((marks[at] ?? 0) / KEYS)
      const end = (index + 1) * KEYS
      const cell = this.cells[index]
      if (cell === undefined) throw new Error('a mark of no cell')
      const each = eachFrom(cell)
      const [own, part] = [newWriters(), newWriters()]
      for (; (marks[at] ?? end) < end; at++) {
        const key = (marks[at] ?? 0) % KEYS
        const n = counts[at] ?? 0
        own[columnOf(key)].push(key, n)
        if (each !== undefined && isKept(each.kept, key)) part[columnOf(key)].push(key, n)
      }
      rows.push({ cell, day, ...bytesOf(own) })
      if (each !== undefined) ofEach.add(each, bytesOf(part))
    }
    return [...rows, ...ofEach.rows(day)]
  }

  private indexOf(cell: Cell): number {
    const name = cellName(cell)
    const known = this.byName.get(name)
    if (known !== undefined) return known
    this.byName.set(name, this.cells.length)
    return this.cells.push(cell) - 1
  }

  private pileOf(day: number): Pile {
    let pile = this.days.get(day)
    if (pile === undefined) {
      pile = new Pile()
      this.days.set(day, pile)
    }
    return pile
  }
}

const newWriters = () => ({
  counts: new VectorWriter(),
  hours: new VectorWriter(),
  open: new VectorWriter(),
})

type Sums = Omit<SumRow, 'cell' | 'day'>

const bytesOf = ({ counts, hours, open }: ReturnType<typeof newWriters>): Sums => ({
  ...{ counts: counts.bytes(), hours: hours.bytes() },
  open: open.bytes(),
})

/** Cells of a day by the cell of each that holds them. */
class RowsOfEach {
  private readonly parts = new Map<string, { cell: Cell; sums: Map<number, Sums> }>()

  add({ cell, id }: Each, sums: Sums): void {
    const name = cellName(cell)
    const known = this.parts.get(name) ?? { cell, sums: new Map<number, Sums>() }
    this.parts.set(name, known)
    known.sums.set(id, sums)
  }

  rows(day: number): SumRow[] {
    return [...this.parts.values()].flatMap(({ cell, sums }) => {
      const byId = [...sums].sort(([a], [b]) => a - b)
      const inColumn = (column: keyof Sums) => {
        const writer = new EachWriter()
        for (const [id, part] of byId) writer.push(id, part[column])
        return writer.bytes()
      }
      const [counts = null, hours = null, open = null] = columns.map(inColumn)
      return counts === null && hours === null && open === null ? [] : [{ cell, day, counts, hours, open }]
    })
  }
}

/** Marks that are different, in their order, and how often each was laid. */
type Settled = { marks: Float64Array; counts: Float64Array }

const SMALLEST = 1_024

class Pile {
  private known: Settled = { marks: new Float64Array(0), counts: new Float64Array(0) }
  private fresh = new Float64Array(SMALLEST)
  private length = 0

  push(mark: number): void {
    if (this.length === this.fresh.length) this.settle()
    this.fresh[this.length++] = mark
  }

  settled(): Settled {
    this.settle()
    return this.known
  }

  /** Counts what was laid since. What is fresh grows with what is known, so that each mark is moved a few times only. */
  private settle(): void {
    this.known = merged(this.known, this.fresh.subarray(0, this.length).sort())
    this.length = 0
    if (this.fresh.length * 2 < this.known.marks.length) {
      this.fresh = new Float64Array(Math.ceil(this.known.marks.length / 2))
    }
  }
}

function merged({ marks, counts }: Settled, fresh: Float64Array): Settled {
  const into = {
    marks: new Float64Array(marks.length + fresh.length),
    counts: new Float64Array(marks.length + fresh.length),
  }
  let length = 0
  let [a, b] = [0, 0]
  while (a < marks.length || b < fresh.length) {
    const mark = Math.min(marks[a] ?? Number.POSITIVE_INFINITY, fresh[b] ?? Number.POSITIVE_INFINITY)
    let n = 0
    if (marks[a] === mark) n = counts[a++] ?? 0
    for (; fresh[b] === mark; b++) n += 1
    into.marks[length] = mark
    into.counts[length++] = n
  }
  return { marks: into.marks.slice(0, length), counts: into.counts.slice(0, length) }
}
