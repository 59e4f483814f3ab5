/**
 * All texts by namespace: the platform's own here, one entry per feature from `src/texts.ts`, so that a key that
 * does not exist is a type error. The Russian files give the types; a test holds the others equal.
 */
export interface TextResources {
  common: Json<typeof import('./locales/ru.json', { with: { type: 'json' }})>
  upload: Json<typeof import('../files/locales/ru.json', { with: { type: 'json' }})>
}

export type Json<Module> = Module extends { default: infer Content } ? Content : Module

type PluralForm = 'one' | 'few' | 'many' | 'other'
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${PluralForm}` ? Base : Key
type Paths<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string ? WithoutPlural<Key> : `${Key}.${Paths<Node[Key]>}`
}[keyof Node & string]

/** `namespace:path.to.text`, without the plural ending. */
export type TextKey = {
  [Name in keyof TextResources & string]: `${Name}:${Paths<TextResources[Name]>}`
}[keyof TextResources & string]
