import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance, type i18n } from 'i18next'
import type { TextKey } from './text-key.ts'

/** Kazakh first: it is the state language and the default (domain.md B18). */
export const langs = ['kk', 'ru', 'en'] as const
export type Lang = (typeof langs)[number]

export const isLang = (value: unknown): value is Lang => (langs as readonly unknown[]).includes(value)

/** Languages by their own names, as a switch shows them. */
export const endonyms: Record<Lang, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' }

export type TextValues = Record<string, string | number>

/** Looks a text up: `t('complaints:list.found', { count: 3 })`. */
export type Translate = (key: TextKey, values?: TextValues) => string

export type Texts = { in(lang: Lang): Translate; i18n: i18n }

/**
 * Reads every `locales/{kk,ru,en}.json`: namespace `common` of the platform, `upload` of its files part and
 * one per feature. An unknown key throws unless in production, where the key itself is shown.
 */
export function loadTexts(sourceDir: string, mode: 'production' | 'development' | 'test'): Texts {
  const instance = createInstance()
  const resources = Object.fromEntries(langs.map((lang) => [lang, resourcesOf(sourceDir, lang)]))
  void instance.init({
    resources,
    ns: [...localeFolders(sourceDir).keys()],
    defaultNS: 'common',
    fallbackLng: false,
    supportedLngs: [...langs],
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    ...(mode === 'production'
      ? {}
      : {
          parseMissingKeyHandler: (key: string) => {
            throw new Error(`No text for ${key}`)
          },
        }),
  })
  const translators = new Map(langs.map((lang) => [lang, translator(instance, lang)]))
  return {
    i18n: instance,
    in: (lang) => translators.get(lang) ?? translator(instance, lang),
  }
}

/** Texts without values never change, so they are looked up once: a page asks for about a hundred. */
function translator(instance: i18n, lang: Lang): Translate {
  const fixed = instance.getFixedT(lang)
  const plain = new Map<string, string>()
  return (key, values) => {
    if (values !== undefined) return fixed(key, values)
    let text = plain.get(key)
    if (text === undefined) {
      text = fixed(key)
      plain.set(key, text)
    }
    return text
  }
}

/** Namespace -> folder with its three files. */
export function localeFolders(sourceDir: string): Map<string, string> {
  const folders = new Map([
    ['common', path.join(sourceDir, 'platform/i18n/locales')],
    ['upload', path.join(sourceDir, 'platform/files/locales')],
  ])
  // A feature split by audience has one folder of texts per audience, each a namespace of its own.
  for (const found of globSync('features/{*,*/*}/locales', { cwd: sourceDir })) {
    folders.set(path.basename(path.dirname(found)), path.join(sourceDir, found))
  }
  return folders
}

function resourcesOf(sourceDir: string, lang: Lang): Record<string, object> {
  const resources: Record<string, object> = {}
  for (const [name, folder] of localeFolders(sourceDir)) {
    resources[name] = JSON.parse(readFileSync(path.join(folder, `${lang}.json`), 'utf8'))
  }
  return resources
}
