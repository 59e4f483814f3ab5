import { z } from 'zod'
import type { Keys } from '../../platform/crypto/keys.ts'
import { blindIndex, blindIndexes, seal, unseal } from '../../platform/crypto/seal.ts'
import { langs } from '../../platform/i18n/texts.ts'
import type { Message } from './bot-api.ts'

/** What the talk waits for. */
export const steps = ['lang', 'city', 'what', 'where', 'check'] as const

/** What is kept of a talk, sealed: the draft's token opens what was written. */
const Talk = z.object({
  chatId: z.number(),
  step: z.enum(steps),
  lang: z.enum(langs),
  /** Slug of a city. */
  city: z.string().nullable(),
  /** Of the filing that is under way. */
  draft: z.string().nullable(),
  /** Photos of one album come as messages of their own; only the first is answered. */
  album: z.string().nullable(),
})
export type Talk = z.infer<typeof Talk>

export const newTalk = (chatId: number, lang: Talk['lang']): Talk => ({
  chatId,
  step: 'lang',
  lang,
  city: null,
  draft: null,
  album: null,
})

/** By what a chat is found: nobody who reads the table learns whose it is. */
export const chatKey = (keys: Keys, chatId: number): Buffer<ArrayBuffer> =>
  Buffer.from(blindIndex(keys, 'telegram-chat', String(chatId)))

export const chatKeys = (keys: Keys, chatId: number): Buffer<ArrayBuffer>[] =>
  blindIndexes(keys, 'telegram-chat', String(chatId)).map((key) => Buffer.from(key))

const context = (kind: 'chat' | 'message' | 'watch', key: Uint8Array): string =>
  `telegram-${kind}/${Buffer.from(key).toString('hex')}`

export const sealTalk = (keys: Keys, key: Uint8Array, talk: Talk): Buffer<ArrayBuffer> =>
  Buffer.from(seal(keys, JSON.stringify(talk), context('chat', key)))

export const openTalk = (keys: Keys, row: { key: Uint8Array; sealed: Uint8Array }): Talk =>
  Talk.parse(JSON.parse(unseal(keys, row.sealed, context('chat', row.key))))

export const sealMessage = (keys: Keys, key: Uint8Array, message: Message): Buffer<ArrayBuffer> =>
  Buffer.from(seal(keys, JSON.stringify(message), context('message', key)))

export const openMessage = (keys: Keys, row: { chatKey: Uint8Array; sealed: Uint8Array }): Message =>
  JSON.parse(unseal(keys, row.sealed, context('message', row.chatKey)))

export const sealToken = (keys: Keys, key: Uint8Array, token: string): Buffer<ArrayBuffer> =>
  Buffer.from(seal(keys, token, context('watch', key)))

export const openToken = (keys: Keys, row: { chatKey: Uint8Array; sealed: Uint8Array }): string =>
  unseal(keys, row.sealed, context('watch', row.chatKey))
