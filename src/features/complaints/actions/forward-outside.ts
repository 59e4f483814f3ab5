import type { Deps } from '../../../platform/deps.ts'
import { nameIn } from '../../city/index.ts'
import type { ComplaintEvent } from '../events.ts'
import { decidesTransfers } from '../term-rules.ts'
import { isWithinFreeDays } from './office-term.ts'
import { type ActContext, NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

export type Forwarding = {
  /** An organisation of the directory that has no accounts here. */
  officeId: number
  /** Everybody reads it. */
  reason: string
  /** Stays inside, to be printed and signed. */
  letter: { text: string; lang: string }
}

/**
 * Hands the complaint to an organisation outside the portal by letter (APPC article 65). It ends here. After the free
 * working days of that article it only asks the controller for that, as a transfer does.
 */
export const forwardOutside = (deps: Deps, act: StaffAct, forwarding: Forwarding) =>
  staffAct(deps, { ...act, kind: 'forwarded' }, (context) => {
    const { state, at, actor, held } = context
    const events = forwarded(context, forwarding)
    if (isWithinFreeDays(context) || decidesTransfers(held)) return events
    if (state.transferAsked !== null) throw new NotAllowed('transfer_asked')
    const { officeId, reason, letter } = forwarding
    return [{ kind: 'transfer_asked', at, actor, payload: { toOfficeId: officeId, reason, letter } }]
  })

/** The letter and the end of the complaint here. Throws NotAllowed when nobody writes to that organisation. */
export function forwarded(
  { terms, at, actor }: ActContext,
  { officeId, reason, letter }: Forwarding,
): ComplaintEvent[] {
  const office = terms.directory.officeById.get(officeId)
  if (!office?.current || !office.external) throw new NotAllowed('forwarded')
  const { lang, text } = letter
  const to = nameIn(office.names, lang === 'kk' || lang === 'en' ? lang : 'ru')
  return [
    { kind: 'lettered', at, actor, payload: { to, text, lang } },
    { kind: 'forwarded', at, actor, payload: { to, reason, officeId } },
  ]
}
