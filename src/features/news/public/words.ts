import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'

/** What public pages of news are written with. */
export type Surroundings = {
  city: City
  directory: Directory
  lang: Lang
  t: Translate
  /** Scheme and host of the portal. */
  origin: string
}
