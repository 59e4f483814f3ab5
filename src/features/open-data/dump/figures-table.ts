import { csvLine, csvStart } from '../../../platform/http/csv.ts'
import type { PublishedFigures } from '../../statistics/index.ts'

const columns = ['from', 'to', 'scope', 'code', 'figure', 'value'] as const

/** The figures of figures.json as one long table: a row for each figure of each part of the city. */
export function figuresTable(sets: readonly PublishedFigures[]): string {
  const lines = sets.flatMap((set) => {
    const { window, city, together, categories, districts, offices, pairs, channels } = set
    const place = (scope: string, code: string | null, figures: object) =>
      leavesOf(withoutHead(figures)).map(([figure, value]) =>
        csvLine([window.from, window.to, scope, code, figure, value]),
      )
    return [
      ...place('city', null, city),
      ...place('offices together', null, together),
      ...categories.flatMap((one) => place('category', one.filter.category ?? null, one)),
      ...districts.flatMap((one) => place('district', one.filter.district ?? null, one)),
      ...offices.flatMap(({ office, name: _, ...figures }) => place('office', office, figures)),
      ...pairs.flatMap((one) =>
        place('category in district', `${one.filter.category}/${one.filter.district}`, one),
      ),
      ...channels.flatMap((one) => [
        ...place('channel, offices together', one.channel, one.together),
        ...one.offices.flatMap(({ office, name: _, ...figures }) =>
          place('office by channel', `${office}/${one.channel}`, figures),
        ),
      ]),
    ]
  })
  return csvStart + csvLine([...columns]) + lines.join('')
}

function withoutHead(figures: object): object {
  const head = new Set(['asOf', 'window', 'filter', 'calendar', 'method'])
  return Object.fromEntries(Object.entries(figures).filter(([name]) => !head.has(name)))
}

/** `{ onTime: { n: 1 } }` -> `['onTime.n', 1]`; figures that are not there are left out. */
export function leavesOf(value: object, prefix = ''): [path: string, value: string | number][] {
  return Object.entries(value).flatMap(([key, member]): [string, string | number][] => {
    if (typeof member === 'object' && member !== null) return leavesOf(member, `${prefix}${key}.`)
    if (member === null || member === undefined) return []
    return [[`${prefix}${key}`, typeof member === 'number' ? member : String(member)]]
  })
}
