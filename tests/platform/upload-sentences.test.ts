import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { uploadStatus } from '../../src/platform/http/upload.ts'
import {
  problemSentence,
  refusalSentence,
  tooManySentence,
} from '../../src/platform/http/upload-sentences.ts'
import { langs, loadTexts } from '../../src/platform/i18n/texts.ts'
import { imageRefusals } from '../../src/platform/images/image-result.ts'

const texts = loadTexts(path.join(import.meta.dirname, '../../src'), 'test')
const problems = Object.keys(uploadStatus) as (keyof typeof uploadStatus)[]

describe.each(langs)('what a person is told in %s', (lang) => {
  const t = texts.in(lang)
  const sentences = [
    ...imageRefusals.map((reason) => refusalSentence(t, { position: 2, reason })),
    ...problems.map((problem) => problemSentence(t, problem)),
    tooManySentence(t, 5),
  ]

  test('is one sentence per trouble, each its own, with all values filled in', () => {
    expect(new Set(sentences).size).toBe(imageRefusals.length + problems.length + 1)
    for (const sentence of sentences) expect(sentence).not.toMatch(/\{\{|undefined|NaN/)
  })

  test('names the photo, and says what went wrong and what to do', () => {
    for (const reason of imageRefusals) {
      const sentence = refusalSentence(t, { position: 2, reason })
      expect(sentence).toMatch(/^\S+ 2: /)
      expect(sentence.split(/[.:] /).length, sentence).toBeGreaterThanOrEqual(3)
    }
  })

  test('gives the limits that hold', () => {
    expect(refusalSentence(t, { position: 1, reason: 'too-large' })).toContain('20 ')
    expect(refusalSentence(t, { position: 1, reason: 'too-many-pixels' })).toContain('64 ')
    expect(tooManySentence(t, 5)).toContain('5')
  })
})
