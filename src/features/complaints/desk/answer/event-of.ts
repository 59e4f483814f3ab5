import { nameIn } from '../../../city/index.ts'
import type { ComplaintEvent, Pause } from '../../events.ts'
import { type RefusalGround, refusalGrounds } from '../../rules.ts'
import { canBeAsked, pauseOf } from '../../term-rules.ts'
import type { CaseFacts } from '../complaint-facts.ts'
import type { PreviewedAct } from '../forms.ts'
import type { KeptDraft } from './draft.ts'

/** The public row that the kept words would become if they were sent now; null when something is missing. */
export function eventOf(
  facts: CaseFacts,
  act: PreviewedAct,
  { fields, photos }: KeptDraft,
): ComplaintEvent | null {
  const { row, staff, now: at } = facts
  const actor = { kind: 'staff', staffId: staff.id, officeId: row.office_id } as const
  const words = { text: fields['text'] ?? '', lang: row.reply_lang }
  switch (act) {
    case 'answer': {
      const outcome = fields['outcome'] === 'explained' ? 'explained' : 'solved'
      const payload = { ...words, outcome, photos: photos.map(({ id }) => id) } as const
      return { kind: 'answered', at, actor, payload }
    }
    case 'plan':
      return fields['plannedOn'] === undefined
        ? null
        : { kind: 'planned', at, actor, payload: { ...words, plannedOn: fields['plannedOn'] } }
    case 'refuse': {
      const ground: RefusalGround | undefined = refusalGrounds.find((one) => one === fields['ground'])
      return ground === undefined ? null : { kind: 'refused', at, actor, payload: { ...words, ground } }
    }
    case 'ask': {
      const pause = pauseNow(facts)
      return { kind: 'asked', at, actor, payload: pause === null ? words : { ...words, pause } }
    }
    case 'forward': {
      const office = facts.directory.officeById.get(Number(fields['officeId']))
      if (office === undefined) return null
      const lang = row.reply_lang === 'kk' || row.reply_lang === 'en' ? row.reply_lang : 'ru'
      const payload = { to: nameIn(office.names, lang), reason: fields['reason'] ?? '', officeId: office.id }
      return { kind: 'forwarded', at, actor, payload }
    }
  }
}

/** What a question now would do to the office's clock. */
export function pauseNow({ row, state, city, calendar, now }: CaseFacts): Pause | null {
  const custody = state.custodies.at(-1)
  const asked = { mailRefused: row.mail_refusal !== null, hasPhone: row.contacts.includes('phone') }
  if (custody === undefined || !canBeAsked(asked)) return null
  const { pauseDays } = city.terms
  return pauseOf({ custody, at: now, pauseDays }, { calendar, timeZone: city.timeZone })
}
