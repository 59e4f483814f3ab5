import { z } from 'zod'

/** Longest source accepted, in bytes. */
export const maxPhotoBytes = 20 * 1024 * 1024

/** Largest source accepted, in pixels (width x height): a 50 megapixel phone fits. */
export const maxPhotoPixels = 64e6

/** Longest side of the two sizes kept, in pixels. Smaller sources are not enlarged. */
export const variantSides = { large: 1600, small: 400 } as const

/** Sides of a mark (the logo of a city) to be tried, in pixels: three times, twice and once what a page shows. */
export const markSides = [132, 88, 44] as const

/** So much of the weight of every page may be its mark, in bytes. */
export const maxMarkBytes = 9_000

export type VariantName = keyof typeof variantSides

/** Why a photo was refused. Each has a sentence in the texts (namespace `upload`) that says what to do. */
export const imageRefusals = [
  'not-an-image',
  'format',
  'heic',
  'too-large',
  'too-many-pixels',
  'broken',
  'timeout',
  'empty',
  // our own trouble: too many photos at once, no decoder, no room on the disk
  'unavailable',
] as const

/** A place of a picture, in percent of its sides from the left and upper edge. */
export const Area = z.object({
  x: z.number().min(0).max(100),
  y: z.number().min(0).max(100),
  w: z.number().positive().max(100),
  h: z.number().positive().max(100),
})
export type Area = z.infer<typeof Area>

export type ImageRefusal = (typeof imageRefusals)[number]

/** What may be well in a minute: the photo is to be sent again, not chosen again. */
export const isPassing = (reason: ImageRefusal): boolean => reason === 'unavailable' || reason === 'timeout'

const Variant = z.object({
  width: z.int().positive().max(variantSides.large),
  height: z.int().positive().max(variantSides.large),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/**
 * What the child process says. It decodes hostile bytes, so its words are checked as well.
 * `memory` in bytes, sent several times while it works.
 */
export const ChildMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('memory'), bytes: z.number() }),
  z.object({ type: z.literal('refused'), reason: z.enum(['too-many-pixels', 'broken', 'unavailable']) }),
  z.object({ type: z.literal('unusable'), message: z.string().max(2000) }),
  z.object({
    type: z.literal('done'),
    variants: z.object({ large: Variant, small: Variant }),
    dhash: z.string().regex(/^[0-9a-f]{16}$/),
  }),
  z.object({
    type: z.literal('mark'),
    width: z.int().positive().max(markSides[0]),
    height: z.int().positive().max(markSides[0]),
    bytes: z.int().positive().max(maxMarkBytes),
  }),
])

export type ChildMessage = z.infer<typeof ChildMessage>

/** By how many degrees a picture that is upright for its camera is turned clockwise for people. */
export type Turn = 0 | 90 | 180 | 270

/** What the child is asked; a mark is written to one file as a small PNG that may be transparent. */
export type ChildRequest = PhotoRequest | { source: string; mark: string }

/**
 * Where to read, where to write the two sizes, how to turn it, and which places nobody shall recognise (in percent of
 * the sides of the picture as it is written).
 */
export type PhotoRequest = {
  source: string
  targets: Record<VariantName, string>
  turn?: Turn
  cover?: readonly Area[]
}

/** A JPEG beside the source; whoever asked for it removes it. Sides in pixels. */
export type ImageVariant = { path: string; width: number; height: number; bytes: number; sha256: string }

/** The bytes of a PNG; sides in pixels. */
export type MarkResult =
  | { ok: true; png: Buffer; width: number; height: number }
  | { ok: false; reason: ImageRefusal }

export type ImageResult =
  | {
      ok: true
      variants: Record<VariantName, ImageVariant>
      /** 64-bit difference hash, 16 hex digits: near-equal photos differ in few bits (Krawetz 2013). */
      dhash: string
    }
  | { ok: false; reason: ImageRefusal }
