import type { Photo, TimelineEntry, Tone } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { deskPaths } from '../paths.ts'
import type { EventKind, Outcome, RefusalGround } from '../rules.ts'
import type { DeskRow } from './queries.ts'

export type DeskEntry = TimelineEntry & { seq: number }

type Facts = {
  row: DeskRow
  city: City
  directory: Directory
  lang: Lang
  t: Translate
  people: { id: number; name: string }[]
}

const icons: Record<EventKind, [icon: string, tone: Tone]> = {
  filed: ['circle-dot', 'neutral'],
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
  added: ['plus', 'neutral'],
  noted: ['notebook-pen', 'neutral'],
}

/** Everything that happened, newest first, with the internal rows. */
export function timelineOf(facts: Facts): DeskEntry[] {
  const { row, city, lang, t } = facts
  return row.activity.toReversed().map((entry) => {
    const kind = entry.kind as EventKind
    const at = Date.parse(entry.at)
    const [icon, tone] = icons[kind]
    const payload = (entry.payload ?? {}) as Record<string, unknown>
    return {
      seq: entry.seq,
      at: { iso: new Date(at).toISOString(), text: formatMoment(at, lang, city.timeZone) },
      title: t(`complaints:event.${kind}`),
      icon,
      tone,
      by: actorOf(facts, entry),
      text: wordsOf(facts, kind, payload),
      lang: typeof payload['lang'] === 'string' ? payload['lang'] : null,
      internal: !entry.public,
      photos: photosOf(facts, payload['photos']),
    }
  })
}

function actorOf({ directory, lang, t }: Facts, entry: DeskRow['activity'][number]): string | null {
  const office = directory.officeById.get(entry.office_id ?? 0)
  if (entry.actor_kind === 'staff') {
    return [entry.staff_name, office ? nameIn(office.short, lang) : null].filter(Boolean).join(', ') || null
  }
  if (entry.actor_kind === 'resident') return t('desk:actor.resident')
  return entry.actor_kind === 'import' ? t('desk:actor.import') : t('desk:actor.system')
}

/** What was said or decided, in one text. */
function wordsOf(facts: Facts, kind: EventKind, payload: Record<string, unknown>): string | null {
  const { t, lang } = facts
  const text = typeof payload['text'] === 'string' ? payload['text'] : ''
  const reason = typeof payload['reason'] === 'string' ? payload['reason'] : ''
  const due =
    typeof payload['dueOn'] === 'string' ? t('desk:said.due', { day: formatDay(payload['dueOn'], lang) }) : ''
  const lines: (string | null)[] = []
  if (kind === 'answered')
    lines.push(t('desk:said.outcome', { outcome: t(`complaints:outcome.${payload['outcome'] as Outcome}`) }))
  if (kind === 'refused') lines.push(t(`complaints:ground.${payload['ground'] as RefusalGround}`))
  if (kind === 'planned')
    lines.push(t('desk:said.planned', { day: formatDay(String(payload['plannedOn']), lang) }))
  if (kind === 'transferred')
    lines.push(
      t('desk:said.transferred', {
        from: office(facts, payload['fromOfficeId']),
        to: office(facts, payload['toOfficeId']),
      }),
    )
  if (kind === 'transferred' && payload['late'] === true) lines.push(t('desk:said.lateTransfer'))
  if (kind === 'sent') lines.push(office(facts, payload['officeId']))
  if (kind === 'assigned') lines.push(facts.people.find(({ id }) => id === payload['staffId'])?.name ?? null)
  if (kind === 'merged') lines.push(String(payload['intoNumber']))
  lines.push(text, reason, due)
  return lines.filter((line) => line !== null && line !== '').join('\n') || null
}

function office({ directory, lang, t }: Facts, id: unknown): string {
  const found = directory.officeById.get(Number(id))
  return found ? nameIn(found.names, lang) : t('desk:noOffice')
}

function photosOf({ row, t }: Facts, ids: unknown): Photo[] {
  if (!Array.isArray(ids)) return []
  return row.photos
    .filter((photo) => ids.includes(photo.id))
    .map((photo, index) => ({
      src: deskPaths.photo(photo.id, 'small'),
      href: deskPaths.photo(photo.id, 'large'),
      alt: t('desk:photoAlt', { position: index + 1 }),
      width: photo.small_width,
      height: photo.small_height,
    }))
}
