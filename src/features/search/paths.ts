import type { Lang } from '../../platform/i18n/texts.ts'

export type SearchPlace = { q?: string | undefined; in?: string | undefined; page?: string | undefined }

export const searchPaths = {
  page: (lang: Lang, city: string, { q, in: source, page }: SearchPlace = {}) => {
    const given = { q, in: source, page }
    const pairs = Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1]))
    return `/${lang}/${city}/search${pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`}`
  },
}
