import type { FieldErrors, Typed } from '../../platform/http/form.ts'
import type { TextKey } from '../../platform/i18n/text-key.ts'
import { hoursText, readHours } from './opening-hours.ts'
import type { Doc, FieldSpec, GroupSpec, Json, RowsSpec, Thing } from './thing.ts'

/** Between a document and the flat fields of its form. Pure. */

type ReadDoc<D> = { ok: true; doc: D } | { ok: false; errors: FieldErrors }

/** The document that the fields make of the current one, or what is wrong by field. */
export function readDoc<D extends Doc>(thing: Thing<D>, typed: Typed, current: D | null): ReadDoc<D> {
  const raw = {}
  for (const { path } of thing.kept ?? []) put(raw, path, at(current ?? thing.blank(), path) ?? null)
  for (const group of thing.groups) {
    for (const field of group.fields ?? []) put(raw, field.path, fieldValue(field, typed, field.path))
    if (group.rows) put(raw, group.rows.path, rowsOf(group.rows, typed))
  }
  const parsed = thing.doc.safeParse(raw)
  if (parsed.success) return { ok: true, doc: parsed.data }
  const fields = fieldNames(thing, typed)
  const errors: FieldErrors = {}
  for (const issue of parsed.error.issues) {
    const field = nearestField(issue.path.map(String), fields)
    errors[field] ??= isTextKey(issue.message) ? issue.message : 'settings:error.value'
  }
  return { ok: false, errors }
}

/** What stands in the fields of a document. */
export function typedOf(groups: readonly GroupSpec[], doc: Doc): Typed {
  const typed: Typed = {}
  for (const group of groups) {
    for (const field of group.fields ?? [])
      Object.assign(typed, shown(field, field.path, at(doc, field.path)))
    if (!group.rows) continue
    const rows = at(doc, group.rows.path)
    if (!Array.isArray(rows)) continue
    for (const [index, row] of rows.entries()) {
      for (const field of group.rows.fields) {
        Object.assign(typed, shown(field, `${group.rows.path}.${index}.${field.path}`, at(row, field.path)))
      }
    }
  }
  return typed
}

/** How many rows a form shows: those that are there, those that were typed, and a few empty ones. */
export function rowCount(rows: RowsSpec, typed: Typed): number {
  const filled = filledRows(rows, typed).length
  return Math.min(filled + rows.add, rows.most ?? Number.MAX_SAFE_INTEGER)
}

const isTextKey = (message: string): message is TextKey => message.startsWith('settings:')

function filledRows(rows: RowsSpec, typed: Typed): number[] {
  const prefix = `${rows.path}.`
  const indexes = new Set<number>()
  for (const [name, value] of Object.entries(typed)) {
    if (!name.startsWith(prefix) || value.trim() === '') continue
    const index = Number(name.slice(prefix.length).split('.')[0])
    if (Number.isInteger(index)) indexes.add(index)
  }
  return [...indexes].sort((a, b) => a - b)
}

function rowsOf(rows: RowsSpec, typed: Typed): Json[] {
  return filledRows(rows, typed).map((index) => {
    const row = {}
    for (const field of rows.fields)
      put(row, field.path, fieldValue(field, typed, `${rows.path}.${index}.${field.path}`))
    return row
  })
}

function fieldValue({ control }: FieldSpec, typed: Typed, name: string): Json {
  const text = (typed[name] ?? '').trim()
  switch (control) {
    case 'text':
    case 'long':
    case 'choice':
    case 'icon':
    case 'colour':
      return text
    case 'optional':
    case 'optionalChoice':
    case 'day':
      return text === '' ? null : text
    case 'lines':
      return linesOf(text)
    case 'number':
      // What is no number stays a text, so that the schema says so.
      return text === '' ? null : /^-?\d{1,9}$/.test(text) ? Number(text) : text
    case 'flag':
      return name in typed
    case 'set':
      return Object.keys(typed)
        .filter((one) => one.startsWith(`${name}.`))
        .map((one) => one.slice(name.length + 1))
    case 'hours':
      return readHours(text) ?? text
    case 'options':
      return optionsOf(text)
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Choices of a question, one line each: `code | kk | ru | en`. */
const optionsOf = (text: string): Json[] =>
  linesOf(text).map((line) => {
    const [value = '', kk = '', ru = '', en = ''] = line.split('|').map((part) => part.trim())
    return { value, label: { kk, ru, en } }
  })

function shown({ control }: FieldSpec, name: string, value: Json | undefined): Typed {
  if (value === undefined || value === null) return {}
  switch (control) {
    case 'flag':
      return value === true ? { [name]: '1' } : {}
    case 'set':
      return Object.fromEntries(asTexts(value).map((one) => [`${name}.${one}`, '1']))
    case 'lines':
      return { [name]: asTexts(value).join('\n') }
    case 'hours':
      return { [name]: hoursText(value) }
    case 'options':
      return {
        [name]: (value as { value: string; label: { kk: string; ru: string; en: string } }[])
          .map(({ value: code, label }) => [code, label.kk, label.ru, label.en].join(' | '))
          .join('\n'),
      }
    default:
      return { [name]: String(value) }
  }
}

const asTexts = (value: Json): string[] => (Array.isArray(value) ? value.map(String) : [])

/** The value at `names.kk`; undefined where there is none. */
export function at(doc: Json | undefined, path: string): Json | undefined {
  let found: Json | undefined = doc
  for (const part of path.split('.')) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined
    found = found[part]
  }
  return found
}

function put(target: Record<string, Json>, path: string, value: Json): void {
  const parts = path.split('.')
  const last = parts.pop() ?? path
  let place = target
  for (const part of parts) {
    const inner = place[part]
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) place = inner
    else {
      const made: Record<string, Json> = {}
      place[part] = made
      place = made
    }
  }
  place[last] = value
}

/** Path in the document -> name of the field; rows as they were typed. */
function fieldNames({ groups }: Pick<Thing, 'groups'>, typed: Typed): Map<string, string> {
  const found = new Map<string, string>()
  for (const { fields = [], rows } of groups) {
    for (const { path } of fields) found.set(path, path)
    if (!rows) continue
    for (const [place, index] of filledRows(rows, typed).entries()) {
      for (const { path } of rows.fields)
        found.set(`${rows.path}.${place}.${path}`, `${rows.path}.${index}.${path}`)
    }
  }
  return found
}

/** The field at the path of an issue, or at the longest beginning of it that is one. */
function nearestField(path: string[], fields: ReadonlyMap<string, string>): string {
  for (let length = path.length; length > 0; length--) {
    const begin = path.slice(0, length).join('.')
    const exact = fields.get(begin)
    if (exact !== undefined) return exact
    const inside = [...fields].find(([known]) => known.startsWith(`${begin}.`))
    if (inside !== undefined) return inside[1]
  }
  return [...fields.values()][0] ?? 'form'
}
