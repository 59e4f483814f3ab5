import { randomInt } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

/** A photo is told from others by its colour: of the re-encoded bytes nothing else is known beforehand. */
export type Colour = { r: number; g: number; b: number }

export const anyColour = (): Colour => ({ r: randomInt(256), g: randomInt(256), b: randomInt(256) })

export const pictureOf = (background: Colour): Promise<Buffer> =>
  sharp({ create: { width: 480, height: 360, channels: 3, background } })
    .jpeg({ quality: 85 })
    .toBuffer()

/** JPEG shifts colours a little, two of 16 million at random are hardly ever so near. */
const nearby = 8

export async function looksLike(stream: Readable, { r, g, b }: Colour): Promise<boolean> {
  const { channels } = await sharp(await buffer(stream)).stats()
  const seen = channels.map(({ mean }) => mean)
  return [r, g, b].every((value, index) => Math.abs(value - (seen[index] ?? 999)) <= nearby)
}
