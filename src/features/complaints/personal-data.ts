/** Personal data that nobody but staff needs to read (domain.md B17, design.md 9.2). */
export const personalKinds = ['card', 'iin', 'phone', 'email', 'plate'] as const
export type PersonalKind = (typeof personalKinds)[number]

/** Where it stands in the text, as indexes of UTF-16. */
export type Personal = { kind: PersonalKind; start: number; end: number }

type Rule = { kind: PersonalKind; pattern: RegExp; holds?: (found: string) => boolean }

const digitsIn = (found: string): string => found.replaceAll(/\D/g, '')

// Each pattern is bounded: no nested repetition over text that people send. The first rule that fits wins.
const rules: readonly Rule[] = [
  {
    kind: 'card',
    pattern: /(?<!\d)[2-6]\d(?:[ -]?\d){11,17}(?!\d)/g,
    holds: (found) => isCard(digitsIn(found)),
  },
  { kind: 'iin', pattern: /(?<!\d)\d(?: ?\d){11}(?!\d)/g, holds: (found) => isIin(digitsIn(found)) },
  { kind: 'email', pattern: /[\p{L}\d_.+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu },
  { kind: 'phone', pattern: /(?<!\d)(?:\+?7|8)(?:[\s().-]{0,3}\d){10}(?!\d)/g },
  // without +7 or 8, by the codes of mobile operators
  { kind: 'phone', pattern: /(?<!\d)7(?:0[0-8]|47|7[15678])(?:[\s().-]{0,3}\d){7}(?!\d)/g },
  { kind: 'phone', pattern: /(?<!\d)\d{2}-\d{2}-\d{2}(?!\d)/g },
  // a short number of the town, where the text says that it is one
  {
    kind: 'phone',
    pattern:
      /(?<=(?<!\p{L})(?:тел|телефон|телефоны|номер|сот|ұялы|phone|tel|whatsapp|ватсап|вотсап)[.:№ ]{1,4})\d(?:[ -]?\d){4,6}(?![\d-])/giu,
  },
  // Since 2012: 123 ABC 04, of firms 123 AB 04. The letters may be typed in Cyrillic.
  {
    kind: 'plate',
    pattern: /(?<![\p{L}\d])\d{3} ?[A-ZАВЕКМНОРСТУХ]{2,3} ?(?:0[1-9]|1\d|20)(?![\p{L}\d])/gu,
    holds: isNoAddress,
  },
  // typed without blanks small letters mean a plate, too
  {
    kind: 'plate',
    pattern: /(?<![\p{L}\d])\d{3}[a-zавекмнорстух]{3}(?:0[1-9]|1\d|20)(?![\p{L}\d])/gu,
    holds: isNoAddress,
  },
  // Until 2012: F 123 ABC, the first letter names the region.
  {
    kind: 'plate',
    pattern: /(?<![\p{L}\d])[A-ZАВЕКМНОРСТУХ] ?\d{3} ?[A-ZАВЕКМНОРСТУХ]{2,3}(?![\p{L}\d])/gu,
    holds: isNoAddress,
  },
]

/** Every rule wants three digits or the sign of an e-mail address: most texts have neither, and no rule is tried. */
const mayHold = (plain: string): boolean => plain.includes('@') || threeDigits.test(plain)
const threeDigits = /\d\D*\d\D*\d/

/** Everything personal in the text, in order, nothing twice. */
export function personalIn(text: string): Personal[] {
  const plain = plainOf(text)
  if (!mayHold(plain)) return []
  const found: Personal[] = []
  for (const { kind, pattern, holds } of rules) {
    for (const match of plain.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (holds !== undefined && !holds(match[0])) continue
      if (!found.some((one) => start < one.end && one.start < end)) found.push({ kind, start, end })
    }
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** Wide digits, blanks that do not break and long dashes are the same as others. Keeps the length. */
function plainOf(text: string): string {
  return text
    .replaceAll(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\u00A0\u2000-\u200A\u202F\u3000]/g, ' ')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
}

/** Luhn's check digit, ISO/IEC 7812-1; `digits` 13 to 19 of them. */
function isCard(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

const firstWeights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const secondWeights = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]

/**
 * Individual identification number: date of birth, century and sex, a number, a check digit (order of the Government
 * of Kazakhstan, 2003, № 565). The number of a firm has no date in front and is nobody's.
 */
function isIin(digits: string): boolean {
  const at = [...digits].map(Number)
  const [month, day] = [Number(digits.slice(2, 4)), Number(digits.slice(4, 6))]
  if (month < 1 || month > 12 || day < 1 || day > 31 || (at[6] ?? 9) > 6) return false
  const checked = (weights: readonly number[]) =>
    weights.reduce((sum, weight, index) => sum + weight * (at[index] ?? 0), 0) % 11
  const first = checked(firstWeights)
  const check = first === 10 ? checked(secondWeights) : first
  return check < 10 && check === at[11]
}

/** Short words between numbers that make an address or a measure: "100 КВ 12" is a flat. */
const ordinaryWords: ReadonlySet<string> = new Set(
  [
    'КВ',
    'КОР',
    'КОМ',
    'СТ',
    'СТР',
    'ОТ',
    'НА',
    'ВО',
    'СО',
    'МЕТ',
    'КМ',
    'РАЗ',
    'КВТ',
    'ТОО',
    'МКР',
    'СОТ',
  ].concat(['НЕ', 'ТО']),
)

function isNoAddress(found: string): boolean {
  const letters = found.replaceAll(/[^\p{L}]/gu, '').toUpperCase()
  return !ordinaryWords.has(letters) && !ordinaryWords.has(letters.slice(1))
}
