import type { SearchSource } from '../../platform/search-source.ts'
import { marked, markedExcerpt } from '../../platform/text/marked.ts'
import { formatDay } from '../../platform/time/format.ts'
import { type Doc, saidIn } from './doc.ts'
import { newsPaths } from './paths.ts'
import { soughtPublications } from './queries.ts'
import type { StandardPages } from './standard-pages.ts'

const excerptLength = 220

/** News and pages in the search of the portal. */
export const newsSearch = (standard: StandardPages): SearchSource => ({
  name: 'news',
  label: 'news:search',
  async ready() {
    return async (asked) => {
      const { lang, citySlug, terms } = asked
      const rows = await soughtPublications(asked)
      const hrefOf = (code: string) =>
        standard.codes.includes(code)
          ? standard.href(code, lang, citySlug)
          : newsPaths.page(lang, citySlug, code)
      const hits = rows.map(({ id, kind, code, doc }) => ({
        href: kind === 'news' ? newsPaths.show(lang, citySlug, id) : hrefOf(code ?? ''),
        title: marked(saidIn(doc.title, lang).text, terms),
        icon: kind === 'news' ? 'newspaper' : 'file-text',
        excerpt: markedExcerpt(plainText(doc, lang), terms, excerptLength),
        lang: saidIn(doc.body, lang).lang,
        place: null,
        photo: null,
        tag: null,
        date: kind === 'news' ? { iso: doc.day, text: formatDay(doc.day, lang, 'short') } : null,
        number: null,
      }))
      return { n: rows[0]?.total ?? 0, more: false, hits }
    }
  },
})

const plainText = ({ lead, body }: Doc, lang: 'kk' | 'ru' | 'en'): string =>
  [saidIn(lead, lang).text, saidIn(body, lang).text].join(' ').replaceAll(/^[#-] +/gm, '')
