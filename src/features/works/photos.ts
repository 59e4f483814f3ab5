import type { Photo } from '../../platform/http/parts.ts'
import type { Around } from './around.ts'
import { type PhotoRole, photoRoles } from './rules.ts'
import { titleOf } from './view.ts'
import type { Work, WorkPhoto } from './work.ts'

/** A picture with its words, wherever its bytes stand. */
export function photoView(
  work: Pick<Work, 'title'>,
  { role, smallWidth, smallHeight }: WorkPhoto,
  { around: { lang, t }, src, href }: { around: Pick<Around, 'lang' | 't'>; src: string; href: string },
): Photo {
  const title = titleOf(work, lang).text
  return {
    ...{ src, href, width: smallWidth, height: smallHeight },
    alt: t(`works:photo.alt.${role}`, { title }),
    caption: t(`works:photo.role.${role}`),
  }
}

/** The first picture from before beside the first from after, and all others. Pure. */
export function pairOf<One extends { role: PhotoRole }>(
  photos: readonly One[],
): { pair: { before: One; after: One } | null; rest: One[] } {
  const [before, after] = photoRoles.map((role) => photos.find((photo) => photo.role === role))
  if (before === undefined || after === undefined) return { pair: null, rest: [...photos] }
  return { pair: { before, after }, rest: photos.filter((photo) => photo !== before && photo !== after) }
}
