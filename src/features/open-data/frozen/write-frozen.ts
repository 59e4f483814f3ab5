import { type FrozenPart, METHOD, type Window } from '../../statistics/index.ts'
import { type FileFacts, TextFile } from '../dump/files.ts'
import { frozenFile } from '../dump/tables.ts'

/** The first line of charts.jsonl: how the others are to be read, and what they tell of. */
export type FrozenHead = { kind: typeof frozenKind; window: Window; asOf: string; method: string }

/** A change of the shape of what charts are drawn from is a new one. */
export const frozenKind = 'ashyq-qala charts 1'

/** What the charts of a month are drawn from, kept with the snapshot and under its hash. */
export async function writeFrozen(
  folder: string,
  { window, asOf }: { window: Window; asOf: string },
  parts: AsyncIterable<FrozenPart>,
): Promise<FileFacts> {
  const file = await TextFile.create(folder, frozenFile)
  const head: FrozenHead = { kind: frozenKind, window, asOf, method: METHOD }
  await file.write(`${JSON.stringify(head)}\n`)
  for await (const part of parts) await file.write(`${JSON.stringify(part)}\n`)
  return file.close({ isTable: false })
}
