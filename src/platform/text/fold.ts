/** Letters that a person may type one for another; Kazakh letters to the Russian ones nearest to them. */
const foldedLetters: Readonly<Record<string, string>> = {
  ё: 'е',
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
}

/** Latin letters that look like Cyrillic ones, already folded: `i` stands for `і`, which folds to `и`. */
const lookAlikes: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  h: 'х',
  i: 'и',
  k: 'к',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  ə: 'а',
}

/** Capitals look like other letters than their small forms do: `H` like `Н`, `h` like `һ`. */
const capitalLookAlikes: Readonly<Record<string, string>> = { B: 'в', H: 'н', M: 'м' }

const word = /[\p{L}\p{N}]+/gu
const cyrillic = /\p{Script=Cyrillic}/u
const marks = /\p{M}+/gu

/**
 * Text made equal for look-up: lower case, without accents, Kazakh letters as the nearest Russian ones, and
 * Latin letters inside Cyrillic words as the Cyrillic letters they look like ('Берекелi' has a Latin i).
 * Purely Latin words stay Latin. Linear in the length; folding twice changes nothing.
 */
export function fold(text: string): string {
  // Accents go before and after lower-casing: 'İ' becomes an i and a dot of its own
  const bare = text.normalize('NFC').replace(marks, '')
  return bare.replace(word, (token) => (cyrillic.test(token) ? foldCyrillic(token) : foldOther(token)))
}

/** Words and numbers of the folded text, in order. */
export function foldedWords(text: string): string[] {
  return fold(text).match(word) ?? []
}

function foldCyrillic(token: string): string {
  let folded = ''
  for (const letter of token) {
    const small = capitalLookAlikes[letter] ?? foldOther(letter)
    folded += foldedLetters[small] ?? lookAlikes[small] ?? small
  }
  return folded
}

function foldOther(token: string): string {
  return token.toLowerCase().replace(marks, '')
}
