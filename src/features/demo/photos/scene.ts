import type { Random } from '../random.ts'
import type { Light } from './drawing.ts'

/** One picture: the same place as it was reported or as the office left it. */
export type View = {
  side: 'before' | 'after'
  look: number
  light: Light
  random: Random
  /** The same before and after, for what stands around the matter. */
  place: Random
}

/** Draws the content of a frame as SVG. */
export type Scene = (view: View) => string

export type Scenes = Readonly<Record<string, Scene>>
