import type { Deps } from '../../../platform/deps.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/** Says what the complaint is about. The office and its term stay: those are changed by a transfer. */
export const recategoriseComplaint = (
  deps: Deps,
  act: StaffAct,
  { categoryId, reason }: { categoryId: number; reason: string },
) =>
  staffAct(deps, { ...act, kind: 'recategorised' }, ({ state, terms, at, actor }) => {
    const isCurrent = terms.directory.categoryById.get(categoryId)?.current
    if (!isCurrent || state.categoryId === categoryId) throw new NotAllowed('recategorised')
    return [
      {
        kind: 'recategorised',
        at,
        actor,
        payload: { categoryId, fromCategoryId: state.categoryId, reason },
      },
    ]
  })
