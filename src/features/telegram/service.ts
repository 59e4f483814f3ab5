import { setTimeout as sleep } from 'node:timers/promises'
import type { Update } from 'grammy/types'
import type pg from 'pg'
import type { Deps } from '../../platform/deps.ts'
import type { Service } from '../../platform/http/route.ts'
import { type BotApi, createBotApi } from './bot-api.ts'
import { handleUpdate } from './handle-update.ts'
import { webhookOf } from './webhook.ts'

/** Names the lock that the one poller holds ("telegram" in ASCII, cut to 31 bits). */
const pollerLock = 0x74_65_6c_65
const waitSeconds = 25
/** An update that fails so often is left behind, so that it does not stop all that come after it. */
const mostTries = 5

/** Asks Telegram for updates, in one process of all; or tells it where to send them. */
export function telegramService(deps: Deps): Service[] {
  const config = deps.config.telegram
  if (config === undefined) return []
  const api = createBotApi(config)
  const stopped = new AbortController()
  let running: Promise<void> = Promise.resolve()
  return [
    {
      start() {
        running = config.webhook
          ? announceWebhook(deps, api, stopped.signal)
          : pollForGood(deps, api, stopped.signal)
      },
      async stop() {
        stopped.abort()
        await running
      },
    },
  ]
}

async function announceWebhook(deps: Deps, api: BotApi, signal: AbortSignal): Promise<void> {
  const { path, secret } = webhookOf(deps.keys)
  await persist(deps, signal, () => api.useWebhook(deps.config.publicUrl + path, secret))
}

/** Tries until it works or the portal stops, with growing pauses. */
async function persist(deps: Deps, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      return await act()
    } catch (error) {
      if (signal.aborted) return
      deps.log.warn({ err: error }, 'Telegram cannot be reached')
      await pause(Math.min(60_000, 1000 * 2 ** tries), signal)
    }
  }
}

async function pollForGood(deps: Deps, api: BotApi, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const holder = await holdLock(deps).catch(() => null)
    if (holder !== null) {
      // The lock is as long as its connection: when that is lost, another process may have it already.
      const lost = new AbortController()
      const both = AbortSignal.any([signal, lost.signal])
      holder.once('error', () => lost.abort())
      await persist(deps, both, () => api.usePolling())
      await poll(deps, api, both).catch((error) => {
        if (!both.aborted) deps.log.error({ err: error }, 'the poller of Telegram stopped')
      })
      await holder.query('SELECT pg_advisory_unlock($1)', [pollerLock]).catch(() => undefined)
      holder.release(lost.signal.aborted)
    }
    await pause(10_000, signal)
  }
}

/** A connection that holds the lock; null when another process does. */
async function holdLock({ pool }: Deps): Promise<pg.PoolClient | null> {
  const client = await pool.connect()
  const { rows } = await client
    .query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [pollerLock])
    .catch((error) => {
      client.release(true)
      throw error
    })
  if (rows[0]?.free) return client
  client.release()
  return null
}

async function poll(deps: Deps, api: BotApi, signal: AbortSignal): Promise<void> {
  let offset = 0
  while (!signal.aborted) {
    let updates: Update[] = []
    await persist(deps, signal, async () => {
      updates = await api.updates(offset, waitSeconds, signal)
    })
    for (const update of updates) {
      if (signal.aborted) return
      await handleInTurn(deps, api, update, signal)
      if (signal.aborted) return
      offset = update.update_id + 1
    }
  }
}

/** Not confirmed before it is done: after a crash the next poller gets it again. */
async function handleInTurn(deps: Deps, api: BotApi, update: Update, signal: AbortSignal): Promise<void> {
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      return await handleUpdate(deps, api, update)
    } catch (error) {
      deps.log.error({ err: error, update: update.update_id, tries }, 'an update of Telegram failed')
      if (tries === mostTries) return
      await pause(1000 * 2 ** tries, signal)
    }
  }
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined)
