import type { Lang } from '../../platform/i18n/texts.ts'
import type { StandardPages } from '../news/index.ts'
import { infoModel, infoTitles } from './pages/info.ts'
import { homePaths, infoPages } from './paths.ts'

const inEach = (word: (lang: Lang) => string) => ({ kk: word('kk'), ru: word('ru'), en: word('en') })

/** The pages about the portal, with the words that hold where a city has written none of its own. */
export const standardPages: StandardPages = {
  codes: infoPages,
  pages: (city, texts) =>
    infoPages.map((code) => ({
      code,
      title: inEach((lang) => texts.in(lang)(infoTitles[code])),
      lead: code === 'about' ? city.profile.slogan : inEach(() => ''),
      body: inEach((lang) =>
        infoModel(code, { city, lang, t: texts.in(lang) })
          .sections.map(({ title, text }) => `# ${title}\n${text}`)
          .join('\n\n'),
      ),
    })),
  href: (code, lang, slug) => homePaths.info(lang, slug, infoPages.find((one) => one === code) ?? 'about'),
  links: ({ city, lang, t }) =>
    infoPages.map((code) => ({ href: homePaths.info(lang, city.slug, code), label: t(infoTitles[code]) })),
}
