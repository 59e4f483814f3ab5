import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, SummaryError, Table, Tag } from '../../../platform/http/parts.ts'
import { formatDay, formatInstant } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { deskPaths, formatNumber } from '../../complaints/index.ts'
import type { Directory } from '../../offices/index.ts'
import { receptionDeskPaths } from '../paths.ts'
import type { Body } from '../queries.ts'
import type { Place } from '../reading.ts'
import type { PromiseRow } from './queries.ts'

export type PromisesModel = PageModel & {
  back: Link
  message: Alert | null
  errors: SummaryError[]
  open: {
    id: string
    text: string
    due: Tag
    facts: string
    complaint: Link | null
    visit: Link | null
    /** Null: only to be read. */
    action: string | null
    note: { value: string; error: string }
  }[]
  done: Table | null
}

export const promisesPage = definePage<PromisesModel>('receptions/desk-promises', { layout: 'staff' })

export type PromisesInput = Place & {
  rows: { open: readonly PromiseRow[]; done: readonly PromiseRow[] }
  /** Those whose visits this person opens. */
  bodies: readonly Body[]
  allBodies: readonly Body[]
  directory: Directory
  maySettle: (row: PromiseRow) => boolean
  today: string
  done: string
  /** The form of a promise that came back. */
  back?: { id: number; typed: Typed; errors: FieldErrors }
}

/** What was promised and is not done, the next due first. */
export function promisesModel(input: PromisesInput): PromisesModel {
  const { city, t, rows, done } = input
  return {
    page: { title: t('receptions:promises.title'), noindex: true },
    back: { href: receptionDeskPaths.home(city.slug), label: t('receptions:title') },
    message:
      done === 'done'
        ? { text: t('receptions:promises.said'), tone: 'success' }
        : done === 'gone'
          ? { text: t('receptions:promises.gone'), tone: 'warning' }
          : null,
    errors: Object.values(input.back?.errors ?? {}).flatMap((error) =>
      error === undefined ? [] : [{ href: `#note-${input.back?.id}`, text: t(error) }],
    ),
    open: rows.open.map((row) => viewOf(row, input)),
    done: rows.done.length === 0 ? null : doneTable(input),
  }
}

function viewOf(row: PromiseRow, input: PromisesInput): PromisesModel['open'][number] {
  const { city, lang, t, bodies, allBodies, directory, today, maySettle } = input
  const office = row.officeId === null ? undefined : directory.officeById.get(row.officeId)
  const body = allBodies.find(({ id }) => id === row.bodyId)
  const isLate = row.dueOn < today
  return {
    id: `note-${row.id}`,
    text: row.text,
    due: {
      label: t(isLate ? 'receptions:promise.late' : 'receptions:promise.due', {
        day: formatDay(row.dueOn, lang),
      }),
      tone: isLate ? 'danger' : 'info',
      icon: isLate ? 'timer-off' : 'clock',
    },
    facts: [
      office === undefined ? '' : nameIn(office.short, lang),
      body === undefined ? '' : nameIn(body.names, lang),
    ]
      .filter(Boolean)
      .join(' · '),
    complaint:
      row.complaint === null
        ? null
        : { href: deskPaths.show(row.complaint), label: formatNumber(row.complaint) },
    visit:
      row.bookingId === null || !bodies.some(({ id }) => id === row.bodyId)
        ? null
        : {
            href: receptionDeskPaths.booking(city.slug, row.bookingId),
            label: t('receptions:promises.visit'),
          },
    note: noteOf(row, input),
    action: maySettle(row) ? receptionDeskPaths.promiseDone(city.slug, row.id) : null,
  }
}

function noteOf({ id }: PromiseRow, { back, t }: PromisesInput): { value: string; error: string } {
  if (back?.id !== id) return { value: '', error: '' }
  const error = back.errors['note']
  return { value: back.typed['note'] ?? '', error: error === undefined ? '' : t(error) }
}

function doneTable({ rows, lang, t, city }: PromisesInput): Table {
  return {
    caption: t('receptions:promises.done'),
    columns: [
      { label: t('receptions:promises.what') },
      { label: t('receptions:promises.how') },
      { label: t('receptions:promises.when') },
    ],
    rows: rows.done.map(({ text, doneNote, doneAt }) => [
      text === '' ? t('receptions:desk.forgotten') : text,
      doneNote,
      doneAt === null ? '' : formatInstant(doneAt, lang, city.timeZone, 'short'),
    ]),
  }
}
