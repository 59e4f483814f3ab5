import type { When } from '../../../platform/http/parts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { type Difference, differences } from '../diff.ts'
import { at } from '../form-fields.ts'
import { settingsPaths } from '../paths.ts'
import type { ChangeRow, PlannedRow } from '../queries.ts'
import type { Around, Doc, FieldSpec, Json, KeptPart, ThingKind } from '../thing.ts'
import { isDay } from '../things/day.ts'
import { thingOf } from '../things/index.ts'
import { labelOf } from './field-views.ts'

export type DifferenceView = { label: string; before: string; after: string; lang: string | null }

export type ChangeView = {
  id: string
  title: string
  /** The same with its number: names the table. */
  caption: string
  href: string
  what: string
  by: string
  at: When
  marks: string[]
  differences: DifferenceView[]
  undoHref: string | null
}

/** One change as people read it. */
export function changeView(row: ChangeRow, around: Around): ChangeView {
  const { city, lang, t } = around
  const marks = [
    ...(row.undoOf === null ? [] : [t('settings:change.undo', { id: row.undoOf })]),
    ...(row.plannedId === null ? [] : [t('settings:change.planned')]),
  ]
  return {
    id: String(row.id),
    ...headOf(row, around),
    by: row.staffName,
    at: { iso: new Date(row.at).toISOString(), text: formatMoment(row.at, lang, city.timeZone) },
    marks,
    differences: differenceViews(row.kind, row.before, row.after, around),
    undoHref: settingsPaths.undo(city.slug, row.id),
  }
}

export type PlannedView = {
  id: string
  title: string
  /** The same with its number: names the table. */
  caption: string
  href: string
  what: string
  by: string
  at: When
  on: string
  isRefused: boolean
  differences: DifferenceView[]
  cancelHref: string | null
}

export function plannedView(row: PlannedRow, around: Around): PlannedView {
  const { city, lang } = around
  return {
    id: String(row.id),
    ...headOf(row, around),
    by: row.staffName,
    at: {
      iso: new Date(row.plannedAt).toISOString(),
      text: formatMoment(row.plannedAt, lang, city.timeZone),
    },
    on: formatDay(row.takesEffectOn, lang),
    isRefused: row.outcome === 'refused',
    differences: differenceViews(row.kind, row.before, row.after, around),
    cancelHref: row.outcome === null ? settingsPaths.cancel(city.slug, row.id) : null,
  }
}

function headOf(
  { id, kind, key, before, after }: Pick<ChangeRow, 'id' | 'kind' | 'key' | 'before' | 'after'>,
  around: Around,
) {
  const { city, t } = around
  const act = before === null ? 'added' : after === null ? 'removed' : 'changed'
  const title = thingOf(kind).title(key, after ?? before, around)
  return {
    title,
    caption: `${title} · № ${id}`,
    href: settingsPaths.thing(city.slug, kind, key),
    what: `${t(`settings:kind.${kind}`)} · ${t(`settings:act.${act}`)}`,
  }
}

export function differenceViews(
  kind: ThingKind,
  before: Doc | null,
  after: Doc | null,
  around: Around,
): DifferenceView[] {
  const kept = thingOf(kind).kept ?? []
  const isKept = (path: string) => kept.some((part) => isAt(path, part.path))
  const moved = differences(before, after)
  const parts = kept.filter(({ path }) => moved.some((one) => isAt(one.path, path)))
  const wordsOf = (doc: Doc | null, { path, words }: KeptPart): string => {
    const value = doc === null ? null : (at(doc, path) ?? null)
    return value === null ? '–' : words(value, around)
  }
  return [
    ...parts.map((part) => ({
      label: around.t(part.label),
      before: wordsOf(before, part),
      after: wordsOf(after, part),
      lang: null,
    })),
    ...moved.filter(({ path }) => !isKept(path)).map((one) => fieldDifference(kind, one, around)),
  ]
}

const isAt = (path: string, part: string): boolean => path === part || path.startsWith(`${part}.`)

function fieldDifference(
  kind: ThingKind,
  { path, before: was, after: is }: Difference,
  around: Around,
): DifferenceView {
  const field = fieldAt(kind, path)
  return {
    label: field === null ? path : labelOf(field, around),
    before: valueText(was, field, around),
    after: valueText(is, field, around),
    lang: field?.lang ?? null,
  }
}

/** The field, or the list of rows, that a path of a document belongs to. */
function fieldAt(kind: ThingKind, path: string): FieldSpec | null {
  for (const { fields = [], rows, title } of thingOf(kind).groups) {
    const found = fields.find((field) => field.path === path || path.startsWith(`${field.path}.`))
    if (found) return found
    if (rows && (path === rows.path || path.startsWith(`${rows.path}.`)))
      return { path: rows.path, control: 'lines', label: title }
  }
  return null
}

function valueText(value: Json, field: FieldSpec | null, around: Around): string {
  const { t, lang } = around
  if (value === null || value === '') return '–'
  if (typeof value === 'boolean') return t(value ? 'settings:yes' : 'settings:no')
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((one) => itemText(one)).join('\n')
  if (typeof value === 'object') return itemText(value)
  const text = String(value)
  if (field?.control === 'day' && isDay(text)) return formatDay(text, lang)
  return field?.choices?.(around).find((choice) => choice.value === text)?.label ?? text
}

/** A row of a list: its values after each other. */
function itemText(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.values(value)
    .filter((part) => part !== null && part !== '')
    .map(itemText)
    .join(', ')
}
