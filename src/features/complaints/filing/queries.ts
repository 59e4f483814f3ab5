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
  const { row, ...form } = await readDraftForm(deps.pool, id)
  if (row === null || form.joined || 'sent' in row.data) {
    const filed = form.sent ? await alreadyFiled(deps.db, deps, token) : null
    if (filed) return { kind: 'sent', filed }
    const joined = form.joined ? await joinedByForm(deps.db, id) : null
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

const FormEnds = z.object({
  /** There is a complaint of this form; asked only where no open draft is. */
  sent: z.boolean(),
  /** It became part of another complaint. */
  joined: z.boolean(),
})

/** One statement: every step of a filing begins with it. `row` is null where there is no draft. */
async function readDraftForm(
  pool: Deps['pool'],
  id: Buffer,
): Promise<z.infer<typeof FormEnds> & { row: z.infer<typeof DraftRow> | null }> {
  const { rows } = await pool.query({
    name: 'filing-draft',
    text: `SELECT d.city_id AS "cityId", d.data, d.xmin::text AS version, d.created_at AS "createdAt",
        EXISTS (SELECT 1 FROM complaint_join j WHERE j.form_key = form.id) AS joined,
        CASE WHEN d.id IS NULL OR d.data ? 'sent' THEN EXISTS (SELECT 1 FROM complaint c WHERE c.form_key = form.id)
          ELSE false END AS sent,
        coalesce((SELECT json_agg(json_build_object('id', p.id, 'smallKey', p.small_key, 'width', p.small_width,
            'height', p.small_height, 'shown', p.shown, 'covered', p.original_large_key IS NOT NULL,
            'dhash', p.dhash::text) ORDER BY p.position)
          FROM photo p WHERE p.draft_id = d.id), '[]') AS photos
      FROM (SELECT $1::bytea AS id) form LEFT JOIN draft d ON d.id = form.id`,
    values: [id],
  })
  const [row] = rows
  return { ...FormEnds.parse(row), row: row.data === null ? null : DraftRow.parse(row) }
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

type FiledRow = Omit<FiledComplaint, 'receivedAt' | 'registeredOn' | 'dueOn' | 'firstAnswerAt'> & {
  receivedAt: Date
  registeredOn: Date | null
  dueOn: Date | null
  firstAnswerAt: Date | null
}

/** The complaint behind a secret link in this city, or null. One statement: everybody who files reads it. */
export async function filedComplaint(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  secretToken: string,
): Promise<FiledComplaint | null> {
  const [row] = await db.$queryRaw<FiledRow[]>`
    SELECT c.number, c.status, c.publication, c.visibility, c.received_at AS "receivedAt",
      c.registered_on AS "registeredOn", c.due_on AS "dueOn", c.first_answer_at AS "firstAnswerAt",
      c.office_id AS "officeId", c.category_id AS "categoryId", c.district_id AS "districtId",
      CASE WHEN r.id IS NOT NULL
        THEN json_build_object('categoryId', r.category_id, 'districtId', r.district_id) END AS rule,
      coalesce((SELECT a.payload->'reasons' FROM activity a WHERE a.complaint_id = c.id AND a.kind = 'held'
        ORDER BY a.seq LIMIT 1), '[]'::jsonb) AS "heldFor",
      EXISTS (SELECT 1 FROM complaint_contact k WHERE k.complaint_id = c.id AND k.kind = 'email') AS "hasEmail"
    FROM complaint c LEFT JOIN routing_rule r ON r.id = c.routing_rule_id
    WHERE c.secret_hash = ${Buffer.from(hashToken(secretToken))} AND c.city_id = ${cityId}`
  if (row === undefined) return null
  const { receivedAt, registeredOn, dueOn, firstAnswerAt, ...rest } = row
  return {
    ...rest,
    receivedAt: receivedAt.getTime(),
    registeredOn: registeredOn === null ? null : dateToDay(registeredOn),
    dueOn: dueOn === null ? null : dateToDay(dueOn),
    firstAnswerAt: firstAnswerAt?.getTime() ?? null,
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
