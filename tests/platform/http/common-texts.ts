import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance } from 'i18next'
import { type Lang, langs, type Translate } from '../../../src/platform/i18n/texts.ts'

const folder = join(import.meta.dirname, '../../../src/platform/i18n/locales')

/** The shared words alone: the look must not need any feature. A missing text throws. */
export function commonTexts(lang: Lang): Translate {
  const instance = createInstance()
  const read = (code: Lang): object => JSON.parse(readFileSync(join(folder, `${code}.json`), 'utf8'))
  void instance.init({
    resources: Object.fromEntries(langs.map((code) => [code, { common: read(code) }])),
    initAsync: false,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key: string) => {
      throw new Error(`No text for ${key}`)
    },
  })
  const fixed = instance.getFixedT(lang)
  return (key, values) => (values === undefined ? fixed(key) : fixed(key, values))
}
