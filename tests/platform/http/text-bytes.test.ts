import { describe, expect, test } from 'vitest'
import { textBytes } from '../../../src/platform/http/text-bytes.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('a text as bytes', () => {
  test.each([
    ['nothing', ''],
    ['Latin letters alone', '<p>plain</p>'],
    ['Kazakh and Russian letters', '<p>Ашық қала, әкімдік; «Жалоба № 5»</p>'],
    ['signs beyond the first plane', 'ой 😀👍🏽 𐰴'],
    ['a long page', '<li>Сынған жол</li>'.repeat(20_000)],
    ['a page that is longer than any', '<li>Сынған жол</li>'.repeat(40_000)],
  ])('is UTF-8: %s', (_, text) => {
    expect(textBytes(text).equals(utf8(text))).toBe(true)
  })

  test.each([
    ['the first half', 'жол \ud83d'],
    ['the second half', '\ude00 жол'],
    ['both, the wrong way round', 'a\ude00\ud83db'],
  ])('has the sign of replacement for %s of a character that was cut in two', (_, text) => {
    expect(textBytes(text).toString()).toContain('\ufffd')
    expect(textBytes(text).equals(utf8(text))).toBe(true)
  })
})
