import type { Tag } from '../../../platform/http/parts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { type Call, type CallsModel, callsModel } from '../../calls/index.ts'
import { receptionDeskPaths } from '../paths.ts'
import { type Place, whoOf } from '../reading.ts'
import type { CallRow } from './call-queries.ts'

export type VisitorCallsInput = Place & {
  rows: { open: readonly CallRow[]; done: readonly CallRow[] }
  done: string
  /** The contacts of one of them, after the look was written down. */
  shown?: { bookingId: number; phone: string | null; email: string | null } | null
}

/** Visitors whom no mail reaches, and what they are to be told. */
export function visitorCallsModel(input: VisitorCallsInput): CallsModel {
  const { city, t, rows, done } = input
  const call = (row: CallRow): Call => callOf(row, input)
  return callsModel(
    {
      page: { title: t('calls:title'), noindex: true },
      back: { href: receptionDeskPaths.home(city.slug), label: t('receptions:title') },
      ...{ lead: t('receptions:calls.lead'), emptyText: t('receptions:calls.emptyText'), said: done },
      ...{ open: rows.open.map(call), done: rows.done.map(call) },
    },
    input,
  )
}

function callOf(row: CallRow, { city, lang, t, shown }: VisitorCallsInput): Call {
  const { bookingId, offeredUntil } = row
  const moment = (at: number) => formatMoment(at, lang, city.timeZone)
  return {
    ...{ city, name: row.name, lang: row.lang, newest: row.id },
    ...{ calledAt: row.calledAt, calledBy: row.calledBy },
    why: { label: t(`receptions:calls.why.${row.why}`), ...looks[row.why] },
    facts: [
      moment(row.startsAt),
      whoOf(row, lang),
      ...(offeredUntil === null ? [] : [t('receptions:calls.until', { until: moment(offeredUntil) })]),
    ],
    about: {
      href: receptionDeskPaths.booking(city.slug, bookingId),
      label: t('receptions:promises.visit'),
    },
    shown: shown?.bookingId === bookingId ? shown : null,
    contactsAction: receptionDeskPaths.callContacts(city.slug, bookingId),
    calledAction: receptionDeskPaths.called(city.slug, bookingId),
  }
}

const looks: Readonly<Record<CallRow['why'], Omit<Tag, 'label'>>> = {
  offered: { tone: 'info', icon: 'bell' },
  given: { tone: 'info', icon: 'bell' },
  calledOff: { tone: 'warning', icon: 'ban' },
  dropped: { tone: 'warning', icon: 'ban' },
}
