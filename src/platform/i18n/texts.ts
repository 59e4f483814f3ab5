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

/**
 * A page asks for about a hundred texts, and i18next takes 10 µs and more for one with values. So each text is looked
 * up once, each plural form of it once, and values are put in here.
 */
function translator(instance: i18n, lang: Lang): Translate {
  const fixed = instance.getFixedT(lang)
  const plurals = new Intl.PluralRules(lang)
  const plain = new Map<string, string>()
  const forms = new Map<string, string>()
  return (key, values) => {
    if (values === undefined) return kept(plain, key, () => fixed(key))
    const { count } = values
    const isCounted = typeof count === 'number'
    const form = isCounted ? `${key}_${plurals.select(count)}` : key
    const options = isCounted ? { count, skipInterpolation: true } : { skipInterpolation: true }
    return filled(
      kept(forms, form, () => fixed(key, options)),
      values,
    )
  }
}

function kept(texts: Map<string, string>, key: string, find: () => string): string {
  let text = texts.get(key)
  if (text === undefined) {
    text = find()
    texts.set(key, text)
  }
  return text
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g

/**
 * A value that was not given prints nothing, as i18next has it. One that ends in a dot ("6 апреля 2026 г.") needs no
 * second one at the end of a sentence.
 */
const filled = (text: string, values: TextValues): string =>
  text.replace(placeholder, (whole, name: string, at: number) => {
    const value = String(values[name] ?? '')
    const isFollowed = text[at + whole.length] === '.'
    return isFollowed && value.endsWith('.') ? value.slice(0, -1) : value
  })

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
