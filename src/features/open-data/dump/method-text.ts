import type { Texts } from '../../../platform/i18n/texts.ts'
import { type City, langsOf, nameIn } from '../../city/index.ts'
import { METHOD, methodSections } from '../../statistics/index.ts'

/** The method in every language of the city, as it was when these figures were counted (Markdown). */
export function methodText(city: City, texts: Texts): string {
  return langsOf(city)
    .map((lang) => {
      const t = texts.in(lang)
      const sections = methodSections(t).map(({ title, paragraphs, formula }) =>
        [`## ${title}`, ...paragraphs, ...(formula === null ? [] : [formula])].join('\n\n'),
      )
      return [`# ${t('statistics:method.title')}: ${nameIn(city.names, lang)} (${METHOD})`, ...sections].join(
        '\n\n',
      )
    })
    .join('\n\n---\n\n')
    .concat('\n')
}
