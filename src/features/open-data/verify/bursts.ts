import type { Answer, Life } from './life.ts'

const MANY = 20
const WITHIN = 600_000

/** The name of an answer among all: `complaint/row`. */
export const answerName = (complaint: string, { seq }: Pick<Answer, 'seq'>): string => `${complaint}/${seq}`

/** Answers by who gave them one after the other. */
export class Sittings {
  private readonly answers = new Map<string, { complaint: string; answer: Answer }[]>()

  add({ complaint, answers }: Pick<Life, 'complaint' | 'answers'>): void {
    for (const answer of answers) {
      if (answer.sitting === null) continue
      const known = this.answers.get(answer.sitting)
      if (known === undefined) this.answers.set(answer.sitting, [{ complaint, answer }])
      else known.push({ complaint, answer })
    }
  }

  /** Names of those in a run of 20 or more by one person within ten minutes. */
  bursts(): Set<string> {
    const bursts = new Set<string>()
    for (const answers of this.answers.values()) {
      const sorted = answers.sort((a, b) => a.answer.at - b.answer.at)
      for (let first = 0; first + MANY <= sorted.length; first++) {
        const run = sorted.slice(first, first + MANY)
        if ((run.at(-1)?.answer.at ?? 0) - (run[0]?.answer.at ?? 0) > WITHIN) continue
        for (const { complaint, answer } of run) bursts.add(answerName(complaint, answer))
      }
    }
    return bursts
  }
}
