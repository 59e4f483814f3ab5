import type { Life } from './life.ts'

const MANY = 20
const WITHIN = 600_000

/** Answers in a run of 20 or more by one person within ten minutes, as `complaint/row`. */
export function burstsIn(lives: readonly Life[]): Set<string> {
  const bySitting = new Map<string, { at: number; key: string }[]>()
  for (const { complaint, answers } of lives) {
    for (const { at, seq, sitting } of answers) {
      if (sitting === null) continue
      const answer = { at, key: `${complaint}/${seq}` }
      const known = bySitting.get(sitting)
      if (known === undefined) bySitting.set(sitting, [answer])
      else known.push(answer)
    }
  }
  const bursts = new Set<string>()
  for (const answers of bySitting.values()) {
    const sorted = answers.sort((a, b) => a.at - b.at)
    for (let first = 0; first + MANY <= sorted.length; first++) {
      const run = sorted.slice(first, first + MANY)
      if ((run.at(-1)?.at ?? 0) - (run[0]?.at ?? 0) <= WITHIN) for (const { key } of run) bursts.add(key)
    }
  }
  return bursts
}
