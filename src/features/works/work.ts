import { z } from 'zod'
import { namesOf } from '../city/index.ts'
import { type Street, streetKinds } from '../places/index.ts'
import { WorkShape } from './geometry.ts'
import { houseSides } from './houses.ts'
import { photoRoles, workKinds } from './rules.ts'
import { WorkWords } from './words.ts'

const At = z.date().transform((date) => date.getTime())
const StreetPart = z
  .object({
    streetId: z.int(),
    kind: z.enum(streetKinds),
    nameKk: z.string(),
    nameRu: z.string(),
    from: z.int().nullable(),
    to: z.int().nullable(),
    side: z.enum(houseSides),
  })
  .transform(({ streetId, kind, nameKk, nameRu, ...range }) => ({
    street: { id: streetId, kind, nameKk, nameRu, formerNames: [] } satisfies Street,
    range,
  }))
export type StreetPart = z.infer<typeof StreetPart>

const WorkPhoto = z.object({
  id: z.string(),
  role: z.enum(photoRoles),
  smallWidth: z.int(),
  smallHeight: z.int(),
})
/** A picture with the sides of its small size in pixels. */
export type WorkPhoto = z.infer<typeof WorkPhoto>

/** A row of `workColumns` as the pages read it; instants in milliseconds UTC, `sum` in tenge. */
export const WorkRow = z
  .object({
    id: z.int(),
    cityId: z.int(),
    officeId: z.int(),
    kind: z.enum(workKinds),
    nameKk: z.string(),
    nameRu: z.string(),
    nameEn: z.string(),
    words: WorkWords,
    startsAt: At,
    endsAt: At,
    allDay: z.boolean(),
    contractor: z.string(),
    sum: z.number().nullable(),
    contractUrl: z.string(),
    officePhone: z.string(),
    districtId: z.int().nullable(),
    shape: WorkShape.nullable(),
    publishedAt: At.nullable(),
    startedAt: At.nullable(),
    finishedAt: At.nullable(),
    cancelledAt: At.nullable(),
    moveCount: z.int(),
    createdAt: At,
    updatedAt: At,
    version: z.int(),
    streets: z.array(StreetPart),
    photos: z.array(WorkPhoto),
  })
  .transform(({ nameKk, nameRu, nameEn, ...row }) => ({ ...row, title: namesOf({ nameKk, nameRu, nameEn }) }))
export type Work = z.infer<typeof WorkRow>

export const eventKinds = [
  'added',
  'changed',
  'published',
  'moved',
  'reopened',
  'started',
  'finished',
  'cancelled',
] as const
export type WorkEventKind = (typeof eventKinds)[number]
