import { LRUCache } from 'lru-cache'
import { Prisma } from '../../platform/db/generated/client.ts'
import type { Translate } from '../../platform/i18n/texts.ts'
import { type PersonalKind, personalIn, personalKinds } from './personal-data.ts'

/*
 * What everybody may read of a text that somebody wrote. Stored texts hold marks such as ⟦phone⟧, the same in every
 * language; a page prints "[phone hidden]". Every public output (page, list, feed, table, picture, search) takes its
 * words from here: by SQL from `publicTextSql`, then through `publicText`.
 */

/** Of `complaint c`: what is stored for everybody. Print it through `publicText`. */
export const publicTextSql = Prisma.sql`coalesce(c.public_text, c.text)`
export const publicAddressSql = Prisma.sql`coalesce(c.public_address, c.address)`
export const publicLandmarkSql = Prisma.sql`coalesce(c.public_landmark, c.landmark)`

const markOf = (kind: PersonalKind): string => `⟦${kind}⟧`
/** In the place of a text that its author has erased. */
export const erasedMark = '⟦erased⟧'

const marks = new RegExp(`⟦(${personalKinds.join('|')}|erased)⟧`, 'g')

/** A page prints the same text in several places, and asks each time. */
const maskedOf = new LRUCache<string, string>({ max: 500 })

/** The text with a mark in the place of everything personal; the same text when there is nothing. */
export function maskPersonal(text: string): string {
  let masked = maskedOf.get(text)
  if (masked === undefined) {
    masked = withMarks(text)
    maskedOf.set(text, masked)
  }
  return masked
}

function withMarks(text: string): string {
  let masked = ''
  let from = 0
  for (const { kind, start, end } of personalIn(text)) {
    masked += text.slice(from, start) + markOf(kind)
    from = end
  }
  return masked + text.slice(from)
}

/** What is stored beside a text: null when everybody may read it as it is. */
export function storedPublicText(text: string): string | null {
  const masked = maskPersonal(text)
  return masked === text ? null : masked
}

/** The text as a page prints it: nothing personal, and in the place of it what it was, in the reader's language. */
export const publicText = (text: string, t: Translate): string =>
  maskPersonal(text).replaceAll(marks, (_mark, kind: PersonalKind | 'erased') =>
    t(`complaints:masked.${kind}`),
  )

/** The words of a stored public text alone, for counting them: nothing in the place of what is masked. */
export const publicWords = (text: string): string => text.replaceAll(marks, ' ')

/** Back from what a page printed, as a moderator has edited it: what is stored has the same marks in every language. */
export const storedForm = (printed: string, t: Translate): string =>
  personalKinds.reduce((text, kind) => text.replaceAll(t(`complaints:masked.${kind}`), markOf(kind)), printed)

/** The kinds of what everybody does not get to read of these texts, each once. */
export function hiddenKinds(...texts: readonly string[]): PersonalKind[] {
  const found = new Set(
    texts.flatMap((text) => [...maskPersonal(text).matchAll(marks)].map(([, kind]) => kind)),
  )
  return personalKinds.filter((kind) => found.has(kind))
}
