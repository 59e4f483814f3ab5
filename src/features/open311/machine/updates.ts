import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { type EntryRow, formatNumber, publicComplaints, type Reading } from '../../complaints/index.ts'
import { inCity } from './handlers.ts'
import { askEveryTime } from './headers.ts'
import { nextPage } from './next-page.ts'
import { type UpdateKey, updateKeys } from './queries.ts'
import { mostRequests, numbersIn, readerOf, spanOf } from './request-filter.ts'
import { notesOf } from './request-view.ts'
import type { Json } from './xml.ts'

/** What the extension "service request updates" calls a state (mySociety, open311-adapter). */
type UpdateStatus =
  | ('OPEN' | 'CLOSED' | 'FIXED' | 'IN_PROGRESS' | 'INVESTIGATING' | 'ACTION_SCHEDULED' | 'DUPLICATE')
  | ('NOT_COUNCILS_RESPONSIBILITY' | 'NO_FURTHER_ACTION' | 'INTERNAL_REFERRAL' | 'CANCELLED' | 'REOPEN')
  | ('FOR_TRIAGE' | 'UNCHANGED')

/** GET: the public history of a span of days, or of some requests, one update per event. */
export const listUpdates = (deps: Deps): RequestHandler =>
  inCity(deps, askEveryTime, async ({ req, res, params, asked, reading }) => {
    const reader = readerOf(params, asked)
    const page = reader.whole('page', 1_000_000) ?? 1
    const pageSize = Math.min(
      reader.whole('page_size', Number.MAX_SAFE_INTEGER) ?? mostRequests,
      mostRequests,
    )
    const ids = params['service_request_id']
    const { from, to } = spanOf(reader, { now: reading.now, otherwise: ids === undefined ? 'latest' : 'all' })
    reader.done()
    const span = { from: from ?? 0, to: to ?? reading.now }
    const numbers = ids === undefined ? null : numbersIn(ids)
    const keys = await updateKeys(deps, { city: reading.city, ...span, numbers, page, pageSize })
    if (keys.length === pageSize) res.links(nextPage(deps, req, page + 1))
    return { root: 'service_request_updates', data: await viewsOf(deps, keys, reading) }
  })

async function viewsOf(deps: Deps, keys: readonly UpdateKey[], reading: Reading): Promise<Json[]> {
  const ids = [...new Set(keys.map(({ complaintId }) => complaintId))]
  const views = new Map<string, Json>()
  for (const whole of await publicComplaints(deps, ids)) {
    const notes = notesOf(whole, reading)
    whole.activity.forEach((entry, index) => {
      const note = notes[index]
      if (note === undefined) return
      views.set(`${whole.id} ${entry.seq}`, {
        update_id: updateId(whole.number, entry.seq),
        service_request_id: formatNumber(whole.number),
        status: statusOf(entry),
        updated_datetime: note.datetime,
        description: [note.summary, note.description].filter(Boolean).join('. '),
        media_url: null,
        external_status_code: entry.kind,
      })
    })
  }
  return keys.flatMap(({ complaintId, seq }) => views.get(`${complaintId} ${seq}`) ?? [])
}

/** Of one event, for ever: the number and the place in the history. */
export const updateId = (number: string, seq: number): string => `${formatNumber(number)}.${seq}`

function statusOf(entry: EntryRow): UpdateStatus {
  switch (entry.kind) {
    case 'filed':
    case 'registered':
      return 'FOR_TRIAGE'
    case 'sent':
    case 'transferred':
    case 'unmerged':
      return 'OPEN'
    case 'accepted':
      return 'INVESTIGATING'
    case 'started':
      return 'IN_PROGRESS'
    case 'planned':
      return 'ACTION_SCHEDULED'
    case 'answered':
      return entry.payload?.outcome === 'solved' ? 'FIXED' : 'NO_FURTHER_ACTION'
    case 'refused':
      return entry.payload?.ground === 'not_competent' ? 'NOT_COUNCILS_RESPONSIBILITY' : 'NO_FURTHER_ACTION'
    case 'forwarded':
      return 'INTERNAL_REFERRAL'
    case 'merged':
      return 'DUPLICATE'
    case 'withdrawn':
      return 'CANCELLED'
    case 'closed':
    case 'confirmed':
      return 'CLOSED'
    case 'reopened':
      return 'REOPEN'
    default:
      return 'UNCHANGED'
  }
}
