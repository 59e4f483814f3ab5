import type { BadForm } from '../../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Option, SummaryError, Tag } from '../../../../platform/http/parts.ts'
import type { TextKey } from '../../../../platform/i18n/text-key.ts'
import type { Lang, Translate } from '../../../../platform/i18n/texts.ts'
import type { StaffMember } from '../../../accounts/index.ts'
import { nameIn } from '../../../city/index.ts'
import { formatNumber, parseNumber } from '../../number.ts'
import { deskPaths } from '../../paths.ts'
import { statusTag } from '../../status-tag.ts'
import type { Place } from '../place.ts'
import { asksFirst } from './forms.ts'
import type { Person, Run, RunItem } from './queries.ts'
import { type BulkPayload, type BulkTarget, skipReason, undoSeconds } from './rules.ts'

export type BulkRow = {
  href: string | null
  number: string
  category: string
  status: Tag
  /** How it went, or why it is left out. */
  outcome: Tag | null
}

export type BulkModel = PageModel & {
  heading: string
  lead: string
  state: 'choose' | 'confirm' | 'waiting' | 'running' | 'done' | 'undone'
  kind: string
  choose: {
    action: string
    errors: SummaryError[]
    fieldErrors: Record<'staffId' | 'categoryId' | 'reason' | 'text' | 'into', string | null>
    typed: Record<'staffId' | 'categoryId' | 'reason' | 'text' | 'into' | 'number', string>
    people: Option[]
    categories: Option[]
    mains: Option[]
    button: string
  } | null
  start: { action: string; button: string } | null
  /** Back to the choice. */
  changeHref: string | null
  undo: { action: string; text: string } | null
  /** This page again, while the run waits or works; the script follows it by itself. */
  againHref: string | null
  csvHref: string | null
  /** What will be done, or was. */
  rows: BulkRow[]
  rowsTitle: string
  skipped: BulkRow[]
  skippedTitle: string
  backHref: string
}

export const bulkPage = definePage<BulkModel>('inbox/bulk', { layout: 'staff' })

export type BulkFacts = {
  run: Run
  staff: StaffMember
  people: readonly Person[]
  target: BulkTarget
  places: readonly Place[]
  /** The choice is asked for although one was made. */
  change: boolean
  /** A choice that came back. */
  bad: BadForm | null
  lang: Lang
  t: Translate
}

export function bulkModel(facts: BulkFacts): BulkModel {
  const { run, t } = facts
  const { kind } = run
  const state = stateOf(facts)
  const { rows, skipped } = split(facts)
  const count = rows.length
  const heading = t(`inbox:bulk.${kind}.title`)
  const backHref = run.back === '' ? deskPaths.inbox() : `${deskPaths.inbox()}?${run.back}`
  const isBegun = state !== 'choose' && state !== 'confirm'
  return {
    page: {
      title: heading,
      noindex: true,
      crumbs: [{ href: backHref, label: t('inbox:title') }],
      scripts: ['inbox.js'],
    },
    heading,
    lead: leadOf(facts, state),
    state,
    kind,
    choose: state === 'choose' ? chooseOf(facts) : null,
    start:
      state === 'confirm' && count > 0
        ? { action: deskPaths.bulkAct(run.id, 'start'), button: t(`inbox:bulk.${kind}.button`, { count }) }
        : null,
    changeHref: state === 'confirm' && asksFirst.has(kind) ? `${deskPaths.bulkRun(run.id)}?change=1` : null,
    undo:
      state === 'waiting'
        ? {
            action: deskPaths.bulkAct(run.id, 'undo'),
            text: t('inbox:bulk.undoText', { count: undoSeconds }),
          }
        : null,
    againHref: state === 'waiting' || state === 'running' ? deskPaths.bulkRun(run.id) : null,
    csvHref: kind === 'export' && state === 'done' ? deskPaths.bulkCsv(run.id) : null,
    rows,
    rowsTitle: t(isBegun ? 'inbox:bulk.rowsBegun' : 'inbox:bulk.rows', { count }),
    skipped,
    skippedTitle: t('inbox:bulk.skipped', { count: skipped.length }),
    backHref,
  }
}

function stateOf({ run, change, bad }: BulkFacts): BulkModel['state'] {
  if (run.state !== 'draft') return run.state
  const isAsked = asksFirst.has(run.kind) && run.payload === null
  return isAsked || change || bad !== null ? 'choose' : 'confirm'
}

/** What is done and what is left out: before the start by the rules, after it as it was written down. */
function split(facts: BulkFacts): { rows: BulkRow[]; skipped: BulkRow[] } {
  const { run } = facts
  const rows: BulkRow[] = []
  const skipped: BulkRow[] = []
  for (const item of run.items) {
    const reason =
      run.state === 'draft' ? skipReason(run.kind, item, { ...facts, payload: run.payload }) : null
    const isSkipped = reason !== null || item.outcome === 'skipped'
    ;(isSkipped ? skipped : rows).push(
      rowOf(facts, reason === null ? item : { ...item, outcome: 'skipped', reason }),
    )
  }
  return { rows, skipped }
}

function rowOf({ run, places, lang, t }: BulkFacts, item: RunItem): BulkRow {
  const place = places.find(({ city }) => city.id === item.cityId)
  const category = item.reachable ? place?.directory.categoryById.get(item.categoryId ?? 0) : undefined
  return {
    href: item.reachable ? deskPaths.show(item.number) : null,
    number: formatNumber(item.number),
    category: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    status: statusTag(item.status, t),
    outcome: outcomeOf(run, item, t),
  }
}

function outcomeOf(run: Run, { outcome, reason }: RunItem, t: Translate): Tag | null {
  const why = reason === null ? '' : t(`inbox:bulk.reason.${reason}`)
  if (outcome === 'skipped') return { label: why, tone: 'neutral', icon: 'minus' }
  if (outcome === 'failed') return { label: why, tone: 'danger', icon: 'circle-x' }
  if (run.state === 'draft') return null
  if (run.state === 'undone')
    return { label: t('inbox:bulk.outcome.undone'), tone: 'neutral', icon: 'undo-2' }
  return outcome === 'done'
    ? { label: t('inbox:bulk.outcome.done'), tone: 'success', icon: 'circle-check' }
    : { label: t('inbox:bulk.outcome.waiting'), tone: 'info', icon: 'hourglass' }
}

function leadOf(facts: BulkFacts, state: BulkModel['state']): string {
  const { run, t } = facts
  if (state === 'choose') return t(`inbox:bulk.${run.kind}.choose`)
  if (state === 'confirm') return t(`inbox:bulk.${run.kind}.confirm`, payloadTexts(facts))
  return t(`inbox:bulk.state.${state}`)
}

/** The choice in words. */
function payloadTexts({ run, people, places, lang }: BulkFacts): Record<string, string> {
  const { staffId, categoryId, text, reason, into }: BulkPayload = run.payload ?? {}
  const category = places.map(({ directory }) => directory.categoryById.get(categoryId ?? 0)).find(Boolean)
  return {
    person: people.find(({ id }) => id === staffId)?.name ?? '',
    category: category ? nameIn(category.names, lang) : '',
    text: text ?? '',
    reason: reason ?? '',
    number: into === undefined ? '' : formatNumber(into),
  }
}

const chosen = ['staffId', 'categoryId', 'reason', 'text', 'into'] as const

function chooseOf(facts: BulkFacts): BulkModel['choose'] {
  const { run, people, places, bad, lang, t } = facts
  const { payload } = run
  const choice = { value: '', label: t('desk:choose') }
  const sentence = (field: string) => {
    const key = bad?.errors[field]
    return key === undefined ? null : t(key as TextKey)
  }
  const fieldErrors = Object.fromEntries(chosen.map((field) => [field, sentence(field)]))
  const before = (field: (typeof chosen)[number]) => bad?.typed[field] ?? payload?.[field]?.toString() ?? ''
  const cityIds = new Set(run.items.map(({ cityId }) => cityId))
  const mains = run.items.filter(({ reachable }) => reachable)
  const isListed = mains.some(({ number }) => number === before('into'))
  return {
    action: deskPaths.bulkAct(run.id, 'choose'),
    fieldErrors: fieldErrors as NonNullable<BulkModel['choose']>['fieldErrors'],
    errors: chosen.flatMap((field) => {
      const text = sentence(field)
      return text === null ? [] : [{ href: `#${field}`, text }]
    }),
    typed: {
      staffId: before('staffId'),
      categoryId: before('categoryId'),
      reason: before('reason'),
      text: before('text'),
      into: isListed ? before('into') : '',
      number: bad?.typed['number'] ?? (isListed ? '' : shownNumber(before('into'))),
    },
    people: [
      choice,
      ...people.map((person) => ({ value: String(person.id), label: personLabel(person, places, lang) })),
    ],
    categories: [
      choice,
      ...places
        .filter(({ city }) => cityIds.has(city.id))
        .flatMap(({ directory }) => directory.categories.filter(({ current }) => current))
        .map(({ id, names }) => ({ value: String(id), label: nameIn(names, lang) })),
    ],
    mains: mains.map(({ number, status }) => ({
      value: number,
      label: `${formatNumber(number)} · ${t(`complaints:status.${status}`)}`,
    })),
    button: t('inbox:bulk.continue'),
  }
}

function shownNumber(typed: string): string {
  const parsed = parseNumber(typed)
  return parsed.ok ? formatNumber(parsed.number) : typed
}

function personLabel({ name, offices }: Person, places: readonly Place[], lang: Lang): string {
  const labels = offices.flatMap((id) => {
    const office = places.map(({ directory }) => directory.officeById.get(id)).find(Boolean)
    return office ? [nameIn(office.short, lang)] : []
  })
  return labels.length === 0 ? name : `${name} · ${labels.join(', ')}`
}
