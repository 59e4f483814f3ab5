import { type ActorKind, isOpen, type Role, type Status, statuses } from './statuses.ts'

/** The life of a complaint: what can happen to it and who may cause that (domain.md B22, ux.md 12). Pure. */

/** With an office and not ended: what staff of the office may work on. */
const atOffice = ['sent', 'accepted', 'in_work', 'planned', 'clarify', 'reopened'] as const
/** An office has said its last word, or the resident. */
const ended = ['answered', 'confirmed', 'closed', 'rejected'] as const
const beforeOffice = ['new', 'registered'] as const

const officeWork: readonly Role[] = ['executor', 'head', 'controller', 'city_admin']
const officeHead: readonly Role[] = ['head', 'controller', 'city_admin']
/** Whoever has a complaint on the desk, for the office or for the city. */
const handling: readonly Role[] = [...officeWork, 'registrar']
const deciding: readonly Role[] = ['controller', 'city_admin']
const dispatch: readonly Role[] = ['registrar', 'controller', 'city_admin']

export type Transition = {
  /** 'none': the complaint does not exist yet. */
  from: readonly Status[] | 'none'
  /** 'same': no change of state; 'back': to where a question to the resident was asked, or what it was before merging. */
  to: Status | 'same' | 'back'
  actors: readonly ActorKind[]
  /** Staff roles that may do it; empty when no staff member may. */
  roles: readonly Role[]
  /** Rows that everybody sees. Internal rows are a chain of their own. */
  public: boolean
}

const allButWithdrawn = statuses.filter((status) => status !== 'withdrawn' && status !== 'merged')

/** What others can still add themselves to: somebody works on it, or it can be sent back. */
const joinable = [...beforeOffice, ...atOffice] as const

/** The one table of what can happen to a complaint. An act that is not here cannot be written. */
export const transitions = {
  filed: {
    from: 'none',
    to: 'new',
    actors: ['resident', 'staff', 'import'],
    roles: ['operator', 'controller', 'city_admin'],
    public: true,
  },
  held: { from: statuses, to: 'same', actors: ['system'], roles: [], public: true },
  published: { from: statuses, to: 'same', actors: ['staff'], roles: dispatch, public: true },
  hidden: { from: statuses, to: 'same', actors: ['staff'], roles: dispatch, public: true },
  concealed: { from: statuses, to: 'same', actors: ['staff'], roles: dispatch, public: true },
  revealed: { from: statuses, to: 'same', actors: ['staff'], roles: dispatch, public: true },
  redacted: { from: statuses, to: 'same', actors: ['staff', 'resident'], roles: dispatch, public: true },
  corrected: { from: statuses, to: 'same', actors: ['resident'], roles: [], public: true },
  erased: { from: statuses, to: 'same', actors: ['resident', 'system'], roles: [], public: true },
  registered: {
    from: ['new'],
    to: 'registered',
    actors: ['system', 'staff', 'import'],
    roles: dispatch,
    public: true,
  },
  sent: {
    from: ['registered'],
    to: 'sent',
    actors: ['system', 'staff', 'import'],
    roles: dispatch,
    public: true,
  },
  accepted: {
    from: ['sent', 'reopened'],
    to: 'accepted',
    actors: ['staff', 'import'],
    roles: officeWork,
    public: true,
  },
  started: {
    from: ['sent', 'accepted', 'planned', 'reopened'],
    to: 'in_work',
    actors: ['staff', 'import'],
    roles: officeWork,
    public: true,
  },
  assigned: { from: atOffice, to: 'same', actors: ['staff'], roles: officeWork, public: false },
  asked: {
    from: ['sent', 'accepted', 'in_work', 'planned', 'reopened'],
    to: 'clarify',
    actors: ['staff'],
    roles: handling,
    public: true,
  },
  replied: { from: ['clarify'], to: 'back', actors: ['resident'], roles: [], public: true },
  planned: {
    from: atOffice,
    to: 'planned',
    actors: ['staff', 'import'],
    roles: officeWork,
    public: true,
  },
  transferred: {
    from: atOffice,
    to: 'sent',
    actors: ['staff', 'import'],
    roles: handling,
    public: true,
  },
  // After the free days of a transfer: asked for here, decided by the controller.
  transfer_asked: {
    from: atOffice,
    to: 'same',
    actors: ['staff'],
    roles: ['executor', 'head', 'registrar'],
    public: false,
  },
  transfer_refused: { from: atOffice, to: 'same', actors: ['staff'], roles: deciding, public: false },
  extension_asked: {
    from: atOffice,
    to: 'same',
    actors: ['staff'],
    roles: ['executor', 'head'],
    public: false,
  },
  extension_refused: { from: atOffice, to: 'same', actors: ['staff'], roles: officeHead, public: false },
  extended: { from: atOffice, to: 'same', actors: ['staff'], roles: officeHead, public: true },
  // The longest pause of a question is over: the office's clock runs on by itself.
  resumed: { from: ['clarify'], to: 'same', actors: ['system'], roles: [], public: true },
  helper_asked: { from: atOffice, to: 'same', actors: ['staff'], roles: handling, public: false },
  helper_released: { from: atOffice, to: 'same', actors: ['staff'], roles: handling, public: false },
  // Said by an office that helps; its roles count there, see `rolesAt`.
  helped: { from: atOffice, to: 'same', actors: ['staff'], roles: ['executor', 'head'], public: false },
  split_off: { from: atOffice, to: 'same', actors: ['staff'], roles: handling, public: true },
  lettered: {
    from: [...atOffice, 'registered', 'forwarded'],
    to: 'same',
    actors: ['staff'],
    roles: handling,
    public: false,
  },
  // The working calendar has changed, and an administrator has asked for open terms to be counted anew.
  rescheduled: { from: atOffice, to: 'same', actors: ['staff'], roles: ['city_admin'], public: true },
  recategorised: {
    from: [...beforeOffice, ...atOffice],
    to: 'same',
    actors: ['staff'],
    roles: handling,
    public: true,
  },
  answered: {
    from: atOffice,
    to: 'answered',
    actors: ['staff', 'import'],
    roles: officeWork,
    public: true,
  },
  refused: {
    from: atOffice,
    to: 'rejected',
    actors: ['staff', 'import'],
    roles: [...officeHead, 'executor', 'registrar'],
    public: true,
  },
  forwarded: {
    from: [...atOffice, 'registered'],
    to: 'forwarded',
    actors: ['staff', 'import'],
    roles: handling,
    public: true,
  },
  confirmed: {
    from: ['answered', 'closed'],
    to: 'confirmed',
    actors: ['resident', 'import'],
    roles: [],
    public: true,
  },
  partly: { from: ['answered'], to: 'same', actors: ['resident'], roles: [], public: true },
  reopened: {
    from: ['answered', 'closed', 'rejected', 'confirmed'],
    to: 'reopened',
    actors: ['resident', 'import'],
    roles: [],
    public: true,
  },
  closed: { from: ['answered'], to: 'closed', actors: ['system', 'import'], roles: [], public: true },
  withdrawn: {
    from: [...beforeOffice, ...atOffice],
    to: 'withdrawn',
    actors: ['resident', 'import'],
    roles: [],
    public: true,
  },
  merged: {
    from: [...beforeOffice, ...atOffice],
    to: 'merged',
    actors: ['staff', 'import'],
    roles: handling,
    public: true,
  },
  unmerged: {
    from: ['merged'],
    to: 'back',
    actors: ['staff'],
    roles: handling,
    public: true,
  },
  joined: { from: joinable, to: 'same', actors: ['resident'], roles: [], public: true },
  added: { from: allButWithdrawn, to: 'same', actors: ['resident'], roles: [], public: true },
  // Somebody other than the reporter says that it is still there.
  witnessed: { from: [...atOffice, ...ended], to: 'same', actors: ['passerby'], roles: [], public: true },
  noted: {
    from: statuses,
    to: 'same',
    actors: ['staff'],
    roles: [...officeWork, 'registrar', 'operator'],
    public: false,
  },
} as const satisfies Record<string, Transition>

export type EventKind = keyof typeof transitions
export const eventKinds = Object.keys(transitions) as EventKind[]

/** What turns an open complaint into one that has ended. */
export const endingKinds: readonly EventKind[] = eventKinds.filter((kind) => {
  const { from, to }: Transition = transitions[kind]
  const isEnd = statuses.some((status) => status === to && !isOpen(status))
  return isEnd && from !== 'none' && from.some(isOpen)
})

/** True when `kind` can happen to a complaint in `status` ('none' = not filed yet). */
export function canHappen(kind: EventKind, status: Status | 'none'): boolean {
  const { from }: Transition = transitions[kind]
  return status === 'none' ? from === 'none' : from !== 'none' && from.includes(status)
}

/** True when a staff member with one of `held` roles may cause `kind`. */
export function mayCause(kind: EventKind, held: readonly Role[]): boolean {
  const { roles: allowed }: Transition = transitions[kind]
  return held.some((role) => allowed.includes(role))
}

/** Opened again so often that only a head (or whoever stands in for the office from above) has the last word. */
export const needsHead = (reopenedCount: number, held: readonly Role[], from: number): boolean =>
  reopenedCount >= from && !held.some((role) => officeHead.includes(role))

/**
 * True when the act stands in the name of the office that holds the complaint, false when in that of the city:
 * distribution, moderation, and whatever the registrar does. Others of the city may stand in for an office.
 */
export function isOfOffice(kind: EventKind, held: readonly Role[]): boolean {
  const { roles: allowed }: Transition = transitions[kind]
  return allowed.includes('head') && held.some((role) => officeWork.includes(role) && allowed.includes(role))
}
