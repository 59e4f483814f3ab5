import { langs } from '../../platform/i18n/texts.ts'
import type { Doc, Texts } from './doc.ts'

/** A paragraph of a text that two versions share, or that only one of them has. */
export type Piece = { kind: 'same' | 'gone' | 'new'; text: string }

/** One part of a document in which two versions differ. `lang` null: of no language. */
export type PartDifference = { part: DocPart; lang: keyof Texts | null; pieces: Piece[] }

const inLanguages = ['title', 'lead', 'body'] as const
const plain = ['day', 'category', 'source', 'picture'] as const
export type DocPart = (typeof inLanguages)[number] | (typeof plain)[number] | 'alt'

/** What a version changed, part by part, in the order of the form. */
export function docDifferences(before: Doc | null, after: Doc): PartDifference[] {
  const texts = langs.flatMap((lang) =>
    inLanguages.map((part) => difference(part, lang, before?.[part][lang] ?? '', after[part][lang])),
  )
  const alts = langs.map((lang) =>
    difference('alt', lang, before?.picture?.alt[lang] ?? '', after.picture?.alt[lang] ?? ''),
  )
  const facts = plain.map((part) =>
    difference(part, null, before === null ? '' : factOf(before, part), factOf(after, part)),
  )
  return [...texts, ...alts, ...facts].filter(({ pieces }) => pieces.some(({ kind }) => kind !== 'same'))
}

function factOf(doc: Doc, part: (typeof plain)[number]): string {
  if (part === 'source') return [doc.source?.name, doc.source?.url].filter(Boolean).join(', ')
  if (part === 'picture') return [doc.picture?.id.slice(0, 8), doc.picture?.credit].filter(Boolean).join(', ')
  return doc[part] ?? ''
}

const difference = (part: DocPart, lang: keyof Texts | null, before: string, after: string) => ({
  part,
  lang,
  pieces: paragraphDifferences(before, after),
})

/** The longest common run of paragraphs stays; the rest went or came. */
export function paragraphDifferences(before: string, after: string): Piece[] {
  const [a, b] = [paragraphs(before), paragraphs(after)]
  const width = b.length + 1
  const common = new Array<number>((a.length + 1) * width).fill(0)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pieces: Piece[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [was, is] = [a[i], b[j]]
    if (was !== undefined && was === is) {
      pieces.push({ kind: 'same', text: was })
      i++
      j++
    } else if (is === undefined || (was !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'gone', text: was ?? '' })
      i++
    } else {
      pieces.push({ kind: 'new', text: is })
      j++
    }
  }
  return pieces
}

const paragraphs = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')
