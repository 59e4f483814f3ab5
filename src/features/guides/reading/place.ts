import type { Link } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, cityPaths, nameIn } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { guidePaths } from '../paths.ts'

/** Where and in which language somebody reads. */
export type Place = { lang: Lang; t: Translate; city: City; directory: Directory }

/** The way back to the list of guides. */
export const guideCrumbs = ({ lang, t, city }: Omit<Place, 'directory'>, ...more: Link[]): Link[] => [
  { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
  { href: guidePaths.list(lang, city.slug), label: t('guides:list.title') },
  ...more,
]
