import { Readable } from 'node:stream'
import { Api, GrammyError } from 'grammy'
import type { InlineKeyboardButton, Update } from 'grammy/types'
import type { Config } from '../../config.ts'

/** What the bot says: plain text, with buttons below it or instead of the keyboard. */
export type Message = {
  text: string
  /** Rows of buttons; `data` comes back as a press. Links stand in the text: Telegram refuses some as buttons. */
  buttons?: { label: string; data: string }[][]
  /** A large button that sends the place where the phone is; false takes it away again. */
  askPlace?: string | false
}

/**
 * - blocked: the person has blocked the bot or is gone
 * - later: try again, not before so many seconds
 * - refused: Telegram will never take this message
 */
export type Sent = { ok: true } | { ok: false; reason: 'blocked' | 'refused' | 'later'; seconds: number }

export type BotApi = {
  /** Waits up to `waitSeconds` for news. Throws when Telegram cannot be reached. */
  updates(offset: number, waitSeconds: number, signal: AbortSignal): Promise<Update[]>
  send(chatId: number, message: Message): Promise<Sent>
  /** Ends the waiting mark on a pressed button; failing does not matter. */
  quiet(pressId: string): Promise<void>
  /** Bytes of a photo; null when Telegram has it no more or it is larger than `maxBytes`. Throws when unreachable. */
  file(fileId: string, maxBytes: number): Promise<Readable | null>
  useWebhook(url: string, secret: string): Promise<void>
  usePolling(): Promise<void>
}

/** Kinds of updates that are asked for. */
const wanted = ['message', 'callback_query'] as const

export function createBotApi({ token, apiRoot }: NonNullable<Config['telegram']>): BotApi {
  const api = new Api(token, { apiRoot, timeoutSeconds: 60 })
  return {
    // grammY types its signals by a package of its own; they are the same at run time.
    updates: (offset, timeout, signal) =>
      api
        .getUpdates(
          { offset, timeout, limit: 50, allowed_updates: wanted },
          signal as Parameters<typeof api.getUpdates>[1],
        )
        .catch(fail),

    async send(chatId, message) {
      try {
        await api.sendMessage(chatId, message.text, {
          link_preview_options: { is_disabled: true },
          ...keyboardOf(message),
        })
        return { ok: true }
      } catch (error) {
        return { ok: false, ...failureOf(error) }
      }
    },

    async quiet(pressId) {
      await api.answerCallbackQuery(pressId).catch(() => undefined)
    },

    async file(fileId, maxBytes) {
      const gone: { file_path?: string; file_size?: number } = {}
      const { file_path: path, file_size: size } = await api.getFile(fileId).catch((error) => {
        if (error instanceof GrammyError && error.error_code === 400) return gone
        return fail(error)
      })
      if (path === undefined || (size ?? 0) > maxBytes) return null
      if (!/^[\w-][\w./-]*$/.test(path) || path.includes('..')) return null
      const res = await fetch(`${apiRoot}/file/bot${token}/${path}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(60_000),
      }).catch(() => {
        // The address holds the token: it must not reach a log.
        throw new Error('a file of Telegram could not be fetched')
      })
      if (res.status === 404 || res.body === null) return null
      if (!res.ok) throw new Error(`a file of Telegram was answered with ${res.status}`)
      return Readable.fromWeb(res.body as Parameters<typeof Readable.fromWeb>[0])
    },

    async useWebhook(url, secret) {
      const options = { secret_token: secret, allowed_updates: wanted, max_connections: 8 }
      await api.setWebhook(url, options).catch(fail)
    },
    async usePolling() {
      await api.deleteWebhook().catch(fail)
    },
  }
}

/** grammY's errors carry addresses with the token and messages of people; what is thrown on can be logged. */
function fail(error: unknown): never {
  if (error instanceof GrammyError) {
    throw new Error(`Telegram answered ${error.method} with ${error.error_code}: ${error.description}`)
  }
  throw new Error('Telegram could not be reached')
}

function keyboardOf({ buttons, askPlace }: Message) {
  if (buttons !== undefined) {
    const rows = buttons.map((row) =>
      row.map(({ label, data }): InlineKeyboardButton => ({ text: label, callback_data: data })),
    )
    return { reply_markup: { inline_keyboard: rows } }
  }
  if (typeof askPlace === 'string') {
    return {
      reply_markup: {
        keyboard: [[{ text: askPlace, request_location: true }]],
        resize_keyboard: true,
        one_time_keyboard: true,
      },
    }
  }
  return askPlace === false ? { reply_markup: { remove_keyboard: true as const } } : {}
}

/** https://core.telegram.org/bots/api#making-requests: 429 says how long to wait, 403 that nobody listens. */
function failureOf(error: unknown): { reason: 'blocked' | 'refused' | 'later'; seconds: number } {
  if (!(error instanceof GrammyError)) return { reason: 'later', seconds: 0 }
  if (error.error_code === 429) return { reason: 'later', seconds: error.parameters.retry_after ?? 5 }
  if (error.error_code === 403) return { reason: 'blocked', seconds: 0 }
  if (error.error_code === 400) {
    const gone = /chat not found|user is deactivated/i.test(error.description)
    return { reason: gone ? 'blocked' : 'refused', seconds: 0 }
  }
  return { reason: 'later', seconds: 0 }
}
