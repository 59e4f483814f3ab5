import { fork } from 'node:child_process'
import path from 'node:path'
import type { Deps } from '../../../platform/deps.ts'
import type { Album, Picture } from '../photos/album.ts'
import type { allDrawn, Drawn } from '../photos/draw-child.ts'
import { frame, smallWidth } from '../photos/drawing.ts'

const child = path.join(import.meta.dirname, '../photos/draw-child.ts')

/**
 * Draws every scene, in one light or in every one, and puts the pictures into the file store, where the same drawing
 * is one file. They are shared by all complaints of the demo, so a million complaints need no more of them.
 */
export async function drawAlbum(
  { files }: Pick<Deps, 'files'>,
  looks: 'one' | 'all' = 'all',
): Promise<Album> {
  const album = new Map<string, { before: Picture[]; after: Picture[] }>()
  const puts: Promise<void>[] = []
  await drawnByChild(looks, ({ scene, side, place, large, small }) => {
    const pictures = album.get(scene) ?? { before: [], after: [] }
    album.set(scene, pictures)
    const put = async () => {
      const [largeKey, smallKey] = [(await files.put(large)).key, (await files.put(small)).key]
      const smallHeight = Math.round((smallWidth * frame.height) / frame.width)
      pictures[side][place] = { largeKey, smallKey, ...frame, smallWidth, smallHeight }
    }
    const done = put()
    // Told below, when all are there.
    done.catch(() => undefined)
    puts.push(done)
  })
  await Promise.all(puts)
  return album
}

function drawnByChild(looks: 'one' | 'all', onDrawn: (drawn: Drawn) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const drawing = fork(child, [looks], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 2, 2, 'ipc'],
    })
    drawing.on('error', reject)
    drawing.on('exit', (code, signal) =>
      reject(new Error(`The drawing of the demo ended early (${signal ?? code}).`)),
    )
    drawing.on('message', (message: Drawn | typeof allDrawn) => {
      if (typeof message === 'object') return onDrawn(message)
      drawing.disconnect()
      resolve()
    })
  })
}
