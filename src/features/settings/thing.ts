import type { z } from 'zod'
import type { TextKey } from '../../platform/i18n/text-key.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import type { City } from '../city/index.ts'
import type { Directory } from '../offices/index.ts'

/** Everything that an administrator of a city may set, by kind. Also the lists of the file of a whole configuration. */
export const thingKinds = [
  'profile',
  'look',
  'map',
  'outline',
  'terms',
  'limits',
  'words',
  'retention',
  'openData',
  'area',
  'desk',
  'office',
  'category',
  'rule',
  'day',
  'notice',
  'text',
] as const
export type ThingKind = (typeof thingKinds)[number]

/** There is one only, so it has no key. */
export const singleKinds = [
  'profile',
  'look',
  'map',
  'outline',
  'terms',
  'limits',
  'words',
  'retention',
  'openData',
  'desk',
] as const satisfies ThingKind[]
export type SingleKind = (typeof singleKinds)[number]
/** Ready texts have pages of their own, which heads of offices open, too: see texts/. */
export type FormKind = Exclude<ThingKind, 'text'>
export type ListKind = Exclude<FormKind, SingleKind>

export const isSingle = (kind: ThingKind): kind is SingleKind =>
  (singleKinds as readonly ThingKind[]).includes(kind)

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
/** A thing as a whole, naming others by their codes, so that it means the same in another installation. */
export type Doc = { [name: string]: Json }

/** What the choices of a form are made from. */
export type Around = { city: City; directory: Directory; lang: Lang; t: Translate }

export type Choice = { value: string; label: string; icon?: string }

/**
 * One field of the form of a thing. `path` is where its value stands in the document, and its name in the form:
 * `names.kk`. Controls and what they make of an empty field:
 * text '' · optional null · lines [] · number null · day null · flag false · set [] (one box per choice) ·
 * choice '' · icon '' (a choice by its picture) · optionalChoice null · hours [] (see opening-hours.ts) · colour ''
 */
export type FieldSpec = {
  path: string
  control:
    | 'text'
    | 'optional'
    | 'long'
    | 'lines'
    | 'number'
    | 'day'
    | 'flag'
    | 'set'
    | 'choice'
    | 'icon'
    | 'optionalChoice'
    | 'hours'
    | 'options'
    | 'colour'
  label: TextKey
  hint?: TextKey
  lang?: Lang
  width?: 's' | 'm' | 'l'
  choices?: (around: Around) => Choice[]
}

/** A list of small things inside a document, such as telephone numbers: `path.0.…`; empty rows are dropped. */
export type RowsSpec = { path: string; label: TextKey; add: number; most?: number; fields: FieldSpec[] }

export type GroupSpec = {
  title: TextKey
  hint?: TextKey
  /** Three columns for three languages, two for short fields. */
  columns?: 2 | 3
  fields?: FieldSpec[]
  rows?: RowsSpec
}

/** What breaks for residents or offices when a change is made; each has a sentence in the texts. */
export type Danger =
  | 'before'
  | 'after'
  | 'shorter'
  | 'longer'
  | 'reopen'
  | 'officeEnds'
  | 'officeOutside'
  | 'categoryEnds'
  | 'sensitiveOff'
  | 'proofOff'
  | 'ruleRemoved'
  | 'defaultRule'
  | 'dayChanged'
  | 'wordsRemoved'
  | 'waitsLonger'
  | 'remindersOff'
  | 'languageOff'
  | 'tilesOn'
  | 'areaRemoved'
  | 'forgetsSooner'

/** `words` says what stands there, for the history. */
export type KeptPart = { path: string; label: TextKey; words(value: Json, around: Around): string }

/**
 * A kind of thing. Methods, not functions: each kind knows its own document better than those who handle all kinds.
 */
export type Thing<D extends Doc = Doc> = {
  kind: ThingKind
  /** Messages are text keys; issues of one field carry its path. */
  doc: z.ZodType<D>
  /** What a new one begins with. */
  blank(): D
  groups: readonly GroupSpec[]
  /** Fields of the key of a new thing; absent where there is one thing only. */
  key?: { fields: FieldSpec[]; of(typed: Record<string, string>): string; error: TextKey }
  /** How it is called. `doc` null: it is not there any more. */
  title(key: string, doc: D | null, around: Around): string
  dangers(before: D | null, after: D | null, key: string): Danger[]
  /** Parts of the document that no field shows: a saved form leaves them as they are. */
  kept?: readonly KeptPart[]
  /** May a change wait for a day? */
  plannable: boolean
}

export type Change = { before: Doc | null; after: Doc | null }
