import type { Photo } from '../../../../platform/http/parts.ts'
import type { Translate } from '../../../../platform/i18n/texts.ts'
import { deskPaths } from '../../paths.ts'
import type { KeptDraft } from './draft.ts'

/** The pictures that are kept with what is being written. */
export const draftPhotos = ({ photos }: Pick<KeptDraft, 'photos'>, t: Translate): Photo[] =>
  photos.map(({ id, width, height }, index) => ({
    src: deskPaths.photo(id, 'small'),
    href: deskPaths.photo(id, 'large'),
    alt: t('desk:photoAlt', { position: index + 1 }),
    width,
    height,
  }))
