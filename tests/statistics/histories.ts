import { type BulkComplaint, type ComplaintEvent, importer } from '../../src/features/complaints/index.ts'
import type { Cast } from '../support/cast.ts'

/** A complaint of the cast's city with all that happened to it. */
export type History = {
  events: ComplaintEvent[]
  categoryId: number | null
  districtId: number | null
  channel: string
}

export const HOUR = 3_600_000

/** Builds a history step by step; `at` in milliseconds UTC. */
export class HistoryBuilder {
  readonly history: History
  private readonly cast: Cast

  constructor(
    cast: Cast,
    at: number,
    place: { category?: number | null; district?: number | null; channel?: string } = {},
  ) {
    const { category = cast.categories.potholes, district = cast.districts.west, channel = 'web' } = place
    this.cast = cast
    this.history = { events: [], categoryId: category, districtId: district, channel }
    this.add('filed', at, {
      channel,
      categoryId: category,
      districtId: district,
      visibility: 'public',
      photos: [],
    })
  }

  /** Registered and sent to an office with its term. */
  sent(at: number, officeId: number, dueAt: number): this {
    this.add('registered', at, { registeredOn: dayOf(at) })
    return this.add('sent', at, { officeId, ruleId: null, ...dueAtOf(dueAt) })
  }

  transferred(at: number, fromOfficeId: number, toOfficeId: number, dueAt: number, late = false): this {
    return this.add('transferred', at, { fromOfficeId, toOfficeId, reason: 'r', late, ...dueAtOf(dueAt) })
  }

  extended(at: number, dueAt: number): this {
    return this.add('extended', at, { reason: 'r', ...dueAtOf(dueAt) })
  }

  recategorised(at: number, categoryId: number, fromCategoryId: number | null): this {
    this.history.categoryId = categoryId
    return this.add('recategorised', at, { categoryId, fromCategoryId, reason: 'r' })
  }

  planned(at: number, staffId: number | null = null): this {
    return this.add('planned', at, { text: 't', lang: 'ru', plannedOn: dayOf(at + 72 * HOUR) }, staffId)
  }

  answered(at: number, outcome: 'solved' | 'explained' = 'solved', staffId: number | null = null): this {
    return this.add('answered', at, { text: 't', lang: 'ru', outcome, photos: [] }, staffId)
  }

  refused(at: number, ground: 'repeated' | 'no_substance' = 'repeated'): this {
    return this.add('refused', at, { text: 't', lang: 'ru', ground })
  }

  reopened(at: number, dueAt: number): this {
    return this.add('reopened', at, { text: 't', photos: [], ...dueAtOf(dueAt) })
  }

  forwarded(at: number): this {
    return this.add('forwarded', at, { to: 'other', reason: 'r' })
  }

  merged(at: number): this {
    return this.add('merged', at, { intoId: null, intoNumber: '261100000000' })
  }

  withdrawn(at: number): this {
    return this.add('withdrawn', at, { text: '' })
  }

  confirmed(at: number): this {
    return this.add('confirmed', at, {})
  }

  partly(at: number): this {
    return this.add('partly', at, { text: '' })
  }

  closed(at: number): this {
    return this.add('closed', at, {})
  }

  hidden(at: number): this {
    return this.add('hidden', at, { reason: 'r' })
  }

  /** Importers may cause most of what happens, so that one actor does for all; staff are named for answers only. */
  add(kind: ComplaintEvent['kind'], at: number, payload: object, staffId: number | null = null): this {
    const actor =
      staffId === null ? importer : { kind: 'staff' as const, staffId, officeId: this.cast.offices.roads }
    this.history.events.push({ kind, at, actor, payload } as ComplaintEvent)
    return this
  }
}

/** A history as the bulk writer takes it. */
export function bulkOf(cast: Cast, { events, districtId, channel }: History): BulkComplaint {
  return {
    cityId: cast.city.id,
    timeZone: 'Asia/Almaty',
    channel,
    text: 'Шұңқыр',
    textLang: 'kk',
    replyLang: 'kk',
    address: 'Абай даңғылы, 10',
    landmark: '',
    districtId,
    point: null,
    source: null,
    externalId: null,
    events,
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const dueAtOf = (dueAt: number) => ({ dueOn: dayOf(dueAt), dueAt, calendar: 'kz-test' })
