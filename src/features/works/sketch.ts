import {
  type DistrictMap,
  districtMap,
  mapFrame,
  withRoomForNames,
} from '../../platform/charts/district-map.ts'
import type { Bounds } from '../../platform/geo/mercator.ts'
import { districtsOf, linesOf } from '../complaints/index.ts'
import type { Around } from './around.ts'
import { boundsOf, middleOf, partsOf, type WorkShape } from './geometry.ts'

/** A work on the picture of its city. `text` is what stands on its mark. */
export type Drawn = { shape: WorkShape; text: string; href: string; label: string }

type Place = Pick<Around, 'city' | 'lang'>

const wholeWidth = 430
const smallWidth = 400

/** All works of a list, on the part of the city in which they lie: lines and areas, with a numbered mark each. */
export function sketchOf(works: readonly Drawn[], label: string, place: Place): DistrictMap {
  const bounds = widened(together(works.map(({ shape }) => boundsOf(shape))))
  return withRoomForNames(drawn(works, { label, bounds, width: wholeWidth }, place), wholeWidth)
}

const together = (boxes: readonly Bounds[]): Bounds => ({
  west: Math.min(...boxes.map(({ west }) => west)),
  south: Math.min(...boxes.map(({ south }) => south)),
  east: Math.max(...boxes.map(({ east }) => east)),
  north: Math.max(...boxes.map(({ north }) => north)),
})

/** What is around one work. */
export function sketchOfOne(work: Drawn, label: string, place: Place): DistrictMap {
  const bounds = widened(boundsOf(work.shape))
  return withRoomForNames(drawn([work], { label, bounds, width: smallWidth }, place), smallWidth)
}

type Frame = { label: string; bounds: Bounds; width: number }

function drawn(works: readonly Drawn[], { label, bounds, width }: Frame, { city, lang }: Place): DistrictMap {
  const base = districtMap({
    ...{ label, bounds, width },
    districts: districtsOf(city, lang),
    lines: linesOf(city, lang),
    marks: works.map(({ shape, text, href, label: said }) => {
      const { lat, lon } = middleOf(shape)
      return { at: [lon, lat], count: 1, text, href, label: said }
    }),
  })
  const { project } = mapFrame(bounds, width)
  const path = (points: readonly (readonly [number, number])[], end: string) =>
    `M${points
      .map((point) =>
        project(point)
          .map((value) => Math.round(value * 10) / 10)
          .join(' '),
      )
      .join('L')}${end}`
  const overlay = works.flatMap(({ shape }) => {
    const { lines, areas } = partsOf(shape)
    return [
      ...areas.map((rings) => ({ kind: 'work-area', path: rings.map((ring) => path(ring, 'Z')).join('') })),
      ...lines.map((line) => ({ kind: 'work', path: path(line, '') })),
    ]
  })
  return { ...base, lines: [...base.lines, ...overlay.map((line) => ({ ...line, label: '', x: 0, y: 0 }))] }
}

/** At least about 1.6 km wide, with a margin around. */
const leastDegrees = 0.02

function widened({ west, south, east, north }: Bounds): Bounds {
  const wide = Math.max((east - west) * 0.65, leastDegrees / 2)
  const high = Math.max((north - south) * 0.65, (leastDegrees / 2) * 0.6)
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  return { west: lon - wide, east: lon + wide, south: lat - high, north: lat + high }
}
