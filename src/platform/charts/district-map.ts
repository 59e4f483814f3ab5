import { round } from './chart.ts'

/** Longitude and latitude in degrees (WGS 84). */
export type LonLat = readonly [number, number]

export type Bounds = { west: number; south: number; east: number; north: number }

/** What `views/shared/map-svg` prints: shapes on a grid, marks in per cent so that they keep their size. */
export type DistrictMap = {
  label: string
  width: number
  height: number
  shapes: { path: string; label: string; href: string | null; level: number | null; x: number; y: number }[]
  marks: {
    x: number
    y: number
    radius: number
    text: string
    href: string
    label: string
    tone: string | null
  }[]
  /** Links that move the view; printed under the map. */
  moves: { href: string; label: string; icon: string }[]
}

export type DistrictMapData = {
  label: string
  bounds: Bounds
  districts: {
    name: string
    /** Rings of a polygon or of several, outer and inner alike (even-odd). */
    rings: LonLat[][]
    href?: string | null
    /** Class of a choropleth, 1 (few) to 5 (many). */
    level?: number | null
  }[]
  /** Groups of complaints; a group of one may be drawn as a pin by its text. */
  marks: { at: LonLat; count: number; text: string; href: string; label: string; tone?: string | null }[]
  moves?: { href: string; label: string; icon: string }[]
}

const WIDTH = 800
const MIN_HEIGHT = 400
const MAX_HEIGHT = 900

/** Web Mercator picture of a city without any tiles. Shapes outside the bounds are left out, marks too. */
export function districtMap({ label, bounds, districts, marks, moves }: DistrictMapData): DistrictMap {
  const left = mercatorX(bounds.west)
  const top = mercatorY(bounds.north)
  const spanX = mercatorX(bounds.east) - left
  const spanY = mercatorY(bounds.south) - top
  const height = Math.round(Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, (WIDTH * spanY) / spanX)))
  const scale = Math.min(WIDTH / spanX, height / spanY)
  const offsetX = (WIDTH - spanX * scale) / 2
  const offsetY = (height - spanY * scale) / 2
  const project = ([lon, lat]: LonLat): [number, number] => [
    offsetX + (mercatorX(lon) - left) * scale,
    offsetY + (mercatorY(lat) - top) * scale,
  ]
  return {
    label,
    width: WIDTH,
    height,
    shapes: districts.map(({ name, rings, href, level }) => {
      const [x, y] = project(middleOf(rings[0] ?? []))
      const place = { x: round((x / WIDTH) * 100), y: round((y / height) * 100) }
      return {
        path: rings.map((ring) => ringPath(ring, project)).join(''),
        label: name,
        href: href ?? null,
        level: level ?? null,
        ...place,
      }
    }),
    marks: marks
      .map(({ at, count, text, href, label: own, tone }) => {
        const [x, y] = project(at)
        return {
          x: round((x / WIDTH) * 100),
          y: round((y / height) * 100),
          radius: radiusOf(count),
          text,
          href,
          label: own,
          tone: tone ?? null,
        }
      })
      .filter(({ x, y }) => x >= 0 && x <= 100 && y >= 0 && y <= 100),
    moves: moves ?? [],
  }
}

/** At least 14 px, so that a mark with its gap is a target of 24 px and more; grows with the logarithm of the count. */
const radiusOf = (count: number): number => Math.round(14 + 4 * Math.log10(Math.max(1, count)))

function ringPath(ring: LonLat[], project: (point: LonLat) => [number, number]): string {
  const points: string[] = []
  for (const point of ring) {
    const [x, y] = project(point)
    const text = `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
    if (text !== points.at(-1)) points.push(text)
  }
  return points.length > 2 ? `M${points.join('L')}Z` : ''
}

/** Centroid of a ring by its area; the mean of the points for degenerate rings. */
function middleOf(ring: LonLat[]): LonLat {
  let area = 0
  let x = 0
  let y = 0
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length] ?? [ax, ay]
    const cross = ax * by - bx * ay
    area += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  })
  if (Math.abs(area) > 1e-12) return [x / (3 * area), y / (3 * area)]
  const mean = (part: 0 | 1): number =>
    ring.reduce((sum, point) => sum + point[part], 0) / Math.max(1, ring.length)
  return [mean(0), mean(1)]
}

const mercatorX = (lon: number): number => (lon * Math.PI) / 180

const mercatorY = (lat: number): number => -Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
