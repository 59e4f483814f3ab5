import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { BotApi } from '../bot-api.ts'
import { openMessage, openTalk } from '../chat.ts'

/** While a message is being sent nobody else takes it; after a crash it is taken again. */
const leaseSeconds = 120
/** Longest pause between two tries. */
const longestPause = 900

type Claimed = { id: bigint; chat_key: Buffer; sealed: Buffer; chat_sealed: Buffer; tries: number }

/**
 * Sends what waits, the oldest of each chat first, until nothing is due or Telegram asks for a pause. A message is
 * gone only when Telegram has taken it; so after a crash in between it may come twice, never not at all.
 * @param key only of this chat
 * @returns how many were sent
 */
export async function sendDue(deps: Deps, api: BotApi, key?: Uint8Array<ArrayBuffer>): Promise<number> {
  let sent = 0
  for (;;) {
    const next = await claim(deps, key)
    if (next === undefined) return sent
    const { chatId } = openTalk(deps.keys, { key: next.chat_key, sealed: next.chat_sealed })
    const result = await api.send(
      chatId,
      openMessage(deps.keys, { chatKey: next.chat_key, sealed: next.sealed }),
    )
    if (result.ok) {
      sent += 1
      await deps.db.telegramMessage.deleteMany({ where: { id: next.id } })
      continue
    }
    if (result.reason === 'later') {
      await postpone(deps, next, result.seconds)
      return sent
    }
    if (result.reason === 'refused') {
      deps.log.error({ id: String(next.id) }, 'Telegram refuses a message for good')
      await deps.db.telegramMessage.deleteMany({ where: { id: next.id } })
      continue
    }
    await markBlocked(deps, Buffer.from(next.chat_key))
  }
}

async function claim({ db, now }: Deps, key?: Uint8Array): Promise<Claimed | undefined> {
  const at = now().epochMilliseconds
  const [row] = await db.$queryRaw<Claimed[]>`
    UPDATE telegram_message m SET due_at = ${toDate(at + leaseSeconds * 1000)}, tries = m.tries + 1
    FROM telegram_chat c
    WHERE c.key = m.chat_key AND m.id = (
      SELECT n.id FROM telegram_message n
      WHERE n.due_at <= ${toDate(at)} AND (${key ?? null}::bytea IS NULL OR n.chat_key = ${key ?? null}::bytea)
        AND NOT EXISTS (SELECT 1 FROM telegram_message e WHERE e.chat_key = n.chat_key AND e.id < n.id)
      ORDER BY n.id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING m.id, m.chat_key, m.sealed, c.sealed AS chat_sealed, m.tries`
  return row
}

async function postpone({ db, now, log }: Deps, { id, tries }: Claimed, seconds: number): Promise<void> {
  const pause = Math.max(seconds, Math.min(longestPause, 5 * 2 ** Math.min(tries, 10)))
  const wait = seconds > 0 ? seconds : pause
  log.warn({ seconds: wait, tries }, 'Telegram takes no message now')
  await db.telegramMessage.updateMany({
    where: { id },
    data: { dueAt: toDate(now().epochMilliseconds + wait * 1000) },
  })
}

/** Nobody listens: what waits is dropped, and no notice is made until the person writes again. */
async function markBlocked({ db, now }: Deps, key: Buffer<ArrayBuffer>): Promise<void> {
  await db.telegramChat.updateMany({
    where: { key },
    data: { blockedAt: toDate(now().epochMilliseconds) },
  })
  await db.telegramMessage.deleteMany({ where: { chatKey: key } })
}
