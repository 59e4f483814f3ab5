import { type Act, type Answer, isOpen, type Life, type Stay, standing } from './life.ts'

/** What is counted once: a complaint for the city, or a stay of it for an office (statistics.md 1). */
export type Case = {
  /** Null for a complaint. */
  office: string | null
  category: string | null
  district: string | null
  channel: string
  start: number
  /** False for a stay that begins because the resident opened the complaint again. */
  received: boolean
  due: number | null
  extended: boolean
  answered: number | null
  left: { how: string; at: number } | null
  /** How it ended for good; `gone`: nobody could watch any longer. */
  fate: { how: 'solved' | 'ended' | 'gone'; at: number } | null
  open: boolean
  openDue: number | null
  /** How many offices had the complaint. */
  offices: number
  hidden: string | null
  /** Answers that stand. */
  answers: Answer[]
  /** When answers ended a round, whether they stand or not. */
  rounds: number[]
  reopened: number[]
}

/** Acts that are counted also where the case itself is not. */
export type Acts = {
  office: string | null
  category: string | null
  district: string | null
  channel: string
  transfers: Act[]
  /** Given another category after the term had ended. */
  recategorisedLate: number[]
  /** All answers, for runs of many by one person. */
  answers: Answer[]
  complaint: string
  merged: number | null
  spam: number | null
}

export type Counted = { cases: Case[]; acts: Acts[] }

/** The complaint as one case, seen by its resident. */
export function asComplaint(life: Life): Counted {
  const { stays, gone, answers, hidden } = life
  const [first] = stays
  const due = first ? (first.dueWithoutPauses ?? first.due) : null
  const acts = actsOf(life, null, {
    transfers: life.transfers,
    answers,
    recategorised: life.recategorised,
    due,
  })
  if (hidden === 'spam') return { cases: [], acts: [{ ...nothingOf(acts), spam: life.received }] }
  // Counted with its main complaint; this one only as merged.
  if (gone?.how === 'merged') return { cases: [], acts: [{ ...acts, merged: gone.at }] }
  const one: Case = {
    ...placeOf(life, null),
    ...{ start: life.received, received: true, due, extended: first?.extended ?? false },
    ...{ answered: answers[0]?.at ?? null, left: gone },
    fate: fateOf(life) ?? (gone && { how: 'gone', at: gone.at }),
    ...{ open: isOpen(life), openDue: stays.at(-1)?.due ?? null },
    ...{ offices: life.transfers.length + 1, hidden, answers: standing(life) },
    rounds: roundsOf(answers),
    reopened: answers.flatMap(({ reopenedAt }) => (reopenedAt === null ? [] : [reopenedAt])),
  }
  return { cases: [one], acts: [acts] }
}

/** Every stay as a case, seen by its office. */
export function asStays(life: Life): Counted {
  if (life.hidden === 'spam') return { cases: [], acts: [] }
  const { stays, gone } = life
  const stood = standing(life)
  const lastEnd = gone === null ? null : Math.max(...stays.map(({ end }) => end?.at ?? 0))
  const cases = stays.map((stay, index): Case => {
    const passedOn = stays.slice(index + 1).find(({ begins }) => begins === 'transferred')
    const goneAt = passedOn?.start ?? lastEnd
    return {
      ...placeOf(life, stay.office),
      ...{ start: stay.start, received: stay.begins !== 'reopened', due: stay.due, extended: stay.extended },
      ...{ answered: stay.firstAnswer, left: leavingOf(stay) },
      fate:
        (passedOn === undefined ? fateOf(life) : null) ??
        (goneAt === null ? null : { how: 'gone', at: goneAt }),
      ...{ open: isOpen(life) && stay.end === null, openDue: stay.due },
      ...{ offices: life.transfers.length + 1, hidden: life.hidden },
      answers: stood.filter((answer) => answer.stay === index),
      rounds: roundsOf(life.answers.filter((answer) => answer.stay === index)),
      reopened: [],
    }
  })
  const acts = stays.map((stay, index) =>
    actsOf(life, stay.office, {
      transfers: life.transfers.filter((act) => act.stay === index),
      recategorised: life.recategorised.filter((act) => act.stay === index),
      answers: life.answers.filter((answer) => answer.stay === index),
      due: stay.due,
    }),
  )
  return { cases, acts }
}

const placeOf = ({ category, district, channel }: Life, office: string | null) => ({
  ...{ office, category, district, channel },
})

type Own = Pick<Acts, 'transfers' | 'answers'> & { recategorised: Act[]; due: number | null }

const actsOf = (
  life: Life,
  office: string | null,
  { transfers, recategorised, answers, due }: Own,
): Acts => ({
  ...placeOf(life, office),
  ...{ transfers, answers, complaint: life.complaint, merged: null, spam: null },
  recategorisedLate: recategorised.flatMap(({ at }) => (due !== null && at > due ? [at] : [])),
})

const nothingOf = (acts: Acts): Acts => ({ ...acts, transfers: [], recategorisedLate: [], answers: [] })

const roundsOf = (answers: readonly Answer[]): number[] =>
  answers.flatMap(({ outcome, at }) => (outcome === 'planned' ? [] : [at]))

/** The last answer, where it ended the complaint for good. */
function fateOf({ ended, gone, answers }: Life): Case['fate'] {
  const last = answers.at(-1)
  if (!ended || gone !== null || last === undefined) return null
  return { how: last.outcome === 'solved' ? 'solved' : 'ended', at: last.at }
}

const leavingOf = ({ end }: Stay): Case['left'] => (end === null || end.how === 'answered' ? null : end)
