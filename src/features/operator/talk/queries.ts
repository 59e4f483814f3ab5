import { z } from 'zod'
import { blindIndex } from '../../../platform/crypto/seal.ts'
import type { Deps } from '../../../platform/deps.ts'
import { statuses } from '../../complaints/index.ts'
import { type TalkDetails, unsealDetails } from './details.ts'
import { type DeskChannel, deskChannels } from './forms.ts'

/** A conversation of this person. Instants in milliseconds UTC. */
export type Talk = {
  id: string
  channel: DeskChannel
  startedAt: number
  heldAt: number | null
  secondsBefore: number
  runningSince: number | null
  endedAt: number | null
  outcome: string | null
  /** Null a day after the end. */
  details: TalkDetails | null
}

type Whose = { cityId: number; staffId: number }

/** Null for those of others. */
export async function talkOf(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { id, cityId, staffId }: Whose & { id: string },
): Promise<Talk | null> {
  if (!z.uuid().safeParse(id).success) return null
  const row = await db.operatorTalk.findFirst({ where: { id, cityId, staffId } })
  return row === null ? null : talkFrom(keys, row)
}

type TalkRow = Awaited<ReturnType<Deps['db']['operatorTalk']['findFirstOrThrow']>>

export function talkFrom(keys: Deps['keys'], row: TalkRow): Talk {
  return {
    id: row.id,
    channel: deskChannels.find((known) => known === row.channel) ?? 'phone',
    startedAt: row.startedAt.getTime(),
    heldAt: row.heldAt?.getTime() ?? null,
    secondsBefore: row.secondsBefore,
    runningSince: row.runningSince?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    outcome: row.outcome,
    details: row.sealed === null ? null : unsealDetails(keys, row.id, row.sealed),
  }
}

/** Letters as PDF of a conversation, by the id of its draft; sizes in bytes. */
export const scansOf = (
  { db }: Pick<Deps, 'db'>,
  draftId: Uint8Array<ArrayBuffer>,
): Promise<{ id: string; bytes: number }[]> =>
  db.letterScan.findMany({
    where: { draftId },
    select: { id: true, bytes: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })

/** Seconds that a conversation has lasted, holds left out. */
export const lengthAt = (
  { secondsBefore, runningSince }: Pick<Talk, 'secondsBefore' | 'runningSince'>,
  at: number,
) => secondsBefore + (runningSince === null ? 0 : Math.max(0, Math.round((at - runningSince) / 1000)))

/** What stands in the side bar: the open conversations of this person, and call-backs of the city. */
export type DeskState = {
  /** What this person's browser seals unsent conversations with, so that the next one at the desk cannot read them. */
  deviceKey: string
  talks: { id: string; channel: string; heldAt: number | null; startedAt: number; words: string }[]
  /** Not done yet; due: their time has come. */
  callBacks: { open: number; due: number; overdue: number }
}

const StateRow = z.object({
  talks: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      heldAt: z.number().nullable(),
      startedAt: z.number(),
      words: z.string(),
    }),
  ),
  open: z.int(),
  due: z.int(),
  overdue: z.int(),
})

/** One statement. `at` in milliseconds UTC. */
export async function deskState(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { cityId, staffId }: Whose,
  at: number,
): Promise<DeskState> {
  const now = new Date(at)
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', k.id, 'channel', k.channel, 'words', k.words,
          'heldAt', k.held, 'startedAt', k.started) ORDER BY k.started), '[]')
       FROM (SELECT t.id, t.channel, left(coalesce(d.data->>'text', ''), 60) AS words,
               (extract(epoch FROM t.held_at) * 1000)::float8 AS held,
               (extract(epoch FROM t.started_at) * 1000)::float8 AS started
             FROM operator_talk t LEFT JOIN draft d ON d.id = t.form_key
             WHERE t.staff_id = ${staffId} AND t.city_id = ${cityId} AND t.ended_at IS NULL
             ORDER BY t.started_at DESC LIMIT 20) k) AS talks,
      (SELECT count(*)::int FROM call_back WHERE city_id = ${cityId} AND done_at IS NULL) AS open,
      (SELECT count(*)::int FROM call_back WHERE city_id = ${cityId} AND done_at IS NULL AND due_at <= ${now}) AS due,
      (SELECT count(*)::int FROM call_back
        WHERE city_id = ${cityId} AND done_at IS NULL AND overdue_at IS NOT NULL) AS overdue`
  const { talks, open, due, overdue } = StateRow.parse(row)
  const deviceKey = blindIndex(keys, 'operator-device', String(staffId)).toString('base64url')
  return { deviceKey, talks, callBacks: { open, due, overdue } }
}

const CaseRow = z.object({
  number: z.string(),
  status: z.enum(statuses),
  category_id: z.int().nullable(),
  office_id: z.int().nullable(),
  address: z.string(),
  received_at: z.number(),
  due_on: z.string().nullable(),
})
/** A complaint as the desk tells of it. `received_at` in milliseconds UTC, `due_on` an ISO day. */
export type CaseRow = z.infer<typeof CaseRow>

/** What a look showed to the person who looked, the newest first; nothing when it is another person's. */
export async function casesOfLook(
  { db }: Pick<Deps, 'db'>,
  { id, cityId, staffId }: Whose & { id: number },
): Promise<CaseRow[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT c.number, c.status, c.category_id, c.office_id, c.address, c.due_on::text,
      (extract(epoch FROM c.received_at) * 1000)::float8 AS received_at
    FROM caller_look l JOIN complaint c ON c.id = ANY(l.complaint_ids) AND c.city_id = l.city_id
    WHERE l.id = ${id} AND l.staff_id = ${staffId} AND l.city_id = ${cityId}
    ORDER BY c.received_at DESC`
  return rows.map((row) => CaseRow.parse(row))
}

/** The complaint with this number in this city, whatever its visibility: the desk may say how far it is. */
export async function caseByNumber(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  number: string,
): Promise<CaseRow | null> {
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT number, status, category_id, office_id, address, due_on::text,
      (extract(epoch FROM received_at) * 1000)::float8 AS received_at
    FROM complaint WHERE number = ${number} AND city_id = ${cityId}`
  return row === undefined ? null : CaseRow.parse(row)
}
