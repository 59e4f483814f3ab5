import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deskActs } from '../../src/features/complaints/desk/forms.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { fileOne } from './file-one.ts'

let portal: Portal
let executor: Browser
let head: Browser
let registrar: Browser

beforeAll(async () => {
  portal = await openPortal()
  executor = await signInAs(portal, 'executor@example.kz')
  head = await signInAs(portal, 'head@example.kz')
  registrar = await signInAs(portal, 'registrar@example.kz')
}, 60_000)
afterAll(() => portal.close())

const stored = (number: string) => portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
const kinds = async (number: string) => {
  const { id } = await stored(number)
  const rows = await portal.deps.db.activity.findMany({ where: { complaintId: id }, orderBy: { seq: 'asc' } })
  return rows.map((row) => row.kind)
}
const jpeg = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#4a7' } })
    .jpeg()
    .toBuffer()

/** Posts an act with the version that the person sees now, unless told another. */
async function post(
  browser: Browser,
  path: string,
  act: string,
  fields: Record<string, string | number> = {},
) {
  const version = (await stored(path.split('/').at(-1) ?? '')).version
  return browser
    .post(`${path}/${act}`)
    .set(sameOrigin)
    .type('form')
    .send({ version, ...fields })
}

const goodAnswer = 'Яма заделана асфальтом десятого марта, движение по полосе открыто.'

describe('the way of a complaint through the office', () => {
  test('accept, start, plan, answer with a photo', async () => {
    const { number, path } = await fileOne(portal)
    const inbox = await executor.get('/staff/inbox').expect(200)
    expect(inbox.text).toContain('глубокая яма')
    expect((await post(executor, path, 'accept')).status).toBe(303)
    expect((await post(executor, path, 'start')).status).toBe(303)
    const planned = await post(executor, path, 'plan', {
      plannedOn: '2026-03-20',
      text: 'Бригада заделает яму до двадцатого марта, как только подсохнет.',
    })
    expect(planned.headers['location']).toContain('done=plan')
    expect(await stored(number)).toMatchObject({ status: 'planned', open: true, outcome: 'planned' })

    const { version } = await stored(number)
    const answered = await executor
      .post(`${path}/answer`)
      .set(sameOrigin)
      .field({ version: String(version), outcome: 'solved', text: goodAnswer })
      .attach('photos', await jpeg(), { filename: 'после.jpg', contentType: 'image/jpeg' })
    expect(answered.status).toBe(303)
    const complaint = await stored(number)
    expect(complaint).toMatchObject({ status: 'answered', open: false, outcome: 'solved', photoCount: 1 })
    expect(await kinds(number)).toEqual([
      'filed',
      'registered',
      'sent',
      'accepted',
      'started',
      'planned',
      'answered',
    ])
    const photo = await portal.deps.db.photo.findFirstOrThrow({ where: { complaintId: complaint.id } })
    expect(photo).toMatchObject({ role: 'after', answerNo: 2 })
    await executor.get(`/staff/photos/${photo.id}/small.jpg`).expect(200).expect('Content-Type', 'image/jpeg')
    await request(portal.app).get(`/staff/photos/${photo.id}/small.jpg`).expect(303)
  })

  test('every act leaves a notice for the resident, a note none', async () => {
    const { number, path } = await fileOne(portal)
    const jobs = async () => {
      const { rows } = await portal.deps.pool.query(
        "SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'complaints.notify' AND data->>'complaintId' = $1",
        [String((await stored(number)).id)],
      )
      return rows[0].jobs
    }
    expect(await jobs()).toBe(1)
    await post(executor, path, 'ask', { text: 'Уточните, у какого подъезда находится яма?' })
    expect(await jobs()).toBe(2)
    await post(executor, path, 'note', { text: 'Позвонить мастеру участка' })
    expect(await jobs()).toBe(2)
    expect((await kinds(number)).at(-1)).toBe('noted')
  })

  test('a transfer says why, starts a new term, and the old office sees it no more', async () => {
    const { number, path } = await fileOne(portal)
    const before = await stored(number)
    // after the working day, so it counts as received on the next one
    portal.setNow('2026-03-11T15:00:00Z')
    const { housing } = portal.cast.offices
    const reason = 'Двор обслуживает отдел жилья, это внутриквартальный проезд'
    expect((await post(executor, path, 'transfer', { officeId: housing, reason })).status).toBe(303)
    const after = await stored(number)
    expect(after).toMatchObject({ officeId: housing, status: 'sent', transferCount: 1 })
    expect(after.dueAt?.getTime()).toBeGreaterThan(before.dueAt?.getTime() ?? 0)
    await executor.get(path).expect(404)
    expect((await registrar.get(path).expect(200)).text).toContain(reason)
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('what no rule routes is sent by the registrar', async () => {
    await portal.deps.db.routingRule.deleteMany({ where: { categoryId: null, districtId: null } })
    portal.deps.cache.forget('directory:')
    const { number, path } = await fileOne(portal, { categoryId: null, districtId: null, point: null })
    expect(await stored(number)).toMatchObject({ status: 'registered', officeId: null })
    await executor.get(path).expect(404)
    expect((await registrar.get('/staff/inbox?view=unrouted')).text).toContain('глубокая яма')
    expect((await post(registrar, path, 'send', { officeId: portal.cast.offices.roads })).status).toBe(303)
    expect(await stored(number)).toMatchObject({ status: 'sent', officeId: portal.cast.offices.roads })
  })

  test('a held text is published or hidden by the registrar', async () => {
    const { number, path } = await fileOne(portal, { text: 'Яма у дома, видео на www.example.kz' })
    expect(await stored(number)).toMatchObject({ publication: 'held', shown: false })
    expect((await executor.get(path)).text).not.toContain(`${path}?act=publish`)
    expect((await post(registrar, path, 'publish')).status).toBe(303)
    expect(await stored(number)).toMatchObject({ publication: 'published', shown: true })
    expect((await post(registrar, path, 'hide', { reason: 'В тексте указан номер телефона' })).status).toBe(
      303,
    )
    expect(await stored(number)).toMatchObject({ publication: 'hidden', shown: false })
  })
})

describe('bad input comes back with a sentence and everything typed', () => {
  test.each([
    ['answer', { outcome: 'solved', text: 'Сделано' }, 'Напишите подробнее'],
    ['answer', { text: goodAnswer }, 'Выберите результат'],
    [
      'answer',
      { outcome: 'explained', text: 'Шұңқыр жөнделді, жол ашылды, көшеде қозғалыс қалпына келтірілді' },
      'по-русски',
    ],
    ['answer', { outcome: 'solved', text: goodAnswer }, 'Приложите фото результата'],
    ['transfer', { reason: 'не наше' }, 'Выберите ведомство'],
    ['plan', { plannedOn: '2026-03-01', text: goodAnswer }, 'более поздний день'],
    ['plan', { plannedOn: '2026-02-30', text: goodAnswer }, 'Укажите день'],
    ['refuse', { text: goodAnswer }, 'Выберите основание'],
    ['ask', { text: '' }, 'Напишите текст'],
    ['assign', { staffId: 999_999 }, 'Выберите исполнителя'],
  ])('%s %j', async (act, fields, sentence) => {
    const { number, path } = await fileOne(portal)
    const answer = await post(executor, path, act, fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('ds-error-summary')
    if ('text' in fields) expect(answer.text).toContain(String(fields.text))
    expect(await stored(number)).toMatchObject({ status: 'sent', version: 3 })
  })

  test('a refused picture costs neither text nor state', async () => {
    const { number, path } = await fileOne(portal)
    const answer = await executor
      .post(`${path}/answer`)
      .set(sameOrigin)
      .field({ version: '3', outcome: 'solved', text: goodAnswer })
      .attach('photos', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.jpg')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(goodAnswer)
    expect(await stored(number)).toMatchObject({ status: 'sent', photoCount: 0 })
  })
})

describe('two answers at once', () => {
  test('the second sees both texts and nothing is lost', async () => {
    const { number, path } = await fileOne(portal)
    const mine = 'Второй ответ: выезжали вчера, яма на балансе другой организации.'
    const first = {
      version: 3,
      outcome: 'explained',
      text: 'Первый ответ: работы запланированы подрядчиком.',
    }
    const both = await Promise.all([
      executor.post(`${path}/answer`).set(sameOrigin).type('form').send(first),
      head
        .post(`${path}/answer`)
        .set(sameOrigin)
        .type('form')
        .send({ ...first, text: mine }),
    ])
    const [won, lost] = both.sort((a, b) => a.status - b.status)
    expect([won?.status, lost?.status]).toEqual([303, 409])
    expect(lost?.text).toContain('Первый ответ: работы запланированы подрядчиком.')
    expect(lost?.text).toContain(mine)
    expect((await kinds(number)).filter((kind) => kind === 'answered')).toHaveLength(1)
  })

  test('after a change that leaves it open, the form stands ready with the new version', async () => {
    const { path, number } = await fileOne(portal)
    await post(head, path, 'start')
    const late = await post(executor, path, 'ask', {
      version: 3,
      text: 'Назовите, пожалуйста, точный адрес дома.',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Назовите, пожалуйста, точный адрес дома.')
    const { version } = await stored(number)
    expect(late.text).toContain(`name="version" value="${version}"`)
  })
})

describe('rights', () => {
  test('each role has its own acts', async () => {
    const { path } = await fileOne(portal)
    const offered = async (browser: Browser) => {
      const page = await browser.get(path).expect(200)
      return deskActs.filter((act) => page.text.includes(`?act=${act}#act`))
    }
    expect(await offered(executor)).toEqual([
      'accept',
      'start',
      'assign',
      'transfer',
      'extend',
      'ask',
      'plan',
      'answer',
      'refuse',
      'forward',
      'helper',
      'split',
      'note',
      'merge',
    ])
    expect(await offered(registrar)).toEqual([
      ...['transfer', 'ask', 'refuse', 'forward', 'helper', 'split', 'note', 'hide', 'merge'],
    ])
    expect(await offered(await signInAs(portal, 'operator@example.kz'))).toEqual(['note'])
  })

  test('an act that the role lacks is refused although the address is known', async () => {
    const { path, number } = await fileOne(portal)
    const operator = await signInAs(portal, 'operator@example.kz')
    expect((await post(operator, path, 'accept')).status).toBe(409)
    expect(await stored(number)).toMatchObject({ status: 'sent', version: 3 })
  })

  test('another office and another city do not find it', async () => {
    const { path } = await fileOne(portal, { categoryId: portal.cast.categories.heating })
    await executor.get(path).expect(404)
    for (const act of deskActs)
      await executor.post(`${path}/${act}`).set(sameOrigin).type('form').send({}).expect(404)
  })

  test('a write from another site is refused before it is read', async () => {
    const { path } = await fileOne(portal)
    await executor
      .post(`${path}/accept`)
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send({ version: 3 })
      .expect(403)
  })
})

describe('inbox', () => {
  test('views, filters and a number', async () => {
    const { number, path } = await fileOne(portal, { text: 'Редкое слово трындычиха на дороге у моста' })
    expect((await executor.get('/staff/inbox').query({ q: 'трындычиха' })).text).toContain('трындычиха')
    expect((await executor.get('/staff/inbox').query({ q: 'нетакого%_' })).text).toContain(
      'Ничего не найдено',
    )
    await executor
      .get('/staff/inbox')
      .query({ q: number })
      .expect(303)
      .expect('Location', /\/staff\/complaints\//)
    const me = await portal.deps.db.staff.findUniqueOrThrow({ where: { email: 'executor@example.kz' } })
    await post(head, path, 'assign', { staffId: me.id })
    expect((await executor.get('/staff/inbox?view=mine')).text).toContain('трындычиха')
    portal.setNow('2026-05-11T07:00:00Z')
    const later = await signInAs(portal, 'head@example.kz')
    expect((await later.get('/staff/inbox?view=late')).text).toContain('трындычиха')
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('nonsense in the address is as if it were not there', async () => {
    const odd = '/staff/inbox?view=x&sort[]=1&page=-5&category=%00&office=1e9&status=drop'
    await executor.get(odd).expect(200)
  })
})
