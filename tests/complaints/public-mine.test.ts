import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintPaths, type Filed } from '../../src/features/complaints/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { answered, file, happen } from './history.ts'

let portal: Portal
let picture: Buffer
beforeAll(async () => {
  portal = await openPortal()
  picture = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#7a8' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => portal?.close())

type Act = Parameters<typeof complaintPaths.act>[3]

const mine = (token: string, query = '') =>
  request(portal.app).get(complaintPaths.mine('ru', 'synaqqala', token) + query)
const act = (token: string, name: Act, fields: Record<string, string>) =>
  request(portal.app)
    .post(complaintPaths.act('ru', 'synaqqala', token, name))
    .set(sameOrigin)
    .type('form')
    .send(fields)
const stored = (number: string) => portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
const kindsOf = async (number: string) =>
  (await portal.deps.db.activity.findMany({ where: { complaint: { number } }, orderBy: { seq: 'asc' } })).map(
    ({ kind }) => kind,
  )
/** Version of the complaint, as a page that is opened now would carry it. */
const version = async ({ number }: Filed) => String((await stored(number)).version)

async function filedAndAnswered(): Promise<Filed> {
  const filed = await file(portal)
  await happen(
    portal,
    filed.number,
    { kind: 'accepted' },
    { ...answered('Готово.'), at: portal.deps.now().epochMilliseconds },
  )
  return filed
}

describe('the page of a secret link', () => {
  it('shows what the public does not see, is kept by nobody and found by no search', async () => {
    const { secretToken, number } = await file(portal, {
      text: 'Видео на www.example.kz',
      categoryId: portal.cast.categories.violence,
    })
    const { status, text, headers } = await mine(secretToken)
    expect(status).toBe(200)
    expect(text).toContain('Видео на www.example.kz')
    expect(text).toContain('Насилие')
    expect(headers['cache-control']).toBe('private, no-store')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['x-robots-tag']).toBe('noindex')
    expect(
      (await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', number))).text,
    ).not.toContain('www.example.kz')
  })

  it('wrong links are not found, all in the same words', async () => {
    const { secretToken } = await file(portal)
    const wrong = [`${secretToken.slice(0, -1)}_`, 'x', 'a'.repeat(5000), '..%2f', '%00']
    const answers = await Promise.all(wrong.map((token) => mine(token)))
    const elsewhere = await request(portal.app).get(complaintPaths.mine('ru', 'basqaqala', secretToken))
    expect([...answers, elsewhere].map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
    const plain = (html: string) => html.replaceAll(/(?:href|value)="[^"]*"/g, '')
    expect(new Set(answers.map(({ text }) => plain(text))).size).toBe(1)
    const posts = await Promise.all(
      (['add', 'reply', 'verdict', 'withdraw'] as const).map((name) => act('x', name, { text: 'а' })),
    )
    expect(posts.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })

  it('takes no forms from other sites', async () => {
    const { secretToken } = await file(portal)
    const foreign = await request(portal.app)
      .post(complaintPaths.act('ru', 'synaqqala', secretToken, 'withdraw'))
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send({ text: '' })
    expect(foreign.status).toBe(403)
  })
})

describe('is it fixed?', () => {
  it('yes: confirmed', async () => {
    const filed = await filedAndAnswered()
    expect((await mine(filed.secretToken)).text).toContain('Проблема решена?')
    const done = await act(filed.secretToken, 'verdict', { verdict: 'yes', version: await version(filed) })
    expect(done.status).toBe(303)
    expect((await stored(filed.number)).status).toBe('confirmed')
    expect((await mine(filed.secretToken, '?done=yes')).text).toContain('Спасибо! Вы подтвердили')
  })

  it('partly: said, nothing is opened again', async () => {
    const filed = await filedAndAnswered()
    await act(filed.secretToken, 'verdict', {
      verdict: 'partly',
      text: 'Полдвора',
      version: await version(filed),
    })
    expect(await stored(filed.number)).toMatchObject({ status: 'answered', verdict: 'partly' })
  })

  it('no: says why, opens the complaint and gives the office a new term', async () => {
    const filed = await filedAndAnswered()
    const bare = await act(filed.secretToken, 'verdict', {
      verdict: 'no',
      text: ' ',
      version: await version(filed),
    })
    expect(bare.status).toBe(422)
    expect(bare.text).toContain('href="#verdict-text"')
    portal.setNow('2026-03-17T07:00:00Z')
    const done = await act(filed.secretToken, 'verdict', {
      verdict: 'no',
      text: 'Яма на месте',
      version: await version(filed),
    })
    portal.setNow('2026-03-11T07:00:00Z')
    expect(done.status).toBe(303)
    expect(await stored(filed.number)).toMatchObject({
      status: 'reopened',
      verdict: 'no',
      reopenedCount: 1,
      outcome: null,
    })
    const stays = await portal.deps.db.custody.findMany({
      where: { complaint: { number: filed.number } },
      orderBy: { no: 'asc' },
    })
    expect(stays.map(({ startKind, dueOn }) => [startKind, dueOn.toISOString().slice(0, 10)])).toEqual([
      ['first', '2026-04-06'],
      ['reopened', '2026-04-10'],
    ])
  })

  it('too late: nothing happens and the page says what else can be done', async () => {
    const filed = await filedAndAnswered()
    portal.setNow('2026-03-25T07:00:01Z')
    const page = await mine(filed.secretToken)
    expect(page.text).toContain('Срок для повторного открытия прошёл')
    expect(page.text).not.toContain('value="no"')
    const late = await act(filed.secretToken, 'verdict', {
      verdict: 'no',
      text: 'нет',
      version: await version(filed),
    })
    portal.setNow('2026-03-11T07:00:00Z')
    expect(late.status).toBe(409)
    expect(late.text).toContain('в течение 14 дней')
    expect((await stored(filed.number)).status).toBe('answered')
  })

  it('nobody asks before there is an answer', async () => {
    const filed = await file(portal)
    expect((await mine(filed.secretToken)).text).not.toContain('name="verdict"')
    const early = await act(filed.secretToken, 'verdict', { verdict: 'yes', version: '0' })
    expect(early.status).toBe(409)
    expect(early.text).toContain('это действие больше невозможно')
  })

  it('silence for the window of the city closes it, which is no confirmation', async () => {
    const silent = await filedAndAnswered()
    const spoken = await filedAndAnswered()
    await act(spoken.secretToken, 'verdict', { verdict: 'yes', version: await version(spoken) })
    portal.setNow('2026-03-25T06:59:59Z')
    await portal.jobs.get('complaints.close-silent')?.run({}, portal.deps.now())
    expect((await stored(silent.number)).status).toBe('answered')
    portal.setNow('2026-03-25T07:00:01Z')
    await portal.jobs.get('complaints.close-silent')?.run({}, portal.deps.now())
    await portal.jobs.get('complaints.close-silent')?.run({}, portal.deps.now())
    expect(await stored(silent.number)).toMatchObject({ status: 'closed', verdict: null })
    expect((await kindsOf(silent.number)).filter((kind) => kind === 'closed')).toHaveLength(1)
    expect((await stored(spoken.number)).status).toBe('confirmed')
    // Late is better than never.
    await act(silent.secretToken, 'verdict', { verdict: 'yes', version: await version(silent) })
    expect((await stored(silent.number)).status).toBe('confirmed')
    portal.setNow('2026-03-11T07:00:00Z')
  })
})

describe('a question of the office', () => {
  it('is answered, and the complaint returns to where it was', async () => {
    const filed = await file(portal)
    await happen(
      portal,
      filed.number,
      { kind: 'accepted' },
      { kind: 'asked', payload: { text: 'Какой подъезд?', lang: 'ru' } },
    )
    expect((await mine(filed.secretToken)).text).toContain('Какой подъезд?')
    const empty = await act(filed.secretToken, 'reply', { text: '', version: await version(filed) })
    expect(empty.status).toBe(422)
    const done = await act(filed.secretToken, 'reply', { text: 'Второй', version: await version(filed) })
    expect(done.status).toBe(303)
    expect((await stored(filed.number)).status).toBe('accepted')
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    expect(shown.text).toContain('Второй')
  })
})

describe('additions', () => {
  it('with words and a photo are there for everybody', async () => {
    const filed = await file(portal)
    const done = await request(portal.app)
      .post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'add'))
      .set(sameOrigin)
      .field('text', 'Стало хуже')
      .field('version', await version(filed))
      .attach('photos', picture, 'a.jpg')
    expect(done.status).toBe(303)
    const [photo] = await portal.deps.db.photo.findMany({ where: { complaint: { number: filed.number } } })
    expect(photo).toMatchObject({ role: 'added' })
    expect((await stored(filed.number)).photoCount).toBe(1)
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    expect(shown.text).toContain('Стало хуже')
    expect(shown.text).toContain(complaintPaths.photo(photo?.id ?? '', 'small'))
    const bytes = await request(portal.app).get(complaintPaths.photo(photo?.id ?? '', 'large'))
    expect([bytes.status, bytes.headers['content-type']]).toEqual([200, 'image/jpeg'])
    expect(bytes.headers['cache-control']).toContain('max-age=0, s-maxage=20')
  })

  it('with a phone number wait for a moderator, photos too, and the resident is told', async () => {
    const filed = await file(portal)
    const done = await request(portal.app)
      .post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'add'))
      .set(sameOrigin)
      .field('text', 'видео на www.example.kz')
      .field('version', await version(filed))
      .attach('photos', picture, 'a.jpg')
    expect(done.headers['location']).toContain('held=link')
    const told = await request(portal.app).get(String(done.headers['location']))
    expect(told.text).toContain('Текст сначала проверит модератор')
    expect(told.text).toContain('видео на www.example.kz')
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    expect(shown.text).not.toContain('www.example.kz')
    const [photo] = await portal.deps.db.photo.findMany({ where: { complaint: { number: filed.number } } })
    const address = complaintPaths.photo(photo?.id ?? '', 'small')
    expect(shown.text).not.toContain(address)
    expect((await request(portal.app).get(address)).status).toBe(404)
    const own = complaintPaths.minePhoto('ru', 'synaqqala', filed.secretToken, photo?.id ?? '', 'small')
    expect(told.text).toContain(own)
    const privately = await request(portal.app).get(own)
    expect([privately.status, privately.headers['cache-control']]).toEqual([200, 'private, no-store'])
    const other = await file(portal)
    const strange = complaintPaths.minePhoto('ru', 'synaqqala', other.secretToken, photo?.id ?? '', 'small')
    expect((await request(portal.app).get(strange)).status).toBe(404)
    await happen(portal, filed.number, { kind: 'published', payload: { reason: 'можно' } })
    expect((await request(portal.app).get(address)).status).toBe(200)
  })

  it('a photo that is none costs nothing else', async () => {
    const filed = await file(portal)
    const done = await request(portal.app)
      .post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'add'))
      .set(sameOrigin)
      .field('text', 'Смотрите')
      .field('version', await version(filed))
      .attach('photos', picture, 'a.jpg')
      .attach('photos', Buffer.from('not a picture'), 'b.jpg')
    expect(done.status).toBe(303)
    expect((await stored(filed.number)).photoCount).toBe(1)
    const told = await request(portal.app).get(String(done.headers['location']))
    expect(told.text).toContain('Часть фото не принята')
    const alone = await request(portal.app)
      .post(complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'add'))
      .set(sameOrigin)
      .field('text', '')
      .field('version', await version(filed))
      .attach('photos', Buffer.from('not a picture'), 'b.jpg')
    expect(alone.status).toBe(422)
    expect(alone.text).toContain('Напишите текст или выберите фото.')
  })

  it('sent twice, even at once, are one; the same words later are another', async () => {
    const filed = await file(portal)
    const seen = await version(filed)
    const once = () => act(filed.secretToken, 'add', { text: 'Ещё одна яма', version: seen })
    const answers = await Promise.all([once(), once(), once(), once()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    await once()
    expect((await kindsOf(filed.number)).filter((kind) => kind === 'added')).toHaveLength(1)
    await act(filed.secretToken, 'add', { text: 'Ещё одна яма', version: await version(filed) })
    expect((await kindsOf(filed.number)).filter((kind) => kind === 'added')).toHaveLength(2)
  })

  it('do not get lost when the office writes at the same moment', async () => {
    const filed = await file(portal)
    const seen = await version(filed)
    const [added] = await Promise.all([
      act(filed.secretToken, 'add', { text: 'Срочно', version: seen }),
      happen(portal, filed.number, { kind: 'accepted' }).catch(() => undefined),
    ])
    expect(added.status).toBe(303)
    expect(await kindsOf(filed.number)).toContain('added')
  })

  it('have an end', async () => {
    const filed = await file(portal)
    for (let index = 0; index < 50; index++) {
      await happen(portal, filed.number, {
        kind: 'added',
        by: 'resident',
        payload: { text: `${index}`, photos: [] },
      })
    }
    const full = await act(filed.secretToken, 'add', { text: 'и ещё', version: await version(filed) })
    expect(full.status).toBe(409)
    expect(full.text).toContain('больше нельзя добавить')
  })

  it('too long come back with every letter', async () => {
    const filed = await file(portal)
    const text = 'ұ'.repeat(2001)
    const back = await act(filed.secretToken, 'add', { text, version: await version(filed) })
    expect(back.status).toBe(422)
    expect(back.text).toContain(text)
    expect(back.text).toContain('Ошибка:')
  })
})

describe('withdrawal', () => {
  it('is asked twice and done once', async () => {
    const filed = await file(portal)
    const asked = await request(portal.app).get(
      complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'withdraw'),
    )
    expect(asked.status).toBe(200)
    expect((await stored(filed.number)).status).toBe('sent')
    const seen = await version(filed)
    const done = await act(filed.secretToken, 'withdraw', { text: '', version: seen })
    expect(done.status).toBe(303)
    expect((await act(filed.secretToken, 'withdraw', { text: '', version: seen })).status).toBe(303)
    expect(await stored(filed.number)).toMatchObject({
      status: 'withdrawn',
      open: false,
      outcome: 'withdrawn',
    })
    expect((await kindsOf(filed.number)).filter((kind) => kind === 'withdrawn')).toHaveLength(1)
    const again = await request(portal.app).get(
      complaintPaths.act('ru', 'synaqqala', filed.secretToken, 'withdraw'),
    )
    expect(again.status).toBe(303)
  })

  it('of what is answered already is refused with a reason', async () => {
    const filed = await filedAndAnswered()
    const refused = await act(filed.secretToken, 'withdraw', { text: '', version: await version(filed) })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('это действие больше невозможно')
  })
})
