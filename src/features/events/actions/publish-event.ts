import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { announce } from '../announce.ts'
import { changeEvent } from './change-event.ts'
import { changeState } from './change-state.ts'

export type StaffStep = {
  eventId: number
  cityId: number
  /** What the person had seen. */
  version: number
  staffId: number
  /** Milliseconds UTC. */
  at: number
}

/** Shows a draft to everybody, and tells those who follow events. False when it has changed meanwhile. */
export function publishEvent(deps: Deps, step: StaffStep): Promise<boolean> {
  const { eventId, cityId, staffId, at } = step
  return changeEvent(deps, async (tx) => {
    if (!(await changeState(tx, { ...step, to: 'published' }))) return false
    await announce(tx, deps, { eventId, what: 'new' })
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-published', subject: `event ${eventId}` })
    return true
  })
}
