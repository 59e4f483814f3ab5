import type { Readable } from 'node:stream'
import type { Deps } from '../../../platform/deps.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { reachableBy } from './scope.ts'

/** What is behind a number and where it is, if this person may see the complaint; null else. */
export async function reachable(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  number: string,
): Promise<Pick<DeskRow, 'id' | 'city_id' | 'office_id'> | null> {
  const [row] = await db.$queryRaw<Pick<DeskRow, 'id' | 'city_id' | 'office_id'>[]>`
    SELECT c.id, c.city_id, c.office_id FROM complaint c WHERE c.number = ${number} AND ${reachableBy(staff)}`
  return row ?? null
}

/** The complaint with this number, if this person may see it; null else. */
export async function deskComplaint(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  number: string,
): Promise<DeskRow | null> {
  const [row] = await db.$queryRaw<DeskRow[]>`
    SELECT c.id, c.number, c.city_id, c.status, c.publication, c.visibility, c.category_id, c.district_id,
           c.office_id, c.routing_rule_id, c.assignee_id, s.name AS assignee_name, c.text, c.text_lang,
           c.reply_lang, c.address, c.landmark, c.answered, c.lat, c.lon, c.channel, c.received_at, c.registered_on,
           c.due_on, c.due_at, c.planned_on, c.words_held, c.version,
           (SELECT m.number FROM complaint m WHERE m.id = c.split_from_id) AS split_from,
           (SELECT coalesce(json_agg(json_build_object('number', m.number, 'status', m.status, 'officeId', m.office_id)
                     ORDER BY m.id), '[]') FROM complaint m WHERE m.split_from_id = c.id) AS parts,
           (SELECT coalesce(json_agg(json_build_object('at', l.at, 'reason', l.reason, 'staff_name', v.name)
                     ORDER BY l.id), '[]')
            FROM staff_look l JOIN staff v ON v.id = l.staff_id WHERE l.complaint_id = c.id) AS looks,
           (SELECT y.first_answer_at FROM custody y WHERE y.complaint_id = c.id ORDER BY y.no DESC LIMIT 1)
             AS stay_answer_at,
           (SELECT k.refusal FROM complaint_contact k WHERE k.complaint_id = c.id AND k.kind = 'email') AS mail_refusal,
           (SELECT coalesce(array_agg(k.kind), '{}') FROM complaint_contact k WHERE k.complaint_id = c.id) AS contacts,
           (SELECT coalesce(json_agg(p ORDER BY p.position), '[]') FROM (
              SELECT id, role, answer_no, position, small_width, small_height, shown
              FROM photo WHERE complaint_id = c.id) p) AS photos,
           (SELECT coalesce(json_agg(l ORDER BY l.id), '[]') FROM (
              SELECT id, bytes FROM letter_scan WHERE complaint_id = c.id) l) AS scans,
           (SELECT coalesce(array_agg(DISTINCT h.dhash::text), '{}') FROM photo h
            WHERE h.complaint_id = c.id AND h.dhash IS NOT NULL) AS photo_hashes,
           (SELECT coalesce(json_agg(a ORDER BY a.seq), '[]') FROM (
              SELECT a.seq, a.kind, a.at, a.actor_kind, a.staff_id, a.office_id, a.public,
                     CASE WHEN w.text IS NULL THEN a.payload ELSE jsonb_set(a.payload, '{text}', to_jsonb(w.text)) END
                       AS payload, p.name AS staff_name,
                     q.name AS assigned_name
              FROM activity a LEFT JOIN staff p ON p.id = a.staff_id
                LEFT JOIN original_words w ON w.complaint_id = a.complaint_id AND w.seq = a.seq
                LEFT JOIN staff q ON a.kind = 'assigned' AND q.id = (a.payload->>'staffId')::int
              WHERE a.complaint_id = c.id) a) AS activity
    FROM complaint c LEFT JOIN staff s ON s.id = c.assignee_id
    WHERE c.number = ${number} AND ${reachableBy(staff)}`
  return row ?? null
}

export type DeskRow = {
  id: number
  number: string
  city_id: number
  status: string
  publication: string
  visibility: string
  category_id: number | null
  district_id: number | null
  office_id: number | null
  routing_rule_id: number | null
  assignee_id: number | null
  assignee_name: string | null
  text: string
  text_lang: string
  reply_lang: string
  address: string
  landmark: string
  answered: Record<string, string> | null
  lat: number | null
  lon: number | null
  channel: string
  received_at: Date
  registered_on: Date | null
  due_on: Date | null
  due_at: Date | null
  planned_on: Date | null
  /** Later words of the resident wait for a moderator. */
  words_held: boolean
  version: number
  /** The complaint of which this one is a part, and its own parts; twelve digits. */
  split_from: string | null
  parts: { number: string; status: string; officeId: number | null }[]
  /** Looks at the contacts. `at`: ISO 8601 with zone. */
  looks: { at: string; reason: string; staff_name: string }[]
  /** First answer of the office that holds it, or held it last. */
  stay_answer_at: Date | null
  /** Kinds of what the resident left: email, phone, link. */
  contacts: string[]
  /** What a mail server said when it refused the resident's address for good; never the address. */
  mail_refusal: string | null
  photos: {
    id: string
    role: string
    answer_no: number | null
    position: number
    small_width: number
    small_height: number
    shown: boolean
  }[]
  /** Letters as PDF; size in bytes. */
  scans: { id: string; bytes: number }[]
  /** What its pictures look like, 64 bits as decimal numbers. */
  photo_hashes: string[]
  activity: {
    seq: number
    kind: string
    /** ISO 8601 with zone. */
    at: string
    actor_kind: string
    staff_id: number | null
    office_id: number | null
    public: boolean
    payload: unknown
    staff_name: string | null
    /** Of `assigned`: to whom. */
    assigned_name: string | null
  }[]
}

/** True when this person passed the complaint on to the office where it is out of their reach. */
export async function isPassedOnBy(
  { db }: Pick<Deps, 'db'>,
  { id }: StaffMember,
  number: string,
): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM activity a JOIN complaint c ON c.id = a.complaint_id
    WHERE c.number = ${number} AND a.kind = 'transferred' AND a.staff_id = ${id} LIMIT 1`
  return rows.length > 0
}

/** Storage keys of a photo as it was taken, if this person may see its complaint. */
export async function visiblePhoto(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  id: string,
): Promise<{ large_key: string; small_key: string } | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
  const [photo] = await db.$queryRaw<{ large_key: string; small_key: string }[]>`
    SELECT coalesce(p.original_large_key, p.large_key) AS large_key,
           coalesce(p.original_small_key, p.small_key) AS small_key
    FROM photo p LEFT JOIN answer_draft d ON d.id = p.answer_draft_id AND d.staff_id = ${staff.id}
      JOIN complaint c ON c.id = coalesce(p.complaint_id, d.complaint_id)
    WHERE p.id = ${id}::uuid AND ${reachableBy(staff)}`
  return photo ?? null
}

/** The stored bytes of a letter; null when they are gone. Whose letter it is must have been looked up before. */
export async function letterScanBytes(
  { db, files }: Pick<Deps, 'db' | 'files'>,
  id: string,
): Promise<{ size: number; stream: Readable } | null> {
  const row = await db.letterScan.findUnique({ where: { id }, select: { fileKey: true } })
  const stored = row === null ? null : await files.get(row.fileKey)
  return stored?.ok ? stored : null
}
