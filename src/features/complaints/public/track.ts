import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths } from '../paths.ts'

/** The form that finds a complaint by its number; also what a wrong number in an address leads to. */
export type TrackModel = PageModel & {
  heading: string
  action: string
  number: string
  error: string | null
  listHref: string
}

export const trackPage = definePage<TrackModel>('complaints/track')

export type NumberProblem = 'shape' | 'typo' | 'missing'

const sentences: Record<NumberProblem, TextKey> = {
  shape: 'public:track.shape',
  typo: 'public:track.typo',
  missing: 'public:track.missing',
}

export function trackModel(
  { city, lang, t }: { city: City; lang: Lang; t: Translate },
  { number, problem }: { number: string; problem: NumberProblem | null },
): TrackModel {
  const { slug } = city
  return {
    page: {
      title: t('public:track.title'),
      noindex: problem !== null,
      crumbs: [{ href: cityPaths.home(lang, slug), label: nameIn(city.names, lang) }],
    },
    heading: t('public:track.title'),
    action: complaintPaths.track(lang, slug),
    number,
    error: problem === null ? null : t(sentences[problem]),
    listHref: complaintPaths.list(lang, slug),
  }
}
