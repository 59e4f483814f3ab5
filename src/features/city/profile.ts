import { z } from 'zod'
import { Residents } from './residents.ts'
import { Retention } from './retention.ts'

const Names = z.object({ kk: z.string(), ru: z.string(), en: z.string() })
/** Longitude, latitude (WGS 84), as GeoJSON has them. */
const Position = z.array(z.number()).min(2)
const Shape = z.union([
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position)) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) }),
])

/** `days`: 1 is Monday. Times are local, `HH:MM`. */
const Hours = z.object({
  days: z.array(z.int().min(1).max(7)).min(1),
  opens: z.iso.time({ precision: -1 }),
  closes: z.iso.time({ precision: -1 }),
  break: z
    .object({ from: z.iso.time({ precision: -1 }), to: z.iso.time({ precision: -1 }) })
    .nullable()
    .default(null),
})

/** Where people reach the desk of the city by phone and on foot. */
const Desk = z.object({
  phones: z.array(z.string()),
  address: Names.nullable().default(null),
  /** Empty: nobody has said. */
  hours: z.array(Hours).default([]),
  /** Also on days off. */
  everyDay: z.boolean().default(false),
})

/** What a city says of itself beyond the columns that the rules need; stored as JSON, edited as one form. */
export const CityProfile = z.object({
  slogan: Names,
  centre: z.object({ lat: z.number(), lon: z.number() }),
  bounds: z.object({ south: z.number(), west: z.number(), north: z.number(), east: z.number() }),
  outline: Shape,
  /** Rivers and main roads for the map without tiles. */
  lines: z.array(
    z.object({ kind: z.enum(['river', 'road', 'railway']), names: Names, coordinates: z.array(Position) }),
  ),
  /** Digits after +7 of a landline, and how many digits a local number has. */
  phone: z.object({ code: z.string(), localDigits: z.number() }),
  emergency: z.array(z.object({ code: z.string(), number: z.string(), label: Names })),
  links: z.array(z.object({ label: Names, url: z.string() })),
  /** Headings under which categories are listed. */
  categoryGroups: z.array(z.object({ code: z.string(), names: Names })),
  /** Working days in which an office may pass a complaint on without a mark (APPC article 65). */
  forwardDays: z.number(),
  /** Who runs the portal here and answers for personal data; null until somebody has said so. */
  operator: z.object({ names: Names, address: Names, contact: z.string() }).nullable().default(null),
  /** The contact centre or front office; null where there is none. */
  desk: Desk.nullable().default(null),
  /** Languages of the public pages besides Kazakh. */
  languages: z.array(z.enum(['ru', 'en'])).default(['ru', 'en']),
  /** A small PNG in base64; sides in pixels. Null: the mark of the portal stands in its place. */
  logo: z.object({ png: z.string(), width: z.int(), height: z.int() }).nullable().default(null),
  /** drawn: from the shapes below; picture: the same without moving; tiles: on the city's own server of map tiles. */
  map: z
    .object({
      mode: z.enum(['drawn', 'picture', 'tiles']),
      /** With {z}, {x} and {y}. */
      tileUrl: z.string().nullable(),
      attribution: z.string().nullable(),
    })
    .default({ mode: 'drawn', tileUrl: null, attribution: null }),
  /** Words that make a text wait for a moderator; a star at the end stands for any ending. */
  moderationWords: z.array(z.string()).default([]),
  /** Null until an administrator has named a number, its day and its source. */
  residents: Residents.nullable().default(null),
  retention: Retention.prefault({}),
  /** When the files of open data are made anew: the hour of the day in the city. */
  openData: z.object({ hour: z.int().min(0).max(23).default(3) }).prefault({}),
})
export type CityProfile = z.infer<typeof CityProfile>
