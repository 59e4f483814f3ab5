import type { Lang } from '../../platform/i18n/texts.ts'

export const infoPages = ['about', 'privacy', 'accessibility'] as const
export type InfoPage = (typeof infoPages)[number]

export const homePaths = {
  /** Choice of a city. */
  cities: (lang: Lang) => `/${lang}`,
  /** Everything that the city offers besides complaints. */
  services: (lang: Lang, city: string) => `/${lang}/${city}/services`,
  info: (lang: Lang, city: string, page: InfoPage) => `/${lang}/${city}/${page}`,
  /** What a phone needs to put the city among its programs. */
  manifest: (lang: Lang, city: string) => `/${lang}/${city}/manifest.webmanifest`,
}
