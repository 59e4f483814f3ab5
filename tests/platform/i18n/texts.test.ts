import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TextKey } from '../../../src/platform/i18n/text-key.ts'
import { loadTexts, type Texts } from '../../../src/platform/i18n/texts.ts'

let folder: string
let texts: Texts

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-texts-'))
  const none = '{}'
  const common = {
    kk: { found_one: '{{count}} өтініш', found_other: '{{count}} өтініш' },
    ru: {
      found_one: '{{count}} обращение ({{ where }})',
      found_few: '{{count}} обращения ({{ where }})',
      found_many: '{{count}} обращений ({{ where }})',
      found_other: '{{count}} обращения ({{ where }})',
      plain: 'Просто',
      said: '{{who}}: {{text}}',
    },
    en: {},
  }
  for (const [name, files] of [
    ['platform/i18n/locales', common],
    ['platform/files/locales', {}],
  ] as const) {
    await mkdir(path.join(folder, name), { recursive: true })
    for (const lang of ['kk', 'ru', 'en'] as const) {
      const content = lang in files ? JSON.stringify(files[lang as keyof typeof files]) : none
      await writeFile(path.join(folder, name, `${lang}.json`), content)
    }
  }
  texts = loadTexts(folder, 'test')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const t = (lang: 'kk' | 'ru', key: string, values?: Record<string, string | number>) =>
  texts.in(lang)(`common:${key}` as TextKey, values)

describe('texts', () => {
  it('take the plural form of their language', () => {
    const where = 'здесь'
    const said = [1, 2, 5, 11, 21, 1.5].map((count) => t('ru', 'found', { count, where }))
    expect(said).toEqual([
      '1 обращение (здесь)',
      '2 обращения (здесь)',
      '5 обращений (здесь)',
      '11 обращений (здесь)',
      '21 обращение (здесь)',
      '1.5 обращения (здесь)',
    ])
    expect(t('kk', 'found', { count: 5 })).toBe('5 өтініш')
  })

  it('take values as they are, whatever is in them, and anew each time', () => {
    expect(t('ru', 'said', { who: 'A', text: '{{who}} $& $t(x) <b>' })).toBe('A: {{who}} $& $t(x) <b>')
    expect(t('ru', 'said', { who: 'B', text: '2' })).toBe('B: 2')
    expect(t('ru', 'plain')).toBe('Просто')
  })

  it('that nobody has written are an error', () => {
    expect(() => t('ru', 'missing')).toThrow('missing')
    expect(() => t('ru', 'missing', { count: 1 })).toThrow('missing')
    expect(() => t('kk', 'said', { who: '' })).toThrow('said')
  })
})
