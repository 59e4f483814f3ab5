import type { Deps } from '../../../platform/deps.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

type Helping = { officeId: number; reason: string }

/** Lets another office of the city see the complaint and say its part. The one that holds it stays responsible. */
export const askHelper = (deps: Deps, act: StaffAct, { officeId, reason }: Helping) =>
  staffAct(deps, { ...act, kind: 'helper_asked' }, async ({ tx, state, terms, at, actor }) => {
    const office = terms.directory.officeById.get(officeId)
    const canHelp = office?.current && !office.external && officeId !== state.officeId
    if (!canHelp || state.helpers.includes(officeId)) throw new NotAllowed('helper_asked')
    await deps.jobs.add(tx, 'complaints.tell-helpers', { complaintId: act.complaintId, officeId, at })
    return [{ kind: 'helper_asked', at, actor, payload: { officeId, reason } }]
  })

/** The office helps no more and sees the complaint no more. */
export const releaseHelper = (deps: Deps, act: StaffAct, { officeId, reason }: Helping) =>
  staffAct(deps, { ...act, kind: 'helper_released' }, ({ state, at, actor }) => {
    if (!state.helpers.includes(officeId)) throw new NotAllowed('helper_released')
    return [{ kind: 'helper_released', at, actor, payload: { officeId, reason } }]
  })

/** What an office that helps has to say: for the office that answers, not for the resident. */
export const sayAsHelper = (deps: Deps, act: StaffAct, { text }: { text: string }) =>
  staffAct(deps, { ...act, kind: 'helped' }, ({ at, actor }) => [
    { kind: 'helped', at, actor, payload: { text } },
  ])
