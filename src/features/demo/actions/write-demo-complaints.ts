import type { Deps } from '../../../platform/deps.ts'
import { type BulkComplaint, reserveComplaintIds, writeComplaints } from '../../complaints/index.ts'
import { createInventor, type DemoCity, type DemoRun, type Inventor } from '../invent.ts'
import { takenNumbers, writtenOf } from '../queries.ts'

const BATCH = 2_000

export type WriteOptions = {
  /** Called with the number that is there. */
  onProgress?: (written: number) => void
  /** Complaints in one transaction. */
  batchSize?: number
}

/**
 * Makes up complaints and writes them, a batch in each transaction, so that memory does not grow with their number. A
 * run that was interrupted goes on where it stopped; a finished one writes nothing. Returns how many were written.
 */
export async function writeDemoComplaints(
  deps: Pick<Deps, 'db' | 'pool'>,
  demo: DemoCity,
  run: DemoRun,
  { onProgress, batchSize = BATCH }: WriteOptions = {},
): Promise<number> {
  const before = await writtenOf(deps, demo.city.id, run)
  const batches = createBatches(deps, createInventor(demo, run))
  let writing: Promise<unknown> = Promise.resolve()
  try {
    for (let from = before; from < run.count; ) {
      const to = Math.min(run.count, from - (from % batchSize) + batchSize)
      const batch = await batches.next(from, to)
      // The database writes one batch while the next is made up.
      await writing
      writing = writeComplaints(deps.pool, batch)
      writing.catch(() => undefined)
      onProgress?.(to)
      from = to
    }
  } finally {
    await writing
  }
  return run.count - before
}

function createBatches(deps: Pick<Deps, 'pool'>, inventor: Inventor) {
  /** Numbers that are not to be drawn. */
  const taken = new Set<string>()

  function make(from: number, ids: readonly number[]): BulkComplaint[] {
    inventor.forget()
    const drawn = new Set<string>()
    return ids.map((id, offset) =>
      inventor.invent(from + offset, id, (draw) => {
        let number = draw()
        while (drawn.has(number) || taken.has(number)) number = draw()
        drawn.add(number)
        return number
      }),
    )
  }

  return {
    /** Complaints `from` up to, not with, `to`. Numbers that others hold are drawn anew, which changes nothing else. */
    async next(from: number, to: number): Promise<BulkComplaint[]> {
      const ids = await reserveComplaintIds(deps.pool, to - from)
      for (;;) {
        const batch = make(from, ids)
        const numbers = batch.flatMap(({ number }) => number ?? [])
        const clashes = await takenNumbers(deps, numbers)
        for (const number of clashes) taken.add(number)
        if (clashes.length > 0) continue
        forgetBefore(taken, numbers[0] ?? '')
        for (const number of numbers) taken.add(number)
        return batch
      }
    },
  }
}

/** Complaints come in the order of time: numbers of earlier months than that of `number` will not be drawn again. */
function forgetBefore(taken: Set<string>, number: string): void {
  const month = number.slice(0, 4)
  for (const one of taken) if (one.slice(0, 4) < month) taken.delete(one)
}
