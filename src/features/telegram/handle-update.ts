import type { Message as TelegramMessage, Update } from 'grammy/types'
import { toDate } from '../../platform/db/instant.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../platform/db/violation.ts'
import type { Deps } from '../../platform/deps.ts'
import { isLang, type Lang } from '../../platform/i18n/texts.ts'
import { sendDue } from './actions/send-due.ts'
import type { BotApi, Message } from './bot-api.ts'
import { chatKey, chatKeys, newTalk, openTalk, sealMessage, sealTalk, sealToken, type Talk } from './chat.ts'
import { type Heard, talkOn } from './talk.ts'

/** What a step of the talk leads to. */
export type Turn = {
  /** Null: the person wants to be forgotten. */
  talk: Talk | null
  messages: Message[]
  /** A complaint that was filed just now. */
  filed?: { number: string; secretToken: string }
}

const mostAttempts = 4

/**
 * Handles an update of Telegram once, however often it comes, and answers. Throws when it must come again.
 * Groups and channels are not talked with.
 */
export async function handleUpdate(deps: Deps, api: BotApi, update: Update): Promise<void> {
  const heard = heardOf(update)
  if (heard === null) return
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptTurn(deps, api, update.update_id, heard)
    if (outcome === 'done' || outcome === 'known') break
    // Two updates of one chat at the same moment, by the webhook: the second sees what the first has written.
    if (attempt === mostAttempts) throw new Error('a talk is changed by too many at once')
  }
  if (heard.pressId !== null) await api.quiet(heard.pressId)
  // What cannot be sent now is sent by the job; the update is done all the same.
  await sendDue(deps, api, chatKey(deps.keys, heard.chatId))
}

async function attemptTurn(
  deps: Deps,
  api: BotApi,
  updateId: number,
  heard: Heard,
): Promise<'done' | 'known' | 'changed'> {
  const known = await deps.db.telegramUpdate.findUnique({ where: { id: BigInt(updateId) } })
  if (known !== null) return 'known'
  const row = await deps.db.telegramChat.findFirst({
    where: { key: { in: chatKeys(deps.keys, heard.chatId) } },
  })
  const talk = row === null ? newTalk(heard.chatId, heard.lang) : openTalk(deps.keys, row)
  const key = row === null ? chatKey(deps.keys, heard.chatId) : Buffer.from(row.key)
  // Safe to repeat: drafts, photos and filings by the draft's token.
  const turn = await talkOn(deps, api, { heard, talk, key, isNew: row === null })
  try {
    return await write(deps, { updateId, key, version: row?.version ?? null, turn })
  } catch (error) {
    if (isUniqueViolation(error)) return 'changed'
    throw error
  }
}

type ToWrite = { updateId: number; key: Buffer<ArrayBuffer>; version: number | null; turn: Turn }

function write(deps: Deps, { updateId, key, version, turn }: ToWrite): Promise<'done' | 'changed'> {
  const at = toDate(deps.now().epochMilliseconds)
  const { talk, messages, filed } = turn
  return inTransaction(deps.db, async (tx) => {
    await tx.telegramUpdate.create({ data: { id: BigInt(updateId), at } })
    if (talk === null) {
      await tx.telegramChat.deleteMany({ where: { key } })
      return 'done'
    }
    const data = {
      sealed: sealTalk(deps.keys, key, talk),
      lang: talk.lang,
      blockedAt: null,
      updatedAt: at,
    }
    if (version === null) await tx.telegramChat.create({ data: { ...data, key, version: 1 } })
    else {
      const changed = await tx.telegramChat.updateMany({
        where: { key, version },
        data: { ...data, version: version + 1 },
      })
      if (changed.count === 0) throw new ChangedMeanwhile()
    }
    if (filed !== undefined) {
      const complaint = await tx.complaint.findUniqueOrThrow({
        where: { number: filed.number },
        select: { id: true, version: true },
      })
      const watch = { chatKey: key, complaintId: complaint.id }
      await tx.telegramWatch.upsert({
        where: { chatKey_complaintId: watch },
        create: {
          ...watch,
          toldSeq: complaint.version,
          sealed: sealToken(deps.keys, key, filed.secretToken),
          createdAt: at,
        },
        update: {},
      })
    }
    await tx.telegramMessage.createMany({
      data: messages.map((message) => ({
        chatKey: key,
        sealed: sealMessage(deps.keys, key, message),
        dueAt: at,
        createdAt: at,
      })),
    })
    return 'done' as const
  }).catch((error) => {
    if (error instanceof ChangedMeanwhile) return 'changed'
    throw error
  })
}

class ChangedMeanwhile extends Error {}

/** What a person said; null for what nobody has to be answered for. */
function heardOf({ message, callback_query: press }: Update): Heard | null {
  if (press !== undefined) {
    const chat = press.message?.chat
    if (chat?.type !== 'private') return null
    return {
      ...silence,
      chatId: chat.id,
      lang: langOf(press.from.language_code),
      pressed: press.data ?? '',
      pressId: press.id,
    }
  }
  if (message === undefined || message.chat.type !== 'private') return null
  return {
    ...silence,
    chatId: message.chat.id,
    lang: langOf(message.from?.language_code),
    text: (message.text ?? message.caption ?? '').trim(),
    photo: photoOf(message),
    album: message.media_group_id ?? null,
    place:
      message.location === undefined
        ? null
        : {
            lat: message.location.latitude,
            lon: message.location.longitude,
            accuracy: message.location.horizontal_accuracy ?? null,
          },
    other: message.voice !== undefined || message.video !== undefined || message.sticker !== undefined,
  }
}

const silence: Omit<Heard, 'chatId' | 'lang'> = {
  text: '',
  pressed: null,
  pressId: null,
  photo: null,
  album: null,
  place: null,
  other: false,
}

const langOf = (code: string | undefined): Lang => {
  const lang = code?.slice(0, 2)
  return isLang(lang) ? lang : 'kk'
}

/** The largest size that Telegram made, or a picture that was sent as a file. */
function photoOf({ photo, document }: TelegramMessage): string | null {
  const largest = photo?.toSorted((a, b) => a.width - b.width).at(-1)
  if (largest !== undefined) return largest.file_id
  return document?.mime_type?.startsWith('image/') ? document.file_id : null
}
