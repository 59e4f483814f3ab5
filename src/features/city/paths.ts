import type { Lang } from '../../platform/i18n/texts.ts'

/** Addresses of a city's pages that every feature leads to. */
export const cityPaths = {
  root: () => '/',
  home: (lang: Lang, slug: string) => `/${lang}/${slug}`,
  viewSettings: () => '/view-settings',
}
