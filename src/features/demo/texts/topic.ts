/**
 * What people write about one kind of matter, in one language. Slots are filled in when a complaint is made up:
 * {since} for how long, {near} where, {route} a bus, {date} a day that was before the answer.
 */
export type Sayings = {
  /** Residents: the matter itself. */
  what: readonly string[]
  /** Residents: what it does to them. */
  why: readonly string[]
  /** Offices: what was done. */
  solved: readonly string[]
  /** Offices: why nothing was done, or not yet. */
  explained: readonly string[]
}

/** English has no answers: offices answer in Kazakh or Russian. */
export type Topic = { kk: Sayings; ru: Sayings; en?: readonly string[] }

/** By the code of a category. */
export type Topics = Readonly<Record<string, Topic>>
