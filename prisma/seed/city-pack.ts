import { z } from 'zod'
import { categories } from './categories.ts'

/**
 * Everything the portal knows of a city before its own staff change it. Cities differ only in this data: no code
 * names a city. Shapes are coarse and drawn for these packs; a city replaces them by its own GeoJSON.
 */

const text = z.string().trim().min(1)
const localText = z.strictObject({ kk: text, ru: text, en: text })
const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,29}$/)
const isoDate = z.iso.date()
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Longitude, latitude in degrees (WGS 84), as GeoJSON has them. */
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ring = z
  .array(position)
  .min(4)
  .refine((points) => String(points[0]) === String(points.at(-1)), 'a ring ends where it begins')
const polygon = z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).length(1) })
const lineString = z.strictObject({ type: z.literal('LineString'), coordinates: z.array(position).min(2) })

const emergencyNumber = z.strictObject({
  code: z.enum(['rescue', 'fire', 'police', 'ambulance', 'gas', 'rescue_local', 'city', 'children']),
  label: localText,
  /** Short numbers differ by city and are no E.164 numbers, hence text. */
  number: z.string().regex(/^\d{3,4}$/),
})

const rules = z.strictObject({
  /** after: published at once unless the screening holds it; before: a moderator publishes. */
  publication: z.enum(['after', 'before']),
  countFrom: z.enum(['nextDay', 'sameDay']),
  workingDayEnds: clock,
  /** Working days for the answer: art. 76 p. 1 of the APPC. */
  termDays: z.int().min(1).max(60),
  /** Working days in which a body that is not competent passes the case on: art. 65 of the APPC. */
  forwardDays: z.int().min(1).max(15),
  /** Months to which a term may be extended at most, and working days for the notice: art. 76 p. 3. */
  extensionMonths: z.int().min(1).max(6),
  extensionNoticeDays: z.int().min(1).max(15),
  /** Calendar days after an answer in which the resident may reopen. */
  reopenDays: z.int().min(1).max(90),
})

const area = z.strictObject({
  code,
  kind: z.enum(['district', 'area', 'settlement', 'rural_district']),
  name: localText,
  /** Other names and settlements inside, for look-up. */
  aliases: z.array(text),
  shape: polygon,
})

const mapLine = z.strictObject({
  kind: z.enum(['river', 'road', 'railway']),
  name: localText,
  shape: lineString,
})

const openingHours = z.strictObject({
  /** 1 is Monday. */
  days: z.array(z.int().min(1).max(7)).min(1),
  opens: clock,
  closes: clock,
  break: z.strictObject({ from: clock, to: clock }).nullable(),
})

const office = z.strictObject({
  code,
  kind: z.enum(['akimat', 'department', 'state_body', 'utility', 'partner']),
  parent: code.nullable(),
  name: localText,
  short: localText,
  aliases: z.array(text),
  /** Areas that the office serves; none means the whole city. */
  areas: z.array(code),
  /** No staff account here: the operator forwards by letter. */
  external: z.boolean(),
  address: localText.nullable(),
  /** E.164, or a short number of the city. */
  phones: z.array(z.string().regex(/^(\+7\d{10}|\d{3,4})$/)),
  email: z.email().nullable(),
  hours: z.array(openingHours),
  /** Since when the office has this name, where known. */
  validFrom: isoDate.nullable(),
})

/** Category and area to office; null stands for any. The most specific rule wins, see coverage.ts. */
const routingRule = z.strictObject({
  category: code.nullable(),
  area: code.nullable(),
  office: code,
  coOffices: z.array(code),
})

const street = z.strictObject({
  kind: z.enum(['street', 'avenue', 'boulevard', 'lane', 'microdistrict', 'road', 'embankment', 'square']),
  /** The name without the word for its kind: 'Абай', 'Абая'. */
  kk: text,
  ru: text,
  /** Former and other names, in any language. */
  former: z.array(text),
})

export const cityPackSchema = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: localText,
  slogan: localText,
  centre: z.strictObject({ lat: z.number(), lon: z.number() }),
  bounds: z.strictObject({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone'),
  phone: z.strictObject({
    /** Area code without the country code, and digits of a local number. */
    code: z.string().regex(/^\d{2,5}$/),
    localDigits: z.int().min(5).max(7),
  }),
  /** The desk where people call and come; absent where no source says anything of one. */
  desk: z
    .strictObject({
      phones: z.array(z.string().regex(/^(\+7\d{10}|\d{3,4})$/)),
      hours: z.array(openingHours),
      everyDay: z.boolean(),
    })
    .optional(),
  postalHint: z.string().regex(/^\d{4,6}$/),
  brandColour: z.string().regex(/^#[0-9A-F]{6}$/),
  /** Working calendar; one without any days is the plain week from Monday to Friday. */
  calendar: z.string().regex(/^[a-z][a-z0-9-]{1,29}$/),
  emergencyNumbers: z.array(emergencyNumber).min(1),
  links: z.array(z.strictObject({ label: localText, url: z.url({ protocol: /^https$/ }) })),
  rules,
  outline: polygon,
  mapLines: z.array(mapLine),
  areas: z.array(area).min(1),
  offices: z.array(office).min(1),
  routing: z.array(routingRule).min(1),
  streets: z.array(street).max(120),
})

export type CityPack = z.infer<typeof cityPackSchema>
export type Area = z.infer<typeof area>
export type OfficeSeed = z.infer<typeof office>
export type RoutingRuleSeed = z.infer<typeof routingRule>
export type StreetSeed = z.infer<typeof street>
export type MapLine = z.infer<typeof mapLine>
export type Position = z.infer<typeof position>
export type Polygon = z.infer<typeof polygon>

const knownCategories = new Set(categories.map((category) => category.code))

/**
 * Checks a pack by its schema and its codes: unique within a list, and never naming what does not exist.
 * @throws z.ZodError with the path of each fault
 */
export function parseCityPack(pack: unknown): CityPack {
  return checkedCityPack.parse(pack)
}

const checkedCityPack = cityPackSchema.superRefine((pack, context) => {
  for (const { path, message } of [...duplicates(pack), ...danglingCodes(pack)]) {
    context.addIssue({ code: 'custom', path, message })
  }
})

type Fault = { path: (string | number)[]; message: string }

function duplicates(pack: CityPack): Fault[] {
  const lists: [string, string[]][] = [
    ['areas', pack.areas.map((one) => one.code)],
    ['offices', pack.offices.map((one) => one.code)],
    ['emergencyNumbers', pack.emergencyNumbers.map((one) => one.code)],
    ['routing', pack.routing.map((rule) => `${rule.category}/${rule.area}`)],
    ['streets', pack.streets.map((one) => `${one.kind}/${one.ru}`)],
  ]
  return lists.flatMap(([list, keys]) =>
    keys.flatMap((key, index) =>
      keys.indexOf(key) === index ? [] : [{ path: [list, index], message: `${key} is there twice` }],
    ),
  )
}

/** Codes of offices, areas, categories and emergency numbers that are named but not defined in the pack. */
export function danglingCodes(pack: CityPack): Fault[] {
  const offices = new Set(pack.offices.map((one) => one.code))
  const areas = new Set(pack.areas.map((one) => one.code))
  const numbers = new Set<string>(pack.emergencyNumbers.map((one) => one.code))
  const faults: Fault[] = []
  const need = (known: ReadonlySet<string>, wanted: string | null, path: Fault['path']) => {
    if (wanted !== null && !known.has(wanted)) faults.push({ path, message: `${wanted} is not defined` })
  }
  pack.offices.forEach((one, index) => {
    need(offices, one.parent, ['offices', index, 'parent'])
    for (const area of one.areas) need(areas, area, ['offices', index, 'areas'])
  })
  pack.routing.forEach((rule, index) => {
    need(knownCategories, rule.category, ['routing', index, 'category'])
    need(areas, rule.area, ['routing', index, 'area'])
    for (const wanted of [rule.office, ...rule.coOffices]) need(offices, wanted, ['routing', index, 'office'])
  })
  for (const category of categories) {
    for (const danger of category.danger) need(numbers, danger, ['emergencyNumbers'])
  }
  return faults
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
