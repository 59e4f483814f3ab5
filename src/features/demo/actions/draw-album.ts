import type { Deps } from '../../../platform/deps.ts'
import { type Album, type Picture, sceneNames } from '../photos/album.ts'
import { frame, lights, svg } from '../photos/drawing.ts'
import type { Scene } from '../photos/scene.ts'
import { streetScenes } from '../photos/street-scenes.ts'
import { yardScenes } from '../photos/yard-scenes.ts'
import { randomOf } from '../random.ts'

const scenes = { ...streetScenes, ...yardScenes }
const sides = ['before', 'after'] as const
/** As `re-encode.ts` makes them from photos. */
const smallWidth = 400
const AT_ONCE = 2

/**
 * Draws every scene, in one light or in every one, and puts the pictures into the file store, where the same drawing is one file. They
 * are shared by all complaints of the demo, so a million complaints need no more of them.
 */
export async function drawAlbum(
  { files }: Pick<Deps, 'files'>,
  looks: 'one' | 'all' = 'all',
): Promise<Album> {
  // Loaded here, because only a portal that makes demo data needs it in its own process.
  const { default: sharp } = await import('sharp')
  const draw = async (drawing: string): Promise<Picture> => {
    const raster = await sharp(Buffer.from(drawing)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const picture = () => sharp(raster.data, { raw: raster.info })
    const [large, small] = await Promise.all([
      picture().jpeg({ quality: 80 }).toBuffer(),
      picture().resize(smallWidth).jpeg({ quality: 80 }).toBuffer(),
    ])
    const [largeKey, smallKey] = [(await files.put(large)).key, (await files.put(small)).key]
    const smallHeight = Math.round((smallWidth * frame.height) / frame.width)
    return { largeKey, smallKey, ...frame, smallWidth, smallHeight }
  }
  const album = new Map<string, { before: Picture[]; after: Picture[] }>()
  const waiting = [...Object.entries(scenes).entries()].filter(([, [name]]) => sceneNames.has(name))
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, [name, scene]] = next
      const shown = looks === 'all' ? [...lights.keys()] : [index % lights.length]
      const pictures = { before: [] as Picture[], after: [] as Picture[] }
      for (const side of sides) {
        for (const look of shown) pictures[side].push(await draw(drawingOf(name, scene, side, look)))
      }
      album.set(name, pictures)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return album
}

function drawingOf(name: string, scene: Scene, side: 'before' | 'after', look: number): string {
  const light = lights[look] ?? lights[0]
  const random = randomOf('scene', name, look)
  return svg(scene({ side, look, light, random, place: randomOf('place', name, look) }))
}
