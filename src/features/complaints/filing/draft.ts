import { z } from 'zod'
import type { FilingStep } from '../paths.ts'

/** The limits of what people write, in characters (code points). */
export const textLimits = { min: 10, max: 2000 } as const
export const placeLimit = 200
/** A position from a device that is less sure than this points at a whole quarter. */
export const mostMetres = 500
export const mostPhotos = 5
/** A draft that nobody touched for so long is removed with its photos. */
export const draftDays = 7

/** The resident does not know the category; the office of the district or the default one takes it. */
export const unknownCategory = 'unknown'

const Point = z.object({
  /** WGS 84 degrees. */
  lat: z.number(),
  lon: z.number(),
  /** Radius in metres as the device said; null for a point chosen by hand. */
  accuracy: z.number().nullable(),
})
export type Point = z.infer<typeof Point>

const Place = z.object({
  address: z.string(),
  landmark: z.string(),
  /** Code of a district. */
  district: z.string().nullable(),
  point: Point.nullable(),
})
export type Place = z.infer<typeof Place>

const OpenDraft = z.object({
  text: z.string(),
  /** Code of a category, `unknown`, or null while nobody has been asked yet. */
  category: z.string().nullable(),
  /** The category (or guess) whose emergency numbers have been shown. */
  warnedOf: z.string().nullable(),
  place: Place.nullable(),
  /** What was answered to the questions of a category: `category--question` -> answer. */
  answers: z.record(z.string(), z.string()).default({}),
})
export type OpenDraft = z.infer<typeof OpenDraft>

/** What the column `draft.data` holds. Contacts never stand in it: they go straight into the sealed columns. */
export const DraftData = z.union([z.object({ sent: z.string() }), OpenDraft])
export type DraftData = z.infer<typeof DraftData>

export const emptyDraft: OpenDraft = { text: '', category: null, warnedOf: null, place: null, answers: {} }

export const lengthOf = (text: string): number => [...text].length

export const isTextComplete = (text: string): boolean => {
  const length = lengthOf(text)
  return length >= textLimits.min && length <= textLimits.max
}

/** Words or a point: any one of them tells where to go. */
export const isPlaceComplete = (place: Place | null): boolean =>
  place !== null && (place.address !== '' || place.landmark !== '' || place.point !== null)

/**
 * The first step that still lacks something; 'check' when nothing does.
 * @param dangerOf code of a category with emergency numbers that the draft is or seems to be about, else null
 * @param isGuessed the text speaks for a category: then it is confirmed together with the place
 */
export function nextStep(
  draft: OpenDraft,
  {
    dangerOf,
    isGuessed,
  }: { dangerOf: (draft: OpenDraft) => string | null; isGuessed: (text: string) => boolean },
): FilingStep {
  if (!isTextComplete(draft.text)) return 'what'
  const danger = dangerOf(draft)
  if (danger !== null && draft.warnedOf !== danger) return 'danger'
  if (draft.category === null) return isGuessed(draft.text) ? 'where' : 'category'
  return isPlaceComplete(draft.place) ? 'check' : 'where'
}

/** The answers that belong to the chosen category: another one may have been answered before. */
export const answersOf = ({ category, answers }: Pick<OpenDraft, 'category' | 'answers'>) =>
  Object.fromEntries(Object.entries(answers).filter(([key]) => key.startsWith(`${category}--`)))
