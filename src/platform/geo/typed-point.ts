/** Degrees. */
export type Point = { lat: number; lon: number }

const shape = /^\s*(-?\d{1,3}[.,]\d{2,10})(?:\s*[,;]\s*|\s+)(-?\d{1,3}[.,]\d{2,10})\s*$/

/**
 * A point as people type it: latitude, then longitude, with a dot or a comma in each; between them a comma, a semicolon or
 * a blank. Null when it is none: fewer than two digits behind the dot would mean a whole town.
 */
export function typedPoint(typed: string): Point | null {
  const found = shape.exec(typed)
  const [lat, lon] = [found?.[1], found?.[2]].map((one) => Number(one?.replace(',', '.')))
  if (lat === undefined || lon === undefined || Number.isNaN(lat) || Number.isNaN(lon)) return null
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null
}

/** As `typedPoint` reads it. */
export const pointText = ({ lat, lon }: Point): string => `${degrees(lat)}, ${degrees(lon)}`

const degrees = (n: number): string => (/\.\d{2}/.test(String(n)) ? String(n) : n.toFixed(2))

export type Bounds = { south: number; north: number; west: number; east: number }

/** Whether it lies in a frame; latitude and longitude that were typed the other way round mostly do not. */
export const isWithin = ({ lat, lon }: Point, { south, north, west, east }: Bounds): boolean =>
  lat >= south && lat <= north && lon >= west && lon <= east
