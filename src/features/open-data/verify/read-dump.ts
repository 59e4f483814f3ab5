import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { UserError } from '../../../platform/user-error.ts'
import { type Happening, happeningOf } from './events.ts'
import { type Life, lifeOf } from './life.ts'

const PackageFile = z.object({
  resources: z.array(z.object({ path: z.string(), bytes: z.number(), hash: z.string() })),
})

/** Takes the complaints of activity.jsonl one by one: a city has a million. Answers what cannot be read. */
export async function eachLife(folder: string, take: (life: Life) => void): Promise<string[]> {
  const faults: string[] = []
  const words = new Map<string, string>()
  let events: Happening[] = []
  const close = () => {
    try {
      if (events.length > 0) take(lifeOf(events))
    } catch (error) {
      faults.push(`activity.jsonl, ${events[0]?.complaint}: ${(error as Error).message}`)
    }
    events = []
  }
  let no = 0
  const input = createReadStream(path.join(folder, 'activity.jsonl'))
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      no += 1
      if (line === '') continue
      const event = readLine(line, words)
      if (event === null) {
        faults.push(`activity.jsonl, line ${no}: cannot be read`)
        continue
      }
      if (event.complaint !== events[0]?.complaint) close()
      events.push(event)
    }
  } catch {
    throw new UserError(`${path.join(folder, 'activity.jsonl')} cannot be read.`)
  }
  close()
  return faults
}

function readLine(line: string, words: Map<string, string>): Happening | null {
  try {
    return happeningOf(line, words)
  } catch {
    return null
  }
}

/** Codes of categories that ask for a photo of the result. */
export async function provenIn(folder: string): Promise<Set<string>> {
  const rows: Record<string, string>[] = parse(await fileIn(folder, 'categories.csv'), {
    columns: true,
    bom: true,
  })
  return new Set(rows.flatMap((row) => (row['proof_photo'] === 'true' ? [row['code'] ?? ''] : [])))
}

/** How many people live in the city (under '') and in its districts, by code; dumps of before do not say. */
export async function residentsIn(folder: string): Promise<Map<string, number>> {
  const text = await readFile(path.join(folder, 'residents.csv'), 'utf8').catch(() => '')
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
  return new Map(
    rows.map((row) => [row['kind'] === 'city' ? '' : (row['code'] ?? ''), Number(row['residents'])]),
  )
}

/** Files that are not those of the package; files that were not downloaded are nobody's fault. */
export async function changedFiles(folder: string): Promise<string[]> {
  const { resources } = PackageFile.parse(await jsonIn(folder, 'datapackage.json'))
  const changed: string[] = []
  for (const { path: name, hash } of resources) {
    const sum = await sumOf(path.join(folder, path.basename(name)))
    if (sum !== null && `sha256:${sum}` !== hash) changed.push(`${name} is not the file of datapackage.json`)
  }
  return changed
}

async function sumOf(file: string): Promise<string | null> {
  const sum = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) sum.update(chunk)
  } catch {
    return null
  }
  return sum.digest('hex')
}

async function fileIn(folder: string, name: string): Promise<string> {
  return readFile(path.join(folder, name), 'utf8').catch(() => {
    throw new UserError(`${path.join(folder, name)} cannot be read: is this the folder of a dump?`)
  })
}

export async function jsonIn(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await fileIn(folder, name))
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`${path.join(folder, name)} is no JSON.`)
  }
}
