/** A cell of a table; numbers stay numbers, everything else is text. */
export type CsvCell = string | number | null

/** Spreadsheets take a text that begins like this for a formula (OWASP, "CSV injection"). */
const formula = /^[=+\-@\t\r]/

/** So that spreadsheets read the rest as UTF-8. */
export const csvStart = '\uFEFF'

/** One line of a table by RFC 4180. Text that could run as a formula gets an apostrophe before it. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

function cellText(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = formula.test(cell) ? `'${cell}` : cell
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
