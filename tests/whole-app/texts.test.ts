import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { langs, localeFolders } from '../../src/platform/i18n/texts.ts'

const root = path.resolve(import.meta.dirname, '../..')
const sourceDir = path.join(root, 'src')
const folders = [...localeFolders(sourceDir)]

type Tree = { [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}

const read = (folder: string, lang: string) =>
  flatten(JSON.parse(readFileSync(path.join(folder, `${lang}.json`), 'utf8')))

const pluralEnding = /_(zero|one|two|few|many|other)$/
const base = (key: string) => key.replace(pluralEnding, '')
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]).sort()

describe.each(folders)('texts of %s', (_name, folder) => {
  const texts = new Map(langs.map((lang) => [lang, read(folder, lang)]))
  const of = (lang: (typeof langs)[number]) => texts.get(lang) ?? new Map<string, string>()

  test('the same keys in every language', () => {
    const keys = (lang: (typeof langs)[number]) => [...new Set([...of(lang).keys()].map(base))].sort()
    expect(keys('kk')).toEqual(keys('ru'))
    expect(keys('en')).toEqual(keys('ru'))
  })

  test('plural forms are those of the language', () => {
    for (const lang of langs) {
      const wanted = new Intl.PluralRules(lang).resolvedOptions().pluralCategories.toSorted()
      const plurals = Map.groupBy(
        [...of(lang).keys()].filter((key) => pluralEnding.test(key)),
        base,
      )
      for (const [key, forms] of plurals) {
        const found = forms.map((form) => pluralEnding.exec(form)?.[1]).sort()
        expect(found, `${lang} ${key}`).toEqual(wanted)
      }
    }
  })

  test('the same values in every language', () => {
    for (const [key, text] of of('ru')) {
      for (const lang of ['kk', 'en'] as const) {
        const twin = of(lang).get(key) ?? of(lang).get(`${base(key)}_other`)
        if (twin === undefined || pluralEnding.test(key)) continue
        expect(placeholders(twin), `${lang} ${key}`).toEqual(placeholders(text))
      }
    }
  })

  test('nothing is empty, and Kazakh glues no ending to a value', () => {
    for (const lang of langs) {
      for (const [key, text] of of(lang)) expect(text.trim(), `${lang} ${key}`).not.toBe('')
    }
    for (const [key, text] of of('kk')) {
      expect(/\}\}-?[а-яәғқңөұүһі]/i.test(text), `kk ${key}: ${text}`).toBe(false)
    }
  })
})

describe('use of texts', () => {
  const files = [
    ...globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.includes('/generated/')),
    ...globSync('views/**/*.ejs', { cwd: root }),
  ]
  const everything = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n')
  const named = new Set([...everything.matchAll(/['"`]([a-z][\w-]*:[\w.]+)['"`]/gi)].map((match) => match[1]))
  // `complaints:status.${status}` uses every key below `complaints:status.`
  const stems = [...everything.matchAll(/`([a-z][\w-]*:[\w.]*)\$\{/gi)].map((match) => match[1] ?? '')

  test('every text is used somewhere', () => {
    const unused = folders.flatMap(([name, folder]) =>
      [...read(folder, 'ru').keys()]
        .map((key) => `${name}:${base(key)}`)
        .filter(
          (key) =>
            !named.has(key) && !stems.some((stem) => stem.length > name.length + 1 && key.startsWith(stem)),
        ),
    )
    expect([...new Set(unused)]).toEqual([])
  })

  test('every key that a template names exists', () => {
    const known = new Set(
      folders.flatMap(([name, folder]) =>
        [...read(folder, 'ru').keys()].map((key) => `${name}:${base(key)}`),
      ),
    )
    const missing = globSync('views/**/*.ejs', { cwd: root }).flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8')
      const keys = [...text.matchAll(/\bt\('([a-zA-Z][\w-]*:[\w.]+)'/g)].map((match) => match[1] ?? '')
      return keys.filter((key) => !known.has(key)).map((key) => `${file}: ${key}`)
    })
    expect(missing).toEqual([])
  })
})
