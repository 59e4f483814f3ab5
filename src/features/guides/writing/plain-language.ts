import type { Lang } from '../../../platform/i18n/texts.ts'
import { foldedWords } from '../../../platform/text/fold.ts'
import { type GuideContent, sentencesOf } from '../content.ts'
import { jargon } from './jargon.ts'

/** Words in a sentence that most people still follow. Kazakh words carry more, so there are fewer of them. */
export const longestSentence: Readonly<Record<Lang, number>> = { kk: 16, ru: 18, en: 20 }

export type Wordiness =
  | { kind: 'sentence'; text: string; words: number; most: number }
  | { kind: 'jargon'; found: string; instead: string }

const mostShown = 12

/** What makes a text hard to read: long sentences first, then words of offices. Pure. */
export function hardToRead(content: GuideContent, lang: Lang): Wordiness[] {
  const texts = sentencesOf(content)
  return [...longSentences(texts, lang), ...officeWords(texts, lang)].slice(0, mostShown)
}

function longSentences(texts: readonly string[], lang: Lang): Wordiness[] {
  const most = longestSentence[lang]
  const segmenter = new Intl.Segmenter(lang, { granularity: 'sentence' })
  const sentences = texts.flatMap((text) => [...segmenter.segment(text)].map(({ segment }) => segment.trim()))
  return sentences
    .map((text) => ({ kind: 'sentence' as const, text, words: foldedWords(text).length, most }))
    .filter(({ words }) => words > most)
    .toSorted((a, b) => b.words - a.words)
}

function officeWords(texts: readonly string[], lang: Lang): Wordiness[] {
  const words = foldedWords(texts.join(' '))
  return Object.entries(jargon[lang]).flatMap(([phrase, instead]) => {
    const sought = phrase.split(' ').flatMap((part) =>
      foldedWords(part).map((word, index, all) => ({
        word,
        open: part.endsWith('*') && index === all.length - 1,
      })),
    )
    const isAt = (from: number) =>
      sought.every(({ word, open }, index) => {
        const found = words[from + index]
        return open ? found?.startsWith(word) === true : found === word
      })
    const found = words.some((_, index) => isAt(index))
    return found ? [{ kind: 'jargon' as const, found: phrase.replaceAll('*', '…'), instead }] : []
  })
}
