import { describe, expect, test } from 'vitest'
import { categories } from '../../prisma/seed/categories.ts'
import { guidePack } from '../../prisma/seed/guides/index.ts'
import { cityPacks } from '../../prisma/seed/index.ts'
import { contentAsTyped, GuideContent, keywordsOf } from '../../src/features/guides/content.ts'
import { missingFields, slugOf } from '../../src/features/guides/rules.ts'
import { ContentForm } from '../../src/features/guides/writing/forms.ts'
import { hardToRead } from '../../src/features/guides/writing/plain-language.ts'
import { parseForm } from '../../src/platform/http/form.ts'
import { langs } from '../../src/platform/i18n/texts.ts'
import { iconNames } from '../../src/platform/look/icons.ts'

/** What every city begins with. */

const texts = guidePack.guides.flatMap((guide) =>
  langs.map((lang) => {
    const { keywords, ...words } = guide[lang]
    return {
      name: `${guide.slug} in ${lang}`,
      lang,
      content: GuideContent.parse({ ...words, keywords: keywordsOf(keywords) }),
    }
  }),
)

test('there are more than twenty, each under an address of its own', () => {
  const slugs = guidePack.guides.map(({ slug }) => slug)
  expect(slugs.length).toBeGreaterThan(20)
  expect(new Set(slugs).size).toBe(slugs.length)
  expect(slugs.map(slugOf)).toEqual(slugs)
})

test('each names topics of the pack and categories of all cities, and no topic is empty', () => {
  const topics = guidePack.topics.map(({ code }) => code)
  const codes = new Set<string>(categories.map(({ code }) => code))
  expect(guidePack.guides.flatMap((guide) => guide.topics.filter((code) => !topics.includes(code)))).toEqual(
    [],
  )
  expect(guidePack.guides.flatMap((guide) => guide.categories.filter((code) => !codes.has(code)))).toEqual([])
  expect(topics.filter((code) => !guidePack.guides.some((guide) => guide.topics.includes(code)))).toEqual([])
  expect(guidePack.topics.filter(({ icon }) => !iconNames.includes(icon))).toEqual([])
})

test.each(
  cityPacks.map((pack) => ({ pack, slug: pack.slug })),
)('$slug has every number and office that they name', ({ pack }) => {
  const numbers: string[] = pack.emergencyNumbers.map(({ code }) => code)
  const ends = guidePack.guides.flatMap(({ offices = [] }) => offices)
  expect(
    guidePack.guides.flatMap(({ emergency = [] }) => emergency.filter((code) => !numbers.includes(code))),
  ).toEqual([])
  expect(ends.filter((end) => !pack.offices.some(({ code }) => code.endsWith(`-${end}`)))).toEqual([])
})

test('no phone, street or office of one city stands in a text', () => {
  const all = JSON.stringify(guidePack.guides)
  expect(all).not.toMatch(/\+7|8 ?7\d\d|Өскемен|Усть-Каменогорск|Алматы|Ақсу|Аксу/)
})

describe.each(texts)('$name', ({ lang, content }) => {
  test('is complete, and the editor takes it as it is', () => {
    expect(missingFields(content)).toEqual([])
    expect([content.cost, content.term].every(Boolean)).toBe(true)
    expect(parseForm(ContentForm, contentAsTyped(content))).toEqual({ ok: true, value: content })
  })

  test('is plain: no long sentences, no words of offices', () => {
    expect(hardToRead(content, lang)).toEqual([])
  })
})
