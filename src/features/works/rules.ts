/** What a work is and what may happen to it. Pure; instants are milliseconds UTC. */

/** Works of city services (domain.md A, s4) and rounds of waste cars. */
export const planKinds = ['road', 'aryk', 'heat_network', 'yard', 'snow', 'waste'] as const
/** Something is off: the hours matter, and nobody reports the end of it. */
export const outageKinds = ['water_off', 'heat_off', 'power_off', 'gas_off'] as const
export const workKinds = [...planKinds, ...outageKinds] as const
export type WorkKind = (typeof workKinds)[number]

export const isWorkKind = (text: string): text is WorkKind => (workKinds as readonly string[]).includes(text)
export const isOutage = (kind: WorkKind): boolean => (outageKinds as readonly string[]).includes(kind)

export const kindIcons = {
  road: 'construction',
  aryk: 'waves',
  heat_network: 'heater',
  yard: 'house',
  snow: 'snowflake',
  waste: 'trash-2',
  water_off: 'droplet',
  heat_off: 'heater',
  power_off: 'zap',
  gas_off: 'flame',
} as const satisfies Record<WorkKind, string>

export const workStates = ['draft', 'planned', 'underway', 'done', 'cancelled'] as const
export type WorkState = (typeof workStates)[number]

/** The moments that make the state of a work. */
export type WorkTimes = {
  kind: WorkKind
  startsAt: number
  endsAt: number
  publishedAt: number | null
  startedAt: number | null
  finishedAt: number | null
  cancelledAt: number | null
}

/** The state at a moment. The plan begins by itself; an outage also ends by itself, a work when somebody says so. */
export function stateOf(work: WorkTimes, now: number): WorkState {
  if (work.cancelledAt !== null) return 'cancelled'
  if (work.publishedAt === null) return 'draft'
  if (work.finishedAt !== null) return 'done'
  if (isOutage(work.kind) && now > work.endsAt) return 'done'
  return work.startedAt !== null || now >= work.startsAt ? 'underway' : 'planned'
}

/** Its days are over and nobody has said that it is done. */
export const isLate = (work: WorkTimes, now: number): boolean =>
  stateOf(work, now) === 'underway' && now > work.endsAt

/** Nothing of it is to come: finished, or its days have passed. */
export const isOver = (
  { endsAt, finishedAt }: Pick<WorkTimes, 'endsAt' | 'finishedAt'>,
  now: number,
): boolean => finishedAt !== null || endsAt < now

/** From so many moves on a work carries a mark: the dates are not to be relied on. */
export const movesToWarn = 2

export const workActs = ['publish', 'start', 'move', 'finish', 'cancel', 'change'] as const
export type WorkAct = (typeof workActs)[number]

const allowed: Record<WorkState, readonly WorkAct[]> = {
  draft: ['change', 'publish', 'cancel'],
  planned: ['change', 'start', 'move', 'finish', 'cancel'],
  underway: ['change', 'move', 'finish', 'cancel'],
  // What ended by the clock or by a word may yet go on: it gets a new end, with a reason
  done: ['move'],
  cancelled: [],
}

/** What may be done with a work in this state. What began already needs no start. */
export const actsIn = (state: WorkState): readonly WorkAct[] => allowed[state]

/** A role of staff at a place, as far as works need it; `officeId` null is the whole city. */
type Held = { cityId: number; officeId: number | null; role: string }
type Owned = { cityId: number; officeId: number }

const writers = ['executor', 'head', 'city_admin']
const publishers = ['head', 'city_admin']

const holds = (roles: readonly Held[], names: readonly string[], { cityId, officeId }: Owned): boolean =>
  roles.some(
    (held) =>
      held.cityId === cityId &&
      names.includes(held.role) &&
      (held.officeId === officeId || held.role === 'city_admin'),
  )

/** Who prepares works of an office: its people and the administrator of the city. */
export const mayWrite = (roles: readonly Held[], owned: Owned): boolean => holds(roles, writers, owned)
/** Who says them to the public: the head of the office and the administrator. */
export const mayPublish = (roles: readonly Held[], owned: Owned): boolean => holds(roles, publishers, owned)

export const photoRoles = ['before', 'after'] as const
export type PhotoRole = (typeof photoRoles)[number]

/** Pictures of one work. */
export const mostPhotos = 12

/** Pictures are added whatever became of a work, but that it was called off: those from after come when it is done. */
export const mayPhotograph = (
  roles: readonly Held[],
  { state, ...owned }: Owned & { state: WorkState },
): boolean => {
  if (state === 'cancelled') return false
  return state === 'draft' ? mayWrite(roles, owned) : mayPublish(roles, owned)
}

/** A draft is the work of everybody in the office; what is public is changed by who may publish. */
export const mayDo = (
  roles: readonly Held[],
  act: WorkAct,
  { state, ...owned }: Owned & { state: WorkState },
): boolean =>
  actsIn(state).includes(act) &&
  (state === 'draft' && act !== 'publish' ? mayWrite(roles, owned) : mayPublish(roles, owned))
