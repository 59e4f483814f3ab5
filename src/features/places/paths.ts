import type { Lang } from '../../platform/i18n/texts.ts'

export const placePaths = {
  /** Addresses of the city's list as JSON: GET `?q=`. */
  search: (lang: Lang, city: string) => `/${lang}/${city}/places.json`,
}
