import { type DrawingWeight, familyOf } from '../look/fonts.ts'

/** A run of text for one face, see `drawingFonts` in platform/look/fonts. */
export type TextRun = { family: string; text: string }

/** Cuts a text into runs of one face each; what no face draws is left out. */
export function textRuns(text: string, weight: DrawingWeight): TextRun[] {
  const runs: TextRun[] = []
  for (const character of text.normalize('NFC').replaceAll(/\s+/g, ' ')) {
    const last = runs.at(-1)
    const family = familyOf(character, weight)
    if (family === null) continue
    // A blank is as wide in every face that has none of its own, and needs no run.
    if (last !== undefined && last.family === family) last.text += character
    else runs.push({ family, text: character })
  }
  return runs
}

/** Shares of the font size; Noto Sans, rounded up, so that nothing runs over its box. */
function widthOf(character: string, weight: DrawingWeight): number {
  const bold = weight === 700 ? 1.06 : 1
  if (/[ .,:;!'|()iljІіt/\\-]/.test(character)) return 0.33 * bold
  if (/[ШЩЮЖМФЫшщюжмфыWM@№—%mw]/.test(character)) return 0.9 * bold
  if (/[\p{Lu}]/u.test(character)) return 0.72 * bold
  return 0.59 * bold
}

/** How wide a text is at most when drawn with this size, in the unit of the size. */
export const textWidth = (text: string, size: number, weight: DrawingWeight): number =>
  [...text].reduce((sum, character) => sum + widthOf(character, weight), 0) * size

/**
 * Breaks a text between words into at most `lines` lines that are no wider than `width`; the last one ends with an
 * ellipsis when something is left out. A word that is too wide is cut.
 */
export function wrapText(
  text: string,
  { width, size, weight, lines }: { width: number; size: number; weight: DrawingWeight; lines: number },
): string[] {
  const fits = (line: string) => textWidth(line, size, weight) <= width
  const cut = (line: string): string => {
    let kept = [...line]
    while (kept.length > 1 && !fits(`${kept.join('')}…`)) kept = kept.slice(0, -1)
    return `${kept.join('').replace(/[\s.,;:-]+$/, '')}…`
  }
  const broken: string[] = []
  for (const word of text.trim().split(/\s+/).filter(Boolean)) {
    const last = broken.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && fits(longer)) broken[broken.length - 1] = longer
    else broken.push(word)
  }
  const shown = broken.slice(0, lines).map((line) => (fits(line) ? line : cut(line)))
  const last = shown.at(-1)
  if (broken.length > lines && last !== undefined && !last.endsWith('…')) {
    shown[shown.length - 1] = cut(last)
  }
  return shown
}
