import { type Typed, typedFields } from '../../../platform/http/form.ts'
import { formatInstant } from '../../../platform/time/format.ts'
import { streetName } from '../../places/index.ts'
import type { Around } from '../around.ts'
import { mostStreets, type RawField, type RawWork, rawFields } from '../reading/raw-work.ts'
import { daysOf, housesText } from '../view.ts'
import type { Work } from '../work.ts'

/** One row more than a work may have streets: who fills it is told so, and nothing is cut in silence. */
const mostStreetRows = mostStreets + 1
const spareRows = 3

/** A form of a work as texts. Day and time are two fields in it and one value of the reading. */
export function rawOf(body: unknown): { typed: Typed; raw: RawWork } {
  const typed = typedFields(body)
  const field = (name: string) => (typed[name] ?? '').trim()
  const moment = (name: 'starts' | 'ends') => `${field(`${name}On`)} ${field(`${name}Time`)}`.trim()
  const plain = Object.fromEntries(rawFields.map((name) => [name, field(name)])) as Record<RawField, string>
  const rows = Array.from({ length: mostStreetRows }, (_, index) => ({
    street: field(`street${index}`),
    houses: field(`houses${index}`),
  }))
  // Faults are named by the row, so empty rows between stay; those at the end say nothing.
  const last = rows.findLastIndex(({ street, houses }) => street !== '' || houses !== '')
  return {
    typed,
    raw: { ...plain, starts: moment('starts'), ends: moment('ends'), streets: rows.slice(0, last + 1) },
  }
}

/** The fields of the form as a work has them. */
export function typedOf(work: Work, around: Around): Typed {
  const { directory, city } = around
  const three = (name: string, { kk, ru, en }: { kk: string; ru: string; en: string }): Typed => ({
    [`${name}Kk`]: kk,
    [`${name}Ru`]: ru,
    [`${name}En`]: en,
  })
  const { why, place, detour } = work.words
  return {
    kind: work.kind,
    office: directory.officeById.get(work.officeId)?.code ?? '',
    ...three('title', work.title),
    ...three('why', why),
    ...three('place', place),
    ...three('detour', detour),
    ...datesTyped(work, around),
    contractor: work.contractor,
    sum: work.sum === null ? '' : String(work.sum),
    contractUrl: work.contractUrl,
    officePhone: work.officePhone,
    district: city.areas.find(({ id }) => id === work.districtId)?.code ?? '',
    shape: work.shape === null ? '' : JSON.stringify(work.shape),
    ...streetsTyped(work, around),
  }
}

/** Day and time of both ends. */
export function datesTyped(work: Work, { timeZone }: Pick<Around, 'timeZone'>): Typed {
  const { first, last } = daysOf(work, timeZone)
  const time = (at: number) => (work.allDay ? '' : formatInstant(at, 'en', timeZone, 'time'))
  return { startsOn: first, endsOn: last, startsTime: time(work.startsAt), endsTime: time(work.endsAt) }
}

function streetsTyped({ streets }: Work, { lang, t }: Around): Typed {
  return Object.fromEntries(
    streets.flatMap(({ street, range }, index) => [
      [`street${index}`, streetName({ lang, t }, street)],
      [`houses${index}`, housesText(range, t)],
    ]),
  )
}

/** The rows of streets that a form shows: those that are filled and some to fill. */
export function streetRowsShown(typed: Typed): number {
  const filled = Array.from({ length: mostStreetRows }, (_, index) => index).filter(
    (index) => (typed[`street${index}`] ?? '') !== '' || (typed[`houses${index}`] ?? '') !== '',
  )
  return Math.min(mostStreetRows, (filled.at(-1) ?? -1) + 1 + spareRows)
}
