import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { isLang } from '../../../platform/i18n/texts.ts'
import { eventNotice } from '../../complaints/index.ts'
import type { Message } from '../bot-api.ts'
import { openToken, sealMessage } from '../chat.ts'
import { watchesBehind } from '../queries.ts'

const batch = 200

/**
 * Turns what has happened to complaints into messages for the chats that watch them. The mark of the last told event
 * moves in the transaction that writes the messages, on condition: each event is told once, by whichever process.
 * @returns how many messages were written
 */
export async function collectNotices(deps: Deps): Promise<number> {
  let written = 0
  for (;;) {
    const behind = await watchesBehind(deps, batch)
    for (const watch of behind) {
      if (watch.forgotten) {
        const { chatKey, complaintId } = watch
        await deps.db.telegramWatch.deleteMany({ where: { chatKey, complaintId } })
        continue
      }
      const messages: Message[] = []
      const lang = isLang(watch.lang) ? watch.lang : 'kk'
      const secretToken = openToken(deps.keys, watch)
      for (let seq = watch.toldSeq + 1; seq <= watch.version; seq++) {
        const notice = await eventNotice(deps, { complaintId: watch.complaintId, seq, lang, secretToken })
        if (notice !== null) messages.push({ text: notice })
      }
      written += await write(deps, watch, messages)
    }
    if (behind.length < batch) return written
  }
}

type Watch = Awaited<ReturnType<typeof watchesBehind>>[number]

function write(deps: Deps, watch: Watch, messages: readonly Message[]): Promise<number> {
  const at = toDate(deps.now().epochMilliseconds)
  const { chatKey, complaintId, toldSeq, version } = watch
  return inTransaction(deps.db, async (tx) => {
    const moved = await tx.telegramWatch.updateMany({
      where: { chatKey, complaintId, toldSeq },
      data: { toldSeq: version },
    })
    if (moved.count === 0) return 0
    await tx.telegramMessage.createMany({
      data: messages.map((message) => ({
        chatKey,
        sealed: sealMessage(deps.keys, chatKey, message),
        dueAt: at,
        createdAt: at,
      })),
    })
    return messages.length
  })
}
