import { describe, expect, test } from 'vitest'
import { categories, categoryGroups } from '../../prisma/seed/categories.ts'
import { holdReasons } from '../../src/features/complaints/index.ts'
import { officePhrases, residentPhrases, topics } from '../../src/features/demo/texts/index.ts'
import { languageOf } from '../../src/platform/text/language.ts'

const known = /\{(?:since|near|route|date)\}/g
const langs = ['kk', 'ru'] as const

describe.each(categories.map(({ code }) => code))('%s', (code) => {
  const topic = topics[code]

  test.each(langs)('is written about in %s: three ways to say it, reasons, answers', (lang) => {
    expect(topic?.[lang].what.length).toBeGreaterThanOrEqual(3)
    expect(topic?.[lang].why.length).toBeGreaterThanOrEqual(1)
    expect(topic?.[lang].solved.length).toBeGreaterThanOrEqual(2)
    expect(topic?.[lang].explained.length).toBeGreaterThanOrEqual(1)
  })

  test.each(langs)('is written in %s and in nothing else', (lang) => {
    for (const sentence of Object.values(topic?.[lang] ?? {}).flat()) {
      expect([lang, null], sentence).toContain(languageOf(sentence))
      if (lang === 'ru') expect(sentence).not.toMatch(/[әғқңөұүһі]/i)
      expect(sentence.replaceAll(known, '')).not.toMatch(/[{}]/)
      expect(sentence).not.toMatch(/ {2}| [.,!?]/)
    }
  })

  test('is nothing that a moderator would have to look at', () => {
    const sentences = langs.flatMap((lang) => Object.values(topic?.[lang] ?? {}).flat())
    for (const sentence of sentences) expect(holdReasons(sentence, []), sentence).toEqual([])
  })
})

test('there are no texts about categories that do not exist', () => {
  expect(new Set(Object.keys(topics))).toEqual(new Set(categories.map(({ code }) => code)))
})

test('offices have plans for every group of categories', () => {
  for (const lang of langs) {
    const groups = categoryGroups.map(({ code }) => code)
    expect(new Set(Object.keys(officePhrases[lang].planned))).toEqual(new Set(groups))
  }
})

test('phrases stand in both languages, as many of each', () => {
  const shape = (phrases: object) =>
    Object.entries(phrases).map(([name, list]) => [
      name,
      Array.isArray(list) ? list.length > 0 : Object.keys(list),
    ])
  expect(shape(officePhrases.kk)).toEqual(shape(officePhrases.ru))
  expect(shape(residentPhrases.kk)).toEqual(shape(residentPhrases.ru))
})
