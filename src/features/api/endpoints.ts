import { z } from 'zod'
import { channels } from '../complaints/index.ts'
import { apiPaths } from './paths.ts'
import {
  Categories,
  Checkpoints,
  Cities,
  City,
  Complaints,
  Figures,
  OfficeFigures,
  Offices,
  WholeComplaint,
} from './schemas.ts'

/** How much an answer costs of what one network may ask in a minute. */
export const rateClasses = { one: 1, list: 4, figures: 10 } as const
export const pointsPerMinute = 1_200

const Word = z.string().min(1).max(100)
const Flag = z.literal('1')
const Day = z.iso.date()

const listQuery = z.strictObject({
  q: Word.optional(),
  status: Word.optional(),
  category: Word.optional(),
  district: Word.optional(),
  office: Word.optional(),
  channel: z.enum(channels).optional(),
  from: Day.optional(),
  to: Day.optional(),
  overdue: Flag.optional(),
  photo: Flag.optional(),
  reopened: Flag.optional(),
  bbox: Word.optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .optional(),
  cursor: z
    .string()
    .regex(/^[\w-]{4,60}$/)
    .optional(),
})

const figureQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  office: Word.optional(),
  category: Word.optional(),
  district: Word.optional(),
  channel: z.enum(channels).optional(),
})

const nothing = z.strictObject({})
const inCity = z.object({ city: z.string() })

/** Everything that can be asked. Routes, the document and the guide are made of this list. */
export const endpoints = {
  cities: {
    ...{ path: apiPaths.cities(), rate: 'one' },
    ...{ params: null, query: nothing, answer: Cities },
  },
  city: {
    ...{ path: apiPaths.city(':city'), rate: 'one' },
    ...{ params: inCity, query: nothing, answer: City },
  },
  offices: {
    ...{ path: apiPaths.offices(':city'), rate: 'one' },
    ...{ params: inCity, query: nothing, answer: Offices },
  },
  categories: {
    ...{ path: apiPaths.categories(':city'), rate: 'one' },
    ...{ params: inCity, query: nothing, answer: Categories },
  },
  complaints: {
    ...{ path: apiPaths.complaints(':city'), rate: 'list' },
    ...{ params: inCity, query: listQuery, answer: Complaints },
  },
  complaint: {
    ...{ path: apiPaths.complaint(':city', ':number'), rate: 'one' },
    params: z.object({ city: z.string(), number: z.string() }),
    ...{ query: nothing, answer: WholeComplaint },
  },
  figures: {
    ...{ path: apiPaths.figures(':city'), rate: 'figures' },
    ...{ params: inCity, query: figureQuery, answer: Figures },
  },
  officeFigures: {
    ...{ path: apiPaths.officeFigures(':city'), rate: 'figures' },
    params: inCity,
    ...{ query: figureQuery.omit({ office: true }), answer: OfficeFigures },
  },
  checkpoints: {
    ...{ path: apiPaths.checkpoints(), rate: 'one' },
    ...{ params: null, query: nothing, answer: Checkpoints },
  },
} as const satisfies Record<string, Endpoint>

export type Endpoint = {
  /** With `:name` in the place of what differs. */
  path: string
  rate: keyof typeof rateClasses
  params: z.ZodObject | null
  query: z.ZodObject
  answer: z.ZodObject
}

export type EndpointName = keyof typeof endpoints
export const endpointNames = Object.keys(endpoints) as EndpointName[]
export type QueryOf<Name extends EndpointName> = z.output<(typeof endpoints)[Name]['query']>
export type AnswerOf<Name extends EndpointName> = z.input<(typeof endpoints)[Name]['answer']>

/** Parameters of all endpoints: each means the same everywhere. */
export type ParameterName = keyof z.output<typeof listQuery> | keyof z.output<typeof figureQuery>
