import type { Deps } from '../../../platform/deps.ts'
import { nameIn } from '../../city/index.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

type Forwarding = {
  /** An organisation of the directory that has no accounts here. */
  officeId: number
  /** Everybody reads it. */
  reason: string
  /** The letter; it stays inside, to be printed and signed. */
  letter: string
  /** Language of the letter. */
  lang: string
}

/** Hands the complaint to an organisation outside the portal by letter (APPC article 65). It ends here. */
export const forwardOutside = (deps: Deps, act: StaffAct, { officeId, reason, letter, lang }: Forwarding) =>
  staffAct(deps, { ...act, kind: 'forwarded' }, ({ terms, at, actor }) => {
    const office = terms.directory.officeById.get(officeId)
    if (!office?.current || !office.external) throw new NotAllowed('forwarded')
    const to = nameIn(office.names, lang === 'kk' || lang === 'en' ? lang : 'ru')
    return [
      { kind: 'lettered', at, actor, payload: { to, text: letter, lang } },
      { kind: 'forwarded', at, actor, payload: { to, reason, officeId } },
    ]
  })
