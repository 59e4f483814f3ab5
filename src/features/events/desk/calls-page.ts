import type { Tag } from '../../../platform/http/parts.ts'
import { formatMoment, formatNumber } from '../../../platform/time/format.ts'
import { type Call, type CallsModel, callsModel } from '../../calls/index.ts'
import { eventDeskPaths } from '../paths.ts'
import { wordsIn } from '../translated.ts'
import type { CallRow } from './call-queries.ts'
import { cityOfRow, type DeskReading } from './pages.ts'

export type EventCallsInput = {
  rows: { open: readonly CallRow[]; done: readonly CallRow[] }
  done: string | null
  /** The contacts of one of them, after the look was written down. */
  shown: { signUpId: number; phone: string | null; email: string | null } | null
}

/** Those whom no mail about an event reaches, and what they are to be told. */
export function eventCallsModel({ rows, done, shown }: EventCallsInput, reading: DeskReading): CallsModel {
  const { t } = reading
  const call = (row: CallRow): Call => callOf(row, shown, reading)
  return callsModel(
    {
      page: {
        title: t('calls:title'),
        noindex: true,
        crumbs: [{ href: eventDeskPaths.list(), label: t('events:desk.title') }],
      },
      back: null,
      ...{ lead: t('events:calls.lead'), emptyText: t('events:calls.emptyText'), said: done },
      ...{ open: rows.open.map(call), done: rows.done.map(call) },
    },
    reading,
  )
}

function callOf(row: CallRow, shown: EventCallsInput['shown'], reading: DeskReading): Call {
  const { lang, t } = reading
  const { signUpId, eventId, persons } = row
  const city = cityOfRow(reading, row.cityId)
  return {
    ...{ city, name: row.name, lang: row.lang, newest: row.id },
    ...{ calledAt: row.calledAt, calledBy: row.calledBy },
    why: { label: t(`events:calls.why.${row.why}`), ...looks[row.why] },
    facts: [
      formatMoment(row.startsAt, lang, city.timeZone),
      ...(persons > 1 ? [t('events:calls.persons', { n: formatNumber(persons, lang) })] : []),
    ],
    about: { href: eventDeskPaths.show(eventId), label: wordsIn(row.title, lang) },
    shown: shown?.signUpId === signUpId ? shown : null,
    contactsAction: eventDeskPaths.callContacts(eventId, signUpId),
    calledAction: eventDeskPaths.called(eventId, signUpId),
  }
}

const looks: Readonly<Record<CallRow['why'], Omit<Tag, 'label'>>> = {
  given: { tone: 'info', icon: 'bell' },
  moved: { tone: 'warning', icon: 'calendar-clock' },
  cancelled: { tone: 'warning', icon: 'ban' },
  removed: { tone: 'warning', icon: 'ban' },
}
