import type { Deps } from '../../../platform/deps.ts'
import { type CallReason, callReasons } from '../rules.ts'
import { askToCall } from './ask-to-call.ts'

/**
 * A mail came back: the address takes none, and staff are to call about the last news that went there. Which mail it was
 * is not known: a call too many is better than somebody who stands before a closed door. Safe to repeat.
 */
export async function recordBounced(
  deps: Pick<Deps, 'db' | 'now'>,
  { signUpId, refusal }: { signUpId: number; refusal: string },
): Promise<void> {
  await deps.db.eventSignUp.updateMany({ where: { id: signUpId, sealed: { not: null } }, data: { refusal } })
  const signUp = await deps.db.eventSignUp.findUnique({ where: { id: signUpId }, include: { event: true } })
  if (signUp === null) return
  const why = callReasons.find((one) => one === signUp.news) ?? newsOfState(signUp)
  if (why === null) return
  await askToCall(deps, { signUpId, cityId: signUp.cityId, why, n: signUp.newsN ?? 0 })
}

type Standing = { state: string; createdAt: Date; givenAt: Date | null; event: { state: string } }

/** What a mail said that left before its news was kept, as far as the state of the sign-up tells. */
function newsOfState({ state, createdAt, givenAt, event }: Standing): CallReason | null {
  if (state === 'left') return null
  if (event.state === 'cancelled') return 'cancelled'
  return state === 'given' && givenAt !== null && givenAt > createdAt ? 'given' : null
}
