import { createHash } from 'node:crypto'
import { z } from 'zod'
import { hashToken } from '../../../platform/crypto/token.ts'
import { dateToDay } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { alreadyFiled, type Filed } from '../actions/file-complaint.ts'
import { isUuid } from '../uuid.ts'
import { DraftData, type OpenDraft } from './draft.ts'

export type DraftPhoto = {
  id: string
  smallKey: string
  width: number
  height: number
  /** False: only staff will see it. */
  shown: boolean
  /** Places of it are covered for everybody. */
  covered: boolean
}

/** A filing that is not sent yet. */
export type Draft = {
  id: Buffer<ArrayBuffer>
  token: string
  cityId: number
  data: OpenDraft
  /** Another one after each change. */
  version: string
  /** Milliseconds UTC. */
  createdAt: number
  photos: DraftPhoto[]
  /** What the pictures look like (platform/images). */
  hashes: bigint[]
  /** Changes with everything that the resident checks before sending. */
  fingerprint: string
}

export type FoundDraft =
  | { kind: 'open'; draft: Draft }
  | { kind: 'sent'; filed: Filed }
  | { kind: 'joined'; joined: JoinedDraft }
  | { kind: 'gone' }

/** The complaint that the filing became part of. */
export type JoinedDraft = {
  number: string
  status: string
  /** All who report it, this one included. */
  reporters: number
  /** Why the words wait for a moderator; empty when everybody may read them. */
  held: readonly string[]
  photos: number
}

/** What has become of the filing behind a token: open, sent (also long ago), or gone. */
export async function draftByToken(
  deps: Pick<Deps, 'db' | 'pool' | 'keys'>,
  token: string,
): Promise<FoundDraft> {
  const id = Buffer.from(hashToken(token))
  const row = await readDraft(deps.pool, id)
  if (row === null || row.joined || 'sent' in row.data) {
    const filed = await alreadyFiled(deps.db, deps, token)
    if (filed) return { kind: 'sent', filed }
    const joined = await joinedByForm(deps.db, id)
    return joined ? { kind: 'joined', joined } : { kind: 'gone' }
  }
  const { cityId, data, version, createdAt } = row
  const photos = row.photos.map(({ dhash: _seen, ...photo }) => photo)
  const fingerprint = fingerprintOf(data, photos)
  const hashes = row.photos.flatMap(({ dhash }) => (dhash === null ? [] : [BigInt(dhash)]))
  const when = createdAt.getTime()
  return {
    kind: 'open',
    draft: { id, token, cityId, data, version, createdAt: when, photos, hashes, fingerprint },
  }
}

const DraftRow = z.object({
  cityId: z.number(),
  data: DraftData,
  version: z.string(),
  joined: z.boolean(),
  createdAt: z.date(),
  photos: z.array(
    z.object({
      id: z.string(),
      smallKey: z.string(),
      width: z.number(),
      height: z.number(),
      shown: z.boolean(),
      covered: z.boolean(),
      /** As text: JSON has no numbers of 64 bits. */
      dhash: z.string().nullable(),
    }),
  ),
})

/** One statement: every step of a filing begins with it. */
async function readDraft(pool: Deps['pool'], id: Buffer): Promise<z.infer<typeof DraftRow> | null> {
  const { rows } = await pool.query({
    name: 'filing-draft',
    text: `SELECT d.city_id AS "cityId", d.data, d.xmin::text AS version, d.created_at AS "createdAt",
        EXISTS (SELECT 1 FROM complaint_join j WHERE j.form_key = d.id) AS joined,
        coalesce((SELECT json_agg(json_build_object('id', p.id, 'smallKey', p.small_key, 'width', p.small_width,
            'height', p.small_height, 'shown', p.shown, 'covered', p.original_large_key IS NOT NULL,
            'dhash', p.dhash::text) ORDER BY p.position)
          FROM photo p WHERE p.draft_id = d.id), '[]') AS photos
      FROM draft d WHERE d.id = $1`,
    values: [id],
  })
  return rows[0] === undefined ? null : DraftRow.parse(rows[0])
}

async function joinedByForm(
  { complaintJoin, activity }: Deps['db'],
  formKey: Buffer<ArrayBuffer>,
): Promise<JoinedDraft | null> {
  const join = await complaintJoin.findUnique({
    where: { formKey },
    select: {
      seq: true,
      complaintId: true,
      complaint: {
        select: { number: true, status: true, joinedCount: true, _count: { select: { merged: true } } },
      },
    },
  })
  if (join === null) return null
  const { complaintId, seq } = join
  const row = await activity.findUnique({
    where: { complaintId_seq: { complaintId, seq } },
    select: { payload: true },
  })
  const { held = [], photos = [] } = (row?.payload ?? {}) as { held?: string[]; photos?: string[] }
  const { number, status, joinedCount, _count } = join.complaint
  return { number, status, reporters: 1 + joinedCount + _count.merged, held, photos: photos.length }
}

function fingerprintOf({ text, category, place, answers }: OpenDraft, photos: readonly DraftPhoto[]): string {
  const content = JSON.stringify([text, category, place, answers, photos.map((photo) => photo.id)])
  return createHash('sha256').update(content).digest('base64url').slice(0, 16)
}

/** What the confirmation says of a complaint. Instants in milliseconds UTC, days as ISO dates. */
export type FiledComplaint = {
  number: string
  status: string
  publication: string
  visibility: string
  receivedAt: number
  registeredOn: string | null
  dueOn: string | null
  firstAnswerAt: number | null
  officeId: number | null
  categoryId: number | null
  districtId: number | null
  rule: { categoryId: number | null; districtId: number | null } | null
  /** Codes of the reasons why it waits for a moderator. */
  heldFor: string[]
  hasEmail: boolean
}

/** The complaint behind a secret link in this city, or null. */
export async function filedComplaint(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  secretToken: string,
): Promise<FiledComplaint | null> {
  const row = await db.complaint.findUnique({
    where: { secretHash: Buffer.from(hashToken(secretToken)), cityId },
    select: {
      number: true,
      status: true,
      publication: true,
      visibility: true,
      receivedAt: true,
      registeredOn: true,
      dueOn: true,
      firstAnswerAt: true,
      officeId: true,
      categoryId: true,
      districtId: true,
      routingRule: { select: { categoryId: true, districtId: true } },
      contacts: { where: { kind: 'email' }, select: { kind: true } },
      activity: { where: { kind: 'held' }, orderBy: { seq: 'asc' }, take: 1, select: { payload: true } },
    },
  })
  if (row === null) return null
  const { routingRule, contacts, activity, ...rest } = row
  const held = activity[0]?.payload as { reasons: string[] } | null | undefined
  return {
    ...rest,
    receivedAt: row.receivedAt.getTime(),
    registeredOn: row.registeredOn === null ? null : dateToDay(row.registeredOn),
    dueOn: row.dueOn === null ? null : dateToDay(row.dueOn),
    firstAnswerAt: row.firstAnswerAt?.getTime() ?? null,
    rule: routingRule,
    heldFor: held?.reasons ?? [],
    hasEmail: contacts.length > 0,
  }
}

/** A photo of an open draft, for whoever holds its token: small as everybody will see it, large as it was taken. */
export async function draftPhotoKey(
  { db }: Pick<Deps, 'db'>,
  token: string,
  photoId: string,
  size: 'large' | 'small' = 'small',
): Promise<string | null> {
  if (!isUuid(photoId)) return null
  const photo = await db.photo.findFirst({
    where: { id: photoId, draftId: Buffer.from(hashToken(token)) },
    select: { smallKey: true, largeKey: true, originalLargeKey: true },
  })
  if (photo === null) return null
  return size === 'small' ? photo.smallKey : (photo.originalLargeKey ?? photo.largeKey)
}
