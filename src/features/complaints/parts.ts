/** A part of a complaint that can be reported or hidden by itself. */
export type Part =
  | { kind: 'complaint' }
  | { kind: 'answer'; no: number }
  /** What the resident or a passer-by wrote later: row `seq` of the activity. */
  | { kind: 'entry'; seq: number }
  | { kind: 'photo'; id: string }

/** As events, columns and addresses name it: "complaint", "answer:2", "entry:7", "photo:<uuid>". */
export function partName(part: Part): string {
  switch (part.kind) {
    case 'complaint':
      return 'complaint'
    case 'answer':
      return `answer:${part.no}`
    case 'entry':
      return `entry:${part.seq}`
    case 'photo':
      return `photo:${part.id}`
  }
}

const shape =
  /^(?:complaint|(answer|entry):([1-9]\d{0,5})|photo:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))$/

/** The part that a name means; null for anything else. */
export function partOf(name: string): Part | null {
  const match = shape.exec(name)
  if (match === null) return null
  const [, kind, no, id] = match
  if (id !== undefined) return { kind: 'photo', id }
  if (kind === 'answer') return { kind, no: Number(no) }
  return kind === 'entry' ? { kind, seq: Number(no) } : { kind: 'complaint' }
}
