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

/** @throws ZodError for what is no line of activity.jsonl */
export function happeningOf(line: string): Happening {
  const { complaint, seq, kind, at, facts } = Line.parse(JSON.parse(line))
  return {
    ...{ complaint, seq, kind, at },
    due: facts.due ?? null,
    channel: facts.channel ?? '',
    category: facts.category ?? null,
    district: facts.district ?? null,
    office: facts.office ?? facts.to ?? null,
    late: facts.late ?? false,
    outcome: facts.outcome ?? null,
    ground: facts.ground ?? null,
    photos: facts.photos ?? 0,
    sitting: facts.sitting ?? null,
  }
}
