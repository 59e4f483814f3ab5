import type { City } from '../../city/index.ts'
import { openDataPaths } from '../paths.ts'
import type { FileFacts } from './files.ts'
import { type Field, fieldsOf, isDumpFile, type TableFile } from './tables.ts'

export const licence = {
  name: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0',
  path: 'https://creativecommons.org/licenses/by/4.0/',
} as const

const mediaTypes: readonly (readonly [ending: string, type: string])[] = [
  ['.csv', 'text/csv; charset=utf-8'],
  ['.geojson', 'application/geo+json'],
  ['.jsonl', 'application/jsonl; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.parquet', 'application/vnd.apache.parquet'],
  ['.md', 'text/markdown; charset=utf-8'],
  ['.zip', 'application/zip'],
]

export const mediaTypeOf = (name: string): string =>
  mediaTypes.find(([ending]) => name.endsWith(ending))?.[1] ?? 'application/octet-stream'

export type Described = {
  city: City
  origin: string
  period: string
  takenAt: number
  asOf: number
  method: string
  files: readonly FileFacts[]
}

/** Frictionless Data Package (specs.frictionlessdata.io/data-package): what each file holds, and its hash. */
export function datapackageOf(described: Described) {
  const { city, origin, period, takenAt, asOf, method, files } = described
  return {
    profile: 'data-package',
    name: `${city.slug}-complaints`,
    id: origin + openDataPaths.page('en', city.slug),
    title: `Complaints of residents: ${city.names.en}`,
    homepage: origin + openDataPaths.page('en', city.slug),
    version: period,
    created: new Date(takenAt).toISOString(),
    licenses: [licence],
    keywords: ['311', 'complaints', 'city services', city.names.en],
    city: { slug: city.slug, timeZone: city.timeZone },
    asOf: new Date(asOf).toISOString(),
    method,
    resources: files.map((file) => ({
      ...{ name: nameOf(file.name), path: file.name, format: formatOf(file.name) },
      ...{
        mediatype: mediaTypeOf(file.name).split(';')[0],
        bytes: file.bytes,
        hash: `sha256:${file.sha256}`,
      },
      ...(file.rows === null ? {} : { rowCount: file.rows }),
      ...tableOf(file.name),
    })),
  }
}

/** `complaints.csv` -> `complaints-csv`: names of resources hold no dots that tell nothing. */
const nameOf = (file: string): string => file.replaceAll('.', '-')
const formatOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1)

function tableOf(name: string) {
  if (!name.endsWith('.csv') || !isDumpFile(name) || !isTable(name)) return {}
  const fields: readonly Field[] = fieldsOf[name]
  return {
    profile: 'tabular-data-resource',
    encoding: 'utf-8',
    dialect: { delimiter: ',', quoteChar: '"', doubleQuote: true, lineTerminator: '\r\n', header: true },
    schema: {
      fields: fields.map(({ name: column, type, required }) => ({
        ...{ name: column, type },
        ...(required ? { constraints: { required: true } } : {}),
      })),
      missingValues: [''],
      ...(keys[name] ? { primaryKey: keys[name] } : {}),
    },
  }
}

const isTable = (name: string): name is TableFile => name in fieldsOf
const keys: Partial<Record<TableFile, string>> = {
  'complaints.csv': 'number',
  'open311.csv': 'service_request_id',
  'offices.csv': 'code',
  'categories.csv': 'code',
  'districts.csv': 'code',
  'calendar.csv': 'day',
}
