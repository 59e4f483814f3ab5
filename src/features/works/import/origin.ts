import type { GoodRow } from './read-list.ts'

/** Whence a work of a list comes: the office that numbers it, and what it is known by there. */
export type Origin = { source: string; externalId: string }

/** The lists of an office. */
export const listSource = (officeId: number): string => `csv:${officeId}`

/**
 * Gives rows an origin that no work has yet: their number, or what they are with the dates of the first plan. A work that
 * was moved keeps its first dates, so another of the same dates is counted on. Pure: whoever brings the same list in
 * twice at once asks for the same origins, and the database takes them once.
 */
export function originsBeside(known: Iterable<Origin>): (row: GoodRow) => Origin {
  const keyOf = ({ source, externalId }: Origin) => `${source} ${externalId}`
  const taken = new Set([...known].map(keyOf))
  return ({ id, digest, draft: { officeId, startsAt, endsAt } }) => {
    const dates = [startsAt, endsAt].map((at) => new Date(at).toISOString()).join('/')
    const first = { source: listSource(officeId), externalId: id ?? `${digest}@${dates}` }
    let origin = first
    for (let n = 2; taken.has(keyOf(origin)); n++) {
      origin = { ...first, externalId: `${first.externalId}#${n}` }
    }
    taken.add(keyOf(origin))
    return origin
  }
}
