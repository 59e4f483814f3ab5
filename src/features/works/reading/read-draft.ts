import { langs } from '../../../platform/i18n/texts.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import type { City, Names } from '../../city/index.ts'
import type { Office } from '../../offices/index.ts'
import { districtIdOf, type WorkDraft } from '../draft.ts'
import { readWorkShape, type ShapeFault, type WorkShape } from '../geometry.ts'
import { type HouseRange, rangeFault, readHouses } from '../houses.ts'
import { readPhone } from '../phone.ts'
import { isOutage, isWorkKind, type WorkKind, workKinds } from '../rules.ts'
import type { Period } from '../view.ts'
import { readMoment, readPeriod } from './moments.ts'
import { type Fault, type FaultCode, mostStreets, type RawField, type RawWork } from './raw-work.ts'

/** What a street that was written stands for; a fault where it is none or might be several. */
export type StreetResolver = (text: string) => Promise<{ id: number } | 'streetUnknown' | 'streetAmbiguous'>

export type ReadingPlace = {
  city: City
  /** All offices of the city, and those for which this person writes. */
  offices: readonly Office[]
  ownOfficeIds: readonly number[]
  /** Milliseconds UTC. */
  now: number
  resolveStreet: StreetResolver
  /** Words for kinds in all languages, folded -> kind. */
  kindWords: ReadonlyMap<string, WorkKind>
}

export type DraftRead = { ok: true; draft: WorkDraft } | { ok: false; faults: Fault[] }

const longestTitle = 160
const longestText = 2000
const longestLine = 200
const largestSum = 10_000_000_000_000

/**
 * Reads a work from what was typed or stands in a list; every fault is named, not the first alone.
 * @param known the period of a work whose dates are not asked for
 */
export async function readDraft(
  raw: RawWork,
  place: ReadingPlace,
  known: Period | null = null,
): Promise<DraftRead> {
  const faults: Fault[] = []
  const fail = (field: string, code: FaultCode, value: string): null => {
    faults.push({ field, code, value })
    return null
  }
  const kind = kindOf(raw.kind, place) ?? fail('kind', 'kind', raw.kind)
  const named = (['title', 'why', 'place', 'detour'] as const).map(
    (name) => [name, textsOf(raw, name, fail)] as const,
  )
  const texts = Object.fromEntries(named) as Record<'title' | 'why' | 'place' | 'detour', Names>
  if (texts.title.kk === '' && texts.title.ru === '') fail('titleKk', 'title', '')
  const officeId = officeOf(raw.office, place, fail)
  const period = known ?? periodOf(raw, { ...place, needsHours: kind !== null && isOutage(kind) }, fail)
  const streets = await streetsOf(raw, place, fail)
  const shape = shapeOf(raw, place, fail)
  const districtId = districtOf(raw.district, place, fail)
  const isSomewhere =
    raw.streets.some(isFilled) || raw.shape !== '' || raw.lat !== '' || raw.lon !== '' || raw.district !== ''
  if (!isSomewhere) fail('street0', 'where', '')
  const rest = {
    contractor: lineOf(raw, 'contractor', fail),
    sum: sumOf(raw.sum, fail),
    contractUrl: urlOf(raw.contractUrl, fail),
    officePhone:
      raw.officePhone === ''
        ? ''
        : (readPhone(raw.officePhone, place.city) ?? fail('officePhone', 'phone', raw.officePhone) ?? ''),
  }
  if (faults.length > 0 || kind === null || officeId === null || period === null) return { ok: false, faults }
  const where = { districtId: districtIdOf({ districtId, shape }, place.city.areas), shape, streets }
  const { startsAt, endsAt, allDay } = period
  return { ok: true, draft: { kind, officeId, ...texts, startsAt, endsAt, allDay, ...where, ...rest } }
}

const isFilled = ({ street, houses }: RawWork['streets'][number]) => street !== '' || houses !== ''

type Fail = (field: string, code: FaultCode, value: string) => null

const folded = (text: string): string => searchFold(text).trim().replaceAll(/\s+/g, ' ')

function kindOf(text: string, { kindWords }: ReadingPlace): WorkKind | null {
  const bare = text.trim()
  return isWorkKind(bare) ? bare : (kindWords.get(folded(bare)) ?? null)
}

/** Words for all kinds in the languages of the portal, for lists that people write. */
export function kindWordsOf(
  nameOf: (lang: 'kk' | 'ru' | 'en', kind: WorkKind) => string,
): Map<string, WorkKind> {
  return new Map(
    langs.flatMap((lang) => workKinds.map((kind): [string, WorkKind] => [folded(nameOf(lang, kind)), kind])),
  )
}

function textsOf(raw: RawWork, name: 'title' | 'why' | 'place' | 'detour', fail: Fail): Names {
  const most = name === 'title' ? longestTitle : longestText
  const read = (field: RawField) => {
    const text = raw[field].trim()
    return [...text].length > most ? (fail(field, 'long', String(most)) ?? '') : text
  }
  return { kk: read(`${name}Kk`), ru: read(`${name}Ru`), en: read(`${name}En`) }
}

function lineOf(raw: RawWork, field: 'contractor', fail: Fail): string {
  const text = raw[field].trim()
  return text.length > longestLine ? (fail(field, 'long', String(longestLine)) ?? '') : text
}

function officeOf(text: string, { offices, ownOfficeIds }: ReadingPlace, fail: Fail): number | null {
  if (text === '') {
    const [only] = ownOfficeIds
    return ownOfficeIds.length === 1 && only !== undefined ? only : fail('office', 'officeMissing', '')
  }
  const asked = folded(text)
  const isMeant = ({ code, names, short, aliases }: Office) =>
    [code, ...Object.values(names), ...Object.values(short), ...aliases].some(
      (name) => folded(name) === asked,
    )
  const found =
    offices.find(({ code }) => code === text) ?? offices.find((office) => office.current && isMeant(office))
  if (found === undefined) return fail('office', 'office', text)
  return ownOfficeIds.includes(found.id) ? found.id : fail('office', 'officeForeign', text)
}

function periodOf(
  raw: RawWork,
  { city, now, needsHours }: Pick<ReadingPlace, 'city' | 'now'> & { needsHours: boolean },
  fail: Fail,
): Period | null {
  const read = (field: 'starts' | 'ends') =>
    raw[field] === ''
      ? fail(field, `${field}Missing`, '')
      : (readMoment(raw[field]) ?? fail(field, `${field}Bad`, raw[field]))
  const [starts, ends] = [read('starts'), read('ends')]
  if (starts === null || ends === null) return null
  const period = readPeriod({ starts, ends }, { timeZone: city.timeZone, now, needsHours })
  return typeof period === 'string' ? fail(period === 'tooFar' ? 'starts' : 'ends', period, raw.ends) : period
}

async function streetsOf(raw: RawWork, { resolveStreet }: ReadingPlace, fail: Fail) {
  const streets: WorkDraft['streets'] = []
  if (raw.streets.filter(isFilled).length > mostStreets) {
    fail(`street${mostStreets}`, 'streetsMany', String(mostStreets))
    return streets
  }
  for (const [index, { street, houses }] of raw.streets.entries()) {
    if (street === '' && houses === '') continue
    const field = `street${index}`
    const range = rangeOf(houses, `houses${index}`, fail)
    if (street === '') fail(field, 'streetMissing', houses)
    else {
      const found = await resolveStreet(street)
      if (typeof found === 'string') fail(field, found, street)
      else if (range !== null) streets.push({ streetId: found.id, range })
    }
  }
  return streets
}

function rangeOf(houses: string, field: string, fail: Fail): HouseRange | null {
  const range = readHouses(houses)
  if (range === null) return fail(field, 'houses', houses)
  const fault = rangeFault(range)
  return fault === null ? range : fail(field, fault === 'order' ? 'housesOrder' : 'houses', houses)
}

const shapeFaults = {
  json: 'shapeJson',
  pairs: 'shapePairs',
  type: 'shapeType',
  long: 'shapeLong',
  outside: 'outside',
} as const satisfies Record<ShapeFault, FaultCode>

/** A shape that was pasted, or a point from two columns. */
function shapeOf({ shape, lat, lon }: RawWork, { city }: ReadingPlace, fail: Fail): WorkShape | null {
  if (shape.trim() !== '') {
    const read = readWorkShape(shape, city.profile.bounds)
    return read.ok ? read.shape : fail('shape', shapeFaults[read.fault], shape.slice(0, 60))
  }
  if (lat === '' && lon === '') return null
  if (lat === '' || lon === '') return fail('lat', 'halfPoint', lat + lon)
  const [y, x] = [lat, lon].map((text) =>
    /^-?\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null,
  )
  if (y == null || x == null) return fail('lat', 'coordinates', `${lat}, ${lon}`)
  const { west, south, east, north } = city.profile.bounds
  const isIn = x >= west && x <= east && y >= south && y <= north
  return isIn ? { type: 'Point', coordinates: [x, y] } : fail('lat', 'outside', `${lat}, ${lon}`)
}

function districtOf(text: string, { city }: ReadingPlace, fail: Fail): number | null {
  if (text === '') return null
  const asked = folded(text)
  const found = city.areas.find(
    ({ code, names }) => code === text || Object.values(names).some((name) => folded(name) === asked),
  )
  return found?.id ?? fail('district', 'district', text)
}

/** Blanks and a comma for the decimals are what spreadsheets write: '12 500 000,00'. */
function sumOf(text: string, fail: Fail): number | null {
  const bare = text.replaceAll(/[\s\u00A0₸]|тг\.?|тенге|теңге/giu, '').replace(',', '.')
  if (bare === '') return null
  if (!/^-?\d+(?:\.\d{1,2})?$/.test(bare)) return fail('sum', 'sum', text)
  const sum = Math.round(Number(bare))
  if (sum < 0) return fail('sum', 'sumNegative', text)
  return sum > largestSum ? fail('sum', 'sumLarge', text) : sum
}

function urlOf(text: string, fail: Fail): string {
  if (text === '') return ''
  const isWeb = /^https?:\/\//i.test(text) && URL.canParse(text) && text.length <= 500
  return isWeb ? text : (fail('contractUrl', 'url', text) ?? '')
}
