import type { Seen } from '../generator/generator-process.ts'
import { isShed, type RequestClass, type Sample } from '../generator/samples.ts'
import type { Watched } from '../portal/watch-portal.ts'
import type { Lived } from '../run-shape.ts'
import type { ShapeName } from '../shapes.ts'
import type { LossVerdict } from './loss.ts'

export type Judgement = 'holds' | 'does not hold' | 'no verdict'

/** What must hold, and whether it did. */
export type Claim = { claim: string; limit: string; measured: string; judgement: Judgement; why?: string }

/** All that a run has shown. Bytes of photos on disk; transactions of the database. */
export type Evidence = {
  shape: ShapeName
  factor: number
  seen: Seen
  lived: readonly Lived[]
  watched: readonly Watched[]
  loss: LossVerdict
  disk: { grown: number; owned: number }
  transactions: number
  /** Seconds after the end until the mails that had come up were gone; null = they were not within the patience. */
  drainedS: number | null
}

export const readingClasses: readonly RequestClass[] = ['reading', 'map', 'statistics']
/** Fewer say little of a share of one in a hundred. */
export const leastSamples = 200

/** Fewer reports than for requests: the longest shapes have some hundreds. */
export const leastFilings = 50

/** Waits of who was planned within the phases; who was told "not now" is counted by itself. */
export function waitsOf(
  samples: readonly Sample[],
  of: readonly RequestClass[],
  lived: readonly Lived[],
): number[] {
  const [from, to] = [lived[0]?.from ?? 0, lived.at(-1)?.to ?? 0]
  return samples
    .filter(
      (sample) => of.includes(sample.of) && sample.planned >= from && sample.planned < to && !isShed(sample),
    )
    .map(({ ms }) => ms)
}

/** A share of few is no verdict, but what is wrong already is wrong. */
export function judged(isTrue: boolean, count: number, least: number): Pick<Claim, 'judgement' | 'why'> {
  if (!isTrue && count > 0) return { judgement: 'does not hold' }
  if (count < least)
    return { judgement: 'no verdict', why: `${count} are too few, at least ${least} are needed.` }
  return { judgement: 'holds' }
}

/** A quantile of few says nothing, whatever it is. */
export const judgedIfEnough: typeof judged = (isTrue, count, least) =>
  judged(isTrue || count < least, count, least)
