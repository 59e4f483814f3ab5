import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Deps } from '../../platform/deps.ts'
import { publicAddressSql, publicTextSql } from './public-text.ts'
import type { EventKind, Status } from './rules.ts'

/** What a follower is told of one event: nothing that is not on the public page. Days are ISO dates. */
export type News = {
  complaintId: number
  seq: number
  number: string
  cityId: number
  kind: EventKind
  status: Status
  shown: boolean
  categoryId: number | null
  officeId: number | null
  districtId: number | null
  /** Both to be printed through `publicText`. */
  address: string
  /** What the resident reported. */
  text: string
  textLang: string
  dueOn: string | null
  plannedOn: string | null
  /** What the office says with the event; empty when it says nothing. */
  said: string
  saidLang: string
  /** The report becomes public with this event. */
  isFirst: boolean
  lat: number | null
  lon: number | null
}

type NewsRow = Omit<News, 'said' | 'saidLang'> & {
  payload: { text?: string; lang?: string } | null
  /** A moderator took these words from view, see parts.ts. */
  concealed: boolean
}

/** The event with this place in the history; null when it is internal or gone. */
export async function newsOf(
  { db }: { db: Pick<Prisma.TransactionClient, '$queryRaw'> },
  { complaintId, seq }: { complaintId: number; seq: number },
): Promise<News | null> {
  const [row] = await db.$queryRaw<NewsRow[]>`
    SELECT a.complaint_id AS "complaintId", a.seq, a.kind, a.payload, c.number, c.city_id AS "cityId", c.status,
      c.shown, c.category_id AS "categoryId", c.office_id AS "officeId",
      c.district_id AS "districtId", ${publicAddressSql} AS address, ${publicTextSql} AS text,
      c.text_lang AS "textLang", c.due_on::text AS "dueOn", c.planned_on::text AS "plannedOn", c.lat, c.lon,
      (a.kind = 'filed' OR a.kind = 'published' AND NOT EXISTS (
        SELECT 1 FROM activity b WHERE b.complaint_id = a.complaint_id AND b.seq < a.seq AND b.kind = 'published')
        AND EXISTS (SELECT 1 FROM activity b WHERE b.complaint_id = a.complaint_id AND b.seq < a.seq
                      AND b.kind = 'held')) AS "isFirst",
      CASE WHEN a.kind IN ('planned', 'answered', 'refused')
        THEN 'answer:' || (SELECT count(*) FROM activity b WHERE b.complaint_id = a.complaint_id AND b.seq <= a.seq
                             AND b.kind IN ('planned', 'answered', 'refused'))
        ELSE 'entry:' || a.seq END = ANY (string_to_array(c.concealed, ' ')) AS concealed
    FROM activity a JOIN complaint c ON c.id = a.complaint_id
    WHERE a.complaint_id = ${complaintId} AND a.seq = ${seq} AND a.public`
  if (row === undefined) return null
  const { payload, concealed, ...news } = row
  const isOffices = !concealed && ['asked', 'planned', 'answered', 'refused'].includes(row.kind)
  return {
    ...news,
    said: isOffices ? (payload?.text ?? '') : '',
    saidLang: payload?.lang ?? row.textLang,
  }
}

/** A complaint that everybody may see, as far as following needs to know it. */
export type Followable = {
  id: number
  number: string
  categoryId: number | null
  address: string
  lat: number | null
  lon: number | null
  supportCount: number
  supportUnconfirmed: number
}

/** The complaint with this number, if it is in the lists of this city. */
export async function followable(
  { db }: Pick<Deps, 'db'>,
  { number, cityId }: { number: string; cityId: number },
): Promise<Followable | null> {
  const row = await db.complaint.findFirst({
    where: { number, cityId, shown: true },
    select: {
      id: true,
      number: true,
      categoryId: true,
      address: true,
      publicAddress: true,
      lat: true,
      lon: true,
      supportCount: true,
      supportUnconfirmed: true,
    },
  })
  if (row === null) return null
  const { publicAddress, ...complaint } = row
  return { ...complaint, address: publicAddress ?? complaint.address }
}
