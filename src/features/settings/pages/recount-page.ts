import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, SummaryError, Table } from '../../../platform/http/parts.ts'
import { endonyms, langs } from '../../../platform/i18n/texts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { deskPaths, formatNumber } from '../../complaints/index.ts'
import { settingsPaths } from '../paths.ts'
import type { Move, RecountRow } from '../recount-queries.ts'
import type { Around } from '../thing.ts'
import { crumbsOf } from './crumbs.ts'
import { fieldId } from './field-views.ts'

export type RecountModel = PageModel & {
  done: Alert | null
  message: Alert | null
  errors: SummaryError[]
  summary: string
  action: string
  moves: Table | null
  more: string | null
  reasons: { id: string; name: string; label: string; lang: string; value: string; error: string | null }[]
  confirm: { label: string; error: string | null }
  past: Table | null
}

export const recountPage = definePage<RecountModel>('settings/recount', { layout: 'staff' })

export type RecountInput = {
  around: Around
  moves: readonly Move[]
  past: readonly RecountRow[]
  typed?: Typed
  errors?: FieldErrors
  isAsked?: boolean
  isConflict?: boolean
}

const mostShown = 50

/** What a recount would move, before anything is moved. */
export function recountModel(input: RecountInput): RecountModel {
  const { around, moves, past, typed = {}, errors = {}, isAsked = false, isConflict = false } = input
  const { city, lang, t } = around
  const sentence = (name: string) => {
    const key = errors[name]
    return key === undefined ? null : t(key)
  }
  const later = moves.filter(({ fromDueOn, due }) => due.dueOn > fromDueOn).length
  return {
    page: { title: t('settings:thing.recount'), crumbs: crumbsOf(around, 'day'), noindex: true },
    done: isAsked ? { text: t('settings:recount.asked'), tone: 'success' } : null,
    message: isConflict ? { text: t('settings:recount.conflict'), tone: 'warning' } : null,
    errors: Object.keys(errors).map((name) => ({ href: `#${fieldId(name)}`, text: sentence(name) ?? '' })),
    summary:
      moves.length === 0
        ? t('settings:recount.none')
        : `${t('settings:recount.count', { count: moves.length })} ${t('settings:recount.ways', { later, earlier: moves.length - later })}`,
    action: settingsPaths.recount(city.slug),
    moves: moves.length === 0 ? null : movesTable(around, moves.slice(0, mostShown)),
    more: moves.length > mostShown ? t('settings:recount.more', { count: moves.length - mostShown }) : null,
    reasons: langs.map((code) => ({
      id: fieldId(`reason.${code}`),
      name: `reason.${code}`,
      label: `${t('settings:recount.reason')} · ${endonyms[code]}`,
      lang: code,
      value: typed[`reason.${code}`] ?? '',
      error: sentence(`reason.${code}`),
    })),
    confirm: {
      label: t('settings:confirm', { city: nameIn(city.names, lang) }),
      error: sentence('confirm'),
    },
    past: past.length === 0 ? null : pastTable(around, past),
  }
}

function movesTable({ lang, t }: Around, moves: readonly Move[]): Table {
  return {
    caption: t('settings:recount.table'),
    columns: [
      { label: t('settings:recount.number') },
      { label: t('settings:change.before') },
      { label: t('settings:change.after') },
    ],
    rows: moves.map(({ number, fromDueOn, due }) => [
      { text: formatNumber(number), href: deskPaths.show(number) },
      formatDay(fromDueOn, lang, 'weekdayLong'),
      formatDay(due.dueOn, lang, 'weekdayLong'),
    ]),
  }
}

function pastTable({ city, lang, t }: Around, past: readonly RecountRow[]): Table {
  return {
    caption: t('settings:recount.past'),
    columns: [
      { label: t('settings:recount.askedAt') },
      { label: t('settings:tryTerm.calendar') },
      { label: t('settings:recount.by') },
      { label: t('settings:recount.moved'), numeric: true },
    ],
    rows: past.map((row) => [
      formatMoment(row.askedAt, lang, city.timeZone),
      row.calendarVersion,
      row.staffName,
      row.finishedAt === null ? t('settings:recount.running') : String(row.moved),
    ]),
  }
}
