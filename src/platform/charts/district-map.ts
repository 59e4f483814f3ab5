import { round } from './chart.ts'

/** Longitude and latitude in degrees (WGS 84). */
export type LonLat = readonly [number, number]

export type Bounds = { west: number; south: number; east: number; north: number }

/** What `views/shared/map-svg` prints: shapes on a grid, marks in per cent so that they keep their size. */
export type DistrictMap = {
  label: string
  width: number
  height: number
  shapes: {
    path: string
    /** All that is known of it, for those who do not see the picture. */
    name: string
    /** Written on it, in two lines; empty where there is no room. */
    label: string
    value: string
    href: string | null
    level: number | null
    x: number
    y: number
    /** How wide it is, in per cent of the picture. */
    span: number
    /** What is left out on a phone. */
    minor?: { label: boolean; value: boolean }
  }[]
  /** Rivers and roads; `label` is empty where the name would be in the way. */
  lines: { path: string; kind: string; label: string; x: number; y: number }[]
  marks: {
    x: number
    y: number
    radius: number
    text: string
    href: string
    label: string
    tone: string | null
    /** Only in a picture so wide; absent = in every one. See phone-groups.ts. */
    only?: 'phone' | 'wider'
  }[]
  /** Links that move the view; printed under the map. */
  moves: { href: string; label: string; icon: string }[]
}

export type DistrictMapData = {
  label: string
  bounds: Bounds
  /** Of the grid; a small picture needs fewer points. Default 800. */
  width?: number
  districts: {
    name: string
    /** A number to stand below the name. */
    value?: string
    /** Rings of a polygon or of several, outer and inner alike (even-odd). */
    rings: LonLat[][]
    href?: string | null
    /** Class of a choropleth, 1 (few) to 5 (many). */
    level?: number | null
  }[]
  /** `kind` becomes a class: river, road, railway. */
  lines?: { name: string; kind: string; points: LonLat[] }[]
  /** Groups of complaints; a group of one may be drawn as a pin by its text. */
  marks: {
    at: LonLat
    count: number
    text: string
    href: string
    label: string
    tone?: string | null
    only?: 'phone' | 'wider'
  }[]
  moves?: { href: string; label: string; icon: string }[]
}

/** A point is left out when it is nearer than this to the one before, in grid units: nobody could see it. */
const NEAR = 1

/** The grid of a picture of `bounds` and where a place lies on it. Heights between half and nine eighths of the width. */
export function mapFrame(bounds: Bounds, width = 800) {
  const left = mercatorX(bounds.west)
  const top = mercatorY(bounds.north)
  const spanX = mercatorX(bounds.east) - left
  const spanY = mercatorY(bounds.south) - top
  const height = Math.round(Math.min(width * 1.125, Math.max(width / 2, (width * spanY) / spanX)))
  const scale = Math.min(width / spanX, height / spanY)
  const offsetX = (width - spanX * scale) / 2
  const offsetY = (height - spanY * scale) / 2
  const project = ([lon, lat]: LonLat): [number, number] => [
    offsetX + (mercatorX(lon) - left) * scale,
    offsetY + (mercatorY(lat) - top) * scale,
  ]
  /** In per cent of the picture. */
  const percent = (place: LonLat): { x: number; y: number } => {
    const [x, y] = project(place)
    return { x: round((x / width) * 100), y: round((y / height) * 100) }
  }
  const isInside = (place: LonLat): boolean => {
    const { x, y } = percent(place)
    return x >= 0 && x <= 100 && y >= 0 && y <= 100
  }
  return { width, height, project, percent, isInside }
}

/** Web Mercator picture of a city without any tiles. Shapes outside the bounds are left out, marks too. */
export function districtMap(data: DistrictMapData): DistrictMap {
  const frame = mapFrame(data.bounds, data.width)
  const { width, height, project, percent, isInside } = frame
  return {
    label: data.label,
    width,
    height,
    shapes: data.districts.map(({ name, value = '', rings, href, level }) => ({
      name: value === '' ? name : `${name}: ${value}`,
      label: name,
      value,
      href: href ?? null,
      level: level ?? null,
      ...outlineOf(rings, data.bounds, frame),
    })),
    lines: (data.lines ?? []).map(({ name, kind, points }) => ({
      path: pathOf(points, project).join('L').replace(/^/, 'M'),
      kind,
      label: name,
      ...percent(points[Math.floor(points.length / 2)] ?? [0, 0]),
    })),
    marks: data.marks
      .filter(({ at }) => isInside(at))
      .map(({ at, count, text, href, label, tone, only }) => ({
        ...percent(at),
        radius: radiusOf(count),
        text,
        href,
        label,
        tone: tone ?? null,
        ...(only && { only }),
      })),
    moves: data.moves ?? [],
  }
}

type Shape = DistrictMap['shapes'][number]

/** Pixels of a letter of a name in the widest of the fonts, about; its line with the gap above and below. */
const LETTER = 8.5
const LINE = 18
/** By so much words with a number may be wider than their area: the estimate of a letter is a generous one. */
const OVERHANG = 12

/**
 * Leaves out the names that would lie under a mark or over another name when the picture is `width` pixels wide.
 * The areas stay; earlier ones keep their name before later ones, areas before lines. Numbers come before names: a
 * number whose name finds no room beside the other numbers stands alone.
 */
export function withRoomForNames(map: DistrictMap, width: number): DistrictMap {
  const height = (width * map.height) / map.width
  const place = ({ x, y }: { x: number; y: number }) => ({ x: (x / 100) * width, y: (y / 100) * height })
  const taken: Box[] = map.marks
    .filter(({ only }) => only !== 'phone')
    .map((mark) => {
      const { x, y } = place(mark)
      return { left: x - mark.radius, right: x + mark.radius, top: y - mark.radius, bottom: y + mark.radius }
    })
  const fits = (at: { x: number; y: number }, ...words: string[]): boolean => {
    const box = boxAround(place(at), words)
    const isFree = taken.every((other) => !overlap(box, other))
    if (isFree) taken.push(box)
    return isFree
  }
  const inside = (shape: Shape, ...words: string[]): boolean => {
    const { left, right } = boxAround(place(shape), words)
    const isOwn = right - left <= (shape.span / 100) * width + OVERHANG
    return isOwn && left >= 0 && right <= width && fits(shape, ...words)
  }
  const numbered = map.shapes.map((shape) =>
    shape.value === '' || inside(shape, shape.value) ? shape : { ...shape, label: '', value: '' },
  )
  const shapes = numbered.map((shape) => {
    const { label, value } = shape
    if (label === '') return shape
    if (value === '') return fits(shape, label) ? shape : { ...shape, label: '' }
    const own = boxAround(place(shape), [value])
    taken.splice(
      taken.findIndex((box) => isSame(box, own)),
      1,
    )
    if (inside(shape, label, value)) return shape
    taken.push(own)
    return { ...shape, label: '' }
  })
  const lines = map.lines.map((line) =>
    line.label === '' || fits(line, line.label) ? line : { ...line, label: '' },
  )
  return { ...map, shapes, lines }
}

/** Pixels of the picture on a phone, and where styles begin to show what is `minor` (35rem in charts.css). */
const SHOWN = { narrow: 300, wide: 560 } as const

/** Names as a wide picture has room for them; those that a phone has none for are marked. */
export function withNarrowNames(map: DistrictMap): DistrictMap {
  const narrow = withRoomForNames(map, SHOWN.narrow)
  const wide = withRoomForNames(map, SHOWN.wide)
  return {
    ...wide,
    shapes: wide.shapes.map((shape, index) => ({
      ...shape,
      minor: { label: narrow.shapes[index]?.label === '', value: narrow.shapes[index]?.value === '' },
    })),
  }
}

type Outline = Pick<DistrictMap['shapes'][number], 'path' | 'x' | 'y' | 'span'>

/** Borders of cities have thousands of points, and stay the same whatever a map tells of them. */
const outlines = new WeakMap<readonly LonLat[][], { frame: string; outline: Outline }>()

function outlineOf(
  rings: LonLat[][],
  { west, south, east, north }: Bounds,
  { width, project, percent }: ReturnType<typeof mapFrame>,
): Outline {
  const frame = [west, south, east, north, width].join(' ')
  const known = outlines.get(rings)
  if (known?.frame === frame) return known.outline
  const outline = {
    path: rings.map((ring) => closed(pathOf(ring, project))).join(''),
    ...percent(middleOf(rings[0] ?? [])),
    span: spanOf(rings, percent),
  }
  outlines.set(rings, { frame, outline })
  return outline
}

function spanOf(rings: readonly LonLat[][], percent: (place: LonLat) => { x: number }): number {
  const lons = rings.flat().map(([lon]) => lon)
  const west = lons.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const east = lons.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return lons.length === 0 ? 0 : round(percent([east, 0]).x - percent([west, 0]).x)
}

function boxAround({ x, y }: { x: number; y: number }, words: readonly string[]): Box {
  const halfWidth = (Math.max(...words.map((word) => word.length)) * LETTER) / 2
  const halfHeight = (words.length * LINE) / 2
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight }
}

type Box = { left: number; right: number; top: number; bottom: number }

const isSame = (a: Box, b: Box): boolean => a.left === b.left && a.top === b.top && a.right === b.right

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** At least 14 px, so that a mark with its gap is a target of 24 px and more; grows with the logarithm of the count. */
export const radiusOf = (count: number): number => Math.round(14 + 4 * Math.log10(Math.max(1, count)))

const closed = (points: string[]): string => (points.length > 2 ? `M${points.join('L')}Z` : '')

function pathOf(line: readonly LonLat[], project: (point: LonLat) => [number, number]): string[] {
  const points: string[] = []
  let [lastX, lastY] = [Number.NaN, Number.NaN]
  line.forEach((point, index) => {
    const [x, y] = project(point)
    const isEnd = index === line.length - 1
    if (!isEnd && Math.hypot(x - lastX, y - lastY) < NEAR) return
    const text = `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
    if (text === points.at(-1)) return
    points.push(text)
    lastX = x
    lastY = y
  })
  return points
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
