import sharp from 'sharp'
import { randomOf } from '../random.ts'
import { sceneNames } from './album.ts'
import { lights, smallWidth, svg } from './drawing.ts'
import { houseScenes } from './house-scenes.ts'
import type { Scene } from './scene.ts'
import { streetScenes } from './street-scenes.ts'
import { wasteScenes } from './waste-scenes.ts'
import { weatherScenes } from './weather-scenes.ts'
import { yardScenes } from './yard-scenes.ts'

const everyScene = { ...streetScenes, ...weatherScenes, ...wasteScenes, ...yardScenes, ...houseScenes }

/**
 * Draws the album in a process of its own: the memory that it takes goes back to the machine when it is done, and
 * the portal that asked for it stays small. Ends when its parent lets it go or is no longer there.
 */

/** JPEGs of one view in both sizes. */
export type Drawn = {
  scene: string
  side: 'before' | 'after'
  place: number
  large: Uint8Array
  small: Uint8Array
}

/** Sent after the last view. */
export const allDrawn = 'all drawn'

const sides = ['before', 'after'] as const
const AT_ONCE = 2

if (process.send !== undefined) {
  process.on('disconnect', () => process.exit())
  sharp.cache(false)
  await drawAll(process.argv[2] === 'all')
  await tell(allDrawn)
}

async function drawAll(inEveryLight: boolean): Promise<void> {
  const scenes = Object.entries(everyScene).filter(([name]) => sceneNames.has(name))
  const waiting = scenes.flatMap(([name, scene], index) => {
    const looks = inEveryLight ? [...lights.keys()] : [index % lights.length]
    return sides.flatMap((side) => looks.map((look, place) => ({ name, scene, side, look, place })))
  })
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, side, place } = next
      await tell({ scene: name, side, place, ...(await draw(next)) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

type View = { name: string; scene: Scene; side: 'before' | 'after'; look: number }

async function draw({ name, scene, side, look }: View): Promise<Pick<Drawn, 'large' | 'small'>> {
  const light = lights[look] ?? lights[0]
  const random = randomOf('scene', name, look)
  const drawing = svg(scene({ side, look, light, random, place: randomOf('place', name, look) }))
  const raster = await sharp(Buffer.from(drawing)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const picture = () => sharp(raster.data, { raw: raster.info })
  const [large, small] = await Promise.all([
    picture().jpeg({ quality: 80 }).toBuffer(),
    picture().resize(smallWidth).jpeg({ quality: 80 }).toBuffer(),
  ])
  return { large, small }
}

/** Waits until it is on its way, so that not all pictures wait in memory. */
function tell(message: Drawn | typeof allDrawn): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()))
  })
}
