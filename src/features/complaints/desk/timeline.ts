import type { TimelineEntry, Tone } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { channelName } from '../channel-name.ts'
import type { Pause } from '../events.ts'
import { holdReasonsIn } from '../hold-reasons.ts'
import { formatNumber, parseNumber } from '../number.ts'
import type { EventKind, Outcome, RefusalGround } from '../rules.ts'
import { photosOf } from './photos.ts'
import type { DeskRow } from './queries.ts'

export type DeskEntry = TimelineEntry & { seq: number }

type Facts = { row: DeskRow; city: City; directory: Directory; lang: Lang; t: Translate }
type Entry = DeskRow['activity'][number]
type Payload = Readonly<Record<string, unknown>>

const icons: Record<EventKind, [icon: string, tone: Tone]> = {
  filed: ['circle-dot', 'neutral'],
  concealed: ['eye-off', 'danger'],
  revealed: ['eye', 'info'],
  redacted: ['eye-off', 'neutral'],
  corrected: ['lock', 'neutral'],
  erased: ['x', 'neutral'],
  held: ['shield-alert', 'warning'],
  published: ['eye', 'info'],
  hidden: ['eye-off', 'danger'],
  registered: ['circle-dot', 'neutral'],
  sent: ['send', 'info'],
  accepted: ['check', 'info'],
  started: ['hammer', 'info'],
  assigned: ['user', 'neutral'],
  asked: ['message-circle-question-mark', 'warning'],
  replied: ['reply', 'info'],
  planned: ['calendar-clock', 'info'],
  transferred: ['forward', 'warning'],
  extended: ['calendar-clock', 'warning'],
  rescheduled: ['calendar', 'warning'],
  recategorised: ['tag', 'neutral'],
  answered: ['message-square', 'accent'],
  refused: ['ban', 'danger'],
  forwarded: ['forward', 'neutral'],
  confirmed: ['badge-check', 'success'],
  partly: ['circle-alert', 'warning'],
  reopened: ['rotate-ccw', 'warning'],
  closed: ['circle-check', 'neutral'],
  withdrawn: ['undo-2', 'neutral'],
  merged: ['git-merge', 'neutral'],
  unmerged: ['undo-2', 'warning'],
  joined: ['users', 'info'],
  added: ['plus', 'neutral'],
  witnessed: ['camera', 'warning'],
  noted: ['notebook-pen', 'neutral'],
  transfer_asked: ['forward', 'neutral'],
  transfer_refused: ['forward', 'danger'],
  extension_asked: ['hourglass', 'neutral'],
  extension_refused: ['hourglass', 'danger'],
  resumed: ['clock', 'info'],
  helper_asked: ['users', 'info'],
  helper_released: ['users', 'neutral'],
  helped: ['users', 'accent'],
  split_off: ['scissors', 'info'],
  lettered: ['mail', 'neutral'],
}

/** Everything that happened, newest first, with the internal rows. */
export function timelineOf(facts: Facts): DeskEntry[] {
  const { row, city, lang, t } = facts
  return row.activity.toReversed().map((entry) => {
    const kind = entry.kind as EventKind
    const at = Date.parse(entry.at)
    const [icon, tone] = icons[kind]
    const payload = (entry.payload ?? {}) as Payload
    const { photos } = payload
    return {
      seq: entry.seq,
      at: { iso: new Date(at).toISOString(), text: formatMoment(at, lang, city.timeZone) },
      title: t(`complaints:event.${kind}`),
      icon,
      tone,
      by: actorOf(facts, entry),
      note: notesOf(facts, entry, payload).filter(Boolean).join('\n') || null,
      text: textIn(payload, 'text') || textIn(payload, 'reason') || null,
      lang: textIn(payload, 'lang') || (isOutside(entry) ? row.text_lang : null),
      internal: !entry.public,
      photos: Array.isArray(photos)
        ? photosOf(
            row.photos.filter(({ id }) => photos.includes(id)),
            t,
          )
        : [],
    }
  })
}

const textIn = (payload: Payload, field: string): string => {
  const value = payload[field]
  return typeof value === 'string' ? value : ''
}

const isOutside = ({ actor_kind: kind }: Entry): boolean => kind === 'resident' || kind === 'passerby'

function actorOf({ directory, lang, t }: Facts, entry: Entry): string | null {
  const office = directory.officeById.get(entry.office_id ?? 0)
  if (entry.actor_kind === 'staff') {
    return [entry.staff_name, office ? nameIn(office.short, lang) : null].filter(Boolean).join(', ') || null
  }
  if (entry.actor_kind === 'resident') return t('desk:actor.resident')
  if (entry.actor_kind === 'passerby') return t('desk:actor.passerby')
  return entry.actor_kind === 'import' ? t('desk:actor.import') : t('desk:actor.system')
}

/** The facts around what people wrote, in the language of the page; none where the words were erased. */
function notesOf(facts: Facts, entry: Entry, payload: Payload): string[] {
  if (entry.payload === null) return []
  const { t, lang } = facts
  const dueOn = textIn(payload, 'dueOn')
  return [
    ...decided(facts, entry, payload),
    dueOn === '' || entry.kind === 'extension_asked'
      ? wished(facts, dueOn)
      : t('desk:said.due', { day: formatDay(dueOn, lang) }),
    waitingFor(facts, entry, payload),
  ]
}

function decided(facts: Facts, entry: Entry, payload: Payload): string[] {
  const { t, lang } = facts
  switch (entry.kind as EventKind) {
    case 'filed': {
      const letterOn = textIn(payload, 'letterOn')
      const letter = letterOn === '' ? '' : t('desk:said.letterOn', { day: formatDay(letterOn, lang) })
      const { number } = (payload['splitFrom'] ?? {}) as { number?: string }
      const whole = number === undefined ? '' : t('desk:said.partOf', { number: formatNumber(number) })
      return [channelName(textIn(payload, 'channel'), t), letter, whole]
    }
    case 'held':
      return Array.isArray(payload['reasons']) ? [holdReasonsIn(payload['reasons'], t).join(', ')] : []
    case 'sent':
      return [officeName(facts, payload['officeId'])]
    case 'assigned':
      return [entry.assigned_name ?? '']
    case 'answered':
      return [t('desk:said.outcome', { outcome: t(`complaints:outcome.${payload['outcome'] as Outcome}`) })]
    case 'refused':
      return [t(`complaints:ground.${payload['ground'] as RefusalGround}`)]
    case 'planned':
      return [t('desk:said.planned', { day: formatDay(textIn(payload, 'plannedOn'), lang) })]
    case 'transferred': {
      const from = officeName(facts, payload['fromOfficeId'])
      const to = officeName(facts, payload['toOfficeId'])
      const late = payload['late'] === true ? t('desk:said.lateTransfer') : ''
      return [t('desk:said.transferred', { from, to }), late]
    }
    case 'recategorised':
      return [categoryName(facts, payload['categoryId'])]
    case 'forwarded':
    case 'lettered':
      return [textIn(payload, 'to')]
    case 'asked':
      return [pausedNote(facts, payload)]
    case 'resumed':
      return [payload['undelivered'] === true ? t('desk:said.undelivered') : '']
    case 'transfer_asked':
      return [officeName(facts, payload['toOfficeId'])]
    case 'helper_asked':
    case 'helper_released':
      return [officeName(facts, payload['officeId'])]
    case 'split_off':
      return [formatNumber(textIn(payload, 'number')), officeName(facts, payload['officeId'])]
    case 'merged':
      return [numberIn(payload)]
    default:
      return []
  }
}

const wished = ({ t, lang }: Facts, day: string): string =>
  day === '' ? '' : t('desk:said.wished', { day: formatDay(day, lang) })

/** What a question did to the office's clock. */
function pausedNote({ t, lang }: Facts, payload: Payload): string {
  const pause = payload['pause'] as Pause | undefined
  if (pause === undefined) return ''
  return t('desk:said.paused', { until: formatDay(pause.untilOn, lang), due: formatDay(pause.dueOn, lang) })
}

/** Why these words of the resident are not public yet; '' when everybody may read them. */
function waitingFor({ t, row }: Facts, { seq }: Entry, { held }: Payload): string {
  const published = row.activity.findLast(({ kind }) => kind === 'published')?.seq ?? 0
  if (!Array.isArray(held) || seq < published || row.visibility !== 'public') return ''
  return t('desk:said.waiting', { reasons: holdReasonsIn(held, t).join(', ') })
}

/** Imports may name what they merged with in the way of the other system. */
function numberIn(payload: Payload): string {
  const into = textIn(payload, 'intoNumber')
  return parseNumber(into).ok ? formatNumber(into) : into
}

function officeName({ directory, lang, t }: Facts, id: unknown): string {
  const found = directory.officeById.get(Number(id))
  return found ? nameIn(found.names, lang) : t('desk:noOffice')
}

function categoryName({ directory, lang, t }: Facts, id: unknown): string {
  const found = directory.categoryById.get(Number(id))
  return found ? nameIn(found.names, lang) : t('desk:noCategory')
}
