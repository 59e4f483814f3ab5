import type { Deps } from '../../../platform/deps.ts'
import { askToCall } from './ask-to-call.ts'

/**
 * A mail came back: the address takes none, and staff are to call about what the person has not learnt. Which mail it
 * was is not known, so the present state says it. Safe to repeat.
 */
export async function recordBounced(
  deps: Pick<Deps, 'db' | 'now'>,
  { signUpId, refusal }: { signUpId: number; refusal: string },
): Promise<void> {
  await deps.db.eventSignUp.updateMany({ where: { id: signUpId, sealed: { not: null } }, data: { refusal } })
  const signUp = await deps.db.eventSignUp.findUnique({ where: { id: signUpId }, include: { event: true } })
  if (signUp === null || signUp.state === 'left') return
  const call = { signUpId, cityId: signUp.cityId, n: signUp.event.version }
  const { state, createdAt, givenAt } = signUp
  if (signUp.event.state === 'cancelled') await askToCall(deps, { ...call, why: 'cancelled' })
  // It waited first, so the place came by mail
  else if (state === 'given' && givenAt !== null && givenAt > createdAt)
    await askToCall(deps, { ...call, why: 'given' })
}
