import type pg from 'pg'
import { newNumber } from '../../src/features/complaints/index.ts'
import { canonicalJson } from '../../src/platform/crypto/canonical-json.ts'
import { withoutIndexes } from './without-indexes.ts'

/**
 * Makes every complaint of a demo into many inside PostgreSQL: the generator makes some ten thousand a minute, this
 * some hundred thousand. A copy keeps the text and the whole life of its original; its number, its place (another one
 * of the same district), its instants (up to two minutes later), its photos' ids and its hash chains are its own, so
 * that `npm run projections` finds it true. What is not as in a real city: tests/bench/README.md.
 */
export async function multiply(
  pool: pg.Pool,
  copies: number,
  say: (line: string) => void = () => {},
): Promise<void> {
  const clients = await Promise.all(Array.from({ length: WRITERS }, () => pool.connect()))
  const [client] = clients as [pg.PoolClient]
  try {
    for (const one of clients) {
      await one.query(
        `SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '64MB'`,
      )
    }
    const originals = await readOriginals(client)
    for (const one of clients) await stage(one)
    await withoutIndexes(client, { tables, say }, async () => {
      const perStep = Math.ceil(copiesPerStep / copies)
      let next = 0
      const write = async (one: pg.PoolClient) => {
        const insert = await inserts(one)
        while (next < originals.length) {
          const from = next
          next += perStep
          await tellCopies(one, copiesOf(originals, { from, to: from + perStep, copies }))
          for (const statement of insert) await one.query(statement)
          const done = Math.min(originals.length, from + perStep) * copies
          say(`${done.toLocaleString('en')} of ${(originals.length * copies).toLocaleString('en')}`)
        }
      }
      await Promise.all(clients.map(write))
    })
    await client.query(`SELECT setval(pg_get_serial_sequence('complaint', 'id'), max(id)) FROM complaint`)
    await client.query(`VACUUM (ANALYZE) ${tables.join(', ')}`)
  } finally {
    // Their temporary tables go with them.
    for (const one of clients) one.release(true)
  }
}

/** A row takes a processor, not the disk: two connections are twice as fast on two of them. */
const WRITERS = 2

const tables = ['complaint', 'photo', 'activity', 'custody', 'answer', 'complaint_search']

const copiesPerStep = 10_000

type Original = {
  id: number
  number: string
  districtId: number | null
  mergedInto: Original | null
  isMergedInto: boolean
  /** By the time of receipt, from 0: copies stand in the tables in the order of time, as in a real city. */
  rank: number
}

async function readOriginals(client: pg.ClientBase): Promise<Original[]> {
  const { rows } = await client.query<{
    id: number
    number: string
    district_id: number | null
    merged_into_id: number | null
  }>('SELECT id, number, district_id, merged_into_id FROM complaint ORDER BY received_at, id')
  const originals = rows.map(({ id, number, district_id }, rank): Original => {
    return { id, number, districtId: district_id, mergedInto: null, isMergedInto: false, rank }
  })
  const byId = new Map(originals.map((one) => [one.id, one]))
  for (const { id, merged_into_id } of rows) {
    const target = merged_into_id === null ? undefined : byId.get(merged_into_id)
    if (target === undefined) continue
    target.isMergedInto = true
    const merged = byId.get(id)
    if (merged) merged.mergedInto = target
  }
  return originals
}

type Copy = {
  id: number
  originalId: number
  copy: number
  number: string
  /** The original whose place it has. */
  placeId: number
  /** Milliseconds. */
  later: number
  mergedId: number | null
  mergedNumber: string | null
}

function* copiesOf(
  originals: readonly Original[],
  { from, to, copies }: { from: number; to: number; copies: number },
): Generator<Copy> {
  const first = Math.max(...originals.map(({ id }) => id)) + 1
  const taken = new Map(originals.map(({ number, rank }) => [number, rank]))
  const ofDistrict = Map.groupBy(originals, ({ districtId }) => districtId)
  const places = new Map(
    [...ofDistrict.values()].flatMap((all) => all.map((one, index) => [one, { all, index }])),
  )
  const indexOf = ({ rank }: Original, copy: number) => rank * (copies - 1) + copy - 1
  const numberOf = (original: Original, copy: number) =>
    freeNumber(original.number, indexOf(original, copy), taken)
  for (const original of originals.slice(from, to)) {
    const { all = [], index = 0 } = places.get(original) ?? {}
    const { mergedInto } = original
    // The same thing is at the same place.
    const stays = mergedInto !== null || original.isMergedInto
    for (let copy = 1; copy < copies; copy++) {
      yield {
        id: first + indexOf(original, copy),
        originalId: original.id,
        copy,
        number: numberOf(original, copy),
        placeId: stays ? original.id : (all[(index + copy * 37) % all.length]?.id ?? original.id),
        later: (indexOf(original, copy) * 7919) % 120_000,
        mergedId: mergedInto && first + indexOf(mergedInto, copy),
        mergedNumber: mergedInto && numberOf(mergedInto, copy),
      }
    }
  }
}

const numbersOfMonth = 10_000_000

/**
 * All over the numbers of the month of the original and each once, for up to 999 copies of 10,000 originals. A number that
 * an original has gives way to one of the last ten thousand places, which are of no copy: one for each original.
 */
function freeNumber(original: string, index: number, taken: ReadonlyMap<string, number>): string {
  const month = { year: Number(original.slice(0, 2)), month: Number(original.slice(2, 4)) }
  const numberAt = (place: number) => newNumber(month, () => (place * 7_368_787) % numbersOfMonth)
  let number = numberAt(index)
  for (let owner = taken.get(number); owner !== undefined; owner = taken.get(number)) {
    number = numberAt(numbersOfMonth - 1 - owner)
  }
  return number
}

const copyColumns = {
  id: 'int',
  originalId: 'int',
  copy: 'int',
  number: 'text',
  placeId: 'int',
  later: 'int',
  mergedId: 'int',
  mergedNumber: 'text',
} as const satisfies Record<keyof Copy, string>

async function tellCopies(client: pg.ClientBase, copies: Iterable<Copy>): Promise<void> {
  const all = [...copies]
  const names = Object.keys(copyColumns) as (keyof Copy)[]
  await client.query('TRUNCATE bench_copy')
  await client.query(
    `INSERT INTO bench_copy SELECT * FROM unnest(${names.map((name, index) => `$${index + 1}::${copyColumns[name]}[]`).join(', ')})`,
    names.map((name) => all.map((one) => one[name])),
  )
  await client.query('ANALYZE bench_copy')
}

/** What is the same for all copies: words of the search, and payloads that name rows which a copy has of its own. */
async function stage(client: pg.ClientBase): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE bench_copy (id int, original_id int, copy int, number text, place_id int, later int,
      merged_id int, merged_number text);
    CREATE TEMP TABLE bench_words AS SELECT c.id,
      setweight(search_lexemes(coalesce(c.public_address, c.address)), 'A') AS address,
      setweight(search_lexemes(coalesce(c.public_text, c.text)), 'B') AS said,
      setweight(search_lexemes(coalesce(c.public_landmark, c.landmark)), 'C') AS landmark FROM complaint c;
    CREATE INDEX ON bench_words (id);
    ${tables
      .slice(1, -1)
      .map(
        (table) =>
          `CREATE TEMP TABLE bench_${table} AS SELECT * FROM ${table}; CREATE INDEX ON bench_${table} (complaint_id); ANALYZE bench_${table};`,
      )
      .join('\n')}
    CREATE TEMP TABLE bench_payload (complaint_id int, seq int, said text);
    CREATE FUNCTION pg_temp.next_hash(previous bytea, entry bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN RETURN sha256(previous || entry); END $$;
    CREATE AGGREGATE pg_temp.chained(bytea)
      (sfunc = pg_temp.next_hash, stype = bytea, initcond = '\\x${'00'.repeat(32)}');`)
  const { rows } = await client.query<{ complaint_id: number; seq: number; payload: unknown }>(
    `SELECT complaint_id, seq, payload FROM activity WHERE jsonb_array_length(payload->'photos') > 0`,
  )
  await client.query('INSERT INTO bench_payload SELECT * FROM unnest($1::int[], $2::int[], $3::text[])', [
    rows.map((row) => row.complaint_id),
    rows.map((row) => row.seq),
    rows.map((row) => canonicalJson(row.payload)),
  ])
  await client.query(
    'CREATE INDEX ON bench_payload (complaint_id, seq); ANALYZE bench_words; ANALYZE bench_payload',
  )
}

/** One statement for each table; columns that a copy has of its own are named, all others are as they were. */
async function inserts(client: pg.ClientBase): Promise<string[]> {
  const copyOf = async (table: string, own: Record<string, string>, from: string) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
      [table],
    )
    const names = rows.map(({ name }) => name)
    const values = names.map((name) => own[name] ?? `o.${name}`)
    return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${from} ORDER BY n.id`
  }
  const later = (name: string) => `o.${name} + n.later * interval '1 millisecond'`
  const laterOnes = (...names: string[]) => Object.fromEntries(names.map((name) => [name, later(name)]))
  const ofComplaint = (table: string) =>
    `bench_copy n JOIN bench_${table} o ON o.complaint_id = n.original_id`
  return [
    await copyOf(
      'complaint',
      {
        ...{ id: 'n.id', number: 'n.number', form_key: 'NULL', secret_hash: 'NULL' },
        external_id: `o.external_id || '.' || n.copy`,
        ...Object.fromEntries(
          ['address', 'landmark', 'public_address', 'public_landmark'].map((name) => [name, `p.${name}`]),
        ),
        // Up to 50 metres aside: a grid point is 2.4 centimetres here.
        ...{ cx: `p.cx + ${aside(7919)}`, lon: `p.lon + ${aside(7919)} * 360 / 2 ^ 30` },
        cy: `p.cy + ${aside(104_729)}`,
        lat: `p.lat - ${aside(104_729)} * cos(radians(p.lat)) * 360 / 2 ^ 30`,
        ...laterOnes('received_at', 'first_answer_at', 'last_answer_at', 'updated_at', 'silent_since'),
        merged_into_id: 'n.merged_id',
      },
      'bench_copy n JOIN complaint o ON o.id = n.original_id JOIN complaint p ON p.id = n.place_id',
    ),
    await copyOf(
      'photo',
      { id: photoOf('o.id::text', 'n.copy'), complaint_id: 'n.id', created_at: later('created_at') },
      ofComplaint('photo'),
    ),
    chainedActivity,
    await copyOf(
      'custody',
      { complaint_id: 'n.id', ...laterOnes('start_at', 'first_answer_at', 'end_at') },
      ofComplaint('custody'),
    ),
    await copyOf(
      'answer',
      { complaint_id: 'n.id', ...laterOnes('at', 'verdict_at', 'reopened_at') },
      ofComplaint('answer'),
    ),
    `INSERT INTO complaint_search (complaint_id, city_id, received_at, words)
     SELECT c.id, c.city_id, c.received_at, p.address || o.said || p.landmark
       || array_to_tsvector(ARRAY[search_era(c.city_id, search_era_no(c.received_at))])
     FROM bench_copy n JOIN complaint c ON c.id = n.id JOIN bench_words o ON o.id = n.original_id
       JOIN bench_words p ON p.id = n.place_id
     WHERE c.shown ORDER BY n.id`,
  ]
}

const aside = (prime: number) => `((n.id::bigint * ${prime}) % 4001 - 2000)::int`

const photoOf = (id: string, copy: string) => `(lpad(to_hex(${copy}), 8, '0') || substr(${id}, 9))::uuid`

/** Rows with the chains of the copy, as `chainHash` of platform/crypto links them; salts are those of the original. */
const chainedActivity = `
  INSERT INTO activity (complaint_id, seq, kind, at, actor_kind, staff_id, office_id, public, payload, salt,
    payload_digest, prev_hash, hash)
  SELECT complaint_id, seq, kind, at, actor_kind, staff_id, office_id, public, payload, salt, payload_digest,
    lag(hash) OVER chain, hash
  FROM (
    SELECT *, pg_temp.chained(('{"actorKind":"' || actor_kind || '","at":' || (extract(epoch FROM at) * 1000)::bigint
      || ',"chain":"' || number || CASE WHEN public THEN '/public' ELSE '/internal' END || '","kind":"' || kind
      || '","officeId":' || coalesce(office_id::text, 'null') || ',"payload":"' || encode(payload_digest, 'hex')
      || '","seq":' || seq || '}')::bytea) OVER chain AS hash
    FROM (
      SELECT n.id AS complaint_id, n.number, a.seq, a.kind, a.at + n.later * interval '1 millisecond' AS at, a.actor_kind,
        a.staff_id, a.office_id, a.public, coalesce(own.said::jsonb, a.payload) AS payload, a.salt,
        CASE WHEN own.said IS NULL THEN a.payload_digest
          ELSE sha256(a.salt || convert_to(own.said, 'UTF8')) END AS payload_digest
      FROM bench_copy n JOIN bench_activity a ON a.complaint_id = n.original_id
        LEFT JOIN bench_payload y ON y.complaint_id = a.complaint_id AND y.seq = a.seq
        CROSS JOIN LATERAL (SELECT CASE WHEN a.kind = 'merged'
          THEN format('{"intoId":%s,"intoNumber":"%s"}', n.merged_id, n.merged_number)
          ELSE regexp_replace(y.said, '"[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")',
            '"' || lpad(to_hex(n.copy), 8, '0') || '\\1', 'g') END AS said) own
    ) copied WINDOW chain AS (PARTITION BY complaint_id, public ORDER BY seq)
  ) hashed WINDOW chain AS (PARTITION BY complaint_id, public ORDER BY seq)`
