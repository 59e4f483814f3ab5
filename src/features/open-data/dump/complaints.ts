import type pg from 'pg'
import type { City } from '../../city/index.ts'
import {
  complaintPaths,
  endingKinds,
  formatNumber,
  photoIsPublic,
  publicAddressSql,
  publicLandmarkSql,
  publicTextSql,
  storedPublicText,
} from '../../complaints/index.ts'
import type { Names } from './names.ts'
import type { complaintFields, Values } from './tables.ts'

type Row = {
  id: number
  number: string
  status: string
  open: boolean
  outcome: string | null
  verdict: string | null
  category_id: number | null
  district_id: number | null
  office_id: number | null
  channel: string
  text: string
  text_lang: string
  address: string
  landmark: string
  lat: number | null
  lon: number | null
  received_at: Date
  updated_at: Date
  due_on: string | null
  planned_on: string | null
  first_answer_at: Date | null
  last_answer_at: Date | null
  answer: { text: string; lang: string } | null
  reopened_count: number
  transfer_count: number
  support_count: number
  joined_count: number
  photo_count: number
  merged_into: string | null
  closed_at: Date | null
}

/** A public complaint with what is only asked by one of the files. */
export type DumpedComplaint = {
  values: Values & Record<(typeof complaintFields)[number]['name'], string | number | boolean | null>
  /** When it ended; null while it is open. */
  closedAt: string | null
}

const perBatch = 1_000

/**
 * Complaints that everybody may see, oldest first, a batch at a time. Texts are masked; in the place of what was hidden
 * stands a mark such as ⟦phone⟧, the same in every language.
 */
export async function* publicComplaints(
  client: pg.ClientBase,
  { city, names, origin }: { city: City; names: Names; origin: string },
): AsyncGenerator<DumpedComplaint[]> {
  for (let after = 0; ; ) {
    const { rows } = await client.query<Row>(rowsSql, [city.id, after, perBatch, [...endingKinds]])
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map((row) => dumped(row, { city, names, origin }))
    after = last.id
  }
}

const rowsSql = `
  SELECT c.id, c.number, c.status, c.open, c.outcome, c.verdict, c.category_id, c.district_id, c.office_id, c.channel,
    ${publicTextSql.sql} AS text, c.text_lang, ${publicAddressSql.sql} AS address, ${publicLandmarkSql.sql} AS landmark,
    c.lat, c.lon, c.received_at, c.updated_at, c.due_on::text, c.planned_on::text, c.first_answer_at, c.last_answer_at,
    c.reopened_count, c.transfer_count, c.support_count, c.joined_count, main.number AS merged_into,
    CASE WHEN c.photo_count = 0 THEN 0 ELSE (
      SELECT count(*)::int FROM photo p WHERE p.complaint_id = c.id AND ${photoIsPublic.sql}) END AS photo_count,
    CASE WHEN NOT c.open THEN (
      SELECT max(a.at) FROM activity a WHERE a.complaint_id = c.id AND a.kind = ANY($4)) END AS closed_at,
    CASE WHEN c.last_answer_at IS NOT NULL THEN (
      SELECT jsonb_build_object('text', n.text, 'lang', n.lang) FROM answer n
      WHERE n.complaint_id = c.id AND NOT ('answer:' || n.no) = ANY(string_to_array(c.concealed, ' '))
      ORDER BY n.no DESC LIMIT 1) END AS answer
  FROM complaint c LEFT JOIN complaint main ON main.id = c.merged_into_id AND main.shown
  WHERE c.city_id = $1 AND c.shown AND c.id > $2 ORDER BY c.id LIMIT $3`

type Around = { city: City; names: Names; origin: string }

function dumped(row: Row, { city, names, origin }: Around): DumpedComplaint {
  const { answer } = row
  return {
    values: {
      number: formatNumber(row.number),
      received_at: row.received_at.toISOString(),
      status: row.status,
      open: row.open,
      outcome: row.outcome,
      verdict: row.verdict,
      category: names.category(row.category_id),
      district: names.district(row.district_id),
      office: names.office(row.office_id),
      channel: row.channel,
      text: masked(row.text),
      text_lang: row.text_lang,
      address: masked(row.address) || null,
      landmark: masked(row.landmark) || null,
      lat: rounded(row.lat),
      lon: rounded(row.lon),
      due_on: row.due_on,
      planned_on: row.planned_on,
      first_answer_at: row.first_answer_at?.toISOString() ?? null,
      last_answer_at: row.last_answer_at?.toISOString() ?? null,
      answer: answer?.text ?? null,
      answer_lang: answer?.lang ?? null,
      reopened: row.reopened_count,
      transfers: row.transfer_count,
      supporters: row.support_count,
      joined: row.joined_count,
      photos: row.photo_count,
      merged_into: row.merged_into && formatNumber(row.merged_into),
      changed_at: row.updated_at.toISOString(),
      url: origin + complaintPaths.show('kk', city.slug, row.number),
    },
    closedAt: row.closed_at?.toISOString() ?? null,
  }
}

const masked = (text: string): string => storedPublicText(text) ?? text

/** Five digits are about a metre. */
const rounded = (degrees: number | null): number | null =>
  degrees === null ? null : Math.round(degrees * 1e5) / 1e5
