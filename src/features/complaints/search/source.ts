import type { Deps } from '../../../platform/deps.ts'
import type { SearchAsked, SearchHit, SearchSource } from '../../../platform/search-source.ts'
import { marked, markedExcerpt } from '../../../platform/text/marked.ts'
import { formatInstant } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { type Directory, directoryOf } from '../../offices/index.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import { excerpt } from '../public/excerpt.ts'
import type { CardRow } from '../public/list/queries.ts'
import { publicText } from '../public-text.ts'
import { statusTag } from '../status-tag.ts'
import { searchComplaints } from './queries.ts'

const excerptLength = 220

/** Complaints in the search of the portal. */
export const complaintSearch = (deps: Deps): SearchSource => ({
  name: 'complaints',
  label: 'search:source.complaints',
  async ready(cityId) {
    const directory = await directoryOf(deps, cityId)
    return async (asked) => {
      const { n, more, rows } = await searchComplaints(asked)
      return { n, more, hits: rows.map((row) => hitOf(row, asked, directory)) }
    }
  },
})

function hitOf(
  row: CardRow,
  { terms, lang, t, citySlug, timeZone }: SearchAsked,
  directory: Directory,
): SearchHit {
  const category = row.categoryId === null ? undefined : directory.categoryById.get(row.categoryId)
  const name = category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang)
  return {
    href: complaintPaths.show(lang, citySlug, row.number),
    title: marked(name, terms),
    icon: category?.icon ?? 'circle-help',
    excerpt: markedExcerpt(publicText(row.text, t), terms, excerptLength),
    lang: row.textLang,
    place: row.address === '' ? null : marked(excerpt(publicText(row.address, t), 80), terms),
    photo: row.photoId === null ? null : { src: complaintPaths.photo(row.photoId, 'small'), alt: '' },
    tag: statusTag(row.status, t),
    date: {
      iso: new Date(row.receivedAt).toISOString(),
      text: formatInstant(row.receivedAt, lang, timeZone, 'short'),
    },
    number: formatNumber(row.number),
  }
}
