import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Cell, Table } from '../../../platform/http/parts.ts'
import { endonyms, isLang } from '../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import type { Filer } from '../../complaints/index.ts'
import { type CallBackAct, operatorPaths } from '../paths.ts'
import { type DeskNav, deskNav } from '../talk/desk-nav.ts'
import type { DeskState } from '../talk/queries.ts'
import type { CallBackRow } from './queries.ts'

export type CallBackView = {
  id: string
  due: { iso: string; text: string; late: boolean; overdue: boolean }
  reason: string
  lang: string
  facts: string
  contact: { name: string; phone: string; href: string } | null
  taken: string | null
  actions: Record<CallBackAct, string>
}

export type CallBacksModel = PageModel & {
  nav: DeskNav
  message: Alert | null
  open: CallBackView[]
  done: Table | null
}

export const callBacksPage = definePage<CallBacksModel>('operator/call-backs', { layout: 'staff' })

export type CallBacksInput = {
  filer: Pick<Filer, 't' | 'lang' | 'city'>
  state: DeskState
  rows: { open: readonly CallBackRow[]; done: readonly CallBackRow[] }
  /** Milliseconds UTC. */
  now: number
  message?: Alert | null
}

export function callBacksModel(input: CallBacksInput): CallBacksModel {
  const { filer, rows } = input
  const { t } = filer
  return {
    page: { title: t('operator:callBacks.title'), noindex: true, scripts: ['operator.js'] },
    nav: deskNav(input, 'callBacks'),
    message: input.message ?? null,
    open: rows.open.map((row) => viewOf(input, row)),
    done: rows.done.length === 0 ? null : doneTable(filer, rows.done),
  }
}

function viewOf({ filer: { t, lang, city }, now }: CallBacksInput, row: CallBackRow): CallBackView {
  const { id, dueAt, tries, contact, wroteName } = row
  const facts = [
    wroteName === null ? t('operator:callBacks.ofSite') : t('operator:callBacks.wrote', { name: wroteName }),
    tries > 0 ? t('operator:callBacks.tries', { count: tries }) : '',
    t('operator:callBacks.lang', { lang: isLang(row.lang) ? endonyms[row.lang] : row.lang }),
  ]
  return {
    id,
    due: {
      iso: new Date(dueAt).toISOString(),
      text: formatMoment(dueAt, lang, city.timeZone),
      late: dueAt <= now,
      overdue: row.isOverdue,
    },
    reason: row.reason,
    lang: row.lang,
    facts: facts.filter(Boolean).join(' · '),
    contact: contact && { ...contact, href: `tel:${contact.phone}` },
    taken: row.isTaken ? t('operator:callBacks.taken', { name: row.takenName ?? '' }) : null,
    actions: {
      take: operatorPaths.callBack(city.slug, id, 'take'),
      done: operatorPaths.callBack(city.slug, id, 'done'),
      again: operatorPaths.callBack(city.slug, id, 'again'),
    },
  }
}

function doneTable({ t, lang, city }: CallBacksInput['filer'], rows: readonly CallBackRow[]): Table {
  return {
    caption: t('operator:callBacks.done'),
    columns: [
      { label: t('operator:callBacks.when') },
      { label: t('operator:callBacks.why') },
      { label: t('operator:callBacks.by') },
    ],
    rows: rows.map((row): Cell[] => [
      formatMoment(row.doneAt ?? 0, lang, city.timeZone),
      row.reason,
      row.doneName ?? '',
    ]),
  }
}
