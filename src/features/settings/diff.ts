import { isDeepStrictEqual } from 'node:util'
import type { Doc, Json } from './thing.ts'

/** One value that a change moved. `path` as in the document; null where there was nothing. */
export type Difference = { path: string; before: Json; after: Json }

/** What differs, leaf by leaf; lists are compared as wholes. */
export function differences(before: Doc | null, after: Doc | null): Difference[] {
  const [was, is] = [leaves(before), leaves(after)]
  const paths = [...new Set([...is.keys(), ...was.keys()])]
  return paths
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }))
    .filter((one) => !isDeepStrictEqual(one.before, one.after))
}

export const isSame = (a: Doc | null, b: Doc | null): boolean => differences(a, b).length === 0

/**
 * `current` with the parts that a change moved: so a change that was planned, or is taken back, leaves alone what
 * others have changed since. A thing that is to come or to go comes or goes as a whole.
 */
export function patched(current: Doc | null, from: Doc | null, to: Doc | null): Doc | null {
  if (current === null || from === null || to === null) return to
  const moved = Object.entries(to).filter(([name, value]) => !isDeepStrictEqual(value, from[name]))
  return { ...current, ...Object.fromEntries(moved) }
}

function leaves(doc: Json, prefix = '', found = new Map<string, Json>()): Map<string, Json> {
  if (typeof doc === 'object' && doc !== null && !Array.isArray(doc)) {
    for (const [name, value] of Object.entries(doc))
      leaves(value, prefix === '' ? name : `${prefix}.${name}`, found)
  } else if (prefix !== '') found.set(prefix, doc)
  return found
}
