import type { Photo, TimelineEntry, Tone } from '../../../../platform/http/parts.ts'
import { formatDay, formatMoment } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import type { Pause } from '../../events.ts'
import { holdReasonsIn } from '../../hold-reasons.ts'
import { formatNumber } from '../../number.ts'
import { publicText } from '../../public-text.ts'
import { type EventKind, type HideGround, isOfPeople } from '../../rules.ts'
import type { Reading } from '../reading.ts'
import type { EntryRow } from './queries.ts'

type Look = { icon: string; tone: Tone }

const looks: Partial<Record<EventKind, Look>> = {
  filed: { icon: 'megaphone', tone: 'accent' },
  held: { icon: 'shield-check', tone: 'neutral' },
  published: { icon: 'eye', tone: 'neutral' },
  hidden: { icon: 'eye-off', tone: 'danger' },
  registered: { icon: 'clipboard-list', tone: 'neutral' },
  sent: { icon: 'send', tone: 'neutral' },
  accepted: { icon: 'check', tone: 'info' },
  started: { icon: 'hammer', tone: 'info' },
  asked: { icon: 'message-circle-question-mark', tone: 'warning' },
  replied: { icon: 'reply', tone: 'neutral' },
  planned: { icon: 'calendar-clock', tone: 'info' },
  transferred: { icon: 'arrow-right', tone: 'warning' },
  extended: { icon: 'hourglass', tone: 'warning' },
  rescheduled: { icon: 'calendar-clock', tone: 'warning' },
  recategorised: { icon: 'tag', tone: 'neutral' },
  answered: { icon: 'message-square', tone: 'accent' },
  refused: { icon: 'ban', tone: 'danger' },
  forwarded: { icon: 'forward', tone: 'neutral' },
  confirmed: { icon: 'badge-check', tone: 'success' },
  partly: { icon: 'circle-dot', tone: 'warning' },
  reopened: { icon: 'rotate-ccw', tone: 'warning' },
  closed: { icon: 'circle-check', tone: 'neutral' },
  resumed: { icon: 'clock', tone: 'neutral' },
  split_off: { icon: 'scissors', tone: 'neutral' },
  withdrawn: { icon: 'undo-2', tone: 'neutral' },
  merged: { icon: 'git-merge', tone: 'neutral' },
  unmerged: { icon: 'undo-2', tone: 'neutral' },
  joined: { icon: 'users', tone: 'neutral' },
  added: { icon: 'plus', tone: 'neutral' },
  witnessed: { icon: 'camera', tone: 'warning' },
  concealed: { icon: 'eye-off', tone: 'danger' },
  revealed: { icon: 'eye', tone: 'neutral' },
  redacted: { icon: 'eye-off', tone: 'neutral' },
  corrected: { icon: 'lock', tone: 'neutral' },
  erased: { icon: 'x', tone: 'neutral' },
}
const plainLook: Look = { icon: 'circle-dot', tone: 'neutral' }

/** People's words, the facts around them, and the photos that came along. */
type Said = { note?: string; text?: string; lang?: string; photos?: readonly string[] }

/**
 * What happened, newest first: who, when, why. Transfers, moved terms and their reasons are always told.
 * `textLang` is the language of what the resident wrote, `photoOf` draws a photo that this reader may see.
 */
export function timelineOf(
  rows: readonly EntryRow[],
  reading: Reading,
  {
    textLang,
    photoOf,
    reportHref = null,
  }: {
    textLang: string
    photoOf: (id: string) => Photo | null
    /** Where words of a resident or a passer-by are reported; null where they cannot be. */
    reportHref?: ((seq: number) => string) | null
  },
): TimelineEntry[] {
  return rows.toReversed().map((row) => {
    const { note, text, lang, photos } = row.concealed
      ? { note: reading.t('public:event.concealed') }
      : said(row, reading, textLang)
    return {
      at: { iso: isoOf(row.at), text: formatMoment(row.at, reading.lang, reading.timeZone) },
      title: reading.t(`complaints:event.${row.kind}`),
      ...(looks[row.kind] ?? plainLook),
      by: actorOf(row, reading),
      note: note ?? null,
      text: text ?? null,
      lang: lang ?? null,
      reportHref: isOfPeople(row.actor) && text ? (reportHref?.(row.seq) ?? null) : null,
      photos: (photos ?? []).map(photoOf).filter((photo) => photo !== null),
    }
  })
}

export const isoOf = (at: number): string => new Date(at).toISOString()

function actorOf(row: EntryRow, { t, directory, lang }: Reading): string {
  if (row.actor === 'resident') return t('public:by.resident')
  if (row.actor === 'passerby') return t('public:by.passerby')
  if (row.actor === 'system') return t('public:by.system')
  const office = row.officeId === null ? undefined : directory.officeById.get(row.officeId)
  if (office !== undefined) return nameIn(office.short, lang)
  return row.actor === 'import' ? t('public:by.import') : t('public:by.moderator')
}

function said(row: EntryRow, reading: Reading, textLang: string): Said {
  const { t, lang } = reading
  switch (row.kind) {
    case 'held':
      return { note: sentenceOf(holdReasonsIn(row.payload?.reasons ?? [], reading.t)) }
    case 'published':
      return { text: row.payload?.reason ?? '' }
    case 'hidden':
    case 'concealed':
      return { note: groundNote(row.payload?.ground, reading), text: row.payload?.reason ?? '' }
    case 'revealed':
    case 'redacted':
      return { text: row.payload?.reason ?? '' }
    case 'corrected':
      return { note: listOf((row.payload?.what ?? []).map((what) => reading.t(`public:corrected.${what}`))) }
    case 'erased':
      return { note: listOf((row.payload?.what ?? []).map((what) => reading.t(`public:erased.${what}`))) }
    case 'registered':
      return row.payload?.registeredOn
        ? { note: t('public:event.registered', { day: formatDay(row.payload.registeredOn, lang) }) }
        : {}
    case 'sent':
      return { note: termNote(row.payload?.officeId, row.payload?.dueOn, reading) }
    case 'transferred':
      return {
        note: [
          t('public:event.transferred', {
            from: officeName(row.payload?.fromOfficeId, reading, 'short'),
            to: officeName(row.payload?.toOfficeId, reading),
          }),
          dueNote(row.payload?.dueOn, reading),
          row.payload?.late ? t('public:event.transferredLate') : '',
        ]
          .filter(Boolean)
          .join('\n'),
        text: row.payload?.reason ?? '',
      }
    case 'extended':
    case 'rescheduled':
      return { note: dueNote(row.payload?.dueOn, reading), text: row.payload?.reason ?? '' }
    case 'recategorised':
      return {
        note: t('public:event.recategorised', {
          from: categoryName(row.payload?.fromCategoryId, reading),
          to: categoryName(row.payload?.categoryId, reading),
        }),
        text: row.payload?.reason ?? '',
      }
    case 'filed':
      return row.payload?.splitFrom
        ? { note: t('public:event.partOf', { number: formatNumber(row.payload.splitFrom.number) }) }
        : {}
    case 'asked':
      return {
        note: pauseNote(row.payload?.pause, reading),
        text: row.payload?.text ?? '',
        lang: row.payload?.lang ?? '',
      }
    case 'resumed':
      return {
        note: [
          row.payload?.undelivered ? t('public:event.undelivered') : '',
          row.payload?.dueOn ? dueNote(row.payload.dueOn, reading) : t('public:event.resumed'),
        ]
          .filter(Boolean)
          .join('\n'),
      }
    case 'split_off':
      return {
        note: t('public:event.splitOff', {
          number: formatNumber(row.payload?.number ?? ''),
          office: officeName(row.payload?.officeId, reading),
        }),
        text: row.payload?.reason ?? '',
      }
    case 'planned':
      return {
        note: row.payload?.plannedOn
          ? t('public:event.planned', { day: formatDay(row.payload.plannedOn, lang) })
          : '',
        text: row.payload?.text ?? '',
        lang: row.payload?.lang ?? '',
      }
    case 'answered':
      return row.payload?.outcome ? { note: t(`complaints:outcome.${row.payload.outcome}`) } : {}
    case 'refused':
      return row.payload?.ground ? { note: t(`complaints:ground.${row.payload.ground}`) } : {}
    case 'forwarded':
      return {
        note: t('public:event.forwarded', { to: row.payload?.to ?? '' }),
        text: row.payload?.reason ?? '',
      }
    case 'merged':
      return row.payload?.intoNumber
        ? { note: t('public:event.merged', { number: formatNumber(row.payload.intoNumber) }) }
        : {}
    case 'unmerged':
      return { text: row.payload?.reason ?? '' }
    case 'reopened':
      return { ...fromResident(row.payload ?? {}, reading, textLang), note: reopenedNote(row, reading) }
    case 'replied':
    case 'partly':
    case 'withdrawn':
    case 'added':
    case 'witnessed':
    case 'joined':
      return fromResident(row.payload ?? {}, reading, textLang)
    default:
      return {}
  }
}

/** A question holds the office's clock, never the resident's. */
const pauseNote = (pause: Pause | undefined, { t, lang }: Reading): string =>
  pause === undefined ? '' : t('public:event.paused', { day: formatDay(pause.untilOn, lang) })

const groundNote = (ground: HideGround | undefined, { t }: Reading): string =>
  ground === undefined ? '' : t(`complaints:hideGround.${ground}`)

const listOf = (parts: readonly string[]): string => parts.join('; ')

type ResidentPayload = { text?: string; photos?: readonly string[]; held?: readonly string[] }

/** Without a text in the payload the words wait for a moderator, or the whole complaint does. */
function fromResident({ text, photos, held }: ResidentPayload, { t }: Reading, textLang: string): Said {
  if (text === undefined) return held === undefined ? {} : { note: t('public:event.waiting') }
  return { text: publicText(text, t), lang: textLang, photos: photos ?? [] }
}

function reopenedNote(row: EntryRow & { kind: 'reopened' }, reading: Reading): string {
  const waits = row.payload?.text === undefined && row.payload?.held !== undefined
  const due = dueNote(row.payload?.dueOn, reading)
  return waits ? `${due}\n${reading.t('public:event.waiting')}` : due
}

function termNote(officeId: number | undefined, dueOn: string | undefined, reading: Reading): string {
  const office = reading.t('public:event.sent', { office: officeName(officeId, reading) })
  return `${office}\n${dueNote(dueOn, reading)}`.trim()
}

const dueNote = (dueOn: string | undefined, { t, lang }: Reading): string =>
  dueOn === undefined ? '' : t('public:event.due', { day: formatDay(dueOn, lang) })

function officeName(
  id: number | undefined,
  { directory, lang, t }: Reading,
  form: 'names' | 'short' = 'names',
): string {
  const office = id === undefined ? undefined : directory.officeById.get(id)
  return office === undefined ? t('public:unknown.office') : nameIn(office[form], lang)
}

function categoryName(id: number | null | undefined, { directory, lang, t }: Reading): string {
  const category = typeof id === 'number' ? directory.categoryById.get(id) : undefined
  return category === undefined ? t('public:unknown.category') : nameIn(category.names, lang)
}

/** Reasons are written without a capital and a full stop, to be joined. */
export function sentenceOf(reasons: readonly string[]): string {
  const joined = reasons.join('; ')
  return joined === '' ? '' : `${joined.charAt(0).toLocaleUpperCase()}${joined.slice(1)}.`
}
