/** Degrees of WGS 84. */
export type LatLon = { lat: number; lon: number }

/** Degrees; `west` <= `east`, so nothing that crosses the date line. */
export type Bounds = { south: number; west: number; north: number; east: number }

/**
 * A point of Web Mercator (EPSG:3857) in pixels of zoom 22 with tiles of 256 pixels: 0 to 2^30 - 1 from west to
 * east and from north to south, so that it fits a PostgreSQL integer. One step is 3.7 cm at the equator.
 */
export type GridPoint = { cx: number; cy: number }

/** A square of 2^shift by 2^shift grid points, counted from the north-west corner of the world. */
export type Cell = { x: number; y: number }

/** Whole cells as limits for a query: `west <= cx AND cx < east AND north <= cy AND cy < south`. */
export type GridRange = { west: number; east: number; north: number; south: number }

const GRID_ZOOM = 22
const WORLD = 2 ** (GRID_ZOOM + 8)
/** The latitude at which Web Mercator is cut off to make the world a square. */
const MAX_LAT = 85.0511287798066

/** @throws RangeError when a degree is not a number; what lies outside the world is moved to its edge */
export function mercatorOf({ lat, lon }: LatLon): GridPoint {
  if (!Number.isFinite(lat) || !Number.isFinite(lon)) throw new RangeError(`Not a place: ${lat}, ${lon}`)
  const sine = Math.sin((Math.min(MAX_LAT, Math.max(-MAX_LAT, lat)) * Math.PI) / 180)
  return {
    cx: onGrid(lon / 360 + 0.5),
    cy: onGrid(0.5 - Math.atanh(sine) / (2 * Math.PI)),
  }
}

/** The middle of a grid point. */
export function latLonOf({ cx, cy }: GridPoint): LatLon {
  return { lat: latitudeAt(cy + 0.5), lon: longitudeAt(cx + 0.5) }
}

/**
 * The size of cells, as a power of two of grid points, that are `cellPixels` wide on a map at `zoom`.
 * @param zoom 0 to 22; parts of a level are rounded down
 * @param cellPixels a power of two, usually 64
 */
export function shiftFor(zoom: number, cellPixels: number): number {
  return GRID_ZOOM - Math.min(GRID_ZOOM, Math.max(0, Math.floor(zoom))) + Math.round(Math.log2(cellPixels))
}

/** In SQL: `cx >> shift, cy >> shift`. */
export function cellOf(cx: number, cy: number, shift: number): Cell {
  return { x: cx >> shift, y: cy >> shift }
}

export function boundsOfCell({ x, y }: Cell, shift: number): Bounds {
  const size = 2 ** shift
  return boundsOfRange({ west: x * size, east: (x + 1) * size, north: y * size, south: (y + 1) * size })
}

/** All cells that `bounds` touches. Views that differ by less than a cell give the same range and share a cache entry. */
export function snapToCells(bounds: Bounds, shift: number): GridRange {
  const northWest = mercatorOf({ lat: bounds.north, lon: bounds.west })
  const southEast = mercatorOf({ lat: bounds.south, lon: bounds.east })
  const first = cellOf(northWest.cx, northWest.cy, shift)
  const last = cellOf(southEast.cx, southEast.cy, shift)
  const size = 2 ** shift
  return {
    west: first.x * size,
    east: (last.x + 1) * size,
    north: first.y * size,
    south: (last.y + 1) * size,
  }
}

export function boundsOfRange({ west, east, north, south }: GridRange): Bounds {
  return {
    south: latitudeAt(south),
    west: longitudeAt(west),
    north: latitudeAt(north),
    east: longitudeAt(east),
  }
}

function onGrid(fraction: number): number {
  return Math.min(WORLD - 1, Math.max(0, Math.floor(fraction * WORLD)))
}

function longitudeAt(cx: number): number {
  return (cx / WORLD - 0.5) * 360
}

function latitudeAt(cy: number): number {
  return (Math.asin(Math.tanh((0.5 - cy / WORLD) * 2 * Math.PI)) * 180) / Math.PI
}
