import { readFile } from 'node:fs/promises'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { UserError } from '../../platform/user-error.ts'
import { channels } from '../complaints/index.ts'
import { dateReader } from './dates.ts'

/** What a row of a file can say: the columns of Open311 GeoReport Bulk, and three that it lacks. */
export const fields = [
  'service_request_id',
  'requested_datetime',
  'updated_datetime',
  'closed_date',
  'expected_datetime',
  'status_description',
  'status_notes',
  'outcome',
  'source',
  'service_name',
  'service_subtype',
  'description',
  'agency_responsible',
  'district',
  'address',
  'lat',
  'long',
] as const
export type Field = (typeof fields)[number]

/** Without these a row is nothing. */
const needed = ['service_request_id', 'requested_datetime', 'service_name'] as const

const outcomes = ['solved', 'explained', 'refused', 'merged', 'forwarded', 'withdrawn'] as const
export type ImportedOutcome = (typeof outcomes)[number]

/** Value in the file -> what it means here; `*` stands for every other value. */
const values = <Meaning extends z.ZodType>(meaning: Meaning) => z.record(z.string(), meaning).optional()

const dates = z
  .strictObject({
    /** `iso`, or a format of luxon: `MM/dd/yyyy hh:mm:ss a`. */
    format: z.string().default('iso').refine(isFormat, 'not a format of dates such as dd.MM.yyyy HH:mm'),
    /** Zone of times without one; the city's when left out. */
    zone: z.string().refine(isTimeZone, 'not an IANA time zone such as Asia/Almaty').optional(),
  })
  .default({ format: 'iso' })

const unknownValues = z
  .strictObject({
    category: z.enum(['create', 'refuse', 'other']).default('refuse'),
    office: z.enum(['create', 'refuse', 'route']).default('refuse'),
    district: z.enum(['create', 'ignore']).default('ignore'),
  })
  .default({ category: 'refuse', office: 'refuse', district: 'ignore' })

const Mapping = z.strictObject({
  /** Names the system the rows come from; with the row's id it tells what was imported before. */
  source: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'small letters, digits, - and _ only'),
  /** Field -> column of the file. A field that is left out is empty. */
  columns: z
    .partialRecord(z.enum(fields), z.string())
    .refine((columns) => needed.every((field) => field in columns), `must name ${needed.join(', ')}`),
  file: z
    .strictObject({
      delimiter: z.string().length(1).default(','),
      encoding: z.enum(['utf-8', 'utf-16le', 'windows-1251']).default('utf-8'),
    })
    .default({ delimiter: ',', encoding: 'utf-8' }),
  dates,
  /** Language of texts that do not tell it by themselves, and of the answers. */
  lang: z.enum(['kk', 'ru', 'en']).default('ru'),
  /** false: every text was public before, so none waits for a moderator because of a phone number in it. */
  screening: z.boolean().default(true),
  values: z
    .strictObject({
      status: values(z.enum(['open', 'closed', 'skip'])),
      outcome: values(z.enum(outcomes)),
      channel: values(z.enum(channels)),
      category: values(z.string()),
      office: values(z.string()),
      district: values(z.string()),
    })
    .default({}),
  /** What to do with a category, office or district that the city does not have. */
  unknown: unknownValues,
})
export type Mapping = z.infer<typeof Mapping>

/** Without a mapping file the columns are named as Open311 Bulk names them. */
export const open311Bulk: Mapping = Mapping.parse({
  source: 'open311',
  columns: Object.fromEntries(fields.map((field) => [field, field])),
})

/** Columns that a file must have: what no row can do without, and all that the mapping names otherwise than Open311. */
export function requiredColumns({ columns }: Mapping): string[] {
  const named = Object.entries(columns).filter(
    ([field, column]) => column !== field || (needed as readonly string[]).includes(field),
  )
  return [...new Set(named.map(([, column]) => column))]
}

/** What `--create` asks for. */
export const createUnknown: Mapping['unknown'] = { category: 'create', office: 'create', district: 'create' }

/** What `value` means by a table of the mapping; undefined when the table does not say. */
export function meaningOf<Meaning>(table: Record<string, Meaning> | undefined, value: string) {
  if (table === undefined) return undefined
  return Object.hasOwn(table, value) ? table[value] : table['*']
}

/** Reads a mapping file. Throws UserError that names the file and the first fault. */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UserError(`The mapping file ${path} cannot be read. Check the path.`)
  })
  const wrong = (what: string) => new UserError(`The mapping file ${path} is wrong: ${what}.`)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw wrong(`it is not JSON (${error instanceof Error ? error.message : error})`)
  }
  const parsed = Mapping.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw wrong(`${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Letters that stand for a part of a date; `YYYY`, of other programs, would be taken as it is. */
const tokens = /^[SusmhHZzadEcLMykWDtTfFoqGXx]*$/

/** A format must read what it writes. */
function isFormat(format: string): boolean {
  if (format === 'iso') return true
  if (!tokens.test(format.replace(/'[^']*'|[^a-z]/gi, ''))) return false
  const day = DateTime.utc(2025, 11, 23, 16, 45, 30)
  try {
    const read = dateReader(format, 'UTC')(day.toFormat(format, { locale: 'en-US' }))
    return read !== null && Math.abs(read - day.toMillis()) < 86_400_000
  } catch {
    return false
  }
}
