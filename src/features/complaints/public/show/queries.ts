import { hashToken } from '../../../../platform/crypto/token.ts'
import type { Deps } from '../../../../platform/deps.ts'
import type { Names } from '../../../city/index.ts'
import type { Payloads } from '../../events.ts'
import { publicAddressSql, publicLandmarkSql, publicTextSql } from '../../public-text.ts'
import type {
  ActorKind,
  EventKind,
  Outcome,
  Publication,
  RefusalGround,
  Status,
  Verdict,
} from '../../rules.ts'
import { photoIsPublic } from '../visible-photo.ts'
import { withoutConcealed } from './concealed.ts'

/** A complaint as one reader may see it. Instants in milliseconds UTC, days as ISO dates. */
export type ComplaintRow = {
  id: number
  number: string
  cityId: number
  status: Status
  publication: Publication
  visibility: 'public' | 'staff'
  shown: boolean
  version: number
  receivedAt: number
  dueOn: string | null
  dueAt: number | null
  plannedOn: string | null
  lastAnswerAt: number | null
  verdict: Verdict | null
  mergedInto: string | null
  /** How many people report it: its own resident, those who joined, those of merged complaints. */
  reporters: number
  /** Voices "I have this too": with a confirmed address, and from a device alone. */
  supportCount: number
  supportUnconfirmed: number
  /** Parts that a moderator took from view, see parts.ts. */
  concealed: string[]
  /** Null when this reader may not know more than number and state. */
  facts: ComplaintFacts | null
  /** Null when this reader may not see what the resident wrote. */
  words: ComplaintWords | null
  photos: PhotoRow[]
  activity: EntryRow[]
  answers: AnswerRow[]
  /** Looks of staff at the contacts, oldest first; only for the resident. */
  looks?: LookRow[]
}

/** `officeId` null: somebody of the city. */
export type LookRow = { at: number; officeId: number | null; position: Names }

export type ComplaintFacts = {
  channel: string
  categoryId: number | null
  districtId: number | null
  officeId: number | null
  ruleId: number | null
  registeredOn: string | null
  transferCount: number
  reopenedCount: number
}

export type ComplaintWords = {
  /** What everybody may read of it; to be printed through `publicText`. */
  text: string
  textLang: string
  address: string
  landmark: string
  /** To the questions of the category that was chosen then, `category--question` -> answer. */
  answered: Record<string, string> | null
  lat: number | null
  lon: number | null
  /** It differs from what was written. */
  edited: boolean
  /** As it was written, for the resident alone. */
  written: { text: string; address: string; landmark: string } | null
}

export type PhotoRow = {
  id: string
  role: 'before' | 'after' | 'added'
  answerNo: number | null
  width: number
  height: number
  /** False: only the reporter and staff may see it. */
  public: boolean
}

/** A public row of the activity. What this reader may not read is missing from the payload. */
export type EntryRow = {
  [K in EventKind]: {
    kind: K
    seq: number
    at: number
    actor: ActorKind
    officeId: number | null
    payload: Partial<Payloads[K]> | null
    /** A moderator took its words from view, and they are not in the payload. */
    concealed?: boolean
  }
}[EventKind]

export type AnswerRow = {
  no: number
  custodyNo: number
  officeId: number
  outcome: Outcome
  text: string
  lang: string
  ground: RefusalGround | null
  plannedOn: string | null
  at: number
  verdict: Verdict | null
  /** A moderator took it from view, and the text is empty. */
  concealed?: boolean
  /** Position of who answered; null when nobody is named. */
  position: Names | null
}

/**
 * The complaint with this number as everybody may see it: one statement. Of a complaint for staff only that is number
 * and state; of one that is held or hidden nothing that its resident wrote.
 */
export async function publicComplaint(
  { pool }: Pick<Deps, 'pool'>,
  number: string,
): Promise<ComplaintRow | null> {
  const { rows } = await pool.query<Whole>({ ...forEverybody, values: [number] })
  return rows[0] === undefined ? null : withoutConcealed(rows[0].complaint)
}

/** Several at once, by their ids; the order is any. */
export async function publicComplaints(
  { pool }: Pick<Deps, 'pool'>,
  ids: readonly number[],
): Promise<ComplaintRow[]> {
  const { rows } = await pool.query<Whole>({ ...someForEverybody, values: [ids] })
  return rows.map(({ complaint }) => withoutConcealed(complaint))
}

/** The complaint of a secret link with everything that its resident may see, which is all but internal notes. */
export async function residentsComplaint(
  { pool }: Pick<Deps, 'pool'>,
  { cityId, token }: { cityId: number; token: string },
): Promise<ComplaintRow | null> {
  const { rows } = await pool.query<Whole>({ ...forItsResident, values: [hashToken(token), cityId] })
  return rows[0]?.complaint ?? null
}

/** One column: the driver reads the names and types of all columns again with each answer. */
type Whole = { complaint: ComplaintRow }

/** Conditions on `complaint c` in SQL: what a reader may see of it. */
type May = {
  facts: string
  words: string
  /** The words as they were written. */
  written: string
  /** On `photo p`. */
  photo: string
  /** On `activity a`, of rows that the resident wrote. */
  entry: string
  /** More columns. */
  more?: string
}

const answersSql = `(
  SELECT json_agg(json_build_object('no', n.no, 'custodyNo', n.custody_no, 'officeId', n.office_id,
    'outcome', n.outcome, 'text', n.text, 'lang', n.lang, 'ground', n.ground, 'plannedOn', n.planned_on,
    'at', (extract(epoch FROM n.at) * 1000)::float8, 'verdict', n.verdict,
    'position', CASE WHEN s.id IS NOT NULL
      THEN json_build_object('kk', s.position_kk, 'ru', s.position_ru, 'en', s.position_en) END) ORDER BY n.no)
  FROM answer n LEFT JOIN staff s ON s.id = n.staff_id
  WHERE n.complaint_id = c.id AND may.facts)`

/**
 * The most read page, so a statement that is prepared once per connection and goes to the pool itself: measured, the
 * same text by $queryRaw takes twice the time of this process.
 */
const everybodyMay: May = {
  facts: `c.visibility = 'public'`,
  words: 'c.shown',
  written: 'false',
  photo: 'may.words AND p.public',
  // Words that wait for a moderator stay out until the next `published`.
  entry: `may.words AND (NOT jsonb_exists(a.payload, 'held') OR a.seq < a.published_seq)`,
}
const forEverybody = { name: 'complaint-for-everybody', text: complaintSql('c.number = $1', everybodyMay) }
const someForEverybody = {
  name: 'complaints-for-everybody',
  text: complaintSql('c.id = ANY($1)', everybodyMay),
}

/** Who looked at the contacts, as office and position: the role that is nearest to the complaint counts. */
const looksSql = `coalesce((
  SELECT json_agg(json_build_object('at', (extract(epoch FROM l.at) * 1000)::float8,
    'officeId', (SELECT r.office_id FROM staff_role r WHERE r.staff_id = l.staff_id AND r.city_id = c.city_id
      ORDER BY (r.office_id = c.office_id) DESC NULLS LAST, r.office_id LIMIT 1),
    'position', json_build_object('kk', s.position_kk, 'ru', s.position_ru, 'en', s.position_en)) ORDER BY l.id)
  FROM staff_look l JOIN staff s ON s.id = l.staff_id
  WHERE l.complaint_id = c.id AND l.what = 'contacts'), '[]') AS looks`

/** With all that the resident wrote; what strangers wrote and took waits for a moderator for the resident, too. */
const forItsResident = {
  name: 'complaint-for-its-resident',
  text: complaintSql('c.secret_hash = $1 AND c.city_id = $2', {
    facts: 'true',
    words: 'true',
    written: 'true',
    photo: `p.public OR NOT EXISTS (
      SELECT 1 FROM activity theirs WHERE theirs.complaint_id = c.id AND theirs.kind IN ('joined', 'witnessed')
        AND jsonb_exists(theirs.payload->'photos', p.id::text) AND jsonb_exists(theirs.payload, 'held'))`,
    entry: `a.kind NOT IN ('joined', 'witnessed') OR NOT jsonb_exists(a.payload, 'held') OR a.seq < a.published_seq`,
    more: looksSql,
  }),
}

function complaintSql(which: string, may: May): string {
  return `
    SELECT to_json(one) AS complaint FROM (
    SELECT c.id, c.number, c.city_id AS "cityId", c.status, c.publication, c.visibility, c.shown, c.version,
      (extract(epoch FROM c.received_at) * 1000)::float8 AS "receivedAt",
      string_to_array(c.concealed, ' ') AS concealed,
      c.due_on::text AS "dueOn", (extract(epoch FROM c.due_at) * 1000)::float8 AS "dueAt",
      c.planned_on::text AS "plannedOn", c.verdict, c.support_count AS "supportCount",
      c.support_unconfirmed AS "supportUnconfirmed",
      (extract(epoch FROM c.last_answer_at) * 1000)::float8 AS "lastAnswerAt",
      CASE WHEN c.merged_into_id IS NOT NULL
        THEN (SELECT m.number FROM complaint m WHERE m.id = c.merged_into_id AND m.shown) END AS "mergedInto",
      1 + c.joined_count + (SELECT count(*)::int FROM complaint m WHERE m.merged_into_id = c.id) AS reporters,
      CASE WHEN may.facts THEN json_build_object(
        'channel', c.channel, 'categoryId', c.category_id, 'districtId', c.district_id, 'officeId', c.office_id,
        'ruleId', c.routing_rule_id, 'registeredOn', c.registered_on, 'transferCount', c.transfer_count,
        'reopenedCount', c.reopened_count) END AS facts,
      CASE WHEN may.words THEN json_build_object(
        'text', ${unlessPrivate('text', publicTextSql)}, 'textLang', c.text_lang,
        'address', ${unlessPrivate('address', publicAddressSql)},
        'landmark', ${unlessPrivate('landmark', publicLandmarkSql)}, 'answered', coalesce(c.public_answered, c.answered),
        'edited', c.public_text IS NOT NULL,
        'lat', c.lat, 'lon', c.lon, 'written', CASE WHEN ${may.written} THEN json_build_object(
          'text', c.text, 'address', c.address, 'landmark', c.landmark) END) END AS words,
      coalesce(${photosSql(may)}, '[]') AS photos,
      coalesce(${activitySql(may)}, '[]') AS activity,
      coalesce(${answersSql}, '[]') AS answers${may.more === undefined ? '' : `,\n      ${may.more}`}
    FROM complaint c CROSS JOIN LATERAL (SELECT ${may.facts} AS facts, ${may.words} AS words) may
    WHERE ${which}) one`
}

/** Of what only staff and the resident read nothing is masked. */
function unlessPrivate(column: string, masked: { sql: string }): string {
  return `CASE WHEN c.visibility = 'staff' THEN c.${column} ELSE ${masked.sql} END`
}

function photosSql(may: May): string {
  return `(
    SELECT json_agg(json_build_object('id', p.id, 'role', p.role, 'answerNo', p.answer_no, 'width', p.small_width,
      'height', p.small_height, 'public', c.shown AND p.public) ORDER BY p.position)
    FROM (SELECT p.*, ${photoIsPublic.sql} AS public FROM photo p WHERE p.complaint_id = c.id) p
    WHERE ${may.photo})`
}

function activitySql(may: May): string {
  return `(
    SELECT json_agg(json_build_object('seq', a.seq, 'kind', a.kind, 'actor', a.actor_kind, 'officeId', a.office_id,
      'at', (extract(epoch FROM a.at) * 1000)::float8,
      'payload', CASE WHEN a.actor_kind NOT IN ('resident', 'passerby') OR (${may.entry})
        THEN CASE WHEN a.kind <> 'merged' OR EXISTS (
          SELECT 1 FROM complaint m WHERE m.number = a.payload->>'intoNumber' AND m.shown)
          THEN a.payload ELSE a.payload - 'intoNumber' END
        ELSE a.payload - '{text,photos}'::text[] END) ORDER BY a.seq)
    FROM (SELECT b.*, max(b.seq) FILTER (WHERE b.kind = 'published') OVER () AS published_seq
          FROM activity b WHERE b.complaint_id = c.id AND b.public) a
    WHERE may.facts)`
}
