import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ListedGuide } from '../../src/features/guides/catalogue.ts'
import { contentAsTyped, type GuideContent } from '../../src/features/guides/content.ts'
import { findGuides, guidesForWords } from '../../src/features/guides/find.ts'
import { mayPublish, mayWrite, slugOf, translationStatus } from '../../src/features/guides/rules.ts'
import { ContentForm } from '../../src/features/guides/writing/forms.ts'
import { hardToRead, longestSentence } from '../../src/features/guides/writing/plain-language.ts'
import { parseForm } from '../../src/platform/http/form.ts'
import { searchTerms } from '../../src/platform/text/search-terms.ts'

const content = (change: Partial<GuideContent>): GuideContent => ({
  ...{ title: 'Атауы', summary: '', keywords: [], steps: [], needs: [], cost: '', term: '', law: '' },
  ...{ links: [], faq: [], unchecked: [] },
  ...change,
})

describe('what the editor shows and takes', () => {
  const word = fc.stringMatching(/^[а-яәғқңөұүһі]{1,12}$/)
  const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
  const contents = fc.record({
    title: line,
    summary: line,
    keywords: fc.array(word, { maxLength: 5 }),
    steps: fc.array(line, { maxLength: 6 }),
    needs: fc.array(line, { maxLength: 4 }),
    cost: line,
    term: line,
    law: line,
    links: fc.array(
      line.map((label) => ({ label, href: 'https://egov.kz/a?b=1' })),
      { maxLength: 3 },
    ),
    faq: fc.array(fc.record({ question: line, answer: line }), { maxLength: 3 }),
    unchecked: fc.array(line, { maxLength: 3 }),
  })

  test('any words come back as they went in', () => {
    fc.assert(
      fc.property(contents, (words) => {
        expect(parseForm(ContentForm, contentAsTyped(words))).toEqual({ ok: true, value: words })
      }),
    )
  })

  test.each([
    ['links', 'eGov | http://egov.kz'],
    ['links', 'eGov https://egov.kz'],
    ['links', 'a | javascript:alert(1)'],
    ['faq', 'Сұрақ жауапсыз қалды'],
    ['title', ''],
    ['title', 'ұ'.repeat(121)],
    ['steps', Array.from({ length: 16 }, (_, index) => `Қадам ${index}`).join('\n')],
  ])('%s refuses %s', (field, typed) => {
    const parsed = parseForm(ContentForm, { ...contentAsTyped(content({})), [field]: typed })
    expect(parsed.ok ? [] : Object.keys(parsed.form.errors)).toEqual([field])
  })
})

describe('plain language', () => {
  test('a sentence one word too long is shown with its length, one shorter is not', () => {
    const sentence = (words: number) => `${Array.from({ length: words }, () => 'сөз').join(' ')}.`
    const most = longestSentence.kk
    expect(hardToRead(content({ steps: [sentence(most)] }), 'kk')).toEqual([])
    expect(hardToRead(content({ steps: [sentence(most + 1)] }), 'kk')).toMatchObject([
      { kind: 'sentence', words: most + 1 },
    ])
  })

  test.each([
    ['ru', 'Услугополучателю выдаётся талон.', 'услугополучател…'],
    ['ru', 'Мусор вывозят в установленном порядке.', 'в установленном порядке'],
    ['kk', 'Тазалау іс-қимылдары жүреді.', 'іс-қимыл…'],
    ['en', 'The applicants shall wait.', 'applicant…'],
  ] as const)('%s: %s', (lang, summary, found) => {
    expect(hardToRead(content({ summary }), lang)).toMatchObject([{ kind: 'jargon', found }])
  })

  test('a part of a longer word is no word of offices', () => {
    expect(hardToRead(content({ summary: 'Данные собирает город.' }), 'ru')).toEqual([])
  })
})

test('the address of a guide is made of its title in any language', () => {
  expect(slugOf('Пәтерде суық болса')).toBe('paterde-suyq-bolsa')
  expect(slugOf('Что делать, если пахнет газом?')).toBe('chto-delat-esli-pahnet-gazom')
  expect(slugOf('«—»')).toBe('')
  fc.assert(
    fc.property(fc.string(), (title) => {
      expect(slugOf(title)).toMatch(/^$|^[a-z0-9]+(-[a-z0-9]+)*$/)
    }),
  )
})

test('a translation is behind when another language was published more than a day later', () => {
  const day = 86_400_000
  expect(translationStatus({ kk: 10 * day, ru: 9 * day })).toEqual({
    kk: 'published',
    ru: 'published',
    en: 'none',
  })
  expect(translationStatus({ kk: 10 * day, ru: 8 * day }).ru).toBe('behind')
  expect(translationStatus({})).toEqual({ kk: 'none', ru: 'none', en: 'none' })
})

test('an office writes its own guides, its head publishes them, others read', () => {
  const own = { cityId: 1, ownerOfficeId: 5 }
  const of = (
    role: 'executor' | 'head' | 'operator' | 'controller',
    officeId: number | null,
    cityId = 1,
  ) => ({
    roles: [{ cityId, officeId, role }],
  })
  expect([mayWrite(of('executor', 5), own), mayPublish(of('executor', 5), own)]).toEqual([true, false])
  expect(mayPublish(of('head', 5), own)).toBe(true)
  expect(mayWrite(of('head', 6), own)).toBe(false)
  expect(mayWrite(of('head', 5), { ...own, ownerOfficeId: null })).toBe(false)
  expect(mayPublish(of('controller', null), { ...own, ownerOfficeId: null })).toBe(true)
  expect(mayWrite(of('operator', null), own)).toBe(false)
  expect(mayWrite(of('controller', null, 2), own)).toBe(false)
})

describe('finding', () => {
  const guide = (id: number, strong: string[], plain: string[], codes: string[] = []): ListedGuide => ({
    ...{ id, slug: String(id), topics: [], categories: codes, texts: {} },
    words: { strong, plain },
  })
  const guides = [
    guide(1, ['жылу', 'суык'], ['батарея'], ['heat']),
    guide(2, ['шункыр'], ['суык', 'асфальт'], ['pothole', 'heat']),
  ]
  const ids = (found: readonly { guide: ListedGuide }[]) => found.map(({ guide: { id } }) => id)

  test('a word of the title is worth more than one of the text', () => {
    expect(ids(findGuides(guides, searchTerms('суық'), 'all'))).toEqual([1, 2])
    expect(ids(findGuides(guides, searchTerms('суық асфальт'), 'all'))).toEqual([2])
    expect(ids(findGuides(guides, searchTerms('суық жылуда'), 'any'))).toEqual([1, 2])
    expect(findGuides(guides, [], 'any')).toEqual([])
  })

  test('a hint needs two telling words or the category', () => {
    const hint = (text: string, category: string | null) =>
      guidesForWords(guides, searchTerms(text), category).map(({ id }) => id)
    expect(hint('суық', null)).toEqual([])
    expect(hint('суық, жылу жоқ', null)).toEqual([1])
    expect(hint('', 'heat')).toEqual([1, 2])
    expect(hint('шұңқыр', 'pothole')).toEqual([2])
  })
})
