import request from 'supertest'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatNumber } from '../../src/features/complaints/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { streetLike } from '../platform/images-support.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { inCity, keyFor, type Program, programOf, root, slug } from './interface.ts'

type Update = {
  update_id: string
  service_request_id: string
  status: string
  updated_datetime: string
  description: string
  external_status_code: string
}

let portal: Portal
let program: Program
beforeAll(async () => {
  portal = await openPortal()
  program = programOf(portal)
}, 120_000)
afterAll(() => portal?.close())

const updates = (query = '', status = 200) =>
  program.json<Update[]>(`/servicerequestupdates.json?${inCity}&lang=en&${query}`, status)

describe('the history over GET', () => {
  test('is one update per public event, oldest first, with the states of the extension', async () => {
    const { number } = await file(portal)
    await happen(
      portal,
      number,
      { kind: 'accepted' },
      { kind: 'noted', payload: { text: 'тек қызметкерлерге' } },
      { kind: 'started' },
      answered('Шұңқыр жамалды.'),
    )
    portal.setNow('2026-03-12T07:00:00Z')
    const id = formatNumber(number)
    const found = await updates(`service_request_id=${id}`)
    expect(found.map(({ status }) => status)).toEqual([
      ...['FOR_TRIAGE', 'FOR_TRIAGE', 'OPEN', 'INVESTIGATING', 'IN_PROGRESS', 'FIXED'],
    ])
    expect(found.at(-1)).toMatchObject({
      ...{ update_id: `${id}.7`, service_request_id: id, external_status_code: 'answered' },
      updated_datetime: '2026-03-11T16:00:00+05:00',
      description: expect.stringContaining('Шұңқыр жамалды.'),
    })
    expect(JSON.stringify(found)).not.toContain('қызметкерлерге')
    const root = await program.get(`/servicerequestupdates.xml?${inCity}`)
    expect(root.text).toContain('<service_request_updates><request_update><update_id>')
  })

  test('is cut by days and pages', async () => {
    const all = await updates('end_date=2026-03-12T00:00:00Z')
    expect(await updates('start_date=2026-03-11T09:30:00Z&end_date=2026-03-11T11:00:00Z')).toEqual(
      all.filter(({ updated_datetime: at }) => at > '2026-03-11T14:30' && at <= '2026-03-11T16:00:00+05:00'),
    )
    const second = await program.get(
      `/servicerequestupdates.json?${inCity}&lang=en&end_date=2026-03-12T00:00:00Z&page=2&page_size=2`,
    )
    expect(JSON.parse(second.text)).toEqual(all.slice(2, 4))
    expect(second.headers['link']).toContain('page=3')
    expect(await updates('start_date=2026-01-01T00:00:00Z&end_date=2026-12-01T00:00:00Z', 400)).toHaveLength(
      1,
    )
  })
})

describe('words of the reporter over POST', () => {
  const fields = {
    ...{ jurisdiction_id: slug, service_code: 'potholes', lat: '49.95', long: '82.55' },
    description: 'Жолда үлкен шұңқыр бар, көлік өте алмайды',
  }
  const update = {
    ...{ jurisdiction_id: slug, update_id: '17', status: 'UNCHANGED' },
    ...{ updated_datetime: '2026-03-11T12:30:00+05:00', description: 'Шұңқыр үлкейіп барады' },
  }

  test('go to what this key has filed, once, and change no state', async () => {
    const key = await keyFor(portal)
    const filed = JSON.parse((await program.post('/requests.json', { ...fields, api_key: key })).text)
    const id: string = filed[0].service_request_id
    const mine = { ...update, api_key: key, service_request_id: id, status: 'FIXED' }
    const answers = [
      await program.post('/servicerequestupdates.json', mine),
      await program.post('/servicerequestupdates.json', mine),
    ]
    expect(answers.map(({ status, text }) => [status, JSON.parse(text)])).toEqual([
      [200, [{ update_id: `${id}.4` }]],
      [200, [{ update_id: `${id}.4` }]],
    ])
    const found = await updates(`service_request_id=${id}`)
    expect(found.filter(({ external_status_code: kind }) => kind === 'added')).toEqual([
      expect.objectContaining({
        status: 'UNCHANGED',
        description: expect.stringContaining('Шұңқыр үлкейіп барады'),
      }),
    ])
    const [view] = await program.json<{ status: string }[]>(`/requests/${id}.json?${inCity}`)
    expect(view?.status).toBe('open')
  })

  test('still go to the first of two that were filed in the same words, days apart', async () => {
    const key = await keyFor(portal)
    const same = { ...fields, description: 'Шұңқыр тағы ашылды, бұрынғы жерінде', api_key: key }
    const send = async () =>
      JSON.parse((await program.post('/requests.json', same)).text)[0].service_request_id
    const first = await send()
    portal.setNow('2026-03-14T07:00:00Z')
    const second = await send()
    expect(second).not.toBe(first)
    expect(await send()).toBe(second)
    for (const id of [first, second]) {
      const more = { ...update, api_key: key, service_request_id: id, description: `Әлі тұр: ${id}` }
      expect((await program.post('/servicerequestupdates.json', more)).status).toBe(200)
    }
    portal.setNow('2026-03-12T07:00:00Z')
  })

  test('bring their photos along, all of them or none', async () => {
    const key = await keyFor(portal)
    const other = { ...fields, description: 'Шұңқырдың суретін кейін жіберемін', api_key: key }
    const id: string = JSON.parse((await program.post('/requests.json', other)).text)[0].service_request_id
    const send = async (description: string, bytes: Buffer) => {
      const sending = request(portal.app).post(`${root}/servicerequestupdates.json`)
      const all = { ...update, api_key: key, service_request_id: id, description }
      for (const [name, value] of Object.entries(all)) sending.field(name, value)
      const { status, text } = await sending.attach('media', bytes, 'a.jpg')
      return [status, JSON.parse(text)[0].update_id]
    }
    const photos = () => portal.deps.db.photo.count({ where: { role: 'added' } })
    const [one, two] = [
      await streetLike(320, 240).jpeg().toBuffer(),
      await streetLike(320, 240).tint({ r: 10, g: 200, b: 90 }).jpeg().toBuffer(),
    ]
    expect(await send('Міне, суреті', one)).toEqual([200, `${id}.4`])
    expect(await send('Міне, суреті', two)).toEqual([200, `${id}.5`])
    expect(await send('Міне, суреті', one)).toEqual([200, `${id}.4`])
    expect(await photos()).toBe(2)
    expect((await send('Тағы бірі', Buffer.from('<svg/>')))[0]).toBe(400)
    expect(await photos()).toBe(2)
  })

  test('are refused for what others filed, without a key, and without what is needed', async () => {
    const { number } = await file(portal)
    const key = await keyFor(portal)
    const theirs = { ...update, api_key: key, service_request_id: formatNumber(number) }
    expect((await program.post('/servicerequestupdates.json', theirs)).status).toBe(404)
    expect((await program.post('/servicerequestupdates.json', { ...theirs, api_key: '' })).status).toBe(403)
    const empty = await program.post('/servicerequestupdates.json', { api_key: key, jurisdiction_id: slug })
    expect([empty.status, JSON.parse(empty.text)]).toEqual([400, expect.objectContaining({ length: 5 })])
  })

  test('are looked at like all words, and what the key filed is forgotten after its term', async () => {
    const key = await keyFor(portal)
    const other = { ...fields, description: 'Басқа шұңқыр, мектептің жанында', api_key: key }
    const id: string = JSON.parse((await program.post('/requests.json', other)).text)[0].service_request_id
    const more = {
      ...update,
      api_key: key,
      service_request_id: id,
      description: 'Қараңыз: www.example.kz, 8 705 123 45 67',
    }
    expect((await program.post('/servicerequestupdates.json', more)).status).toBe(200)
    const text = JSON.stringify(await updates(`service_request_id=${id}`))
    expect(text).not.toMatch(/example|123 45/)
    await portal.jobs.get('open311.forget')?.run(null, Temporal.Instant.from('2027-05-01T00:00:00Z'))
    expect(await portal.deps.db.open311Request.count()).toBe(0)
    expect((await program.post('/servicerequestupdates.json', more)).status).toBe(404)
  })
})
