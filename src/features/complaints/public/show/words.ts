import type { Translate } from '../../../../platform/i18n/texts.ts'
import { publicText } from '../../public-text.ts'
import type { ComplaintRow } from './queries.ts'

/** The complaint with its words as everybody reads them; of what only staff and the resident read nothing is masked. */
export function asEverybodyReads(row: ComplaintRow, t: Translate): ComplaintRow {
  const { words, visibility } = row
  if (words === null || visibility === 'staff') return row
  const [text, address, landmark] = [words.text, words.address, words.landmark].map((part) =>
    publicText(part, t),
  )
  return { ...row, words: { ...words, text: text ?? '', address: address ?? '', landmark: landmark ?? '' } }
}

/** The complaint with its words as its resident wrote them, for papers of their own. */
export function asWritten(row: ComplaintRow): ComplaintRow {
  const { words } = row
  return words === null || words.written === null ? row : { ...row, words: { ...words, ...words.written } }
}
