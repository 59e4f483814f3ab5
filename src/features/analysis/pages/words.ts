import type { AppealSource } from '../../../platform/http/beside.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { untold } from '../release.ts'

/** What pages, files and mails of the analysis are written with. */
export type Surroundings = {
  city: City
  directory: Directory
  lang: Lang
  t: Translate
  sources: readonly Pick<AppealSource, 'kind' | 'label'>[]
}

/** Codes in words; '' is what has none, a code that is not known stays as it is. */
export function wordsOf({ city, directory, lang, t, sources }: Surroundings) {
  const categories = new Map(directory.categories.map(({ code, names }) => [code, nameIn(names, lang)]))
  const areas = new Map(city.areas.map(({ code, names }) => [code, nameIn(names, lang)]))
  const kinds = new Map(sources.map(({ kind, label }) => [kind, t(label)]))
  return {
    category: (code: string) => (code === '' ? t('analysis:noTopic') : (categories.get(code) ?? code)),
    area: (code: string) =>
      code === '' ? t('analysis:noArea') : code === untold ? t('analysis:untold') : (areas.get(code) ?? code),
    kind: (kind: string) => kinds.get(kind) ?? kind,
  }
}
