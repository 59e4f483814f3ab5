/** How one complaint stands to another of the same kind. */
export type Likeness = {
  /** Between the two points; null when one of them has none. */
  metres: number | null
  street: 'house' | 'street' | null
  /** Similarity of the folded texts by trigrams, 0 to 1. */
  text: number
  ageDays: number
  /** They share a picture. */
  photo: boolean
}

/** Below this nobody would say "it is this one". */
export const fewestPoints = 0.35

const oldestDays = 180
/** Two people never describe a thing in the same words: half of the trigrams in common is as good as all. */
const likeText = 0.5

/**
 * From 0 to 1: mostly how near, then how alike in words, a little how recent; the same picture says most.
 * The place counts by the category's radius: a dump is larger than a pothole. 0: too far away or too old.
 */
export function duplicateScore({ metres, street, text, ageDays, photo }: Likeness, radius: number): number {
  if (ageDays > oldestDays && !photo) return 0
  const near = nearness(metres, street, radius)
  if (near === 0 && !photo) return 0
  const fresh = Math.max(0, 1 - ageDays / oldestDays)
  const score = 0.55 * near + 0.3 * Math.min(1, text / likeText) + 0.15 * fresh + (photo ? 0.45 : 0)
  return Math.round(Math.min(1, score) * 100) / 100
}

function nearness(metres: number | null, street: Likeness['street'], radius: number): number {
  if (metres !== null) return metres > radius ? 0 : 1 - (0.6 * metres) / radius
  return street === 'house' ? 0.85 : street === 'street' ? 0.35 : 0
}
