import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { eventDeskPaths, eventPaths } from '../../src/features/events/paths.ts'
import { file } from '../complaints/history.ts'
import { errorsOf, hiddenFields } from '../filing/resident.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'
import { plantEvent, signUpBy, slug } from './plant-event.ts'

let smtp: MailServer
let portal: Portal
let head: Browser
let executor: Browser
beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
  head = await signInAs(portal, 'head@example.kz')
  executor = await signInAs(portal, 'executor@example.kz')
})
afterAll(async () => {
  await portal?.close()
  await smtp?.close()
})
beforeEach(() => {
  portal.setNow(castNow)
  smtp.arrived.length = 0
})

const get = (path: string) => request(portal.app).get(path)
const send = (browser: Browser, path: string, fields: Record<string, string> = {}) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)

const draft = (home: string): Record<string, string> => ({
  ...{ home, kind: 'clean_up', titleKk: 'Саябақтағы сенбілік', titleRu: 'Субботник в парке' },
  ...{
    placeKk: 'Орталық саябақ',
    placeRu: 'Центральный парк',
    day: '2026-03-14',
    from: '10:00',
    till: '13:00',
  },
  ...{ langKk: '1', langRu: '1', signUp: '1', places: '10', groupMost: '4' },
  ...{ organiser1Kind: 'ngo', organiser1Name: 'Жасыл ел', organiser1Contact: 'zhasyl@example.kz' },
})

const jpeg = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#7a8' } })
    .jpeg()
    .toBuffer()

const signIn = (role: string) => signInAs(portal, `${role}@example.kz`)

const homeOf = ({ cast }: Portal) => `${cast.city.id}/${cast.offices.roads}`
const idIn = (location: unknown): number => Number(/\/staff\/events\/(\d+)/.exec(String(location))?.[1])
const versionOf = async (id: number) =>
  String((await portal.deps.db.event.findUniqueOrThrow({ where: { id } })).version)

describe('a draft', () => {
  test('is written by the office, published by its head, and read by everybody then', async () => {
    const complaint = await file(portal)
    const made = await send(executor, eventDeskPaths.new(), {
      ...draft(homeOf(portal)),
      complaints: complaint.number,
    })
    expect(made.status).toBe(303)
    const id = idIn(made.headers['location'])
    await get(eventPaths.show('ru', slug, id)).expect(404)
    const publish = eventDeskPaths.act(id, 'publish')
    expect((await send(executor, publish, { version: '1' })).status).toBe(404)
    expect((await send(head, publish, { version: '1' })).status).toBe(303)
    const page = await get(eventPaths.show('ru', slug, id)).expect(200)
    for (const words of ['Субботник в парке', 'Жасыл ел', 'Центральный парк', 'суббота, 14 марта, 10:00'])
      expect(page.text).toContain(words)
    expect(page.text).toContain(complaintPaths.show('ru', slug, complaint.number))
    const onComplaint = await get(complaintPaths.show('ru', slug, complaint.number))
    expect(onComplaint.text).toContain(eventPaths.show('ru', slug, id))
    const log = await portal.deps.db.staffLog.findMany({
      where: { subject: `event ${id}` },
      orderBy: { id: 'asc' },
    })
    expect(log.map(({ kind, staffId }) => [kind, staffId])).toEqual([
      ['event-drafted', portal.cast.staff.executor],
      ['event-published', portal.cast.staff.head],
    ])
  })

  test('that is sent twice is one, as are the repetitions of it', async () => {
    const keyOf = (html: string) => /name="key" value="([\w-]{22})"/.exec(html)?.[1] ?? ''
    const twice = async (path: string, fields: Record<string, string>) => {
      const sent = await Promise.all([1, 2].map(() => send(head, path, fields)))
      expect(sent.map(({ status }) => status)).toEqual([303, 303])
      return sent.map(({ headers }) => idIn(headers['location']))
    }
    const key = keyOf((await head.get(eventDeskPaths.new()).expect(200)).text)
    const ids = await twice(eventDeskPaths.new(), { ...draft(homeOf(portal)), key })
    const [id = 0] = ids
    expect(ids).toEqual([id, id])
    const page = await head.get(eventDeskPaths.show(id)).expect(200)
    const again = { every: 'week', times: '3', key: keyOf(page.text) }
    await twice(eventDeskPaths.act(id, 'repeat'), again)
    expect(await portal.deps.db.event.count({ where: { seriesId: id } })).toBe(4)
  })

  test('whose point lies in another place of the world comes back with it', async () => {
    const fields = { ...draft(homeOf(portal)), point: '51.13, 71.43' }
    const back = await send(head, eventDeskPaths.new(), fields)
    expect(back.status).toBe(422)
    expect(errorsOf(back.text)).toEqual([expect.stringContaining('Эта точка вне города')])
    expect(back.text).toMatch(/name="point"[^>]*value="51.13, 71.43"/)
    const [lat, lon] = [49.95, 82.61]
    const made = await send(head, eventDeskPaths.new(), { ...fields, point: `${lat}, ${lon}` })
    const id = idIn(made.headers['location'])
    expect(await portal.deps.db.event.findUnique({ where: { id } })).toMatchObject({ lat, lon })
  })

  test('comes back with what was typed and what is wrong', async () => {
    const bad = await send(head, eventDeskPaths.new(), {
      ...draft(homeOf(portal)),
      ...{
        titleKk: '',
        titleRu: '',
        till: '09:00',
        point: 'north',
        complaints: '2611-0483-1725',
        places: 'many',
      },
    })
    expect(bad.status).toBe(422)
    expect(errorsOf(bad.text)).toEqual(['Количество мест: от 1 до 100000.'])
    const worse = await send(head, eventDeskPaths.new(), {
      ...draft(homeOf(portal)),
      ...{ titleKk: '', titleRu: '', till: '09:00', point: 'north', streamUrl: '' },
    })
    expect(errorsOf(worse.text)).toEqual([
      'Напишите название хотя бы на одном языке.',
      'Конец должен быть позже начала.',
      'Напишите широту и долготу: 49.9501, 82.6012',
    ])
    expect(worse.text).toContain('value="north"')
    const elsewhere = await send(head, eventDeskPaths.new(), draft(`${portal.cast.otherCity.id}/0`))
    expect(errorsOf(elsewhere.text)).toEqual(['Выберите, кто проводит.'])
  })

  test('is not published without its texts', async () => {
    const made = await send(head, eventDeskPaths.new(), {
      ...draft(homeOf(portal)),
      titleKk: '',
      placeKk: '',
    })
    const id = idIn(made.headers['location'])
    const refused = await send(head, eventDeskPaths.act(id, 'publish'), { version: '1' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('название по-казахски и по-русски')
  })
})

describe('a published event', () => {
  test('two editors: the second sees that somebody was faster, and keeps what they typed', async () => {
    const id = await plantEvent(portal)
    const form = { ...draft(''), titleRu: 'Первый', version: '2' }
    expect((await send(head, eventDeskPaths.edit(id), form)).status).toBe(303)
    const late = await send(executor, eventDeskPaths.edit(id), { ...form, titleRu: 'Второй' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="Второй"')
    expect(late.text).toContain('name="version" value="3"')
  })

  test('that moves is told to everybody; more places go to the list; fewer than are given are not possible', async () => {
    const id = await plantEvent(portal, { places: 2 })
    for (const n of [1, 2, 3]) await signUpBy(portal, id, { email: `p${n}@example.kz` })
    await runJobs(portal)
    smtp.arrived.length = 0
    const fewer = await send(head, eventDeskPaths.edit(id), { ...draft(''), places: '1', version: '2' })
    expect(fewer.status).toBe(409)
    expect(fewer.text).toContain('Мест уже выдано больше')
    const moved = { ...draft(''), day: '2026-03-15', places: '3', version: '2' }
    expect((await send(head, eventDeskPaths.edit(id), moved)).status).toBe(303)
    await runJobs(portal)
    const told = smtp.arrived.map(({ to, mail }) => `${to} ${mail.subject?.split(':')[0]}`).sort()
    expect(told).toEqual([
      'p1@example.kz Изменилось время или место',
      'p2@example.kz Изменилось время или место',
      'p3@example.kz Для вас освободилось место',
      'p3@example.kz Изменилось время или место',
    ])
  })

  test('is nobody’s business in another office or city', async () => {
    const id = await plantEvent(portal)
    await portal.deps.db.event.update({ where: { id }, data: { officeId: portal.cast.offices.housing } })
    for (const path of [eventDeskPaths.show(id), eventDeskPaths.edit(id), eventDeskPaths.people(id)])
      expect((await executor.get(path)).status, path).toBe(404)
    const auditor = await signInAs(portal, 'auditor@example.kz')
    await auditor.get(eventDeskPaths.show(id)).expect(200)
    await auditor.get(eventDeskPaths.people(id)).expect(404)
    const registrar = await signInAs(portal, 'registrar@example.kz')
    await registrar.get(eventDeskPaths.people(id)).expect(200)
    await registrar.get(eventDeskPaths.edit(id)).expect(404)
  })

  test('is repeated as drafts of one series', async () => {
    const id = await plantEvent(portal)
    await send(head, eventDeskPaths.act(id, 'repeat'), { every: 'week', times: '3' }).expect(303)
    const series = await portal.deps.db.event.findMany({
      where: { seriesId: id },
      orderBy: { startsAt: 'asc' },
    })
    expect(series.map(({ state, startsAt }) => `${state} ${startsAt.toISOString().slice(0, 10)}`)).toEqual([
      'published 2026-03-14',
      'draft 2026-03-21',
      'draft 2026-03-28',
      'draft 2026-04-04',
    ])
  })
})

describe('results', () => {
  test('people are checked in, results are published, the complaint and the year show them', async () => {
    const complaint = await file(portal)
    const { id: complaintId } = await portal.deps.db.complaint.findUniqueOrThrow({
      where: { number: complaint.number },
    })
    const id = await plantEvent(portal, { complaintIds: [complaintId], places: 10 })
    await signUpBy(portal, id, { email: 'came@example.kz', persons: '3', name: 'Дамир' })
    const people = await (await signIn('executor')).get(eventDeskPaths.people(id)).expect(200)
    expect(people.text).toContain('Дамир')
    const early = { version: '2', participants: '24', hours: '72', bags: '110', textRu: 'Берег чист.' }
    const tooEarly = await send(await signIn('head'), eventDeskPaths.hold(id), early)
    expect([tooEarly.status, tooEarly.text.includes('Итоги записывают, когда')]).toEqual([422, true])
    portal.setNow('2026-03-14T09:00:00Z')
    // Nobody stays signed in for three days
    const [executor, head] = [await signIn('executor'), await signIn('head')]
    const { id: signUp } = await portal.deps.db.eventSignUp.findFirstOrThrow({ where: { eventId: id } })
    await send(executor, eventDeskPaths.checkIn(id, signUp), { came: '2' }).expect(303)
    const form = await executor.get(eventDeskPaths.results(id)).expect(200)
    expect(form.text).toContain('Отмечено по списку: 2')
    const results = { version: '2', participants: '24', hours: '72', bags: '110', textRu: 'Берег чист.' }
    expect((await send(head, eventDeskPaths.hold(id), { ...results, participants: 'x' })).status).toBe(422)
    await executor
      .post(eventDeskPaths.pictures(id))
      .set(sameOrigin)
      .field('role', 'after')
      .attach('photos', await jpeg(), { filename: 'a.jpg', contentType: 'image/jpeg' })
      .expect(303)
    await executor
      .post(eventDeskPaths.materials(id))
      .set(sameOrigin)
      .field({ title: 'Отчёт', lang: 'ru' })
      .attach('paper', Buffer.from('%PDF-1.7\nx\n%%EOF\n'), {
        filename: 'a.pdf',
        contentType: 'application/pdf',
      })
      .expect(303)
    const { id: picture } = await portal.deps.db.eventPhoto.findFirstOrThrow({ where: { eventId: id } })
    await get(eventPaths.picture(picture, 'small')).expect(404)
    expect((await send(executor, eventDeskPaths.hold(id), results)).status).toBe(404)
    expect((await send(head, eventDeskPaths.hold(id), results)).status).toBe(303)
    await get(eventPaths.picture(picture, 'small')).expect(200).expect('Content-Type', 'image/jpeg')
    const page = await get(eventPaths.show('ru', slug, id))
    for (const words of ['Берег чист.', 'Отчёт', '110', eventPaths.picture(picture, 'small')])
      expect(page.text).toContain(words)
    const [paper] = /[^"]+\/materials\/[^"]+\.pdf/.exec(page.text) ?? []
    await get(String(paper))
      .expect(200)
      .expect('Content-Disposition', /attachment/)
    const onComplaint = await get(complaintPaths.show('ru', slug, complaint.number))
    expect(onComplaint.text).toContain('24 участника, 110 мешков мусора')
    const agenda = await get(eventPaths.agenda('ru', slug, { when: 'past' }))
    expect(agenda.text).toContain('За 2026 год')
    expect(agenda.text).toContain('Пришли 24 человека')
    expect(await versionOf(id)).toBe('3')
  })

  test('that come back with a mistake are not written over what somebody saved meanwhile', async () => {
    const id = await plantEvent(portal)
    portal.setNow('2026-03-14T09:00:00Z')
    const [executor, head] = [await signIn('executor'), await signIn('head')]
    const path = eventDeskPaths.results(id)
    const opened = hiddenFields((await executor.get(path).expect(200)).text)['version'] ?? ''
    await send(head, path, { version: opened, participants: '24', textRu: 'Берег чист.' }).expect(303)
    const back = await send(executor, path, { version: opened, participants: 'x' }).expect(422)
    const version = hiddenFields(back.text)['version'] ?? ''
    await send(executor, path, { version, participants: '5' }).expect(409)
    const stored = await portal.deps.db.eventResult.findUniqueOrThrow({ where: { eventId: id } })
    expect([stored.participants, stored.textRu]).toEqual([24, 'Берег чист.'])
  })

  test('stay in their fields when a paper is refused', async () => {
    const id = await plantEvent(portal)
    portal.setNow('2026-03-14T09:00:00Z')
    const head = await signIn('head')
    const version = await versionOf(id)
    await send(head, eventDeskPaths.results(id), { version, participants: '24', bags: '110' }).expect(303)
    const back = await head
      .post(eventDeskPaths.materials(id))
      .set(sameOrigin)
      .field({ title: 'Отчёт', lang: 'ru' })
    expect(back.status).toBe(422)
    expect(back.text).toMatch(/name="participants"[^>]*value="24"/)
    expect(back.text).toMatch(/name="title"[^>]*value="Отчёт"/)
    expect(hiddenFields(back.text)['version']).toBe(await versionOf(id))
  })

  test('are not written before the event has begun', async () => {
    const id = await plantEvent(portal)
    expect((await head.get(eventDeskPaths.results(id))).text).toContain('когда мероприятие начнётся')
    const early = await send(head, eventDeskPaths.results(id), { version: '2', participants: '5' })
    expect(early.status).toBe(422)
  })
})

describe('a request for help', () => {
  const ask = async (fields: Record<string, string>) => {
    const page = await get(eventPaths.ask('ru', slug)).expect(200)
    return send(request.agent(portal.app), eventPaths.ask('ru', slug), {
      ...hiddenFields(page.text),
      ...{
        kind: 'clean_up',
        text: 'Субботник во дворе\nНужны мешки',
        name: 'Сауле',
        consent: '1',
        ...fields,
      },
    })
  }

  test('becomes a draft, and whoever asked is told; nobody decides twice', async () => {
    expect((await ask({ email: 'saule@example.kz', place: 'Двор дома 5' })).status).toBe(303)
    const wish = await portal.deps.db.eventRequest.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const queue = await head.get(eventDeskPaths.wishes()).expect(200)
    expect(queue.text).toContain('Субботник во дворе')
    expect((await head.get(eventDeskPaths.wish(wish.id))).text).toContain('saule@example.kz')
    await executor.get(eventDeskPaths.wish(wish.id)).expect(404)
    const accept = () => send(head, eventDeskPaths.decide(wish.id, 'accept'), { home: homeOf(portal) })
    const accepted = await accept()
    const id = idIn(accepted.headers['location'])
    expect(await portal.deps.db.event.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ state: 'draft', titleRu: 'Субботник во дворе', placeRu: 'Двор дома 5' },
    })
    expect((await accept()).status).toBe(409)
    await runJobs(portal)
    expect(smtp.lastTo('saule@example.kz').mail.subject).toBe('Ваша просьба принята: Субботник')
  })

  test('is declined with a reason that whoever asked reads', async () => {
    expect((await ask({ email: 'no@example.kz' })).status).toBe(303)
    const wish = await portal.deps.db.eventRequest.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const decline = eventDeskPaths.decide(wish.id, 'decline')
    expect((await send(head, decline, { reason: 'нет' })).status).toBe(422)
    await send(head, decline, { reason: 'Эта площадка частная' }).expect(303)
    await runJobs(portal)
    expect(smtp.lastTo('no@example.kz').mail.text).toContain('Причина: Эта площадка частная')
  })

  test('says what is missing', async () => {
    const bad = await ask({ text: '', expected: 'сто', email: '' })
    expect([bad.status, errorsOf(bad.text)]).toEqual([
      422,
      [
        'Напишите, что вы хотите провести.',
        'Напишите числом, например 30.',
        'Оставьте почту или телефон, иначе мы не сможем сообщить.',
      ],
    ])
  })
})

describe('a question in advance', () => {
  test('is shown with its answer once staff say so', async () => {
    const id = await plantEvent(portal)
    const path = eventPaths.question('ru', slug, id)
    const form = hiddenFields((await get(path).expect(200)).text)
    const text = 'Будут ли перчатки детских размеров?'
    await send(request.agent(portal.app), path, { ...form, text }).expect(303)
    const shown = async () => (await get(eventPaths.show('ru', slug, id))).text.includes(text)
    expect(await shown()).toBe(false)
    const { id: question } = await portal.deps.db.eventQuestion.findFirstOrThrow({ where: { eventId: id } })
    const settle = { state: 'shown', answer: 'Да, возьмём маленькие.' }
    await send(executor, eventDeskPaths.settle(id, question), settle).expect(303)
    expect(await shown()).toBe(true)
    expect((await get(eventPaths.show('ru', slug, id))).text).toContain('Да, возьмём маленькие.')
  })
})
