import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Removes pictures that no version names, a day after they came; their bytes go with the next sweep. */
export function forgetPictures({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  return db.$executeRaw`
    DELETE FROM publication_picture p WHERE created_at < ${toDate(now.subtract({ hours: 24 }).epochMilliseconds)}
      AND NOT EXISTS (SELECT 1 FROM publication_version v JOIN publication n ON n.id = v.publication_id
                      WHERE n.city_id = p.city_id AND v.doc->'picture'->>'id' = p.id::text)`
}
