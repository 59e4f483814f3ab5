import type { Lang } from '../../platform/i18n/texts.ts'
import { cityPaths } from '../city/index.ts'

const page = cityPaths.openData

/** Addresses of open data. Files are the same in every language, so they stand under none. */
export const openDataPaths = {
  page,
  /** What the columns of the files mean. */
  dictionary: (lang: Lang, city: string) => `${page(lang, city)}/dictionary`,
  /** How programs read what is public, for those who write them. */
  api: (lang: Lang, city: string) => `${page(lang, city)}/api`,
  /** Makes the frames that news sites put into their pages. */
  widgets: (lang: Lang, city: string) => `${page(lang, city)}/widgets`,
  /** DCAT-AP as JSON-LD: of a city, and of the whole portal. */
  cityCatalogue: (lang: Lang, city: string) => `${page(lang, city)}/catalog.jsonld`,
  catalogue: () => '/open-data/catalog.jsonld',
  /** The newest version of a file. */
  file: (city: string, name: string) => `/open-data/${city}/${name}`,
  /** A file of the snapshot of a month; `no` names one version of it for ever. */
  snapshotFile: (city: string, period: string, name: string, no?: number | null) =>
    `/open-data/${city}/snapshots/${period}/${name}${no == null ? '' : `?no=${no}`}`,
  /** Snapshots with their hashes, each with that of the one before. */
  snapshots: (city: string) => `/open-data/${city}/snapshots.json`,
  /** What offices have answered, as an Atom feed. */
  answers: (lang: Lang, city: string, office?: string) =>
    `/${lang}/${city}/answers.atom${office === undefined ? '' : `?office=${encodeURIComponent(office)}`}`,
  /** What was changed afterwards in what had been published. */
  corrections: (lang: Lang, city: string, format: 'atom' | 'json') =>
    `${page(lang, city)}/corrections.${format}`,
}
