import { definePage, type PageModel } from '../../platform/http/page.ts'
import type { EmptyState, Option, SummaryError, Tab, When } from '../../platform/http/parts.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { formatMoment } from '../../platform/time/format.ts'
import { exportSubjects, type StaffLogKind } from '../activity/index.ts'
import { deskPaths, type EventKind, formatNumber } from '../complaints/index.ts'
import { detailText, type Wording } from './details.ts'
import { type AuditFilter, auditTopics, queryOf } from './filter.ts'
import { auditPaths } from './paths.ts'
import type { AuditRow } from './queries.ts'
import { auditTabs } from './tabs.ts'

export type AuditItem = {
  at: When
  who: string
  what: string
  icon: string
  about: string
  aboutHref: string | null
  detail: string
}

export type AuditModel = PageModel & {
  /** For whoever sees both parts. */
  tabs: Tab[] | null
  action: string
  filter: { person: string; number: string; topic: string; from: string; to: string }
  errors: SummaryError[]
  numberError: string | undefined
  people: Option[]
  topics: Option[]
  rows: AuditItem[]
  empty: EmptyState | null
  csvHref: string
  clearHref: string | null
  previousHref: string | null
  nextHref: string | null
}

export const auditPage = definePage<AuditModel>('audit/list', { layout: 'staff' })

export type AuditFacts = {
  isAuditor: boolean
  lang: Lang
  timeZone: string
  rows: readonly AuditRow[]
  /** There are older ones. */
  more: boolean
  filter: AuditFilter
  people: readonly { id: number; name: string }[]
  /** Short names of the offices of the audited cities. */
  offices: Wording['offices']
  /** What was typed is no number of a complaint. */
  badNumber?: boolean
}

export function auditModel(t: Translate, facts: AuditFacts): AuditModel {
  const { rows, more, filter, people, badNumber = false } = facts
  const { page, ...asked } = filter
  const isFiltered = Object.values(asked).some((value) => value !== null && value !== '')
  const numberError = badNumber ? t('audit:badNumber') : undefined
  return {
    page: { title: t('audit:title'), noindex: true },
    tabs: facts.isAuditor ? auditTabs(t, 'list') : null,
    action: auditPaths.list(),
    filter: {
      person: filter.person === null ? '' : String(filter.person),
      number: filter.number,
      topic: filter.topic ?? '',
      from: filter.from ?? '',
      to: filter.to ?? '',
    },
    errors: numberError === undefined ? [] : [{ href: '#number', text: numberError }],
    numberError,
    people: [
      { value: '', label: t('audit:everybody') },
      ...people.map(({ id, name }) => ({ value: String(id), label: name })),
    ],
    topics: [
      { value: '', label: t('audit:everything') },
      ...auditTopics.map((topic) => ({ value: topic, label: t(`audit:topic.${topic}`) })),
    ],
    rows: rows.map((row) => itemOf(t, facts, row)),
    empty: rows.length > 0 ? null : emptyOf(t, isFiltered),
    csvHref: auditPaths.csv(queryOf(filter)),
    clearHref: isFiltered ? auditPaths.list() : null,
    previousHref: page > 1 ? auditPaths.list(queryOf(filter, page - 1)) : null,
    nextHref: more ? auditPaths.list(queryOf(filter, page + 1)) : null,
  }
}

const emptyOf = (t: Translate, isFiltered: boolean): EmptyState =>
  isFiltered
    ? {
        title: t('audit:nothing'),
        text: t('audit:nothingText'),
        icon: 'search',
        actions: [{ href: auditPaths.list(), label: t('audit:clear') }],
      }
    : { title: t('audit:empty'), text: t('audit:emptyText'), icon: 'history' }

const icons = { activity: 'inbox', look: 'eye', log: 'history' } as const

function itemOf(t: Translate, { lang, timeZone, offices }: AuditFacts, row: AuditRow): AuditItem {
  const at = row.at.getTime()
  return {
    at: { iso: row.at.toISOString(), text: formatMoment(at, lang, timeZone) },
    who: whoText(t, row),
    what: whatText(t, row),
    icon: icons[row.source],
    about: aboutText(t, row),
    aboutHref: row.number === null ? null : deskPaths.show(row.number),
    detail: detailText({ t, lang, offices }, row.detail),
  }
}

/** The act in words. */
export function whatText(t: Translate, { source, kind }: Pick<AuditRow, 'source' | 'kind'>): string {
  if (source === 'look') return t('audit:look')
  return source === 'log'
    ? t(`audit:kind.${kind as StaffLogKind}`)
    : t(`complaints:event.${kind as EventKind}`)
}

export function aboutText(
  t: Translate,
  { number, about, subject }: Pick<AuditRow, 'number' | 'about' | 'subject'>,
): string {
  if (number !== null) return formatNumber(number)
  if (about !== null) return about
  const file = exportSubjects.find((one) => one === subject)
  return file === undefined ? subject : t(`audit:file.${file}`)
}

/** Who did it; a row of nobody is one of a command, or of the portal by itself. */
export function whoText(
  t: Translate,
  { staff, source, kind }: Pick<AuditRow, 'staff' | 'source' | 'kind'>,
): string {
  if (staff !== null) return staff
  return source === 'log' && kind === 'put-to-sleep' ? t('audit:portalItself') : t('audit:commandLine')
}
