import type pg from 'pg'
import { csvLine, csvStart } from '../../../platform/http/csv.ts'
import type { City, Names as InLanguages } from '../../city/index.ts'
import { formatNumber } from '../../complaints/index.ts'
import type { Directory } from '../../offices/index.ts'
import type { ActivityLine } from './activity.ts'
import { type FileFacts, TextFile } from './files.ts'
import {
  calendarFields,
  categoryFields,
  cellsOf,
  districtFields,
  type Field,
  officeFields,
  residentFields,
  type TableFile,
  type Values,
} from './tables.ts'
import { headOf } from './write-complaints.ts'

export async function writeActivity(
  folder: string,
  batches: AsyncIterable<ActivityLine[]>,
): Promise<FileFacts> {
  const file = await TextFile.create(folder, 'activity.jsonl')
  for await (const batch of batches) {
    await file.write(batch.map((line) => `${JSON.stringify(line)}\n`).join(''))
    file.rows += batch.length
  }
  return file.close({ isTable: true })
}

/** Offices, categories, districts and the working calendar: what the codes of the other files mean. */
export async function writeReference(
  folder: string,
  client: pg.ClientBase,
  { city, directory }: { city: City; directory: Directory },
): Promise<FileFacts[]> {
  const { offices, categories, officeById } = directory
  return [
    await writeTable(
      folder,
      'offices.csv',
      officeFields,
      offices.map(({ code, kind, names, parentId, external, current }) => ({
        ...{ code, kind, external, current, ...inColumns(names) },
        parent: officeById.get(parentId ?? 0)?.code ?? null,
      })),
    ),
    await writeTable(
      folder,
      'categories.csv',
      categoryFields,
      categories.map(({ code, groupCode, names, termDays, proofPhoto, sensitive, current }) => ({
        ...{ code, group: groupCode, term_days: termDays, proof_photo: proofPhoto, sensitive, current },
        ...inColumns(names),
      })),
    ),
    await writeTable(
      folder,
      'districts.csv',
      districtFields,
      city.areas.map(({ code, kind, names }) => ({ code, kind, ...inColumns(names) })),
    ),
    await writeTable(folder, 'residents.csv', residentFields, residentsOf(city)),
    await writeTable(folder, 'calendar.csv', calendarFields, await calendarDays(client, city)),
  ]
}

const inColumns = ({ kk, ru, en }: InLanguages) => ({ name_kk: kk, name_ru: ru, name_en: en })

const residentsOf = ({ slug, profile, areas }: City): Values[] =>
  [
    { kind: 'city', code: slug, residents: profile.residents },
    ...areas.map(({ kind, code, residents }) => ({ kind, code, residents })),
  ].flatMap(({ kind, code, residents }) =>
    residents === null
      ? []
      : [
          {
            ...{ kind, code, residents: residents.count },
            ...{ residents_on: residents.on, residents_source: residents.source },
          },
        ],
  )

async function writeTable(
  folder: string,
  name: TableFile,
  fields: readonly Field[],
  rows: readonly Values[],
): Promise<FileFacts> {
  const file = await TextFile.create(folder, name)
  await file.write(csvStart + headOf(fields) + rows.map((row) => csvLine(cellsOf(fields, row))).join(''))
  file.rows = rows.length
  return file.close({ isTable: true })
}

async function calendarDays(client: pg.ClientBase, { calendar }: City): Promise<Values[]> {
  const { rows } = await client.query<Values>(
    `SELECT day::text, kind, name_kk, name_ru, name_en, source, estimate
     FROM calendar_day WHERE calendar = $1 ORDER BY day`,
    [calendar],
  )
  return rows
}

type CheckpointRow = {
  no: number
  at: Date
  size: number
  root: Buffer
  previous_hash: Buffer | null
  public_key: Buffer
  signature: Buffer
}

/** Statements are passed on as they were signed; `leafOf` hashes the tips of a complaint. */
export type LeafHash = (tips: LeafTips) => Buffer
export type LeafTips = {
  number: string
  public: { seq: number; hash: string } | null
  internal: { seq: number; hash: string } | null
}

type LeafRow = {
  number: string
  no: number
  index: number
  public_seq: number | null
  public_hash: Buffer | null
  internal_seq: number | null
  internal_hash: Buffer | null
}

/**
 * Every signed checkpoint of the portal, one a line, because each names the one before. The hashes of all leaves, from
 * which its root follows, only where it vouches for a complaint of leaves.jsonl: the others are of no use to the city.
 */
export async function writeCheckpoints(
  folder: string,
  client: pg.ClientBase,
  { cityId, leafOf }: { cityId: number; leafOf: LeafHash },
): Promise<FileFacts> {
  const vouching = await vouchingFor(client, cityId)
  const file = await TextFile.create(folder, 'checkpoints.jsonl')
  const { rows } = await client.query<CheckpointRow>(
    'SELECT no, at, size, root, previous_hash, public_key, signature FROM checkpoint ORDER BY no',
  )
  for (const row of rows) {
    const leaves = vouching.has(row.no) ? await leavesIn(client, row.no) : []
    const line = {
      ...{ no: row.no, at: row.at.getTime(), size: row.size, root: row.root.toString('hex') },
      previous: row.previous_hash?.toString('hex') ?? null,
      publicKey: row.public_key.toString('base64url'),
      signature: row.signature.toString('base64url'),
      leaves: leaves.map((leaf) => leafOf(leaf).toString('hex')),
    }
    await file.write(`${JSON.stringify(line)}\n`)
    file.rows += 1
  }
  return file.close({ isTable: true })
}

/** Numbers of the checkpoints that vouch last for a public complaint of a city. */
async function vouchingFor(client: pg.ClientBase, cityId: number): Promise<Set<number>> {
  const { rows } = await client.query<{ no: number }>(
    `SELECT DISTINCT l.no FROM complaint c CROSS JOIN LATERAL (
       SELECT no FROM checkpoint_leaf WHERE complaint_id = c.id ORDER BY no DESC LIMIT 1) l
     WHERE c.city_id = $1 AND c.shown`,
    [cityId],
  )
  return new Set(rows.map(({ no }) => no))
}

async function leavesIn(client: pg.ClientBase, no: number): Promise<LeafTips[]> {
  const { rows } = await client.query<LeafRow>(
    `SELECT c.number, l.no, l.index, l.public_seq, l.public_hash, l.internal_seq, l.internal_hash
     FROM checkpoint_leaf l JOIN complaint c ON c.id = l.complaint_id WHERE l.no = $1 ORDER BY l.index`,
    [no],
  )
  return rows.map(tipsOf)
}

const perBatch = 2_000

/** Which leaf of which checkpoint vouches for a public complaint last. */
export async function writeLeaves(folder: string, client: pg.ClientBase, cityId: number): Promise<FileFacts> {
  const file = await TextFile.create(folder, 'leaves.jsonl')
  for (let after = 0; ; ) {
    const { rows } = await client.query<LeafRow & { id: number }>(
      `SELECT c.id, c.number, l.no, l.index, l.public_seq, l.public_hash, l.internal_seq, l.internal_hash
       FROM (SELECT id, number FROM complaint WHERE city_id = $1 AND shown AND id > $2 ORDER BY id LIMIT $3) c
       LEFT JOIN LATERAL (
         SELECT * FROM checkpoint_leaf WHERE complaint_id = c.id ORDER BY no DESC LIMIT 1) l ON true
       ORDER BY c.id`,
      [cityId, after, perBatch],
    )
    const last = rows.at(-1)
    if (last === undefined) return file.close({ isTable: true })
    // A complaint of the last minutes has none yet.
    const covered = rows.filter(({ no }) => no !== null)
    const lines = covered.map((row) => {
      const { public: open, internal } = tipsOf(row)
      const place = { number: formatNumber(row.number), checkpoint: row.no, index: row.index }
      return `${JSON.stringify({ ...place, public: open, internal })}\n`
    })
    await file.write(lines.join(''))
    file.rows += covered.length
    after = last.id
  }
}

function tipsOf({ number, public_seq, public_hash, internal_seq, internal_hash }: LeafRow): LeafTips {
  const tip = (seq: number | null, hash: Buffer | null) =>
    seq === null || hash === null ? null : { seq, hash: hash.toString('hex') }
  return { number, public: tip(public_seq, public_hash), internal: tip(internal_seq, internal_hash) }
}
