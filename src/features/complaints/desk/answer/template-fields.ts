/**
 * Ready texts: `{{field}}` is filled by the portal, a line of underscores by the clerk. Pure; used by the desk, where
 * either blocks sending, and by the editor, which refuses fields that the portal does not know.
 */
export const templateFields = [
  'number',
  'category',
  'address',
  'office',
  'city',
  'received',
  'due',
  'today',
] as const
export type TemplateField = (typeof templateFields)[number]

/** What a ready text can be for. */
export const templatePurposes = ['solved', 'explained', 'planned', 'asked', 'refused', 'forwarded'] as const
export type TemplatePurpose = (typeof templatePurposes)[number]

/** A piece of a ready text: as it stands, a field with its value, a field without one, a gap for the clerk. */
export type TextPiece = { kind: 'plain' | 'filled' | 'unknown' | 'gap'; text: string }

const fieldOrGap = /(\{\{\s*\w+\s*\}\}|_{3,})/
const nameIn = (piece: string): string | undefined => /^\{\{\s*(\w+)\s*\}\}$/.exec(piece)?.[1]

export function piecesOf(text: string, values: Readonly<Record<string, string>>): TextPiece[] {
  return text
    .split(fieldOrGap)
    .filter((piece) => piece !== '')
    .map((piece): TextPiece => {
      const name = nameIn(piece)
      if (name === undefined) return { kind: piece.startsWith('___') ? 'gap' : 'plain', text: piece }
      const value = values[name]
      return value ? { kind: 'filled', text: value } : { kind: 'unknown', text: piece }
    })
}

/** The text with what the portal knows in the place of its fields. What it does not know stays, and blocks sending. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  piecesOf(text, values)
    .map((piece) => piece.text)
    .join('')

/** What is wrong with the fields of a ready text: a name that nobody fills, or brackets that are no field. */
export function fieldProblem(text: string): 'unknown' | 'broken' | null {
  const pieces = text.split(fieldOrGap)
  const names = pieces.flatMap((piece) => nameIn(piece) ?? [])
  if (names.some((name) => !(templateFields as readonly string[]).includes(name))) return 'unknown'
  return pieces.some((piece) => nameIn(piece) === undefined && /\{\{|\}\}/.test(piece)) ? 'broken' : null
}
