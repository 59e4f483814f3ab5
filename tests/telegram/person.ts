import type { Update } from 'grammy/types'
import { createBotApi } from '../../src/features/telegram/bot-api.ts'
import { handleUpdate } from '../../src/features/telegram/handle-update.ts'
import type { Portal } from '../support/portal.ts'
import type { FakeBotApi, SentMessage } from './fake-bot-api.ts'

let nextUpdate = 1000

/** Somebody who writes to the bot; every answer is what the bot said to them since. */
export function personOf(portal: Portal, fake: FakeBotApi, chatId: number, language = 'ru') {
  const { telegram } = portal.deps.config
  if (telegram === undefined) throw new Error('the portal of this test has no bot')
  const api = createBotApi(telegram)
  const from = {
    id: chatId,
    is_bot: false,
    first_name: 'Aigul',
    last_name: 'Secret',
    language_code: language,
  }
  const chat = { id: chatId, type: 'private', first_name: 'Aigul' }
  const base = () => ({ message_id: nextUpdate, date: 0, chat, from })

  async function deliver(update: object): Promise<SentMessage[]> {
    const before = fake.sent.length
    await handleUpdate(portal.deps, api, update as Update)
    return fake.sent.slice(before).filter((message) => message.chat_id === chatId)
  }
  const message = (content: object) => ({ update_id: nextUpdate++, message: { ...base(), ...content } })
  const press = (data: string) => ({
    update_id: nextUpdate++,
    callback_query: {
      id: String(nextUpdate),
      from,
      chat_instance: '1',
      data,
      message: { ...base(), text: '' },
    },
  })
  const photo = (fileId: string, more: object = {}) =>
    message({
      photo: [
        { file_id: `${fileId}-small`, file_unique_id: 'a', width: 90, height: 60 },
        { file_id: fileId, file_unique_id: 'b', width: 1200, height: 900 },
      ],
      ...more,
    })
  return {
    deliver,
    updates: { message, press, photo },
    says: (text: string) => deliver(message({ text })),
    presses: (data: string) => deliver(press(data)),
    sends: (fileId: string, more: object = {}) => deliver(photo(fileId, more)),
    isAt: (latitude: number, longitude: number, accuracy?: number) =>
      deliver(
        message({
          location: { latitude, longitude, ...(accuracy ? { horizontal_accuracy: accuracy } : {}) },
        }),
      ),
  }
}

/** Data of the button with this label in the last message that has one. */
export function buttonOf(messages: readonly SentMessage[], label: RegExp): string {
  const buttons = messages.flatMap(({ reply_markup: markup }) => markup?.inline_keyboard?.flat() ?? [])
  const found = buttons.findLast(({ text }) => label.test(text))
  if (found === undefined)
    throw new Error(`no button ${label} in: ${buttons.map(({ text }) => text).join(', ')}`)
  return found.callback_data
}

export const textOf = (messages: readonly SentMessage[]): string =>
  messages.map(({ text }) => text).join('\n')
