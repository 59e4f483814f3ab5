import type { DeskAct } from '../../../src/features/complaints/paths.ts'
import type { Status } from '../../../src/features/complaints/rules.ts'

/** Who works at the portal in the story, each in a browser of their own. `housing` is the executor of a second office. */
export type Who = 'registrar' | 'executor' | 'housing' | 'head' | 'controller' | 'operator' | 'admin'

/**
 * What the pages must say of a term after a step, counted by hand. `due`: last day of the office. `left`: working days
 * until then, 0 on the day itself, below zero when it is late. `resident`: their own last day, where it is another.
 */
export type Shown = {
  due: string
  left: number
  resident?: string
  /** A question holds the clock: the inbox says so instead of the days. */
  paused?: true
}

/** After the end there is no term to wait for: by how many working days the answer was late. */
export type Answered = { lateBy: number }

export type Step = {
  /** ISO day of the city; each step of a day is a minute later than the one before. */
  day: string
  by: Who | 'resident'
  act: DeskAct | 'reply' | 'verdict' | 'withdraw'
  /** `@roads` stands for the id of an office, `@heating` of a category, `@main` for the number of another complaint. */
  fields?: Record<string, string>
  /** A picture of what was done comes along; without one the same is tried first and must come back with this. */
  proof?: { refusal: string }
  /** Says at the preview that the warnings were read. */
  confirmed?: true
  /** The promised day instead of the term. */
  planned?: string
  shows?: Shown | Answered
}

export type Complaint = {
  key: string
  filed: {
    day: string
    /** Local time; noon and some minutes unless told. */
    time?: string
    /** By a call to the operator, by the resident's own browser, else by the portal's own action. */
    by?: 'operator' | 'form'
    /** As `Filing` of the portal has it, with codes for ids. */
    category?: 'potholes' | 'heating' | 'snow' | 'lights' | 'violence' | null
    district?: 'east' | null
    text?: string
    isPrivate?: true
  }
  shows: Shown | null
  steps: Step[]
  ends: Status
  /** How many letters the resident has got at the end; left out where no address was left. */
  letters?: number
}

/** Each complaint has words of its own, so that none looks like a duplicate of another. */
export const wordsOf = ({ key, filed }: Complaint): string =>
  filed.text ?? `На дороге глубокая яма, машины объезжают её по тротуару (${key})`
