import type { Deps } from '../../../platform/deps.ts'
import { type BulkComplaint, reserveComplaintIds, writeComplaints } from '../../complaints/index.ts'
import { createInventor, type DemoCity, type DemoRun, type Inventor } from '../invent.ts'
import { takenNumbers, writtenOf } from '../queries.ts'

const BATCH = 2_000

/**
 * Makes up complaints and writes them, a batch in each transaction, so that memory does not grow with their number. A
 * run that was interrupted goes on where it stopped; a finished one writes nothing. Returns how many were written.
 * @param onProgress called with the number that is there
 */
export async function writeDemoComplaints(
  deps: Pick<Deps, 'db' | 'pool'>,
  demo: DemoCity,
  run: DemoRun,
  onProgress: (written: number) => void = () => undefined,
): Promise<number> {
  const before = await writtenOf(deps, demo.city.id, run)
  const batches = createBatches(deps, createInventor(demo, run))
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = before; from < run.count; ) {
    const to = Math.min(run.count, from - (from % BATCH) + BATCH)
    const batch = await batches.next(from, to)
    // The database writes one batch while the next is made up.
    await writing
    writing = writeComplaints(deps.pool, batch)
    writing.catch(() => undefined)
    onProgress(to)
    from = to
  }
  await writing
  return run.count - before
}

function createBatches(deps: Pick<Deps, 'pool'>, inventor: Inventor) {
  const taken = new Map<string, Set<string>>()
  const takenIn = (number: string) => {
    const month = number.slice(0, 4)
    const known = taken.get(month) ?? new Set<string>()
    taken.set(month, known)
    // Complaints come in the order of time: numbers of months long gone will not be drawn again.
    if (taken.size > 3) taken.delete([...taken.keys()].sort()[0] ?? '')
    return known
  }

  function make(from: number, ids: readonly number[]): BulkComplaint[] {
    inventor.forget()
    const drawn = new Set<string>()
    return ids.map((id, offset) =>
      inventor.invent(from + offset, id, (draw) => {
        for (;;) {
          const number = draw()
          if (drawn.has(number) || takenIn(number).has(number)) continue
          drawn.add(number)
          return number
        }
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
        for (const number of clashes.length > 0 ? clashes : numbers) takenIn(number).add(number)
        if (clashes.length === 0) return batch
      }
    },
  }
}
