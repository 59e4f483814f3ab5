import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { endonyms } from '../../../platform/i18n/texts.ts'
import { iconNames } from '../../../platform/look/icons.ts'
import { rowCount } from '../form-fields.ts'
import type { Around, FieldSpec, GroupSpec, RowsSpec } from '../thing.ts'

/** Arguments of shared/field. */
type Field = {
  id: string
  name: string
  label: string
  type: string
  value: string
  hint: string | null
  error: string | null
  optional: boolean
  width: string | null
  lang: string | null
  rows: number
  inputmode: string | null
  options: { value: string; label: string }[]
}

export type FieldView =
  | { look: 'field'; field: Field }
  | {
      look: 'flag'
      field: { id: string; name: string; label: string; checked: boolean; hint: string | null }
    }
  | {
      look: 'set'
      field: {
        name: string
        legend: string
        hint: string | null
        boxes: { id: string; name: string; label: string; checked: boolean }[]
      }
    }
  | { look: 'icons'; field: IconField }

/** A choice of pictures; the words are for those who do not see them. */
type IconField = {
  name: string
  legend: string
  error: string | null
  value: string
  options: { value: string; label: string; icon: string }[]
}

export type GroupView = {
  title: string
  hint: string | null
  columns: number
  fields: FieldView[]
  rows: { legend: string; fields: FieldView[] }[]
}

type Filling = { around: Around; typed: Typed; errors: FieldErrors }

export function groupViews(groups: readonly GroupSpec[], filling: Filling): GroupView[] {
  const { t } = filling.around
  return groups.map(({ title, hint, columns = 1, fields = [], rows }) => ({
    title: t(title),
    hint: hint ? t(hint) : null,
    columns,
    fields: fields.map((field) => fieldView(field, field.path, filling)),
    rows: rows ? rowViews(rows, filling) : [],
  }))
}

function rowViews(rows: RowsSpec, filling: Filling): GroupView['rows'] {
  const { t } = filling.around
  return Array.from({ length: rowCount(rows, filling.typed) }, (_, index) => ({
    legend: t(rows.label, { n: index + 1 }),
    fields: rows.fields.map((field) => fieldView(field, `${rows.path}.${index}.${field.path}`, filling)),
  }))
}

/** The id of a field by its name, which has dots. */
export const fieldId = (name: string): string => name.replaceAll('.', '-')

export function labelOf(field: FieldSpec, { t }: Pick<Around, 't'>): string {
  return field.lang ? `${t(field.label)} · ${endonyms[field.lang]}` : t(field.label)
}

export function fieldView(spec: FieldSpec, name: string, { around, typed, errors }: Filling): FieldView {
  const { t } = around
  const label = labelOf(spec, around)
  const hint = spec.hint ? t(spec.hint) : null
  const choices = spec.choices?.(around) ?? []
  if (spec.control === 'flag')
    return { look: 'flag', field: { id: fieldId(name), name, label, checked: name in typed, hint } }
  if (spec.control === 'set') {
    const boxes = choices.map((choice) => ({
      id: fieldId(`${name}.${choice.value}`),
      name: `${name}.${choice.value}`,
      label: choice.label,
      checked: `${name}.${choice.value}` in typed,
    }))
    return { look: 'set', field: { name, legend: label, hint, boxes } }
  }
  const error = errors[name]
  if (spec.control === 'icon') {
    const value = typed[name] ?? ''
    // What a file of settings has brought stays chosen, though the list does not offer it.
    const isOffered = choices.some((choice) => choice.value === value)
    const others = iconNames.filter((name) => name === value && !isOffered)
    const field = {
      ...{ name, legend: label, error: error === undefined ? null : t(error), value },
      options: [...choices, ...others.map((one) => ({ value: one, label: one }))].map((choice) => ({
        ...{ value: choice.value, label: choice.label, icon: choice.value },
      })),
    }
    return { look: 'icons', field }
  }
  return {
    look: 'field',
    field: {
      id: fieldId(name),
      name,
      label,
      type: types[spec.control],
      value: typed[name] ?? '',
      hint,
      error: error === undefined ? null : t(error),
      optional: maybe.has(spec.control),
      width: spec.width ?? (spec.control === 'day' ? 'm' : null),
      lang: spec.lang ?? null,
      rows: spec.control === 'lines' ? 6 : 3,
      inputmode: spec.control === 'number' ? 'numeric' : null,
      options:
        spec.control === 'optionalChoice' || (spec.control === 'choice' && (typed[name] ?? '') === '')
          ? [{ value: '', label: t('settings:none') }, ...choices]
          : choices,
    },
  }
}

const maybe = new Set<FieldSpec['control']>(['optional', 'optionalChoice'])

const types: Record<Exclude<FieldSpec['control'], 'flag' | 'set' | 'icon'>, string> = {
  text: 'text',
  optional: 'text',
  long: 'textarea',
  lines: 'textarea',
  hours: 'textarea',
  options: 'textarea',
  number: 'text',
  day: 'date',
  choice: 'select',
  optionalChoice: 'select',
  colour: 'color',
}
