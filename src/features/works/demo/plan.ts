import type { WorkShape } from '../geometry.ts'
import type { HouseSide } from '../houses.ts'
import type { SayingName, TemplateName } from './templates.ts'

/** A work of an invented plan. Days count from the day on which it is written, 0; hours are those of the city. */
export type PlannedWork = {
  /** Never changes: by it the same work is known the next time. */
  code: string
  template: TemplateName
  /** Code of an office of the city pack. */
  office: string
  /** Russian names of streets of the city pack, with houses or whole. */
  streets: readonly (readonly [nameRu: string, from?: number, to?: number, side?: HouseSide])[]
  from: number
  /** Of days for whole days, absent with hours. */
  days?: number
  hours?: readonly [from: string, to: string]
  shape?: WorkShape
  contractor?: string
  sum?: number
  detour?: { kk: string; ru: string; en: string }
  /** Days before today on which it was published. */
  told: number
  /** What happened since: `ago` days before today the dates moved by so many days. */
  moves?: readonly { ago: number; by: number; why: SayingName }[]
  done?: { ago: number; result: SayingName }
  cancelled?: { ago: number; why: SayingName }
}

type LonLat = [number, number]

export const line = (...coordinates: LonLat[]): WorkShape => ({ type: 'LineString', coordinates })

/** A rectangle around a place; sizes in degrees. */
export const block = ([lon, lat]: LonLat, wide = 0.006, high = 0.004): WorkShape => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon - wide, lat - high],
      [lon + wide, lat - high],
      [lon + wide, lat + high],
      [lon - wide, lat + high],
      [lon - wide, lat - high],
    ],
  ],
})

export const spot = (lon: number, lat: number): WorkShape => ({ type: 'Point', coordinates: [lon, lat] })
