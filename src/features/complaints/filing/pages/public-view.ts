import { languageOf } from '../../../../platform/text/language.ts'
import { holdReasonsIn } from '../../hold-reasons.ts'
import { complaintPaths } from '../../paths.ts'
import { hiddenKinds, publicText } from '../../public-text.ts'
import { holdReasons } from '../../screening.ts'
import type { Draft } from '../queries.ts'
import { categoryName, type Filer } from './surroundings.ts'
import { type DraftPhotoModel, draftPhotos } from './what.ts'

/** The report as everybody will see it, and what stays with the staff. */
export type PublicView = {
  title: string
  text: string
  lang: string | null
  place: string
  placeLang: string | null
  precision: string
  photos: (DraftPhotoModel & { state: string; shown: boolean; coverHref: string })[]
  /** What of the text is replaced by a mark. */
  masked: string | null
  whyHref: string
  /** It waits for a moderator first. */
  held: string | null
  staffOnly: string[]
}

export function publicView(filer: Filer, draft: Draft): PublicView {
  const { t, lang, city } = filer
  const { text, place, category } = draft.data
  const { address = '', landmark = '', point = null } = place ?? {}
  const all = [text, address, landmark].join('\n')
  const kinds = hiddenKinds(all).map((kind) => t(`complaints:personal.${kind}`))
  const held = holdReasonsIn(holdReasons(all, city.profile.moderationWords), t)
  const staffPhotos = draft.photos.filter(({ shown }) => !shown).length
  return {
    title: categoryName(filer, category),
    text: publicText(text, t),
    lang: languageOf(text),
    place: [address, landmark]
      .filter(Boolean)
      .map((words) => publicText(words, t))
      .join('\n'),
    placeLang: languageOf(`${address} ${landmark}`),
    precision: t(point === null ? 'filing:public.wordsOnly' : 'filing:public.point'),
    photos: draftPhotos(filer, draft).map((photo, index) => {
      const { shown = true, covered = false } = draft.photos[index] ?? {}
      return {
        ...photo,
        shown,
        state: t(`public:data.photo.${shown ? (covered ? 'covered' : 'public') : 'staff'}`),
        coverHref: complaintPaths.coverDraft(lang, city.slug, draft.token, photo.id),
      }
    }),
    masked: kinds.length === 0 ? null : t('public:hidden.masked', { kinds: kinds.join(', ') }),
    whyHref: complaintPaths.whyHidden(lang, city.slug),
    held: held.length === 0 ? null : t('filing:filed.held', { reasons: held.join('; ') }),
    staffOnly: [
      t('filing:public.contacts'),
      ...(kinds.length > 0 ? [t('filing:public.original', { kinds: kinds.join(', ') })] : []),
      ...(staffPhotos > 0 ? [t('filing:public.staffPhotos', { count: staffPhotos })] : []),
      ...(draft.photos.some(({ covered }) => covered) ? [t('filing:public.originalPhotos')] : []),
    ],
  }
}
