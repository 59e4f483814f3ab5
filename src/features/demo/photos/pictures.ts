import { createHash } from 'node:crypto'
import type { BulkPhoto, ComplaintEvent } from '../../complaints/index.ts'
import type { Random } from '../random.ts'
import { type Album, pictureOf } from './album.ts'

/** Rows of photos for one complaint, all of one look. `key` is its own among all complaints of all runs. */
export function createPictures(
  album: Album,
  random: Random,
  { categoryCode, key }: { categoryCode: string; key: string },
) {
  const look = random.below(1_000)
  const taken: BulkPhoto[] = []
  return {
    /** The id of a new row; null when the matter cannot be seen. */
    take(role: BulkPhoto['role'], answerNo: number | null): string | null {
      const picture = pictureOf(album, categoryCode, role === 'after' ? 'after' : 'before', look)
      if (picture === null) return null
      const id = uuidOf(`${key}/${taken.length}`)
      taken.push({ ...picture, id, role, answerNo })
      return id
    },
    /** The rows that these events name: what comes after the end of the time was taken in vain. */
    usedIn(events: readonly ComplaintEvent[]): BulkPhoto[] {
      const named = new Set(
        events.flatMap(({ payload }) => ('photos' in payload ? [...(payload.photos ?? [])] : [])),
      )
      return taken.filter(({ id }) => named.has(id))
    },
  }
}

/** Version 8 of RFC 9562: bits of our own choice. */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
