import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type SentMessage = {
  chat_id: number
  text: string
  reply_markup?: {
    inline_keyboard?: { text: string; callback_data: string }[][]
    keyboard?: { text: string; request_location?: boolean }[][]
  }
}

/** A local server that speaks the part of the Bot API that the bot uses. */
export type FakeBotApi = {
  root: string
  /** Messages that were taken, in order. */
  sent: SentMessage[]
  calls: string[]
  /** What is given out by getUpdates, until it is confirmed by a higher offset. */
  updates: { update_id: number }[]
  /** Files by their id. */
  files: Map<string, Buffer>
  webhook: { url: string; secret_token: string } | null
  /** Answers of sendMessage instead of the usual one: `429`, `403`, `down` (the connection is cut), a status. */
  trouble: (chatId: number) => { code: number; description?: string; retryAfter?: number } | 'down' | null
  close(): Promise<void>
}

export const testToken = '123456789:AAE_test_token_of_the_local_bot_api'

export async function openFakeBotApi(): Promise<FakeBotApi> {
  const fake: FakeBotApi = {
    root: '',
    sent: [],
    calls: [],
    updates: [],
    files: new Map(),
    webhook: null,
    trouble: () => null,
    close: () => close(server),
  }
  const server = createServer((req, res) => {
    void answer(fake, req).then((reply) => {
      if (reply === 'down') req.socket.destroy()
      else if (Buffer.isBuffer(reply.body)) res.writeHead(reply.status).end(reply.body)
      else res.writeHead(reply.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  fake.root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake
}

type Reply = { status: number; body: Buffer | object } | 'down'

const ok = (result: unknown): Reply => ({ status: 200, body: { ok: true, result } })
const failed = (code: number, description = 'failed', retryAfter?: number): Reply => ({
  status: code,
  body: {
    ok: false,
    error_code: code,
    description,
    ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }),
  },
})

async function answer(fake: FakeBotApi, req: IncomingMessage): Promise<Reply> {
  const url = String(req.url)
  const file = new RegExp(`^/file/bot${testToken}/photos/(.+)$`).exec(url)
  if (file !== null) {
    const bytes = fake.files.get(file[1] ?? '')
    return bytes === undefined ? failed(404) : { status: 200, body: bytes }
  }
  const method = new RegExp(`^/bot${testToken}/(\\w+)$`).exec(url)?.[1]
  if (method === undefined) return failed(401, 'Unauthorized')
  fake.calls.push(method)
  const body = await bodyOf(req)
  switch (method) {
    case 'sendMessage': {
      const message = body as SentMessage
      const trouble = fake.trouble(message.chat_id)
      if (trouble === 'down') return 'down'
      if (trouble !== null) return failed(trouble.code, trouble.description, trouble.retryAfter)
      fake.sent.push(message)
      return ok({ message_id: fake.sent.length, date: 0, chat: { id: message.chat_id, type: 'private' } })
    }
    case 'getUpdates': {
      const { offset = 0 } = body as { offset?: number }
      fake.updates = fake.updates.filter(({ update_id: id }) => id >= offset)
      if (fake.updates.length === 0) await new Promise((resolve) => setTimeout(resolve, 30))
      return ok(fake.updates)
    }
    case 'getFile': {
      const { file_id: id } = body as { file_id: string }
      const bytes = fake.files.get(id)
      if (bytes === undefined) return failed(400, 'Bad Request: invalid file_id')
      return ok({ file_id: id, file_unique_id: id, file_size: bytes.length, file_path: `photos/${id}` })
    }
    case 'setWebhook':
      fake.webhook = body as FakeBotApi['webhook']
      return ok(true)
    default:
      return ok(true)
  }
}

async function bodyOf(req: IncomingMessage): Promise<object> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part)
  const text = Buffer.concat(parts).toString()
  return text === '' ? {} : JSON.parse(text)
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
