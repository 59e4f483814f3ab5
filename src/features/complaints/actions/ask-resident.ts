import type { Deps } from '../../../platform/deps.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** Asks the resident for what is missing. The term runs on (domain.md B4). */
export const askResident = (deps: Deps, act: StaffAct, question: { text: string; lang: string }) =>
  staffAct(deps, { ...act, kind: 'asked' }, ({ at, actor }) => [
    { kind: 'asked', at, actor, payload: question },
  ])
