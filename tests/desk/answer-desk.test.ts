import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyActivity } from '../../src/features/activity/index.ts'
import { checkProjections, complaintPaths } from '../../src/features/complaints/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { fileOne } from './file-one.ts'

let portal: Portal
let executor: Browser
let head: Browser
let controller: Browser
let housing: Browser

beforeAll(async () => {
  portal = await openPortal()
  await portal.deps.db.staff.create({
    data: {
      email: 'housing@example.kz',
      name: 'Marat housing',
      positionKk: 'маман',
      positionRu: 'специалист',
      positionEn: 'specialist',
      createdAt: new Date('2025-01-01T00:00:00Z'),
      roles: {
        create: { cityId: portal.cast.city.id, officeId: portal.cast.offices.housing, role: 'executor' },
      },
    },
  })
  executor = await signInAs(portal, 'executor@example.kz')
  head = await signInAs(portal, 'head@example.kz')
  controller = await signInAs(portal, 'controller@example.kz')
  housing = await signInAs(portal, 'housing@example.kz')
}, 60_000)
afterAll(() => portal.close())
beforeEach(() => portal.setNow('2026-03-11T07:00:00Z'))

type Filed = Awaited<ReturnType<typeof fileOne>>
const stored = ({ number }: Pick<Filed, 'number'>) =>
  portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })

async function post(by: Browser, filed: Filed, act: string, fields: Record<string, string | number> = {}) {
  const { version } = await stored(filed)
  return by
    .post(`${filed.path}/${act}`)
    .set(sameOrigin)
    .type('form')
    .send({ version, ...fields })
}

const good = 'Яма заделана асфальтом десятого марта, движение по полосе открыто.'
const jpeg = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#4a7' } })
    .jpeg()
    .toBuffer()

describe('ready texts', () => {
  test('of the category and the language come first, are filled in, and what is left blocks sending', async () => {
    const { cast, deps } = portal
    await deps.db.answerTemplate.createMany({
      data: [
        {
          cityId: cast.city.id,
          code: 'any',
          purpose: 'solved',
          lang: 'kk',
          title: 'Шұңқыр жоқ',
          text: 'Жөнделді',
        },
        { cityId: cast.city.id, code: 'any', purpose: 'solved', lang: 'ru', title: 'Любая', text: 'Готово' },
        {
          cityId: cast.city.id,
          code: 'mended',
          categoryId: cast.categories.potholes,
          officeId: cast.offices.roads,
          purpose: 'solved',
          lang: 'ru',
          title: 'Яма заделана',
          text: 'Яма по адресу {{address}} заделана, обращение {{number}}. Работы принял ___ {{nobody}}.',
        },
      ],
    })
    const filed = await fileOne(portal)
    const page = (await executor.get(`${filed.path}?act=answer`)).text
    expect(page.indexOf('Яма заделана')).toBeLessThan(page.indexOf('Любая'))
    expect(page).not.toContain('Шұңқыр жоқ')
    const href = /href="([^"]+)"[^>]*>Яма заделана</.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const filled = (await executor.get(href)).text
    const { number } = filed
    expect(filled).toContain(
      `Яма по адресу ул. Абая, 12 заделана, обращение ${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}.`,
    )
    expect(filled).toContain('___ {{nobody}}')

    for (const text of [`${good} Принял ___.`, `${good} {{nobody}}`]) {
      const sent = await post(executor, filed, 'answer', { outcome: 'explained', text })
      expect([sent.status, sent.text.includes('незаполненное место')]).toEqual([422, true])
    }
  })
})

describe('checks before sending', () => {
  test.each([
    'Ваше обращение принято в работу.',
    'Здравствуйте! Ваше обращение рассмотрено, меры будут приняты.',
    'Взято в работу, будет рассмотрено.',
  ])('"%s" closes nothing', async (text) => {
    const filed = await fileOne(portal)
    const sent = await post(executor, filed, 'answer', { outcome: 'explained', text })
    expect([sent.status, sent.text.includes('Это не ответ')]).toEqual([422, true])
    expect(await stored(filed)).toMatchObject({ status: 'sent' })
  })

  test('an open question is a warning that the clerk confirms', async () => {
    const filed = await fileOne(portal)
    await post(executor, filed, 'ask', { text: 'У какого подъезда находится яма?' })
    const warned = await post(executor, filed, 'answer', { outcome: 'explained', text: good })
    expect([warned.status, warned.text.includes('остался без ответа')]).toEqual([422, true])
    const sent = await post(executor, filed, 'answer', { outcome: 'explained', text: good, confirmed: 1 })
    expect(sent.status).toBe(303)
  })

  test('after the third reopening only a head answers', async () => {
    const filed = await fileOne(portal)
    for (let round = 0; round < 3; round++) {
      const sent = await post(executor, filed, 'answer', { outcome: 'explained', text: good, confirmed: 1 })
      expect(sent.status).toBe(303)
      await reopen(filed)
    }
    const refused = await post(executor, filed, 'answer', { outcome: 'explained', text: good, confirmed: 1 })
    expect([refused.status, refused.text.includes('Теперь отвечает руководитель')]).toEqual([422, true])
    const sent = await post(head, filed, 'answer', { outcome: 'explained', text: good, confirmed: 1 })
    expect(sent.status).toBe(303)
  })
})

async function reopen(filed: Filed) {
  const { id, version } = await stored(filed)
  const { giveVerdict } = await import('../../src/features/complaints/actions/give-verdict.ts')
  const { cityBySlug } = await import('../../src/features/city/index.ts')
  const city = await cityBySlug(portal.deps, portal.cast.city.slug)
  if (city === null) throw new Error('the cast has no city')
  await giveVerdict(portal.deps, {
    city,
    complaintId: id,
    seenVersion: version,
    text: 'Ничего не сделано',
    photos: [],
    verdict: 'no',
  })
}

describe('what is being written', () => {
  test('is kept, shown as it will be, and sent with its pictures', async () => {
    const filed = await fileOne(portal, { email: 'aigul@example.kz' })
    const { version } = await stored(filed)
    const kept = await executor
      .post(`${filed.path}/preview/answer`)
      .set(sameOrigin)
      .field({ version: String(version), outcome: 'solved', text: good })
      .attach('photos', await jpeg(), { filename: 'a.jpg', contentType: 'image/jpeg' })
    expect([kept.status, kept.headers['location']]).toEqual([303, expect.stringContaining('/preview')])
    expect(await stored(filed)).toMatchObject({ status: 'sent', photoCount: 0 })

    const page = (await executor.get(kept.headers['location'] ?? '')).text
    expect(page.match(new RegExp(good, 'g'))?.length).toBeGreaterThanOrEqual(2)
    expect(page).toContain('Ответ на обращение')
    expect(page).not.toContain('aigul@example.kz')
    const [photo] = await portal.deps.db.photo.findMany({
      where: { answerDraft: { complaint: { number: filed.number } } },
    })
    await executor.get(`/staff/photos/${photo?.id}/small.jpg`).expect(200)
    await head.get(`/staff/photos/${photo?.id}/small.jpg`).expect(404)
    // it is nobody else's
    expect((await head.get(`${filed.path}?act=answer`)).text).not.toContain(good)
    expect((await executor.get(`${filed.path}?act=answer`)).text).toContain(good)

    const hidden = Object.fromEntries(
      [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    )
    const sent = await executor.post(`${filed.path}/answer`).set(sameOrigin).type('form').send(hidden)
    expect(sent.status).toBe(303)
    expect(await stored(filed)).toMatchObject({ status: 'answered', outcome: 'solved', photoCount: 1 })
    expect(await portal.deps.db.photo.findUniqueOrThrow({ where: { id: photo?.id ?? '' } })).toMatchObject({
      role: 'after',
      answerNo: 1,
      answerDraftId: null,
    })
    expect(await portal.deps.db.answerDraft.count({ where: { complaint: { number: filed.number } } })).toBe(0)
  })

  test('is kept by a script, and survives a conflict beside what the other has done', async () => {
    const filed = await fileOne(portal)
    const saved = await executor
      .post(`${filed.path}/draft`)
      .set(sameOrigin)
      .set('Accept', 'application/json')
      .type('form')
      .send({ version: 3, act: 'answer', text: 'Начало ответа', outcome: 'explained' })
    expect([saved.status, saved.body.saved]).toEqual([200, expect.stringContaining('Сохранено')])
    expect((await executor.get(`${filed.path}?act=answer`)).text).toContain('Начало ответа')

    await post(head, filed, 'plan', {
      plannedOn: '2026-03-20',
      text: 'Бригада приедет двадцатого марта утром.',
    })
    const late = await executor
      .post(`${filed.path}/answer`)
      .set(sameOrigin)
      .type('form')
      .send({ version: 3, outcome: 'explained', text: good })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Бригада приедет двадцатого марта утром.')
    expect(late.text).toContain(good)
    expect((await executor.get(`${filed.path}?act=answer`)).text).toContain(good)
    await executor
      .post(`${filed.path}/draft/discard`)
      .set(sameOrigin)
      .type('form')
      .send({ act: 'answer' })
      .expect(303)
    expect((await executor.get(`${filed.path}?act=answer`)).text).not.toContain(good)
  })

  test('that nobody touches for a month is removed', async () => {
    const filed = await fileOne(portal)
    await post(executor, filed, 'draft', { act: 'answer', text: 'Забытое' })
    portal.setNow('2026-04-12T07:00:00Z')
    await portal.jobs.get('complaints.remove-drafts')?.run({}, portal.deps.now())
    expect(await portal.deps.db.answerDraft.count({ where: { complaint: { number: filed.number } } })).toBe(0)
  })
})

describe('contacts', () => {
  test('are behind a button, and every look is written down for good', async () => {
    const filed = await fileOne(portal, { email: 'aigul@example.kz', phone: '+77051234567' })
    expect((await executor.get(filed.path)).text).not.toContain('aigul@example.kz')
    const shown = await executor
      .post(`${filed.path}/contacts`)
      .set(sameOrigin)
      .type('form')
      .send({ reason: 'Уточнить подъезд' })
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('aigul@example.kz')
    expect(shown.text).toContain('+77051234567')
    const { db } = portal.deps
    const { id } = await stored(filed)
    const looks = await db.staffLook.findMany({ where: { complaintId: id } })
    expect(looks).toMatchObject([{ what: 'contacts', reason: 'Уточнить подъезд' }])
    expect((await head.get(filed.path)).text).toContain('Уточнить подъезд')
    await expect(db.staffLook.deleteMany({ where: { complaintId: id } })).rejects.toThrow()
    await expect(
      db.staffLook.updateMany({ where: { complaintId: id }, data: { reason: '' } }),
    ).rejects.toThrow()
    expect(await db.staffLook.count({ where: { complaintId: id } })).toBe(1)
    await housing.post(`${filed.path}/contacts`).set(sameOrigin).type('form').send({}).expect(404)
  })
})

test('a look at contacts stands in the history of the resident, with the office and never the name', async () => {
  const filed = await fileOne(portal, { email: 'aigul@example.kz' })
  const mine = complaintPaths.mine('ru', 'synaqqala', filed.secretToken)
  const page = async (path: string) => (await request(portal.app).get(path).expect(200)).text
  expect(await page(mine)).not.toContain('Контакты посмотрели')
  await executor.post(`${filed.path}/contacts`).set(sameOrigin).type('form').send({ reason: 'Дом?' })
  const { name, positionRu } = await portal.deps.db.staff.findUniqueOrThrow({
    where: { id: portal.cast.staff.executor },
  })
  const shown = await page(mine)
  expect(shown).toContain('Контакты посмотрели')
  expect(shown).toContain(`Дороги, ${positionRu}`)
  expect(shown).not.toContain(name)
  expect(shown).not.toContain('Дом?')
  expect(await page(complaintPaths.show('ru', 'synaqqala', filed.number))).not.toContain(
    'Контакты посмотрели',
  )
})

describe('an office that helps', () => {
  test('sees the complaint and says its part, and does nothing else', async () => {
    const filed = await fileOne(portal, { email: 'aigul@example.kz' })
    await housing.get(filed.path).expect(404)
    const { housing: officeId, power } = portal.cast.offices
    const reason = 'Под ямой проходит ваша труба'
    expect((await post(executor, filed, 'helper', { officeId: power, reason })).status).toBe(409)
    expect((await post(executor, filed, 'helper', { officeId, reason })).status).toBe(303)
    await runJobs(portal)
    expect((await housing.get('/staff/notices')).text).toContain('Ваше ведомство помогает')
    const page = (await housing.get(filed.path).expect(200)).text
    expect(page).not.toContain('Показать')
    const answered = { outcome: 'explained', text: good, confirmed: 1 }
    expect((await post(housing, filed, 'answer', answered)).status).toBe(409)
    await housing.post(`${filed.path}/contacts`).set(sameOrigin).type('form').send({}).expect(404)
    const said = await post(housing, filed, 'help', { text: 'Труба исправна, течи нет' })
    expect([said.status, said.headers['location']]).toEqual([
      303,
      expect.stringContaining(filed.path.slice(-4)),
    ])
    expect((await executor.get(filed.path)).text).toContain('Труба исправна, течи нет')
    expect((await post(executor, filed, 'release', { officeId, reason: 'Часть получена' })).status).toBe(303)
    await housing.get(filed.path).expect(404)
  })
})

describe('an organisation outside', () => {
  test('gets a letter that only staff see, and the complaint ends in public', async () => {
    const filed = await fileOne(portal)
    await executor.get(`${filed.path}/letter`).expect(404)
    const sent = await post(executor, filed, 'forward', {
      officeId: portal.cast.offices.power,
      reason: 'Опора принадлежит электросетям',
      text: 'Направляем обращение жителя по вашей компетенции, просим ответить заявителю.',
    })
    expect(sent.status).toBe(303)
    expect(await stored(filed)).toMatchObject({ status: 'forwarded', outcome: 'forwarded' })
    const letter = (await executor.get(`${filed.path}/letter`).expect(200)).text
    expect(letter).toContain('Направляем обращение жителя')
    expect(letter).toContain('Электросети')
    expect((await executor.get(`${filed.path}/print`).expect(200)).text).toContain('Опора принадлежит')
  })
})

describe('a part', () => {
  test('that is open warns whoever answers the rest', async () => {
    const filed = await fileOne(portal)
    await post(executor, filed, 'split', {
      text: 'Не горит фонарь над ямой',
      categoryId: portal.cast.categories.heating,
      officeId: portal.cast.offices.housing,
      reason: 'Это ведёт отдел жилья',
    })
    const warned = await post(executor, filed, 'answer', { outcome: 'explained', text: good })
    expect([warned.status, warned.text.includes('Части ещё открыты')]).toEqual([422, true])
  })
})

test('a decision about terms is on the page of notices of whoever decides', async () => {
  const filed = await fileOne(portal)
  await post(executor, filed, 'extend', { dueOn: '2026-04-20', reason: 'Ждём сухой погоды для асфальта' })
  const numberIn = `${filed.number.slice(0, 4)}-${filed.number.slice(4, 8)}-${filed.number.slice(8)}`
  expect((await head.get('/staff/notices')).text).toContain(numberIn)
  expect((await controller.get('/staff/notices')).text).toContain(numberIn)
  expect((await executor.get('/staff/notices')).text).not.toContain(numberIn)
})

test('nothing of all this has left the history and the columns apart', async () => {
  expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
  expect(await verifyActivity(portal.deps.pool)).toEqual([])
})
