export const streetKinds = [
  'street',
  'avenue',
  'boulevard',
  'lane',
  'microdistrict',
  'road',
  'embankment',
  'square',
] as const
export type StreetKind = (typeof streetKinds)[number]

export const isStreetKind = (text: string): text is StreetKind =>
  (streetKinds as readonly string[]).includes(text)

/** A street as the city's list has it; names stand without the word for the kind: 'Абай', 'Абая'. */
export type Street = {
  id: number
  kind: StreetKind
  nameKk: string
  nameRu: string
  formerNames: string[]
}

/**
 * Words for a kind of street as residents write them, folded (platform/text/fold), in both languages and with the
 * endings that a name may carry ('Абай көшесінде'). Dots and hyphens of abbreviations are gone before.
 */
const kindWords: readonly [RegExp, StreetKind][] = [
  [/^(?:ул|улиц[аыеу]|улицей|кош|коше(?:лер)?(?:с?и)?(?:нин|не|нде|ндеги|нен|де|ден)?)$/u, 'street'],
  [
    /^(?:пр|просп|проспект(?:а|е|у|ом)?|дан|данг|дангыл(?:дар)?(?:ы)?(?:нын|на|нда|ндагы|нан|да)?)$/u,
    'avenue',
  ],
  [/^(?:бул|бульвар(?:а|е|у|ом|ы)?(?:нда|ндагы|нын)?)$/u, 'boulevard'],
  [/^(?:пер|переул(?:о?к(?:а|е|у|ом)?)|проезд(?:а|е|у|ом)?|туйык)$/u, 'lane'],
  [
    /^(?:мкр|мкрн|мкрон|микр|микрорайон(?:а|е|у|ом)?|мик|ша|ыа|ыкшамаудан(?:ы)?(?:нда|ндагы|нын)?)$/u,
    'microdistrict',
  ],
  [/^(?:шоссе|тракт(?:а|е|у|ом|ы)?|тасжол(?:ы|ында)?)$/u, 'road'],
  [/^(?:наб|набережн(?:ая|ой|ую)|жагалау(?:ы)?(?:нда|ндагы)?)$/u, 'embankment'],
  [/^(?:пл|площад(?:ь|и|ью)|алан(?:ы)?(?:нда|ндагы)?)$/u, 'square'],
]

/** The kind that a folded word stands for, or null. */
export function kindOfWord(word: string): StreetKind | null {
  return kindWords.find(([pattern]) => pattern.test(word))?.[1] ?? null
}
