import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Update } from 'grammy/types'
import { z } from 'zod'
import type { Keys } from '../../platform/crypto/keys.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Webhook } from '../../platform/http/route.ts'
import { createBotApi } from './bot-api.ts'
import { handleUpdate } from './handle-update.ts'

/** Only what is read of it is checked when it is read; the rest of an update is Telegram's. */
const AnyUpdate = z.looseObject({ update_id: z.int().nonnegative() })

/** Address and secret by which Telegram proves itself; both follow from the portal's key and are stored nowhere. */
export function webhookOf([current]: Keys): { path: string; secret: string } {
  const derive = (name: string) =>
    createHmac('sha256', current.ticket).update(`telegram/${name}`).digest('base64url')
  return { path: `/telegram/${derive('path').slice(0, 22)}`, secret: derive('secret') }
}

export function telegramWebhooks(deps: Deps): Webhook[] {
  const config = deps.config.telegram
  if (config === undefined || !config.webhook) return []
  const api = createBotApi(config)
  const { path, secret } = webhookOf(deps.keys)
  const expected = Buffer.from(secret)
  return [
    {
      path,
      proves: (req) => {
        const given = Buffer.from(req.get('X-Telegram-Bot-Api-Secret-Token') ?? '')
        return given.length === expected.length && timingSafeEqual(given, expected)
      },
      handler: async (req, res) => {
        const parsed = AnyUpdate.safeParse(req.body)
        if (!parsed.success) {
          res.status(400).end()
          return
        }
        // Anything but 200 makes Telegram send it again, which is what an error is to do.
        await handleUpdate(deps, api, parsed.data as unknown as Update)
        res.status(200).end()
      },
    },
  ]
}
