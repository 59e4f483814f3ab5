/**
 * Complaint numbers: `YYMM-NNNN-NNNC` = month of filing in the city's zone, seven random digits, check digit.
 *
 * The check digit is Damm's: H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004, p. 111. It
 * finds every error in one digit and every swap of two neighbours, what people do when they copy a number.
 * Verhoeff's finds the same but needs two tables and a position; Luhn misses the swap of 0 and 9.
 */
export type ParsedNumber = { ok: true; number: string } | { ok: false; reason: 'shape' | 'typing-error' }

const RANDOM_NUMBERS = 10_000_000

/** Row: interim digit, column: next digit. Weakly totally anti-symmetric quasigroup of order 10. */
const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const

/**
 * A number that may already be taken: the unique index decides, the caller tries again.
 * @param month year and month of filing, for example `{ year: 2026, month: 11 }`
 * @param randomInt a whole number from 0 to `below` - 1, for example `randomInt` of node:crypto
 * @returns twelve digits, as stored
 */
export function newNumber(
  month: { year: number; month: number },
  randomInt: (below: number) => number,
): string {
  const yearAndMonth = twoDigits(month.year % 100) + twoDigits(month.month)
  const body = yearAndMonth + String(randomInt(RANDOM_NUMBERS)).padStart(7, '0')
  return body + dammDigit(body)
}

/**
 * What a person typed or pasted, read as a complaint number. Dashes and blanks of any kind, full-width digits
 * and a leading number sign are accepted. `shape`: not twelve digits or no such month; `typing-error`: a wrong check digit.
 */
export function parseNumber(input: string): ParsedNumber {
  // NFKC turns full-width digits into ASCII and № into No; \p{Cf} are invisible marks that come along when text is copied.
  const number = input.normalize('NFKC').replace(/^\s*(?:No|#)|[\s\p{Pd}\p{Cf}\u2212]/gu, '')
  if (!/^\d{12}$/.test(number)) return { ok: false, reason: 'shape' }
  if (dammDigit(number) !== 0) return { ok: false, reason: 'typing-error' }
  // Behind the check digit on purpose: a slip in the month is a typing error too.
  const month = Number(number.slice(2, 4))
  if (month < 1 || month > 12) return { ok: false, reason: 'shape' }
  return { ok: true, number }
}

/** Twelve stored digits grouped for reading: `261104831728` becomes `2611-0483-1728`. */
export function formatNumber(number: string): string {
  return `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`
}

/** The digit that makes the digits complete; 0 when they end in their check digit. */
function dammDigit(digits: string): number {
  let interim = 0
  for (const digit of digits) interim = DAMM[interim]?.[Number(digit)] ?? Number.NaN
  return interim
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
