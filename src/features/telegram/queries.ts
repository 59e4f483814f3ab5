import type { Deps } from '../../platform/deps.ts'

export type WatchBehind = {
  chatKey: Buffer<ArrayBuffer>
  complaintId: number
  toldSeq: number
  version: number
  sealed: Uint8Array
  lang: string
  /** The resident has taken their contacts back since: the chat is one of them. */
  forgotten: boolean
}

/** Watches whose complaint has gone on, of chats that can be written to. */
export async function watchesBehind({ db }: Pick<Deps, 'db'>, limit: number): Promise<WatchBehind[]> {
  const rows = await db.$queryRaw<
    {
      key: Buffer
      complaint_id: number
      told_seq: number
      version: number
      sealed: Buffer
      lang: string
      forgotten: boolean
    }[]
  >`
    SELECT w.chat_key AS key, w.complaint_id, w.told_seq, c.version, w.sealed, t.lang,
      EXISTS (SELECT 1 FROM activity a WHERE a.complaint_id = c.id AND a.seq > w.told_seq AND a.kind = 'erased'
        AND a.payload->'what' ? 'contacts') AS forgotten
    FROM telegram_watch w
    JOIN telegram_chat t ON t.key = w.chat_key
    JOIN complaint c ON c.id = w.complaint_id
    WHERE c.version > w.told_seq AND t.blocked_at IS NULL
    ORDER BY w.complaint_id LIMIT ${limit}`
  return rows.map((row) => ({
    chatKey: Buffer.from(row.key),
    complaintId: row.complaint_id,
    toldSeq: row.told_seq,
    version: row.version,
    sealed: row.sealed,
    lang: row.lang,
    forgotten: row.forgotten,
  }))
}

/** Complaints of a chat, the newest first. Instants in milliseconds UTC. */
export type WatchedComplaint = {
  number: string
  status: string
  cityId: number
  categoryId: number | null
  sealed: Uint8Array
  dueOn: string | null
}

export async function complaintsOf(
  { db }: Pick<Deps, 'db'>,
  key: Uint8Array,
  limit: number,
): Promise<WatchedComplaint[]> {
  const rows = await db.$queryRaw<
    {
      number: string
      status: string
      city_id: number
      category_id: number | null
      sealed: Buffer
      due_on: string | null
    }[]
  >`
    SELECT c.number, c.status, c.city_id, c.category_id, w.sealed, c.due_on::text
    FROM telegram_watch w JOIN complaint c ON c.id = w.complaint_id
    WHERE w.chat_key = ${key} ORDER BY c.received_at DESC, c.id DESC LIMIT ${limit}`
  return rows.map((row) => ({
    number: row.number,
    status: row.status,
    cityId: row.city_id,
    categoryId: row.category_id,
    sealed: row.sealed,
    dueOn: row.due_on,
  }))
}

/** How many complaints a chat has filed since then. */
export function filedSince(
  { db }: Pick<Deps, 'db'>,
  chatKey: Buffer<ArrayBuffer>,
  since: Date,
): Promise<number> {
  return db.telegramWatch.count({ where: { chatKey, createdAt: { gt: since } } })
}
