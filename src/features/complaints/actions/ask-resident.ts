import type { Deps } from '../../../platform/deps.ts'
import { currentCustody } from '../projection.ts'
import { canBeAsked, pauseOf } from '../term-rules.ts'
import { countingOf } from './office-term.ts'
import { type ActContext, type StaffAct, staffAct } from './staff-act.ts'

/**
 * Asks the resident for what is missing. The first question of a stay holds the office's clock for a few days, as the
 * city says; the resident's runs on. Where the question cannot arrive, it holds nothing; who left no contacts reads it on
 * the page.
 */
export const askResident = (deps: Deps, act: StaffAct, question: { text: string; lang: string }) =>
  staffAct(deps, { ...act, kind: 'asked' }, async ({ tx, state, terms, at, actor }) => {
    const custody = currentCustody(state)
    const { pauseDays } = terms.city.terms
    const isHeld = custody !== undefined && (await arrives(tx, act.complaintId))
    const pause = isHeld ? pauseOf({ custody, at, pauseDays }, countingOf(terms)) : null
    const payload = pause === null ? question : { ...question, pause }
    return [{ kind: 'asked', at, actor, payload }]
  })

async function arrives(tx: ActContext['tx'], complaintId: number): Promise<boolean> {
  const contacts = await tx.complaintContact.findMany({
    where: { complaintId, kind: { in: ['email', 'phone'] } },
    select: { kind: true, refusedAt: true },
  })
  return canBeAsked({
    mailRefused: contacts.some(({ kind, refusedAt }) => kind === 'email' && refusedAt !== null),
    hasPhone: contacts.some(({ kind }) => kind === 'phone'),
  })
}
