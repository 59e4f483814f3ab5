import { rolesIn, type StaffMember } from '../../accounts/index.ts'
import { canHappen, type EventKind, mayCause, type Role, type Status } from '../rules.ts'
import { decidesExtension, decidesTransfers, isFreeTransfer } from '../term-rules.ts'
import type { CaseFacts, ComplaintFacts } from './complaint-facts.ts'
import { type DeskForm, deskActs } from './forms.ts'

export const actIcons: Record<DeskForm, string> = {
  accept: 'check',
  start: 'hammer',
  assign: 'user',
  transfer: 'forward',
  'decide-transfer': 'forward',
  extend: 'hourglass',
  'decide-extension': 'hourglass',
  send: 'send',
  ask: 'message-circle-question-mark',
  plan: 'calendar-clock',
  answer: 'message-square',
  refuse: 'ban',
  forward: 'external-link',
  helper: 'users',
  release: 'undo-2',
  help: 'users',
  split: 'scissors',
  note: 'notebook-pen',
  publish: 'eye',
  hide: 'eye-off',
  merge: 'git-merge',
  unmerge: 'undo-2',
}

/** The row that an act writes; the first one decides who may do it. */
const eventsOf: Record<DeskForm, readonly [EventKind, ...EventKind[]]> = {
  accept: ['accepted'],
  start: ['started'],
  assign: ['assigned'],
  transfer: ['transferred', 'transfer_asked'],
  'decide-transfer': ['transfer_refused', 'transferred', 'forwarded'],
  extend: ['extension_asked'],
  'decide-extension': ['extended', 'extension_refused'],
  send: ['sent'],
  ask: ['asked'],
  plan: ['planned'],
  answer: ['answered'],
  refuse: ['refused'],
  forward: ['forwarded', 'transfer_asked'],
  helper: ['helper_asked'],
  release: ['helper_released'],
  help: ['helped'],
  split: ['split_off'],
  note: ['noted'],
  publish: ['published'],
  hide: ['hidden'],
  merge: ['merged'],
  unmerge: ['unmerged'],
}

/** True when a role where the complaint is lets this person do it, whatever state it is in. */
export const mayDo = (
  act: DeskForm,
  staff: Pick<StaffMember, 'roles'>,
  { city_id, office_id }: { city_id: number; office_id: number | null },
): boolean => mayCause(eventsOf[act][0], rolesIn(staff, city_id, office_id))

/** What was just done, as long as nothing has happened since: an address alone claims nothing. */
export function doneOf({ row, done, t }: ComplaintFacts): string | null {
  const act = deskActs.find((one) => one === done)
  const last = row.activity.at(-1)?.kind as EventKind | undefined
  if (act === undefined || last === undefined || !eventsOf[act].includes(last)) return null
  if (last === 'transfer_asked') return t('desk:done.transferAsked')
  if (last === 'transfer_refused' || last === 'extension_refused') return t('desk:done.requestRefused')
  return t(last === 'forwarded' ? 'desk:done.forward' : `desk:done.${act}`)
}

const order: readonly DeskForm[] = [
  ...(['decide-extension', 'decide-transfer', 'send', 'accept', 'answer', 'start', 'plan'] as const),
  ...(['ask', 'assign', 'transfer', 'extend', 'helper', 'release', 'help', 'split', 'forward'] as const),
  ...(['merge', 'unmerge', 'refuse', 'note', 'publish', 'hide'] as const),
]

/** What this person may do to it now, in the order in which it is usually done. */
export function possibleActs(facts: ComplaintFacts): DeskForm[] {
  const { row, staff, city } = facts
  const held = rolesIn(staff, city.id, row.office_id)
  if (held.length === 0) return isOpenToHelp(facts) ? ['help', 'note'] : ['note']
  return order.filter((act) => {
    const [kind] = eventsOf[act]
    if (act === 'help' || !mayCause(kind, held)) return false
    // An unrouted complaint is registered on the way to its office.
    if (act === 'send') return row.status === 'new' || row.status === 'registered'
    return canHappen(kind, row.status as Status) && suits(act, facts, held)
  })
}

const isOpenToHelp = ({ row }: ComplaintFacts): boolean => canHappen('helped', row.status as Status)

/** What the state alone does not say. */
function suits(act: DeskForm, facts: ComplaintFacts, held: readonly Role[]): boolean {
  const { row, state, staff, directory } = facts
  switch (act) {
    case 'transfer':
      return state.transferAsked === null || decidesTransfers(held)
    case 'decide-transfer':
      return state.transferAsked !== null
    case 'extend':
      return state.extensionAsked === null && !isOver(facts)
    case 'decide-extension':
      return state.extensionAsked !== null && decidesExtension(held, staff.id, state.extensionAsked)
    case 'release':
      return state.helpers.length > 0
    case 'forward':
      if (state.transferAsked !== null && !decidesTransfers(held)) return false
      return directory.offices.some(({ external, current }) => external && current)
    case 'split':
      return row.visibility === 'staff' || row.publication === 'published'
    case 'publish':
      return row.visibility === 'public' && (row.publication !== 'published' || row.words_held)
    case 'hide':
      // What only staff may ever read is neither published nor hidden.
      return row.visibility === 'public' && row.publication !== 'hidden'
    default:
      return true
  }
}

const isOver = ({ row, now }: ComplaintFacts): boolean => row.due_at === null || now > row.due_at.getTime()

/** A transfer or a letter outside by this person would only be a request to the controller. */
export function isTransferAsked({ row, state, staff, city, calendar, now }: CaseFacts): boolean {
  const custody = state.custodies.at(-1)
  if (custody === undefined || decidesTransfers(rolesIn(staff, city.id, row.office_id))) return false
  const { forwardDays } = city.profile
  return !isFreeTransfer(
    { startAt: custody.startAt, at: now, forwardDays },
    { calendar, timeZone: city.timeZone },
  )
}
