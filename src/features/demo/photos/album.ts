import type { BulkPhoto } from '../../complaints/index.ts'

/** A drawing in the file store, in both sizes. */
export type Picture = Omit<BulkPhoto, 'id' | 'role' | 'answerNo'>

/** Drawings by scene, several looks of each; a look has the same number before and after. */
export type Album = ReadonlyMap<string, { before: readonly Picture[]; after: readonly Picture[] }>

/** Which drawing shows the matter of a category. Some matters cannot be seen. */
const scenes: Readonly<Record<string, string>> = {
  pothole: 'pothole',
  dig: 'trench',
  sidewalk: 'sidewalk',
  access: 'sidewalk',
  sign: 'crossing',
  lights_tr: 'trafficLight',
  stop: 'stop',
  parking: 'lawn',
  dump: 'dump',
  river: 'dump',
  bulky: 'bulky',
  waste_missed: 'bins',
  bins: 'bins',
  clean: 'litter',
  snow_road: 'snow',
  ice_walk: 'ice',
  icicles: 'icicles',
  light_st: 'lamp',
  light_yd: 'lamp',
  yard: 'yard',
  play: 'playground',
  tree: 'tree',
  park: 'fountain',
  grass: 'grass',
  water: 'leak',
  sewer: 'leak',
  drain: 'flood',
  manhole: 'manhole',
  building: 'wall',
  trade: 'wall',
}

/** Null when there is no such drawing. */
export function pictureOf(
  album: Album,
  categoryCode: string,
  side: 'before' | 'after',
  look: number,
): Picture | null {
  const pictures = album.get(scenes[categoryCode] ?? '')?.[side] ?? []
  return pictures[look % Math.max(1, pictures.length)] ?? null
}

export const sceneNames: ReadonlySet<string> = new Set(Object.values(scenes))
