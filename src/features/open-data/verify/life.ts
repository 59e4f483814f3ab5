import type { Happening } from './events.ts'

/** One stay of a complaint with one office. */
export type Stay = {
  office: string | null
  begins: 'sent' | 'transferred' | 'reopened'
  start: number
  /** The term of the office; a question to the resident may hold it. */
  due: number
  /** The same without those pauses, where it differs: the resident's clock. */
  dueWithoutPauses: number | null
  extended: boolean
  firstAnswer: number | null
  end: { how: 'answered' | 'transferred' | 'withdrawn' | 'merged' | 'forwarded'; at: number } | null
}

export type Answer = {
  at: number
  seq: number
  /** Place of the stay in which it was given; -1 before the first. */
  stay: number
  outcome: string
  ground: string | null
  photos: number
  sitting: string | null
  verdict: 'yes' | 'partly' | 'no' | null
  reopenedAt: number | null
}

/** How an act that is counted by itself lies: when, and in which stay (-1 before the first). */
export type Act = { at: number; stay: number; late: boolean }

/** What became of a complaint, told from its events alone. */
export type Life = {
  complaint: string
  received: number
  channel: string
  category: string | null
  district: string | null
  stays: Stay[]
  answers: Answer[]
  transfers: Act[]
  recategorised: Act[]
  /** Went without an answer. */
  gone: { how: 'withdrawn' | 'merged' | 'forwarded'; at: number } | null
  /** An office has said its last word, and nobody has opened it again. */
  ended: boolean
  /** Why a moderator hides it; null while it is not hidden. */
  hidden: string | null
}

/** Reads the events of one complaint, in their order. */
export function lifeOf(events: readonly Happening[]): Life {
  const [first] = events
  if (first?.kind !== 'filed') throw new Error('a complaint does not begin with its filing')
  const life: Life = {
    ...{ complaint: first.complaint, received: first.at, channel: first.channel },
    ...{ category: first.category, district: first.district },
    ...{ stays: [], answers: [], transfers: [], recategorised: [] },
    ...{ gone: null, ended: false, hidden: null },
  }
  for (const event of events) live(life, event)
  return life
}

function live(life: Life, event: Happening): void {
  switch (event.kind) {
    case 'sent':
    case 'transferred':
    case 'reopened':
      begin(life, event)
      break
    case 'planned':
    case 'answered':
    case 'refused':
      answer(life, event)
      break
    case 'asked':
    case 'resumed':
    case 'extended':
    case 'rescheduled':
      moveTerm(life.stays.at(-1), event)
      break
    case 'withdrawn':
    case 'merged':
    case 'forwarded':
      leave(life, event.kind, event.at)
      break
    case 'unmerged':
      comeBack(life)
      break
    case 'recategorised':
      life.category = event.category
      life.recategorised.push({ at: event.at, stay: life.stays.length - 1, late: false })
      break
    case 'confirmed':
      say(life, 'yes')
      break
    case 'partly':
      say(life, 'partly')
      break
    case 'hidden':
      life.hidden = event.ground ?? 'other'
      break
    case 'published':
    case 'held':
      life.hidden = null
  }
}

/** Without a term in it, an event moves none. */
function moveTerm(stay: Stay | undefined, { kind, due }: Happening): void {
  if (stay === undefined || due === null) return
  // A pause is no gift of time: the resident's clock keeps the term from before.
  if (kind === 'asked') stay.dueWithoutPauses ??= stay.due
  else if (kind !== 'resumed' || stay.dueWithoutPauses === due) stay.dueWithoutPauses = null
  stay.due = due
  if (kind === 'extended') stay.extended = true
}

function leave(life: Life, how: 'withdrawn' | 'merged' | 'forwarded', at: number): void {
  life.gone = { how, at }
  const stay = life.stays.at(-1)
  if (stay && stay.end === null) stay.end = { how, at }
}

/** As if it had not been merged: the same stay goes on. */
function comeBack(life: Life): void {
  life.gone = null
  const stay = life.stays.at(-1)
  if (stay?.end?.how === 'merged') stay.end = null
}

function begin(life: Life, { kind, at, due, office, late }: Happening): void {
  const last = life.stays.at(-1)
  if (kind === 'transferred') {
    life.transfers.push({ at, stay: life.stays.length - 1, late })
    if (last && last.end === null) last.end = { how: 'transferred', at }
  }
  if (kind === 'reopened') {
    say(life, 'no')
    const answered = life.answers.at(-1)
    if (answered) answered.reopenedAt = at
    life.ended = false
  }
  life.stays.push({
    office: kind === 'reopened' ? (last?.office ?? null) : office,
    begins: kind === 'sent' || kind === 'transferred' ? kind : 'reopened',
    start: at,
    due: due ?? 0,
    ...{ dueWithoutPauses: null, extended: false, firstAnswer: null, end: null },
  })
}

function answer(life: Life, { kind, at, seq, outcome, ground, photos, sitting }: Happening): void {
  const stay = life.stays.at(-1)
  if (stay) stay.firstAnswer ??= at
  life.answers.push({
    ...{ at, seq, stay: life.stays.length - 1, ground, photos, sitting },
    outcome: kind === 'answered' ? (outcome ?? '') : kind,
    ...{ verdict: null, reopenedAt: null },
  })
  if (kind === 'planned') return
  life.ended = true
  if (stay && stay.end === null) stay.end = { how: 'answered', at }
}

function say(life: Life, verdict: NonNullable<Answer['verdict']>): void {
  const last = life.answers.at(-1)
  if (last) last.verdict = verdict
}

/** Somebody still owes the resident something. */
export const isOpen = ({ ended, gone }: Life): boolean => !ended && gone === null

/** An answer stands when nothing came after it, or when the resident opened the complaint again because of it. */
export const standing = ({ answers }: Life): Answer[] =>
  answers.filter((one, index) => one.reopenedAt !== null || index === answers.length - 1)
