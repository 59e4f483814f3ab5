import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recomputeProjections } from '../../src/features/complaints/actions/recompute-projections.ts'
import { checkProjections } from '../../src/features/complaints/check-projections.ts'
import type { ComplaintEvent, Payloads } from '../../src/features/complaints/events.ts'
import { changeComplaint } from '../../src/features/complaints/index.ts'
import {
  type ComplaintState,
  IllegalTransition,
  project,
  projectAll,
} from '../../src/features/complaints/projection.ts'
import {
  canHappen,
  type EventKind,
  eventKinds,
  isOpen,
  type Transition,
  transitions,
} from '../../src/features/complaints/rules.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { answered, file, happen } from './history.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-01-05T05:00:00Z')

/** A step of a random history: which of the possible acts, by which of its actors, how long after, with which term. */
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    choice: fc.nat(1000),
    actor: fc.nat(1000),
    hours: fc.integer({ min: 0, max: 500 }),
    termHours: fc.integer({ min: 1, max: 800 }),
    office: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 30 },
)
type Step = { choice: number; actor: number; hours: number; termHours: number; office: number }

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Payloads whose only interest is what the projection reads of them. */
function payloadOf(kind: EventKind, at: number, { termHours, office }: Step): Payloads[EventKind] {
  const dueAt = at + termHours * HOUR
  const due = { dueOn: dayOf(dueAt), dueAt, calendar: 'test' }
  const words = { text: 'т', lang: 'kk', photos: [] }
  const all: Partial<Record<EventKind, object>> = {
    filed: { channel: 'web', categoryId: 1, districtId: 1, visibility: 'public', photos: [] },
    registered: { registeredOn: dayOf(at) },
    sent: { officeId: office, ruleId: null, ...due },
    transferred: { fromOfficeId: 1, toOfficeId: office, reason: 'т', late: false, ...due },
    reopened: { ...words, ...due },
    extended: { reason: 'т', ...due },
    rescheduled: { reason: 'т', fromDueOn: due.dueOn, ...due },
    assigned: { staffId: 1 },
    recategorised: { categoryId: office, fromCategoryId: 1, reason: 'т' },
    planned: { ...words, plannedOn: dayOf(at) },
    answered: { ...words, outcome: 'solved' },
    refused: { ...words, ground: 'repeated' },
    joined: { ...words },
    merged: { intoId: 1, intoNumber: '260300000017' },
    forwarded: { to: 'т', reason: 'т' },
    asked:
      office === 1 ? { ...words, pause: { ...due, until: at + HOUR, untilOn: dayOf(at + HOUR) } } : words,
    resumed: office === 2 ? due : {},
    transfer_asked: { toOfficeId: office, reason: 'т' },
    extension_asked: { dueOn: due.dueOn, reason: 'т', as: office === 1 ? 'head' : 'executor' },
    helper_asked: { officeId: office, reason: 'т' },
    helper_released: { officeId: office, reason: 'т' },
    split_off: { complaintId: 1, number: '260300000017', officeId: office, reason: 'т' },
    lettered: { to: 'т', ...words },
    held: { reasons: ['link'] },
    concealed: { part: `entry:${office}`, ground: 'insult', reason: 'т' },
    revealed: { part: `entry:${office}`, reason: 'т' },
    corrected: { what: ['visibility'], ...(office % 2 === 0 ? { visibility: 'staff' } : {}) },
    erased: { what: ['contacts'] },
  }
  return { reason: 'т', ...words, ...all[kind] } as Payloads[EventKind]
}

/** A history in which each event may follow the one before, from the filing on. */
const histories = steps.map((chosen) => {
  const first = { choice: 0, actor: 0, hours: 0, termHours: 100, office: 1 }
  const events = [eventOf('filed', START, first)]
  let state = projectAll(events)
  for (const step of chosen) {
    const possible = eventKinds.filter((kind) => canHappen(kind, state.status))
    const kind = possible[step.choice % possible.length] ?? 'noted'
    const event = eventOf(kind, state.updatedAt + step.hours * HOUR, step)
    events.push(event)
    state = project(state, event)
  }
  return events
})

function eventOf(kind: EventKind, at: number, step: Step): ComplaintEvent {
  const { actors }: Transition = transitions[kind]
  const by = actors[step.actor % actors.length] ?? 'system'
  const actor = {
    kind: by,
    staffId: by === 'staff' ? 1 : null,
    officeId: by === 'staff' ? step.office : null,
  }
  return { kind, at, actor, payload: payloadOf(kind, at, step) } as ComplaintEvent
}

/** The states on the way, one for each event. */
function statesOf(events: readonly ComplaintEvent[]): ComplaintState[] {
  const states: ComplaintState[] = []
  for (const event of events) states.push(project(states.at(-1) ?? null, event))
  return states
}

describe('any history that can be', () => {
  it('moves a term later only by a transfer, a reopening, an extension, a pause or another calendar', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const states = statesOf(events)
        events.forEach((event, index) => {
          const before = states[index - 1]?.custodies.at(-1)?.dueAt
          const after = states[index]?.custodies.at(-1)?.dueAt
          if (before === undefined || after === undefined || after <= before) return
          const kinds = ['transferred', 'reopened', 'extended', 'rescheduled', 'asked', 'resumed']
          expect(kinds).toContain(event.kind)
        })
      }),
    )
  })

  it('moves the clock of the resident only by a reopening, an extension or a calendar set right', () => {
    const residentsDue = (state: ComplaintState | undefined) => {
      const stay = state?.custodies.findLast(({ startKind }) => startKind !== 'transferred')
      return stay && (stay.grossDueAt ?? stay.dueAt)
    }
    fc.assert(
      fc.property(histories, (events) => {
        const states = statesOf(events)
        events.forEach((event, index) => {
          const before = residentsDue(states[index - 1])
          const after = residentsDue(states[index])
          // What of a pause was not needed is given back; how much is the action's to know.
          if (before === undefined || after === before || event.kind === 'resumed') return
          expect(['reopened', 'extended', 'rescheduled']).toContain(event.kind)
        })
      }),
    )
  })

  it('leaves no request and no pause behind when the office has ended with it', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const { status, pause, transferAsked, extensionAsked } = projectAll(events)
        if (status !== 'clarify') expect(pause).toBeNull()
        if (!isOpen(status)) expect([transferAsked, extensionAsked]).toEqual([null, null])
      }),
    )
  })

  it('never ends a stay before it began, and has one open stay at most', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const { custodies } = projectAll(events)
        for (const { startAt, endAt } of custodies) expect(endAt ?? startAt).toBeGreaterThanOrEqual(startAt)
        expect(custodies.filter(({ endKind }) => endKind === 'open').length).toBeLessThanOrEqual(1)
        expect(custodies.slice(0, -1).every(({ endKind }) => endKind !== 'open')).toBe(true)
      }),
    )
  })

  it('is confirmed only by a resident', () => {
    fc.assert(
      fc.property(histories, (events) => {
        if (projectAll(events).status !== 'confirmed') return
        const last = events.findLast(({ kind }) => kind === 'confirmed')
        expect(['resident', 'import']).toContain(last?.actor.kind)
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on what was folded before, and changes no state in place', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const states = statesOf(events)
        const copies = states.map((state) => structuredClone(state))
        expect(projectAll(events)).toEqual(states.at(-1))
        expect(states).toEqual(copies)
      }),
    )
  })

  it('refuses what the table does not hold, wherever it comes', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...eventKinds), (events, kind) => {
        const state = projectAll(events)
        const step = { choice: 0, actor: 0, hours: 1, termHours: 1, office: 1 }
        const next = () => project(state, eventOf(kind, state.updatedAt + HOUR, step))
        if (canHappen(kind, state.status)) expect(next).not.toThrow()
        else expect(next).toThrow(IllegalTransition)
      }),
    )
  })
})

describe('stored complaints', () => {
  let portal: Portal
  beforeAll(async () => {
    portal = await openPortal()
  })
  afterAll(() => portal?.close())

  it('are the fold of their activity after any history', async () => {
    const { offices, categories, staff } = portal.cast
    const office = [offices.roads, offices.housing, offices.akimat]
    await fc.assert(
      fc.asyncProperty(steps, async (chosen) => {
        const { number } = await file(portal)
        const { id } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
        for (const step of chosen.slice(0, 12)) {
          await inTransaction(portal.deps.db, (tx) =>
            changeComplaint(tx, { complaintId: id }, (state) => {
              const possible = eventKinds.filter((kind) => canHappen(kind, state.status))
              const kind = possible[step.choice % possible.length] ?? 'noted'
              const own = { ...step, office: office[step.office - 1] ?? offices.roads }
              const event = eventOf(kind, state.updatedAt + step.hours * HOUR, own)
              const actor = { ...event.actor, staffId: event.actor.staffId === null ? null : staff.executor }
              const payload = { ...event.payload } as Record<string, unknown>
              if ('staffId' in payload) payload['staffId'] = staff.executor
              if ('officeId' in payload) payload['officeId'] = office[step.office - 1] ?? offices.roads
              if ('categoryId' in payload) payload['categoryId'] = categories.snow
              if ('intoId' in payload) payload['intoId'] = id
              return [{ ...event, actor, payload } as unknown as ComplaintEvent]
            }),
          )
        }
      }),
      { numRuns: 25 },
    )
    expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
  }, 120_000)

  it('that were changed by hand are found and mended from the activity', async () => {
    const { number } = await file(portal)
    await happen(portal, number, { kind: 'accepted' }, answered())
    await portal.deps.pool.query(
      `UPDATE complaint SET status = 'confirmed', due_at = due_at + interval '5 days', photo_count = 3 WHERE number = $1`,
      [number],
    )
    await portal.deps.pool.query(
      `UPDATE answer SET text = 'nothing' WHERE complaint_id = (SELECT id FROM complaint WHERE number = $1)`,
      [number],
    )
    const { faults } = await checkProjections(portal.deps.pool)
    expect(faults.map(({ column }) => column).toSorted()).toEqual(['due_at', 'status', 'text'])
    expect(
      await recomputeProjections(
        portal.deps,
        faults.map((fault) => fault.number),
      ),
    ).toBe(1)
    expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
    const mended = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    expect([mended.status, mended.photoCount]).toEqual(['answered', 0])
  })

  it('that the nightly look finds wrong are reported, not changed', async () => {
    const { number } = await file(portal)
    await portal.deps.pool.query(`UPDATE complaint SET status = 'merged' WHERE number = $1`, [number])
    await portal.jobs.get('complaints.check-projections')?.run({}, portal.deps.now())
    const { status } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    expect(status).toBe('merged')
    await recomputeProjections(portal.deps, [number])
  })
})
