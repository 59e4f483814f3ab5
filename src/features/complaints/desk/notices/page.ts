import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Deadline, EmptyState, Tone } from '../../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../../platform/time/format.ts'
import type { WorkingCalendar } from '../../../../platform/time/working-days.ts'
import { type City, nameIn } from '../../../city/index.ts'
import type { Directory } from '../../../offices/index.ts'
import { deadlineLine } from '../../deadline-line.ts'
import { formatNumber } from '../../number.ts'
import { deskPaths } from '../../paths.ts'
import type { Status } from '../../rules.ts'
import { dayAt } from '../../term-rules.ts'
import { stageText } from '../../terms/term-mail.ts'
import type { NoticeCase, NoticesFound } from './queries.ts'

type Line = {
  href: string
  number: string
  title: string
  office: string
  deadline: Deadline | null
  /** Why it stands here, and when that was said. */
  note: string
  tone: Tone
}

export type NoticesModel = PageModel & {
  done: string | null
  sections: { title: string; hint: string; lines: Line[] }[]
  empty: EmptyState | null
  seenAction: string | null
  mailAction: string
  digest: boolean
}

export const noticesPage = definePage<NoticesModel>('desk/notices', { layout: 'staff' })

export type NoticesInput = {
  found: NoticesFound
  places: { city: City; directory: Directory; calendar: WorkingCalendar }[]
  lang: Lang
  t: Translate
  /** Milliseconds UTC. */
  now: number
  done: boolean
}

export function noticesModel(input: NoticesInput): NoticesModel {
  const { found, t, done } = input
  const sections = [
    section(
      input,
      'pending',
      found.pending.map((row) => lineOf(input, row, pendingNote(row.pending, t), 'warning')),
    ),
    section(
      input,
      'notices',
      found.notices.map((row) => lineOf(input, row, toldNote(input, row), toneOf(row.stage))),
    ),
    section(
      input,
      'helping',
      found.helping.map((row) => lineOf(input, row, '', 'neutral')),
    ),
  ].filter(({ lines }) => lines.length > 0)
  return {
    page: { title: t('terms:page.title'), noindex: true },
    done: done ? t('terms:page.saved') : null,
    sections,
    empty:
      sections.length > 0
        ? null
        : {
            title: t('terms:page.empty'),
            text: t('terms:page.emptyText'),
            icon: 'circle-check',
            actions: [{ href: deskPaths.inbox(), label: t('desk:inbox.title') }],
          },
    seenAction: found.notices.length > 0 ? deskPaths.noticesSeen() : null,
    mailAction: deskPaths.mailChoice(),
    digest: found.digest,
  }
}

const section = ({ t }: NoticesInput, name: 'pending' | 'notices' | 'helping', lines: Line[]) => ({
  title: t(`terms:page.${name}`),
  hint: t(`terms:page.${name}Hint`),
  lines,
})

const toneOf = (stage: string): Tone => (stage === 'late' || stage === 'silent' ? 'danger' : 'warning')

const toldNote = (
  input: NoticesInput,
  { cityId, stage, toldAt }: NoticesFound['notices'][number],
): string => {
  const { t, lang, places } = input
  const zone = places.find(({ city }) => city.id === cityId)?.city.timeZone ?? 'UTC'
  return `${t(`terms:stage.${stageText(stage)}`)} · ${formatMoment(toldAt.getTime(), lang, zone)}`
}

const pendingNote = (pending: string, t: Translate): string =>
  [
    pending.includes('transfer') ? t('complaints:event.transfer_asked') : '',
    pending.includes('extension') ? t('complaints:event.extension_asked') : '',
  ]
    .filter(Boolean)
    .join(' · ')

function lineOf({ places, lang, t, now }: NoticesInput, row: NoticeCase, note: string, tone: Tone): Line {
  const place = places.find(({ city }) => city.id === row.cityId)
  const category = place?.directory.categoryById.get(row.categoryId ?? 0)
  const office = place?.directory.officeById.get(row.officeId ?? 0)
  const clocked = {
    status: row.status as Status,
    dueOn: row.dueOn,
    dueAt: row.dueAt?.getTime() ?? null,
    plannedOn: row.plannedOn,
    answeredAt: null,
  }
  return {
    href: deskPaths.show(row.number),
    number: formatNumber(row.number),
    title: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    office: office ? nameIn(office.short, lang) : '',
    deadline:
      place === undefined
        ? null
        : deadlineLine(clocked, {
            today: dayAt(now, place.city),
            calendar: place.calendar,
            timeZone: place.city.timeZone,
            lang,
            t,
          }),
    note,
    tone,
  }
}
