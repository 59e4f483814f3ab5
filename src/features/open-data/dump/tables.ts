import type { CsvCell } from '../../../platform/http/csv.ts'

/** How a value is written: days are ISO dates of the city, instants ISO 8601 in UTC. */
export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime'

/** A column of a table; `required`: no row is without it. */
export type Field<Name extends string = string> = { name: Name; type: FieldType; required?: true }

/** Values of a row by the name of their column. */
export type Values = Readonly<Record<string, string | number | boolean | null>>

const field = <Name extends string>(name: Name, type: FieldType, required?: true): Field<Name> =>
  required === undefined ? { name, type } : { name, type, required }

/** Complaints that everybody may see, as they are now. */
export const complaintFields = [
  field('number', 'string', true),
  field('received_at', 'datetime', true),
  field('status', 'string', true),
  field('open', 'boolean', true),
  field('outcome', 'string'),
  field('verdict', 'string'),
  field('category', 'string'),
  field('district', 'string'),
  field('office', 'string'),
  field('channel', 'string', true),
  field('text', 'string', true),
  field('text_lang', 'string', true),
  field('address', 'string'),
  field('landmark', 'string'),
  field('lat', 'number'),
  field('lon', 'number'),
  field('due_on', 'date'),
  field('planned_on', 'date'),
  field('first_answer_at', 'datetime'),
  field('last_answer_at', 'datetime'),
  field('answer', 'string'),
  field('answer_lang', 'string'),
  field('reopened', 'integer', true),
  field('transfers', 'integer', true),
  field('supporters', 'integer', true),
  field('joined', 'integer', true),
  field('photos', 'integer', true),
  field('merged_into', 'string'),
  field('changed_at', 'datetime', true),
  field('url', 'string', true),
] as const

export const officeFields = [
  field('code', 'string', true),
  field('kind', 'string', true),
  field('name_kk', 'string', true),
  field('name_ru', 'string', true),
  field('name_en', 'string', true),
  field('parent', 'string'),
  field('external', 'boolean', true),
  field('current', 'boolean', true),
] as const

export const categoryFields = [
  field('code', 'string', true),
  field('group', 'string', true),
  field('name_kk', 'string', true),
  field('name_ru', 'string', true),
  field('name_en', 'string', true),
  field('term_days', 'integer'),
  field('proof_photo', 'boolean', true),
  field('sensitive', 'boolean', true),
  field('current', 'boolean', true),
] as const

export const districtFields = [
  field('code', 'string', true),
  field('kind', 'string', true),
  field('name_kk', 'string', true),
  field('name_ru', 'string', true),
  field('name_en', 'string', true),
] as const

/** Who lives in the city and its districts, as somebody has counted them; without a row nobody has said. */
export const residentFields = [
  field('kind', 'string', true),
  field('code', 'string', true),
  field('residents', 'integer', true),
  field('residents_on', 'date', true),
  field('residents_source', 'string', true),
] as const

export const calendarFields = [
  field('day', 'date', true),
  field('kind', 'string', true),
  field('name_kk', 'string', true),
  field('name_ru', 'string', true),
  field('name_en', 'string', true),
  field('source', 'string', true),
  field('estimate', 'boolean', true),
] as const

/** Open311 GeoReport Bulk v1 (open311.org): their names, in their order. */
export const bulkFields = [
  field('service_request_id', 'string', true),
  field('requested_datetime', 'datetime', true),
  field('updated_datetime', 'datetime', true),
  field('closed_date', 'datetime'),
  field('status_description', 'string', true),
  field('status_notes', 'string'),
  field('source', 'string', true),
  field('service_name', 'string'),
  field('service_subtype', 'string'),
  field('description', 'string', true),
  field('agency_responsible', 'string'),
  field('address', 'string'),
  field('lat', 'number'),
  field('long', 'number'),
] as const

/** One thing that happened to a complaint: a line of activity.jsonl. */
export const activityFields = [
  field('complaint', 'string', true),
  field('shown', 'boolean', true),
  field('seq', 'integer', true),
  field('kind', 'string', true),
  field('at', 'datetime', true),
  field('actor', 'string', true),
  field('facts', 'string', true),
  field('proof', 'string'),
] as const

export const checkpointFields = [
  field('no', 'integer', true),
  field('at', 'integer', true),
  field('size', 'integer', true),
  field('root', 'string', true),
  field('previous', 'string'),
  field('publicKey', 'string', true),
  field('signature', 'string', true),
  field('leaves', 'string', true),
] as const

export const leafFields = [
  field('number', 'string', true),
  field('checkpoint', 'integer', true),
  field('index', 'integer', true),
  field('public', 'string'),
  field('internal', 'string'),
] as const

/** Which fields the rows of a file have. */
export const fieldsOf = {
  'complaints.csv': complaintFields,
  'complaints.geojson': complaintFields,
  'complaints.jsonl': complaintFields,
  'complaints.parquet': complaintFields,
  'open311.csv': bulkFields,
  'activity.jsonl': activityFields,
  'offices.csv': officeFields,
  'categories.csv': categoryFields,
  'districts.csv': districtFields,
  'residents.csv': residentFields,
  'calendar.csv': calendarFields,
  'checkpoints.jsonl': checkpointFields,
  'leaves.jsonl': leafFields,
} as const

export const tableFiles = Object.keys(fieldsOf) as TableFile[]
export type TableFile = keyof typeof fieldsOf
/** Files that are no tables. */
/** All the others in one, made of the files of a day. */
export const wholeFile = 'all.zip'
/** What the charts of a snapshot are drawn from, see frozen/. */
export const frozenFile = 'charts.jsonl'
export const otherFiles = [
  ...(['figures.json', 'figures.csv', 'method.md', 'datapackage.json'] as const),
  frozenFile,
  wholeFile,
] as const
export type OtherFile = (typeof otherFiles)[number]
export type DumpFile = TableFile | OtherFile

export const isDumpFile = (name: string): name is DumpFile =>
  name in fieldsOf || (otherFiles as readonly string[]).includes(name)

/** Files with words that people wrote: not in a snapshot, because it can never be changed when they are erased. */
export const filesWithWords: ReadonlySet<DumpFile> = new Set<DumpFile>([
  ...(['complaints.csv', 'complaints.geojson', 'complaints.jsonl', 'complaints.parquet'] as const),
  'open311.csv',
])

/** A row as a line of a table; booleans are `true` and `false`. */
export const cellsOf = (fields: readonly Field[], values: Values): CsvCell[] =>
  fields.map(({ name }) => {
    const value = values[name] ?? null
    return typeof value === 'boolean' ? String(value) : value
  })
