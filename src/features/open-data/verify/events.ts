import { z } from 'zod'

/** One line of activity.jsonl as the recount needs it; times in milliseconds UTC. */
export type Happening = {
  complaint: string
  seq: number
  kind: string
  at: number
  /** End of the term that begins or changes here. */
  due: number | null
  channel: string
  category: string | null
  district: string | null
  office: string | null
  late: boolean
  outcome: string | null
  ground: string | null
  photos: number
  sitting: string | null
}

const Time = z.iso.datetime().transform((text) => Date.parse(text))
const Line = z.object({
  complaint: z.string(),
  seq: z.number().int(),
  kind: z.string(),
  at: Time,
  facts: z.object({
    due: Time.nullable().optional(),
    channel: z.string().optional(),
    category: z.string().nullable().optional(),
    district: z.string().nullable().optional(),
    office: z.string().nullable().optional(),
    to: z.string().nullable().optional(),
    late: z.boolean().optional(),
    outcome: z.string().optional(),
    ground: z.string().nullable().optional(),
    photos: z.number().int().optional(),
    sitting: z.string().nullable().optional(),
  }),
})

/**
 * `words`: codes that were read before; millions of lines share a few of them.
 * @throws ZodError for what is no line of activity.jsonl
 */
export function happeningOf(line: string, words: Map<string, string>): Happening {
  const once = <Word extends string | null>(word: Word): Word => {
    if (word === null) return word
    const known = words.get(word)
    if (known === undefined) words.set(word, word)
    return (known ?? word) as Word
  }
  const { complaint, seq, kind, at, facts } = Line.parse(JSON.parse(line))
  return {
    ...{ complaint, seq, kind, at },
    due: facts.due ?? null,
    channel: once(facts.channel ?? ''),
    category: once(facts.category ?? null),
    district: once(facts.district ?? null),
    office: once(facts.office ?? facts.to ?? null),
    late: facts.late ?? false,
    outcome: once(facts.outcome ?? null),
    ground: once(facts.ground ?? null),
    photos: facts.photos ?? 0,
    sitting: once(facts.sitting ?? null),
  }
}
