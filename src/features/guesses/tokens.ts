import { foldedWords } from '../../platform/text/fold.ts'

/** More says nothing more, and takes time: residents say what it is about in the beginning. */
const mostWords = 60
const pieceLength = 4

/**
 * What a text is learned by: its folded words, and all pieces of four letters of them ('_баг агда гдар ...'), by which
 * endings, mixed languages and typing errors still have something in common. Each once; numbers are left out.
 */
export function tokensOf(text: string): string[] {
  const tokens = new Set<string>()
  for (const word of foldedWords(text).slice(0, mostWords)) {
    if (/\d/.test(word) || word.length < 2) continue
    tokens.add(word)
    const framed = `_${word}_`
    for (let at = 0; at + pieceLength <= framed.length; at++)
      tokens.add(`~${framed.slice(at, at + pieceLength)}`)
  }
  return [...tokens]
}
