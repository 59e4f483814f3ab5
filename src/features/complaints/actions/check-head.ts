import { needsHead } from '../rules.ts'
import { type ActContext, NotAllowed } from './staff-act.ts'

/** After so many reopenings as the city says, only a head has the last word. Throws NotAllowed. */
export function checkHead({ state, terms, held }: ActContext): void {
  if (needsHead(state.reopenedCount, held, terms.city.terms.headFromReopening))
    throw new NotAllowed('answered')
}
