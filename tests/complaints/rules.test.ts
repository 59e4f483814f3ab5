import { describe, expect, it } from 'vitest'
import { staffRoles as roles } from '../../src/features/accounts/index.ts'
import {
  canHappen,
  type EventKind,
  eventKinds,
  isOpen,
  mayCause,
  mayReopen,
  type Status,
  statuses,
  type Transition,
  transitions,
} from '../../src/features/complaints/rules.ts'

/**
 * The life of a complaint written a second time, by state: what can happen there. Kinds that can happen in every state
 * are left out (see `always`).
 */
const life: Record<Status, EventKind[]> = {
  new: ['registered', 'recategorised', 'withdrawn', 'merged', 'joined', 'added'],
  registered: ['sent', 'forwarded', 'lettered', 'recategorised', 'withdrawn', 'merged', 'joined', 'added'],
  sent: ['accepted', 'started', 'asked', ...whileAtOffice()],
  accepted: ['started', 'asked', ...whileAtOffice()],
  in_work: ['asked', ...whileAtOffice()],
  planned: ['started', 'asked', ...whileAtOffice()],
  clarify: ['replied', 'resumed', ...whileAtOffice()],
  reopened: ['accepted', 'started', 'asked', ...whileAtOffice()],
  answered: ['confirmed', 'partly', 'reopened', 'closed', 'added', 'witnessed'],
  closed: ['confirmed', 'reopened', 'added', 'witnessed'],
  confirmed: ['reopened', 'added', 'witnessed'],
  rejected: ['reopened', 'added', 'witnessed'],
  forwarded: ['added', 'lettered'],
  withdrawn: [],
  merged: ['unmerged'],
}
const always: EventKind[] = [
  ...(['held', 'published', 'hidden', 'noted'] as const),
  // moderation and the resident's own data know no state
  ...(['concealed', 'revealed', 'redacted', 'corrected', 'erased'] as const),
]

function whileAtOffice(): EventKind[] {
  return [
    ...(['assigned', 'planned', 'transferred', 'extended', 'recategorised', 'answered', 'refused'] as const),
    ...(['rescheduled', 'forwarded', 'withdrawn', 'merged', 'joined', 'added', 'witnessed'] as const),
    ...(['transfer_asked', 'transfer_refused', 'extension_asked', 'extension_refused'] as const),
    ...(['helper_asked', 'helper_released', 'helped', 'split_off', 'lettered'] as const),
  ]
}

describe('the transition table', () => {
  it.each(statuses)('a complaint that is %s: everything else is refused', (status) => {
    const possible = eventKinds.filter((kind) => canHappen(kind, status))
    expect(possible.toSorted()).toEqual([...life[status], ...always].toSorted())
  })

  it('begins with the filing and with nothing else', () => {
    expect(eventKinds.filter((kind) => canHappen(kind, 'none'))).toEqual(['filed'])
    expect(statuses.filter((status) => canHappen('filed', status))).toEqual([])
  })

  it('reaches every state from the filing', () => {
    const reached = new Set<Status>(['new'])
    for (const status of reached) {
      for (const kind of eventKinds.filter((one) => canHappen(one, status))) {
        const { to }: Transition = transitions[kind]
        if (to !== 'same' && to !== 'back') reached.add(to)
      }
    }
    expect([...reached].toSorted()).toEqual([...statuses].toSorted())
  })

  it('lets nobody but the resident say that it is fixed, or open it again', () => {
    for (const kind of [
      'confirmed',
      'partly',
      'reopened',
      'withdrawn',
      'replied',
      'added',
      'joined',
      'witnessed',
    ] as const) {
      const { actors }: Transition = transitions[kind]
      expect([kind, actors.includes('staff'), actors.includes('system')]).toEqual([kind, false, false])
      expect(roles.filter((role) => mayCause(kind, [role]))).toEqual([])
    }
    const toConfirmed = eventKinds.filter((kind) => transitions[kind].to === 'confirmed')
    expect(toConfirmed).toEqual(['confirmed'])
  })

  it('ends work only with words that everybody reads', () => {
    for (const kind of eventKinds) {
      const { from, to, public: isPublic }: Transition = transitions[kind]
      const ends = to !== 'same' && to !== 'back' && !isOpen(to) && from !== 'none'
      if (ends) expect([kind, isPublic]).toEqual([kind, true])
    }
  })

  it('keeps inside what the staff settle among themselves', () => {
    expect(eventKinds.filter((kind) => !transitions[kind].public).toSorted()).toEqual([
      ...(['assigned', 'extension_asked', 'extension_refused', 'helped', 'helper_asked'] as const),
      ...(['helper_released', 'lettered', 'noted', 'transfer_asked', 'transfer_refused'] as const),
    ])
  })

  it('gives each act of staff to somebody, and moderation to those of the whole city', () => {
    for (const kind of eventKinds) {
      const { actors, roles: allowed }: Transition = transitions[kind]
      expect([kind, allowed.length > 0]).toEqual([kind, actors.includes('staff')])
    }
    expect(roles.filter((role) => mayCause('published', [role]))).toEqual([
      'registrar',
      'controller',
      'city_admin',
    ])
    expect(mayCause('extended', ['executor'])).toBe(false)
    expect(mayCause('extended', ['executor', 'head'])).toBe(true)
    expect(mayCause('rescheduled', ['head', 'controller', 'registrar'])).toBe(false)
    expect(mayCause('rescheduled', ['city_admin'])).toBe(true)
  })
})

describe('reopening', () => {
  const day = 86_400_000
  it.each([
    ['answered', 14 * day, true],
    ['answered', 14 * day + 1, false],
    ['rejected', day, true],
    ['confirmed', day, true],
    ['sent', day, false],
    ['withdrawn', day, false],
  ] as const)('%s, %d ms after the answer: %s', (status, since, expected) => {
    expect(mayReopen({ status, lastAnswerAt: 1000 }, 1000 + since, 14)).toBe(expected)
  })

  it('needs an answer', () => {
    expect(mayReopen({ status: 'answered', lastAnswerAt: null }, 1000, 14)).toBe(false)
  })
})
