import { z } from 'zod'
import type { TextKey } from '../../platform/i18n/text-key.ts'
import { jsonLines } from './json-lines.ts'
import type { Doc, ThingKind } from './thing.ts'
import { thingOf } from './things/index.ts'

/** All settings of a city as one file. Codes instead of numbers, so that another installation can read it. */

export const format = 'ashyq-qala/city'
export const formatVersion = 1

/** Kind -> name of its part in the file; also the order in which a file is written: what others name comes first. */
export const parts = {
  profile: 'profile',
  look: 'look',
  map: 'map',
  outline: 'outline',
  terms: 'terms',
  limits: 'limits',
  words: 'moderation',
  retention: 'retention',
  openData: 'openData',
  area: 'areas',
  desk: 'desk',
  office: 'offices',
  category: 'categories',
  rule: 'routing',
  day: 'calendar',
  notice: 'notices',
  text: 'texts',
} as const satisfies Record<ThingKind, string>

const kinds = Object.keys(parts) as ThingKind[]
const isSinglePart = (kind: ThingKind) => thingOf(kind).key === undefined

/** One thing of a file. */
export type Entry = { kind: ThingKind; key: string; doc: Doc }

/** A fault of a file, with its line where that is known. */
export type Fault = { line: number | null; path: string; message: TextKey; detail: string }

export type ReadFile = { ok: true; entries: Entry[] } | { ok: false; faults: Fault[] }

export function writeConfiguration(slug: string, entries: readonly Entry[]): string {
  const file: Record<string, unknown> = { format, version: formatVersion, city: slug }
  for (const kind of kinds) {
    const inside = entries.filter((entry) => entry.kind === kind)
    file[parts[kind]] = isSinglePart(kind)
      ? inside[0]?.doc
      : Object.fromEntries(inside.map(({ key, doc }) => [key, doc]))
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

const Head = z.looseObject({ format: z.literal(format), version: z.literal(formatVersion) })

/** Reads a file; parts may be left out. Every fault is told, with its line. */
export function readConfiguration(text: string): ReadFile {
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const head = Head.safeParse(parsed.value)
  if (!head.success)
    return { ok: false, faults: [{ line: 1, path: '', message: 'settings:error.format', detail: '' }] }
  const lines = jsonLines(text)
  const faults: Fault[] = []
  const entries: Entry[] = []
  const fault = (path: string, message: TextKey) =>
    faults.push({ line: lineOf(lines, path), path, message, detail: '' })
  const known = new Set(['format', 'version', 'city', ...Object.values<string>(parts)])
  for (const name of Object.keys(head.data)) if (!known.has(name)) fault(name, 'settings:error.unknownPart')
  for (const kind of kinds) {
    const part = head.data[parts[kind]]
    if (part === undefined) continue
    for (const [key, value, path] of thingsIn(kind, part)) {
      const doc = thingOf(kind).doc.safeParse(value)
      if (doc.success) entries.push({ kind, key, doc: doc.data })
      else
        for (const issue of doc.error.issues)
          faultsOf(issue).forEach(([at, message]) => {
            fault([path, ...at].join('.'), message)
          })
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, entries }
}

function thingsIn(kind: ThingKind, part: unknown): [key: string, value: unknown, path: string][] {
  const name = parts[kind]
  if (isSinglePart(kind)) return [['', part, name]]
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return [['', part, name]]
  return Object.entries(part).map(([key, value]) => [key, value, `${name}.${key}`])
}

/** Where, and the key of the sentence; what zod says in its own words becomes one that everybody reads. */
function faultsOf(issue: z.core.$ZodIssue): [path: PropertyKey[], message: TextKey][] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [[...issue.path, key], 'settings:error.unknownSetting'])
  const isOurs = issue.message.startsWith('settings:')
  return [[issue.path, isOurs ? (issue.message as TextKey) : 'settings:error.wrongValue']]
}

/** The line of a path, or of what it stands in when it is missing. */
function lineOf(lines: ReadonlyMap<string, number>, path: string): number | null {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const line = lines.get(at)
    if (line !== undefined) return line
  }
  return lines.get('') ?? null
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; faults: Fault[] } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    const place = /position (\d+)/.exec(detail)?.[1]
    const line = place === undefined ? null : text.slice(0, Number(place)).split('\n').length
    return { ok: false, faults: [{ line, path: '', message: 'settings:error.json', detail }] }
  }
}
