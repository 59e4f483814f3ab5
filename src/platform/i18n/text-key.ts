/**
 * All texts by namespace; `src/texts.d.ts` adds one entry per feature from its `locales/ru.json`,
 * so that a key that does not exist is a type error.
 */
export type TextResources = {}

type PluralForm = 'one' | 'few' | 'many' | 'other'
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${PluralForm}` ? Base : Key
type Paths<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string ? WithoutPlural<Key> : `${Key}.${Paths<Node[Key]>}`
}[keyof Node & string]

/** `namespace:path.to.text`, without the plural ending. */
export type TextKey = {
  [Name in keyof TextResources & string]: `${Name}:${Paths<TextResources[Name]>}`
}[keyof TextResources & string]
