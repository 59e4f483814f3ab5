import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { formatDay } from '../../platform/time/format.ts'
import { staffRoles } from '../accounts/index.ts'
import type { Names } from '../city/index.ts'
import { officeName } from './offices.ts'
import type { AuditRow } from './queries.ts'

/** What the facts of a row are said with. `offices`: the short names of those of the audited cities. */
export type Wording = { t: Translate; lang: Lang; offices: ReadonlyMap<number, Names> }

/** The facts of a row in words, in one line. */
export const detailText = (words: Wording, detail: AuditRow['detail']): string =>
  Object.entries(detail ?? {})
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => factText(words, name, String(value)))
    .join(' · ')

function factText({ t, lang, offices }: Wording, name: string, value: string): string {
  switch (name) {
    case 'role': {
      const role = staffRoles.find((one) => one === value)
      return role === undefined ? value : t(`accounts:position.${role}`)
    }
    case 'officeId':
      return officeName({ t, lang, offices }, Number(value))
    case 'by': {
      const way = ways.find((one) => one === value)
      return way === undefined ? value : t(`audit:detail.by.${way}`)
    }
    case 'factor':
      return value === 'app' ? t('accounts:security.app') : t('accounts:security.passkey')
    case 'purpose':
      return value === 'reset' ? t('audit:detail.purpose.reset') : t('audit:detail.purpose.password')
    case 'rows':
      return t('audit:detail.rows', { rows: value })
    case 'sessions':
      return t('audit:detail.sessions', { sessions: value })
    case 'left':
      return t('audit:detail.left', { left: value })
    case 'unusedDays':
      return t('audit:detail.unusedDays', { days: value })
    case 'days':
      return t('audit:patterns.days', { days: value })
    case 'issuer':
      return t('audit:detail.issuer', { issuer: value })
    case 'substitute':
      return t('audit:detail.substitute', { name: value })
    case 'organiserLink':
      return t('audit:detail.organiserLink', { id: value })
    case 'given':
      return t('audit:detail.given')
    case 'revoked':
      return t('audit:detail.revoked')
    case 'fromOn':
      return t('audit:detail.fromOn', { day: formatDay(value, lang) })
    case 'toOn':
      return t('audit:detail.toOn', { day: formatDay(value, lang) })
    default:
      // A device and a reason say what they are.
      return value
  }
}

/** By what somebody came in, as `accounts` logs it. */
const ways = ['password', 'code', 'recovery-code', 'passkey', 'provider'] as const
