import type { Deps } from '../../../platform/deps.ts'
import type { RefusalGround } from '../rules.ts'
import { checkHead } from './check-head.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** Ends the consideration with a ground of the law, in public. */
export const refuseComplaint = (
  deps: Deps,
  act: StaffAct,
  refusal: { ground: RefusalGround; text: string; lang: string },
) =>
  staffAct(deps, { ...act, kind: 'refused' }, (context) => {
    checkHead(context)
    const { at, actor } = context
    return [{ kind: 'refused', at, actor, payload: refusal }]
  })
