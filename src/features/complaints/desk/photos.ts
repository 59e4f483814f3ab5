import type { Photo } from '../../../platform/http/parts.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import { deskPaths } from '../paths.ts'
import type { DeskRow } from './queries.ts'

/** Pictures as staff see them, also those that are not public. */
export function photosOf(rows: DeskRow['photos'], t: Translate): Photo[] {
  return rows.map((photo, index) => ({
    src: deskPaths.photo(photo.id, 'small'),
    href: deskPaths.photo(photo.id, 'large'),
    alt: t('desk:photoAlt', { position: index + 1 }),
    width: photo.small_width,
    height: photo.small_height,
  }))
}
