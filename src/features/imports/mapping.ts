import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { UserError } from '../../platform/user-error.ts'

/** What a row of a file can say, after the columns of Open311 GeoReport Bulk (open311.md). */
export const fields = [
  'service_request_id',
  'requested_datetime',
  'updated_datetime',
  'closed_date',
  'expected_datetime',
  'status_description',
  'status_notes',
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

const outcomes = ['solved', 'explained', 'refused', 'merged', 'forwarded', 'withdrawn'] as const
export type ImportedOutcome = (typeof outcomes)[number]

/** Value in the file -> what it means here; `*` stands for every other value. */
const values = <Meaning extends z.ZodType>(meaning: Meaning) =>
  z.record(z.string(), meaning).default({} as never)

const Mapping = z.strictObject({
  /** Names the system the rows come from; with the row's id it tells what was imported before. */
  source: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/),
  /** Field -> column of the file. A field that is left out is empty. */
  columns: z.partialRecord(z.enum(fields), z.string()),
  dates: z
    .strictObject({
      /** `iso`, or a format of luxon: `MM/dd/yyyy hh:mm:ss a`. */
      format: z.string().default('iso'),
      /** Zone of times without one. */
      zone: z.string(),
    })
    .partial({ zone: true })
    .default({ format: 'iso' }),
  /** Language of the texts. */
  lang: z.enum(['kk', 'ru', 'en']).default('ru'),
  values: z
    .strictObject({
      status: values(z.enum(['open', 'closed', 'skip'])),
      outcome: values(z.enum(outcomes)),
      channel: values(z.string()),
      category: values(z.string()),
      office: values(z.string()),
      district: values(z.string()),
    })
    .partial()
    .default({}),
  /** What to do with a category, office or district that the city does not have. */
  unknown: z
    .strictObject({
      category: z.enum(['create', 'refuse', 'other']).default('refuse'),
      office: z.enum(['create', 'refuse']).default('refuse'),
      district: z.enum(['create', 'ignore']).default('ignore'),
    })
    .default({ category: 'refuse', office: 'refuse', district: 'ignore' }),
})
export type Mapping = z.infer<typeof Mapping>

/** Without a mapping file the columns are named as Open311 Bulk names them. */
export const open311Bulk: Mapping = Mapping.parse({
  source: 'open311',
  columns: Object.fromEntries(fields.map((field) => [field, field])),
  unknown: { category: 'refuse', office: 'refuse', district: 'ignore' },
})

/** Reads a mapping file. Throws UserError that names the file and the first fault. */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UserError(`The mapping file ${path} cannot be read. Check the path.`)
  })
  try {
    return Mapping.parse(JSON.parse(text))
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined
    const what = issue ? `${issue.path.join('.') || 'the file'}: ${issue.message}` : 'it is not JSON'
    throw new UserError(`The mapping file ${path} is wrong: ${what}.`)
  }
}
