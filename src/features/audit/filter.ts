import { z } from 'zod'
import type { StaffLogKind } from '../activity/index.ts'

/** What the list is made of; each is a filter. */
export const auditTopics = [
  'complaints',
  'contacts',
  'entry',
  'accounts',
  'data',
  'settings',
  'events',
] as const
export type AuditTopic = (typeof auditTopics)[number]

/** Which kinds of the log belong to a topic. */
export const topicOf: Record<StaffLogKind, AuditTopic> = {
  'signed-in': 'entry',
  'second-factor-failed': 'entry',
  'second-factor-added': 'entry',
  'second-factor-removed': 'entry',
  'recovery-codes-made': 'entry',
  'recovery-code-used': 'entry',
  'password-set': 'entry',
  'sessions-ended': 'entry',
  'identity-linked': 'entry',
  invited: 'accounts',
  'invitation-repeated': 'accounts',
  'role-given': 'accounts',
  'role-taken': 'accounts',
  'substitute-set': 'accounts',
  'substitute-ended': 'accounts',
  disabled: 'accounts',
  enabled: 'accounts',
  'put-to-sleep': 'accounts',
  'reset-started': 'accounts',
  exported: 'data',
  imported: 'data',
  'guide-changed': 'data',
  'guide-published': 'data',
  'guide-withdrawn': 'data',
  'guide-request-moved': 'data',
  'settings-changed': 'settings',
  'api-key-made': 'settings',
  'api-key-revoked': 'settings',
  'office-comment': 'settings',
  publication: 'settings',
  'event-drafted': 'events',
  'event-changed': 'events',
  'event-published': 'events',
  'event-cancelled': 'events',
  'event-results': 'events',
  'event-declined': 'events',
  'work-added': 'data',
  'work-changed': 'data',
  'work-published': 'data',
  'work-moved': 'data',
  'work-reopened': 'data',
  'work-started': 'data',
  'work-finished': 'data',
  'work-cancelled': 'data',
  reception: 'settings',
  'contacts-seen': 'contacts',
  'patterns-seen': 'contacts',
  'event-people': 'events',
}

/** As the address has it. */
export type AuditQuery = Partial<Record<'person' | 'number' | 'topic' | 'from' | 'to' | 'page', string>>

export type AuditFilter = {
  person: number | null
  /** A complaint number as it was typed. */
  number: string
  topic: AuditTopic | null
  /** ISO days of the city, both included; null: open. */
  from: string | null
  to: string | null
  page: number
}

const day = z.iso.date().nullable().catch(null)
const Query = z.object({
  person: z.coerce.number().int().positive().max(2_000_000_000).nullable().catch(null),
  number: z.string().max(40).catch(''),
  topic: z.enum(auditTopics).nullable().catch(null),
  from: day,
  to: day,
  page: z.coerce.number().int().min(1).max(200).catch(1),
})

/** Whatever does not fit counts as not asked. */
export const auditFilterOf = (query: object): AuditFilter => Query.parse({ ...query })

export function queryOf({ person, number, topic, from, to }: AuditFilter, page = 1): AuditQuery {
  return {
    person: person === null ? '' : String(person),
    number,
    topic: topic ?? '',
    from: from ?? '',
    to: to ?? '',
    page: page === 1 ? '' : String(page),
  }
}
