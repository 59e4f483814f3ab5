import type { RequestHandler } from 'express'
import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { isUuid } from '../uuid.ts'
import { photoIsPublic } from './visible-photo.ts'

/** A photo by its public address: only of a complaint that is shown, and only when the photo itself may be seen. */
export const publicPhoto = (deps: Deps): RequestHandler =>
  servePhoto(deps, async (req) => {
    const id = String(req.params['photo'])
    const size = String(req.params['size'])
    if (!isUuid(id) || !(size === 'large' || size === 'small')) return undefined
    const column = size === 'large' ? Prisma.sql`p.large_key` : Prisma.sql`p.small_key`
    const [photo] = await deps.db.$queryRaw<{ key: string }[]>`
      SELECT ${column} AS key FROM photo p JOIN complaint c ON c.id = p.complaint_id
      WHERE p.id = ${id}::uuid AND c.shown AND ${photoIsPublic}`
    return photo === undefined ? undefined : { key: photo.key, access: 'public' }
  })
