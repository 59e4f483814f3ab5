import { Temporal } from 'temporal-polyfill'
import { dateToDay } from '../../../platform/db/instant.ts'
import type { Deadline, Tag } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber as formatCount, formatDay, formatInstant } from '../../../platform/time/format.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { remaining } from '../../../platform/time/working-days.ts'
import { nameIn } from '../../city/index.ts'
import { channelName } from '../channel-name.ts'
import { type Clock, deadlineLine } from '../deadline-line.ts'
import { formatNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import type { Status } from '../rules.ts'
import { statusTag } from '../status-tag.ts'
import type { Place } from './place.ts'
import type { InboxRow } from './queries.ts'

export type InboxItem = {
  /** Anchor of the row. */
  id: string
  /** Name of its box; the value is the version that is shown. */
  pick: string
  version: string
  pickLabel: string
  picked: boolean
  href: string
  previewHref: string
  number: string
  category: string
  icon: string
  text: string
  textLang: string
  place: string
  office: string
  assignee: string
  status: Tag
  deadline: Deadline | null
  age: string
  received: string
  channel: string
  marks: { icon: string; label: string; count: string | null }[]
  /** "Aigul is answering this". */
  answering: string | null
}

/** Where and when rows are read. */
export type RowReading = { places: readonly Place[]; lang: Lang; t: Translate; now: Temporal.Instant }

const mostLetters = 80

export function itemOf(
  row: InboxRow,
  { places, lang, t, now }: RowReading,
  picked: ReadonlySet<string> = new Set(),
): InboxItem {
  const place = places.find(({ city }) => city.id === row.city_id)
  const category = place?.directory.categoryById.get(row.category_id ?? 0)
  const office = place?.directory.officeById.get(row.office_id ?? 0)
  const timeZone = place?.city.timeZone ?? 'UTC'
  const number = formatNumber(row.number)
  return {
    id: `c${row.number}`,
    pick: `pick.${row.number}`,
    version: String(row.version),
    pickLabel: t('inbox:pick', { number }),
    picked: picked.has(row.number),
    href: deskPaths.show(row.number),
    previewHref: deskPaths.inboxPreview(row.number),
    number,
    category: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    icon: category?.icon ?? 'circle-help',
    text: beginning(row.text),
    textLang: row.text_lang,
    place: row.address,
    office: office ? nameIn(office.short, lang) : t('desk:noOffice'),
    assignee: row.assignee_name ?? t('desk:nobody'),
    status: statusTag(row.status as Status, t),
    deadline: place ? rowDeadline(row, place, { lang, t, now }) : null,
    age: t('inbox:days', { count: daysBetween(row.received_at, now, timeZone) }),
    received: formatInstant(row.received_at.getTime(), lang, timeZone, 'numeric'),
    channel: channelName(row.channel, t),
    marks: marksOf(row, lang, t),
    answering: row.answering_name && t('inbox:answering', { name: row.answering_name }),
  }
}

/** Waiting for the resident the row is grey and says why, unless it is late all the same (ux.md 14). */
function rowDeadline(
  row: InboxRow,
  { city, calendar }: Place,
  { lang, t, now }: Omit<RowReading, 'places'>,
): Deadline | null {
  const clocked = {
    status: row.status as Status,
    dueOn: row.due_on === null ? null : dateToDay(row.due_on),
    dueAt: row.due_at?.getTime() ?? null,
    plannedOn: row.planned_on === null ? null : dateToDay(row.planned_on),
    answeredAt: null,
  }
  const clock = { today: localDate(now, city.timeZone), calendar, timeZone: city.timeZone, lang, t }
  const isLate = clocked.dueAt !== null && clocked.dueAt < now.epochMilliseconds
  if (row.status === 'clarify' && !isLate) {
    const until = row.paused_until
    const isHeld = until !== null && until.getTime() >= now.epochMilliseconds
    const day = isHeld ? localDate(instantOf(until, now), city.timeZone).toString() : ''
    const text = isHeld ? t('inbox:pausedUntil', { day: formatDay(day, lang, 'numeric') }) : t('inbox:paused')
    return { text, tone: 'neutral', icon: 'circle-pause' }
  }
  const line = deadlineLine(clocked, clock, 'short')
  return line && { ...line, text: shortDeadline(clocked, clock) ?? line.text }
}

/** In a row of 32 px there is one line for it; a day that has come and gone keeps its longer words. */
function shortDeadline(
  { status, dueOn, plannedOn }: { status: Status; dueOn: string | null; plannedOn: string | null },
  { today, calendar, lang, t }: Clock,
): string | null {
  if (status === 'planned' && plannedOn !== null) {
    const day = formatDay(plannedOn, lang, 'numeric')
    return plannedOn < today.toString() ? null : t('inbox:deadline.planned', { day })
  }
  if (dueOn === null) return null
  const { kind, days } = remaining(Temporal.PlainDate.from(dueOn), today, calendar)
  return kind === 'today' ? t('inbox:deadline.today') : t(`inbox:deadline.${kind}`, { count: days })
}

function marksOf(row: InboxRow, lang: Lang, t: Translate): InboxItem['marks'] {
  const counted = (count: number) => formatCount(count, lang)
  const marks = [
    row.photo_count > 0 && {
      icon: 'camera',
      label: t('desk:mark.photos', { count: row.photo_count }),
      count: counted(row.photo_count),
    },
    row.support_count > 0 && {
      icon: 'users',
      label: t('inbox:mark.voices', { count: row.support_count }),
      count: counted(row.support_count),
    },
    row.pending.includes('extension') && {
      icon: 'hourglass',
      label: t('inbox:waits.extension'),
      count: null,
    },
    row.pending.includes('transfer') && { icon: 'forward', label: t('inbox:waits.transfer'), count: null },
    row.reopened_count > 0 && { icon: 'rotate-ccw', label: t('desk:mark.reopened'), count: null },
    row.publication === 'held' && { icon: 'shield-alert', label: t('desk:mark.held'), count: null },
  ]
  return marks.filter((mark) => mark !== false)
}

const beginning = (text: string): string => {
  const letters = [...text.replaceAll(/\s+/g, ' ')]
  return letters.length > mostLetters
    ? `${letters.slice(0, mostLetters).join('').trimEnd()}…`
    : letters.join('')
}

function daysBetween(received: Date, now: Temporal.Instant, timeZone: string): number {
  const from = localDate(instantOf(received, now), timeZone)
  return Math.max(0, from.until(localDate(now, timeZone), { largestUnit: 'days' }).days)
}

const instantOf = (date: Date, now: Temporal.Instant): Temporal.Instant =>
  now.add({ milliseconds: date.getTime() - now.epochMilliseconds })
