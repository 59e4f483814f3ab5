import type { EventKind } from '../../complaints/index.ts'
import type { Names } from './names.ts'

type Payload = Readonly<Record<string, unknown>>
type Around = { names: Names; sitting: string | null }

/**
 * What of a row is counted, without words, ids and people. Times are ISO 8601. `due`: end of the term; `sitting`:
 * answers that one member of staff gave with no more than ten minutes between them have the same one, and no two
 * sittings of a person can be told to be of one person; null where a program answered.
 */
export function factsOf(kind: EventKind, payload: Payload, { names, sitting }: Around): Payload {
  switch (kind) {
    case 'filed':
      return {
        channel: payload['channel'],
        category: names.category(idOf(payload['categoryId'])),
        district: names.district(idOf(payload['districtId'])),
      }
    case 'sent':
      return { office: names.office(idOf(payload['officeId'])), due: isoOf(payload['dueAt']) }
    case 'transferred':
      return {
        from: names.office(idOf(payload['fromOfficeId'])),
        to: names.office(idOf(payload['toOfficeId'])),
        due: isoOf(payload['dueAt']),
        late: payload['late'] === true,
      }
    case 'reopened':
    case 'extended':
    case 'rescheduled':
    case 'resumed':
      return { due: isoOf(payload['dueAt']) }
    case 'asked':
      return { due: isoOf((payload['pause'] as Payload | undefined)?.['dueAt']) }
    case 'recategorised':
      return { category: names.category(idOf(payload['categoryId'])) }
    case 'planned':
      return { sitting, plannedOn: payload['plannedOn'] ?? null }
    case 'answered':
      return { sitting, outcome: payload['outcome'], photos: lengthOf(payload['photos']) }
    case 'refused':
      return { sitting, ground: payload['ground'] ?? null }
    case 'hidden':
      return { ground: payload['ground'] ?? null }
    default:
      return {}
  }
}

const idOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const isoOf = (value: unknown): string | null =>
  typeof value === 'number' ? new Date(value).toISOString() : null
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0)
