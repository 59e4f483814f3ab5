import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createUnknown,
  importComplaints,
  open311Bulk,
  readMapping,
} from '../../src/features/imports/index.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { type Importing, mappingWith, open311Csv, openImporting } from './importing.ts'

let importing: Importing

beforeAll(async () => {
  importing = await openImporting()
})
afterAll(() => importing.close())

const complaint = (externalId: string) =>
  importing.portal.deps.db.complaint.findFirstOrThrow({
    where: { externalId, cityId: importing.portal.cast.city.id },
    include: { custodies: true, answers: true, activity: { orderBy: { seq: 'asc' } } },
  })

const base = {
  requested_datetime: '2026-01-12T10:00:00+05:00',
  service_name: 'Pothole',
  description: 'A pothole',
  agency_responsible: 'Roads',
}
const closed = {
  ...base,
  closed_date: '2026-01-20T16:00:00+05:00',
  status_description: 'Closed',
  status_notes: 'The pothole was filled.',
}

describe('columns of Open311 Bulk', () => {
  it('need no mapping; names in any language and codes find what the city has', async () => {
    const summary = await importing.read(
      open311Csv([
        { ...closed, service_request_id: 'a1', lat: '49.95', long: '82.55', address: 'Abai 1' },
        { ...base, service_request_id: 'a2', service_name: 'яма', agency_responsible: 'Управление: Дороги' },
        { ...base, service_request_id: 'a3', service_name: 'potholes', agency_responsible: 'roads' },
      ]),
    )
    expect(summary).toEqual({
      imported: 3,
      repeated: 0,
      skipped: 0,
      refused: 0,
      reportFile: null,
      unknown: [],
    })
    const { cast } = importing.portal
    const first = await complaint('a1')
    expect(first).toMatchObject({
      status: 'closed',
      outcome: 'solved',
      source: 'open311',
      channel: 'import',
      text: 'A pothole',
      address: 'Abai 1',
      lat: 49.95,
      categoryId: cast.categories.potholes,
      officeId: cast.offices.roads,
      receivedAt: new Date('2026-01-12T05:00:00Z'),
      firstAnswerAt: new Date('2026-01-20T11:00:00Z'),
      shown: true,
    })
    expect(first.answers).toMatchObject([
      { text: 'The pothole was filled.', outcome: 'solved', staffId: null },
    ])
    expect(first.activity.map(({ kind }) => kind)).toEqual([
      'filed',
      'registered',
      'sent',
      'answered',
      'closed',
    ])
    // Fifteen working days of the city from Monday 12 January
    expect(first.custodies).toMatchObject([{ dueOn: new Date('2026-02-02T00:00:00Z'), endKind: 'answered' }])
    expect(await complaint('a2')).toMatchObject({ categoryId: cast.categories.potholes, status: 'sent' })
    expect(await complaint('a3')).toMatchObject({ officeId: cast.offices.roads })
  })

  it('keep the language of a text that tells it', async () => {
    await importing.read(
      open311Csv([
        { ...base, service_request_id: 'l1', description: 'Біздің көшеде жарық жоқ, өтініш береміз' },
        { ...base, service_request_id: 'l2', description: 'Abai 5' },
      ]),
    )
    expect(await complaint('l1')).toMatchObject({ textLang: 'kk' })
    expect(await complaint('l2')).toMatchObject({ textLang: 'ru' })
  })

  it('close by the last update when the mapping says closed and no closing date is there', async () => {
    const csv =
      'service_request_id,requested_datetime,updated_datetime,status_description,service_name,agency_responsible\n' +
      'u1,2026-01-12,2026-01-14,closed,Pothole,Roads\nu2,2026-01-12,2026-01-14,open,Pothole,Roads\n' +
      'u3,2026-01-12,,closed,Pothole,Roads\n'
    const values = { status: { closed: 'closed', open: 'open' } } as const
    const summary = await importing.read(csv, { mapping: mappingWith({ values }) })
    expect(summary).toMatchObject({ imported: 2, refused: 1 })
    // Without notes the answer says what the file says.
    expect((await complaint('u1')).answers).toMatchObject([
      { text: 'closed', at: new Date('2026-01-13T19:00:00Z') },
    ])
    expect(await complaint('u2')).toMatchObject({ open: true, firstAnswerAt: null })
  })
})

describe('what the city does not have', () => {
  it('is refused and listed with the number of rows, districts are left out', async () => {
    const summary = await importing.read(
      open311Csv([
        { ...base, service_request_id: 'n1', service_name: 'Ghosts' },
        { ...base, service_request_id: 'n2', service_name: 'Ghosts' },
        { ...base, service_request_id: 'n3', agency_responsible: 'Ministry of Magic' },
        { ...base, service_request_id: 'n4' },
      ]),
    )
    expect(summary).toMatchObject({ imported: 1, refused: 3 })
    expect(summary.unknown).toEqual([
      { kind: 'category', value: 'Ghosts', rows: 2, created: false },
      { kind: 'office', value: 'Ministry of Magic', rows: 1, created: false },
    ])
    expect(await readFile(summary.reportFile ?? '', 'utf8')).toBe(
      'line,id,reason\n2,"n1","unknown category: Ghosts"\n3,"n2","unknown category: Ghosts"\n' +
        '4,"n3","unknown office: Ministry of Magic"\n',
    )
  })

  it('is made when the mapping asks for it, once, with codes of their own', async () => {
    const summary = await importing.read(
      open311Csv([
        { ...base, service_request_id: 'c1', service_name: 'Тротуары', agency_responsible: 'Parks & Lakes' },
        { ...base, service_request_id: 'c2', service_name: 'тротуары', agency_responsible: 'parks & lakes' },
        { ...base, service_request_id: 'c3', service_name: 'Заборы', agency_responsible: 'Parks, Lakes' },
      ]),
      { mapping: mappingWith({ unknown: createUnknown }) },
    )
    expect(summary).toMatchObject({ imported: 3, refused: 0 })
    expect(summary.unknown).toContainEqual({ kind: 'category', value: 'Тротуары', rows: 1, created: true })
    const { db } = importing.portal.deps
    const first = await complaint('c1')
    const offices = await db.office.findMany({
      where: { nameEn: { startsWith: 'Parks' } },
      orderBy: { id: 'asc' },
    })
    expect(offices.map(({ code }) => code)).toEqual(['parks-lakes', 'parks-lakes-2'])
    expect(first.officeId).toBe(offices[0]?.id)
    expect((await complaint('c2')).categoryId).toBe(first.categoryId)
    const made = await db.category.findMany({ where: { code: { startsWith: 'category' } } })
    expect(made.map(({ nameRu }) => nameRu)).toEqual(['Тротуары', 'Заборы'])
  })

  it('is sought by the meaning that the mapping gives, and `other` takes the rest', async () => {
    const mapping = mappingWith({
      values: { category: { 'Hole in the road': 'potholes' }, office: { '*': 'akimat' } },
      unknown: { ...open311Bulk.unknown, category: 'other' },
    })
    await importing.read(
      open311Csv([
        { ...base, service_request_id: 'm1', service_name: 'Hole in the road', agency_responsible: 'X' },
        { ...base, service_request_id: 'm2', service_name: 'constructor', agency_responsible: '' },
      ]),
      { mapping },
    )
    const { cast } = importing.portal
    expect(await complaint('m1')).toMatchObject({
      categoryId: cast.categories.potholes,
      officeId: cast.offices.akimat,
    })
    expect(await complaint('m2')).toMatchObject({ categoryId: cast.categories.other })
  })

  it('of an office that no row names, the routing of the city decides, and the complaint keeps which rule', async () => {
    await importing.read(
      open311Csv([
        { ...base, service_request_id: 'r1', service_name: 'Heating', agency_responsible: '' },
        { ...base, service_request_id: 'r2', service_name: 'Heating', agency_responsible: 'Nobody' },
      ]),
      { mapping: mappingWith({ unknown: { ...open311Bulk.unknown, office: 'route' } }) },
    )
    const { housing } = importing.portal.cast.offices
    for (const id of ['r1', 'r2']) {
      const { officeId, routingRuleId } = await complaint(id)
      expect(officeId).toBe(housing)
      expect(routingRuleId).not.toBeNull()
    }
  })
})

describe('what is not for everybody', () => {
  it('stays with staff when its category is private', async () => {
    await importing.read(open311Csv([{ ...base, service_request_id: 'p1', service_name: 'Violence' }]))
    expect(await complaint('p1')).toMatchObject({
      visibility: 'staff',
      shown: false,
      publication: 'published',
    })
  })

  it('waits for a moderator when the text holds a phone number, unless all was public before', async () => {
    const text = 'See https://example.com/video'
    await importing.read(open311Csv([{ ...base, service_request_id: 'p2', description: text }]))
    expect(await complaint('p2')).toMatchObject({ publication: 'held', shown: false })
    await importing.read(open311Csv([{ ...base, service_request_id: 'p3', description: text }]), {
      mapping: mappingWith({ screening: false }),
    })
    expect(await complaint('p3')).toMatchObject({ publication: 'published', shown: true })
  })
})

describe('bad rows', () => {
  it.each([
    [{ requested_datetime: 'yesterday' }, 'requested_datetime not understood: yesterday'],
    [{ requested_datetime: '0015-01-12' }, 'requested_datetime not understood: 0015-01-12'],
    [{ requested_datetime: '' }, 'no requested date'],
    [{ requested_datetime: '2026-03-11T07:00:01Z' }, 'the requested date lies in the future'],
    [{ closed_date: '2026-03-11T07:00:01Z' }, 'the closed date lies in the future'],
    [{ closed_date: '2026-01-12T09:58:59+05:00' }, 'closed before it was requested'],
    [{ lat: '91', long: '10' }, 'lat or long is not a number of degrees'],
    [{ lat: '49.95' }, 'lat or long is not a number of degrees'],
    [{ lat: 'x', long: 'y' }, 'lat or long is not a number of degrees'],
    [{ service_name: '', description: '' }, 'neither a description nor a category'],
    [{ service_request_id: 'x'.repeat(201) }, 'the id is longer than 200 characters'],
    [{ service_request_id: '' }, 'no id'],
  ])('%j is refused', async (cells, reason) => {
    const summary = await importing.read(open311Csv([{ ...base, service_request_id: 'bad', ...cells }]))
    expect(summary).toMatchObject({ imported: 0, refused: 1 })
    expect(await readFile(summary.reportFile ?? '', 'utf8')).toContain(`"${reason}"`)
  })

  it('are told by the line on which they end; good rows around them are kept', async () => {
    const header = 'service_request_id,requested_datetime,service_name,agency_responsible,description\n'
    const good = (id: string) => `${id},2026-01-12,Pothole,Roads,"one\ntwo"\n`
    const csv = `${header + good('g1')}too,few\n${good('g2')}st"ray,2026-01-12,Pothole,Roads,x\n${good('g3')}`
    const summary = await importing.read(csv)
    expect(summary).toMatchObject({ imported: 3, refused: 2 })
    const [, ...lines] = (await readFile(summary.reportFile ?? '', 'utf8')).trim().split('\n')
    expect(lines.map((line) => Number.parseInt(line, 10))).toEqual([4, 7])
    expect((await complaint('g1')).text).toBe('one\ntwo')
  })

  it('never make a formula in the report', async () => {
    const summary = await importing.read(
      open311Csv([{ ...base, service_request_id: '=HYPERLINK("http://x","y")', requested_datetime: '' }]),
    )
    expect(await readFile(summary.reportFile ?? '', 'utf8')).toContain(`2,"'=HYPERLINK(""http://x"",""y"")"`)
  })

  it('leave no report when there are none, also not an old one', async () => {
    await importing.read(open311Csv([{ ...base, requested_datetime: '' }]), { name: 'again.csv' })
    const report = path.join(importing.folder, 'again.csv.report.csv')
    expect(existsSync(report)).toBe(true)
    await importing.read(open311Csv([{ ...base, service_request_id: 'again' }]), { name: 'again.csv' })
    expect(existsSync(report)).toBe(false)
  })

  it('keep odd but honest values', async () => {
    const long = '😀'.repeat(2100)
    await importing.read(
      open311Csv([
        { ...base, service_request_id: 'o1', lat: '0', long: '0.0', description: long, address: `a${long}` },
        { ...base, service_request_id: 'o2', lat: '49,95', long: '82,55', description: 'a\0\u202eb\r\nc' },
        { ...base, service_request_id: "o3'; DROP TABLE complaint", description: 'tab\tback\\slash\\N' },
        { ...closed, service_request_id: 'o4', closed_date: '2026-01-12T09:59:30+05:00', status_notes: long },
      ]),
    )
    const o1 = await complaint('o1')
    expect(o1).toMatchObject({ lat: null, cx: null, text: '😀'.repeat(2000) })
    expect(o1.address).toBe(`a${'😀'.repeat(149)}`)
    expect(await complaint('o2')).toMatchObject({ lat: 49.95, lon: 82.55, text: 'ab\nc' })
    expect(await complaint("o3'; DROP TABLE complaint")).toMatchObject({ text: 'tab\tback\\slash\\N' })
    const o4 = await complaint('o4')
    expect(o4.firstAnswerAt).toEqual(o4.receivedAt)
  })
})

describe('ends', () => {
  it.each([
    ['solved', 'closed', 'solved', 'answered'],
    ['explained', 'closed', 'explained', 'answered'],
    ['refused', 'rejected', 'refused', 'answered'],
    ['merged', 'merged', 'merged', 'merged'],
    ['forwarded', 'forwarded', 'forwarded', 'answered'],
    ['withdrawn', 'withdrawn', 'withdrawn', 'withdrawn'],
  ] as const)('%s: status %s', async (meaning, status, outcome, endKind) => {
    const id = `end-${meaning}`
    await importing.read(open311Csv([{ ...closed, service_request_id: id, status_notes: 'Done!' }]), {
      mapping: mappingWith({ values: { outcome: { 'Done!': meaning } } }),
    })
    const found = await complaint(id)
    expect(found).toMatchObject({ status, outcome, open: false })
    expect(found.custodies).toMatchObject([{ endKind, endAt: new Date('2026-01-20T11:00:00Z') }])
    expect(JSON.stringify(found.activity.filter(({ kind }) => kind === 'withdrawn'))).not.toContain('Done!')
  })

  it('stay answered while the resident may still object', async () => {
    await importing.read(
      open311Csv([{ ...closed, service_request_id: 'fresh', closed_date: '2026-03-01T10:00:00+05:00' }]),
    )
    expect(await complaint('fresh')).toMatchObject({ status: 'answered' })
  })

  it('may stand in a column of their own', async () => {
    const csv =
      'service_request_id,requested_datetime,closed_date,service_name,agency_responsible,resolution,comment\n' +
      'e1,2026-01-12,2026-01-13,Pothole,Roads,DUP,Long words\n'
    const { outcome: _, ...columns } = open311Bulk.columns
    await importing.read(csv, {
      mapping: mappingWith({
        columns: { ...columns, outcome: 'resolution', status_notes: 'comment' },
        values: { outcome: { DUP: 'explained' } },
      }),
    })
    expect((await complaint('e1')).answers).toMatchObject([{ outcome: 'explained', text: 'Long words' }])
  })

  it('without any office cannot be answers', async () => {
    const { pool } = importing.portal.deps
    const { rows } = await pool.query('DELETE FROM routing_rule WHERE city_id = $1 RETURNING *', [
      importing.portal.cast.otherCity.id,
    ])
    expect(rows).toEqual([])
    const summary = await importing.read(
      open311Csv([{ ...closed, service_request_id: 'w1', agency_responsible: '', service_name: 'Ghosts' }]),
      { slug: importing.portal.cast.otherCity.slug, mapping: mappingWith({ unknown: createUnknown }) },
    )
    expect(summary).toMatchObject({ imported: 0, refused: 1 })
    expect(await readFile(summary.reportFile ?? '', 'utf8')).toContain('no office is named')
  })
})

describe('files', () => {
  const csv = (id: string) => open311Csv([{ ...base, service_request_id: id }])
  const cyrillic = Buffer.from('service_request_id;requested_datetime;service_name\n', 'latin1')
  // "яма" in Windows-1251
  const yama = Buffer.concat([
    cyrillic,
    Buffer.from('w1251;2026-01-12;'),
    Buffer.from([0xff, 0xec, 0xe0, 0x0a]),
  ])

  it('may be packed, begin with a byte order mark, end lines with CRLF, hold empty lines', async () => {
    expect(await importing.read(gzipSync(csv('f1')), { name: 'packed.csv.gz' })).toMatchObject({
      imported: 1,
    })
    expect(await importing.read(`\uFEFF${csv('f2')}`)).toMatchObject({ imported: 1 })
    expect(await importing.read(csv('f3').replaceAll('\n', '\r\n\r\n'))).toMatchObject({ imported: 1 })
    expect(
      await importing.read(Buffer.from(`\uFEFF${csv('f4')}`, 'utf16le'), {
        mapping: mappingWith({ file: { delimiter: ',', encoding: 'utf-16le' } }),
      }),
    ).toMatchObject({ imported: 1 })
  })

  it('of old spreadsheets are read with their delimiter and encoding', async () => {
    const mapping = mappingWith({ file: { delimiter: ';', encoding: 'windows-1251' } })
    expect(await importing.read(yama, { mapping })).toMatchObject({ imported: 1 })
    expect(await complaint('w1251')).toMatchObject({ text: 'яма' })
  })

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'in another encoding',
      () => importing.read(yama, { mapping: mappingWith({ file: { delimiter: ';', encoding: 'utf-8' } }) }),
      /not in the encoding.*"windows-1251"/,
    ],
    [
      'without a needed column',
      () => importing.read('a;b\n1;2\n'),
      /has no column "service_request_id", .*Its columns are: a;b\..*delimiter/,
    ],
    [
      'with a column twice',
      () => importing.read('service_request_id,service_name,requested_datetime,service_name\n'),
      /two columns "service_name"/,
    ],
    ['that are empty', () => importing.read(''), /is empty/],
    [
      'that were cut off',
      () => importing.read(gzipSync(csv('cut')).subarray(0, 100), { name: 'cut.csv.gz' }),
      /damaged or was not copied to its end \(Z_BUF_ERROR\)/,
    ],
    [
      'that are damaged',
      () => importing.read(Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100, 7)])),
      /damaged/,
    ],
    [
      'that are folders',
      async () =>
        importComplaints(importing.portal.deps, {
          city: await importing.city(),
          file: importing.folder,
          mapping: open311Bulk,
        }),
      /is not a file/,
    ],
    [
      'that are not there',
      async () =>
        importComplaints(importing.portal.deps, {
          city: await importing.city(),
          file: '/nowhere.csv',
          mapping: open311Bulk,
          reportFile: path.join(importing.folder, 'r.csv'),
        }),
      /cannot be read/,
    ],
    [
      'whose report cannot be written',
      () => importing.read(csv('x'), { reportFile: '/nowhere/report.csv' }),
      /report of refused rows cannot be written.*ENOENT.*--report/,
    ],
  ])('%s are told in one sentence', async (_what, read, sentence) => {
    await expect(read()).rejects.toThrow(sentence)
    await expect(read()).rejects.toMatchObject({ name: 'UserError' })
  })

  it('with a quote that is never closed keep the rows before it', async () => {
    const rows = csv('q1').replace(/\n$/, `\n${csv('q2').split('\n')[1]}\n"q3,`)
    const summary = await importing.read(rows + csv('q4').split('\n')[1])
    expect(summary).toMatchObject({ imported: 2, refused: 1 })
    expect(await readFile(summary.reportFile ?? '', 'utf8')).toContain('Quote Not Closed')
  })
})

describe('an import that is repeated', () => {
  it('brings nothing twice, also within one file, but what is new', { tags: ['long'] }, async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => ({
      ...closed,
      service_request_id: `rep-${index}`,
    }))
    expect(await importing.read(open311Csv(rows))).toMatchObject({ imported: 2500, repeated: 0 })
    expect(
      await importing.read(
        open311Csv([...rows, ...rows.slice(0, 3), { ...rows[0], service_request_id: 'rep-new' }]),
      ),
    ).toMatchObject({ imported: 1, repeated: 2503 })
  })

  it('is another one for another source, and for another city', async () => {
    const csv = open311Csv([{ ...base, service_request_id: 'a1' }])
    expect(await importing.read(csv, { mapping: mappingWith({ source: 'elsewhere' }) })).toMatchObject({
      imported: 1,
    })
    expect(
      await importing.read(csv, {
        slug: importing.portal.cast.otherCity.slug,
        mapping: mappingWith({ unknown: createUnknown }),
      }),
    ).toMatchObject({ imported: 1 })
  })

  it('says from when to when its complaints are', async () => {
    await importing.read(
      open311Csv([
        { ...base, service_request_id: 's1', requested_datetime: '2024-02-03T10:00:00Z' },
        { ...base, service_request_id: 's2', requested_datetime: '2023-05-06T10:00:00Z' },
      ]),
      { name: 'span.csv' },
    )
    expect(
      await importing.portal.deps.db.importRun.findFirstOrThrow({ where: { file: 'span.csv' } }),
    ).toMatchObject({
      source: 'open311',
      imported: 2,
      firstOn: new Date('2023-05-06T00:00:00Z'),
      lastOn: new Date('2024-02-03T00:00:00Z'),
      finishedAt: expect.any(Date),
    })
  })

  it('at the same moment waits a little for the first, then says why it cannot be', {
    tags: ['long'],
  }, async () => {
    const csv = open311Csv([{ ...base, service_request_id: 'same' }])
    const { deps, cast } = importing.portal
    const other = await deps.pool.connect()
    await other.query('SELECT pg_advisory_lock(741206, $1)', [cast.city.id])
    const refused = importing.read(csv)
    await expect(refused).rejects.toThrow('Another import into synaqqala is running')
    const patient = importing.read(csv)
    await other.query('SELECT pg_advisory_unlock_all()')
    other.release()
    expect(await patient).toMatchObject({ imported: 1 })
  })
})

describe('a trial', () => {
  it('tells what would be, and writes nothing but the report', async () => {
    const { db } = importing.portal.deps
    const counts = () =>
      Promise.all([db.complaint.count(), db.office.count(), db.category.count(), db.importRun.count()])
    const before = await counts()
    const rows = Array.from({ length: 1200 }, (_, index) => ({
      ...base,
      service_request_id: `try-${index % 1100}`,
    }))
    const summary = await importing.read(
      open311Csv([
        ...rows,
        { ...base, service_request_id: 'try-x', service_name: 'Ghosts' },
        { ...base, requested_datetime: '' },
      ]),
      { isTrial: true, mapping: mappingWith({ unknown: createUnknown }) },
    )
    expect(summary).toMatchObject({ imported: 1101, repeated: 100, refused: 1 })
    expect(summary.unknown).toEqual([{ kind: 'category', value: 'Ghosts', rows: 1, created: false }])
    expect(await counts()).toEqual(before)
  })
})

const seattle = path.join(
  process.env.SHARED_DATA ?? path.resolve(import.meta.dirname, '../../../shared/data'),
  'complaints/seattle_illegal_dumping_sample.csv',
)
const isMissing = !existsSync(seattle)

describe.skipIf(isMissing)(`the sample of Seattle${isMissing ? ' (skipped: set SHARED_DATA)' : ''}`, () => {
  it('is read whole by a second mapping', async () => {
    const summary = await importing.read(await readFile(seattle), {
      mapping: await readMapping('tests/bench/seattle-mapping.json'),
    })
    expect(summary).toMatchObject({ imported: 76, refused: 0 })
    expect(await complaint('13-00069180')).toMatchObject({
      channel: 'mobile_app',
      receivedAt: new Date('2013-08-27T17:22:00Z'),
      lat: 47.6177464,
    })
  })
})

describe('after all of this', () => {
  it('nothing in the database contradicts itself', async () => {
    expect(await brokenInvariants(importing.portal.deps)).toEqual([])
  })
})
