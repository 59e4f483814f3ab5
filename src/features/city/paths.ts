import type { Lang } from '../../platform/i18n/texts.ts'

/** Addresses of a city's pages that every feature leads to. */
export const cityPaths = {
  root: () => '/',
  home: (lang: Lang, slug: string) => `/${lang}/${slug}`,
  /** The stylesheet with the city's colour; the hash makes it immutable. */
  theme: (slug: string, hash: string) => `/theme/${slug}-${hash}.css`,
  viewSettings: () => '/view-settings',
}
