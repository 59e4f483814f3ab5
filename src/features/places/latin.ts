/** Longer spellings first. Kazakh Latin ('Qabanbai', 'Jibek') and passport spellings of Russian ('Zhibek') alike. */
const pairs: readonly [string, string][] = [
  ['shch', 'щ'],
  ['sh', 'ш'],
  ['ch', 'ч'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['gh', 'г'],
  ['ts', 'ц'],
  ['yu', 'ю'],
  ['ya', 'я'],
  ['yo', 'е'],
  ['iy', 'ий'],
  ['ay', 'ай'],
  ['ey', 'ей'],
  ['oy', 'ой'],
  ['uy', 'уй'],
  ['ai', 'ай'],
  ['ei', 'ей'],
]
const letters: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'б',
  c: 'к',
  d: 'д',
  e: 'е',
  f: 'ф',
  g: 'г',
  h: 'х',
  i: 'и',
  ı: 'ы',
  j: 'ж',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'н',
  o: 'о',
  p: 'п',
  q: 'к',
  r: 'р',
  s: 'с',
  t: 'т',
  u: 'у',
  v: 'в',
  w: 'у',
  x: 'х',
  y: 'ы',
  z: 'з',
}

/** A word in Latin letters as it may be written in Cyrillic: 'kabanbay' -> 'кабанбай'. Others stay as they are. */
export function cyrillicOf(word: string): string {
  if (!/^[a-zı]+$/.test(word)) return word
  let written = ''
  for (let at = 0; at < word.length; ) {
    const pair = pairs.find(([latin]) => word.startsWith(latin, at))
    const [latin, cyrillic] = pair ?? [word.charAt(at), letters[word.charAt(at)] ?? word.charAt(at)]
    written += cyrillic
    at += latin.length
  }
  return written
}
