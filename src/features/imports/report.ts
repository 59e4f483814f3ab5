import { once } from 'node:events'
import type { WriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { UserError } from '../../platform/user-error.ts'

/** Rows that were refused, as CSV: line of the file, id, reason. */
export type Report = {
  add(row: { line: number; id: string; reason: string }): Promise<void>
  count(): number
  /** Where it was written; null when there was nothing to write. */
  close(): Promise<string | null>
}

/** Beside the file that is read: what its report is called. */
export const reportFor = (file: string): string => `${file.replace(/\.gz$/, '')}.report.csv`

/** The file appears with the first row; one of an earlier run goes away at once. Throws UserError. */
export async function createReport(file: string): Promise<Report> {
  await checkPlace(file)
  let count = 0
  let stream: WriteStream | undefined
  let last: Promise<void> = Promise.resolve()

  async function write(text: string): Promise<void> {
    stream ??= (await open(file, 'w')).createWriteStream()
    if (!stream.write(text)) await once(stream, 'drain')
  }

  return {
    add({ line, id, reason }) {
      const header = count++ === 0 ? 'line,id,reason\n' : ''
      last = last.then(() => write(`${header}${line},${quoted(id)},${quoted(reason)}\n`))
      // Who does not wait for a row hears of its error at the next one, or at the end.
      last.catch(() => undefined)
      return last
    },
    count: () => count,
    async close() {
      await last
      if (stream === undefined) return null
      stream.end()
      await finished(stream)
      return file
    },
  }
}

/** A report that cannot be written is told before the first row is read. */
async function checkPlace(file: string): Promise<void> {
  try {
    await (await open(file, 'a')).close()
    await rm(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new UserError(
      `The report of refused rows cannot be written to ${path.resolve(file)}${code}. Name another place: --report FILE.`,
    )
  }
}

/** Cells that a spreadsheet would take for a formula get an apostrophe, as OWASP advises (CSV injection). */
const quoted = (text: string) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`
