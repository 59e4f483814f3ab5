import type { Lang } from '../../platform/i18n/texts.ts'

/** Addresses of a city's pages that every feature leads to. */
export const cityPaths = {
  root: () => '/',
  home: (lang: Lang, slug: string) => `/${lang}/${slug}`,
  /** Files of everything public, with their method and proof. */
  openData: (lang: Lang, slug: string) => `/${lang}/${slug}/open-data`,
  viewSettings: () => '/view-settings',
}
