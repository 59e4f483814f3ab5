/** The rules of events: kinds, states, who gets a place. Pure. Instants are milliseconds UTC. */

export const kinds = [
  'clean_up',
  'meeting',
  'hearing',
  'training',
  'presentation',
  'brainstorm',
  'focus_group',
  'marathon',
] as const
export type EventKind = (typeof kinds)[number]

export const kindOf = (value: unknown): EventKind | null => kinds.find((kind) => kind === value) ?? null

export const states = ['draft', 'published', 'cancelled', 'held'] as const
export type EventState = (typeof states)[number]

/** What an event may become. What was cancelled or held stays so. */
const transitions: Readonly<Record<EventState, readonly EventState[]>> = {
  draft: ['published', 'cancelled'],
  published: ['cancelled', 'held'],
  cancelled: [],
  held: [],
}

export const canBecome = (from: EventState, to: EventState): boolean => transitions[from].includes(to)

/** States from which `to` can be reached, for conditions of updates. */
export const statesBefore = (to: EventState): EventState[] => states.filter((from) => canBecome(from, to))

export const organiserKinds = ['community', 'ngo', 'school', 'business', 'person'] as const
export type OrganiserKind = (typeof organiserKinds)[number]

export const photoRoles = ['before', 'during', 'after'] as const
export type PhotoRole = (typeof photoRoles)[number]

export const signUpStates = ['given', 'waiting', 'left'] as const
export type SignUpState = (typeof signUpStates)[number]

/** News that somebody must hear: whom no mail reaches is called. */
export const callReasons = ['given', 'moved', 'cancelled', 'removed'] as const
export type CallReason = (typeof callReasons)[number]

export const mostOrganisers = 3
export const mostPersons = 20
export const mostPlaces = 100_000
export const mostPhotos = 12
export const mostMaterials = 8
export const mostMaterialBytes = 15 * 1024 * 1024
/** So long after an event its contacts are kept: somebody may have lost something, or be asked how it was. */
export const contactDays = 30
/** The same after a request for help was decided. */
export const requestDays = 90
/** Hours before the beginning at which people are reminded. */
export const remindHours = 24

type Waiting = { id: number; persons: number }

/**
 * Who of the list gets a place now: in its order, everybody whose whole group fits into what is left. A group that is too
 * large keeps its place in the list and does not hold up those behind it.
 * @param free places that are left; null: no limit
 */
export function whoGets(waiting: readonly Waiting[], free: number | null): number[] {
  let left = free ?? Number.POSITIVE_INFINITY
  const given: number[] = []
  for (const { id, persons } of waiting) {
    if (persons > left) continue
    left -= persons
    given.push(id)
  }
  return given
}

export type SignUpFacts = {
  state: EventState
  signUp: boolean
  signUpUntil: number
  startsAt: number
  endsAt: number
  places: number | null
  taken: number
}

/** Whether somebody may sign up now: `list`: no place is left, but there is a list to wait on. */
export type SignUpDoor = 'open' | 'list' | 'closed' | 'over' | 'cancelled' | 'none'

export function doorOf(event: SignUpFacts, at: number): SignUpDoor {
  if (event.state === 'cancelled') return 'cancelled'
  if (event.state === 'held' || event.endsAt <= at) return 'over'
  if (!event.signUp) return 'none'
  if (event.signUpUntil <= at) return 'closed'
  return event.places !== null && event.taken >= event.places ? 'list' : 'open'
}

export type TitledFacts = {
  titleKk: string
  titleRu: string
  placeKk: string
  placeRu: string
  endsAt: number
}

/** What is missing before everybody may read it: titles and place in both languages of the country, a day to come. */
export type PublishProblem = 'title' | 'place' | 'past'

export function publishProblems(event: TitledFacts, at: number): PublishProblem[] {
  const problems: PublishProblem[] = []
  if (event.titleKk === '' || event.titleRu === '') problems.push('title')
  if (event.placeKk === '' || event.placeRu === '') problems.push('place')
  if (event.endsAt <= at) problems.push('past')
  return problems
}

export const repeats = ['week', 'fortnight', 'month'] as const
export type Repeat = (typeof repeats)[number]
export const mostRepeats = 12

/** Hours before the beginning and after the end in which an organiser sees names: who stands at the door needs them. */
export const organiserHours = { before: 24, after: 48 } as const

/**
 * What an organiser's link opens now. `names`: who comes, to check them in · `results`: what came of it may be written
 * down · null: nothing any more
 */
export function organiserDoor(
  { state, startsAt, endsAt }: { state: EventState; startsAt: number; endsAt: number },
  at: number,
): { names: boolean; results: boolean } | null {
  if (state === 'draft' || endsAt + contactDays * 86_400_000 <= at) return null
  const isOn = state !== 'cancelled'
  const from = startsAt - organiserHours.before * 3_600_000
  const until = endsAt + organiserHours.after * 3_600_000
  return { names: isOn && from <= at && at < until, results: isOn && startsAt <= at }
}
