import { readFile } from 'node:fs/promises'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { answered, happen } from '../complaints/history.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { streetPhotos } from '../support/street-photos.ts'
import { type FakeBotApi, openFakeBotApi, testToken } from './fake-bot-api.ts'
import { buttonOf, personOf, textOf } from './person.ts'

let portal: Portal
let fake: FakeBotApi
beforeAll(async () => {
  fake = await openFakeBotApi()
  portal = await openPortal({
    env: { TELEGRAM_TOKEN: testToken, TELEGRAM_API_ROOT: fake.root },
  })
  const { before } = await streetPhotos(portal.deps.config.dataDir)
  for (const [index, file] of before.entries()) fake.files.set(`street-${index}`, await readFile(file))
  fake.files.set('not-a-picture', Buffer.from('GIF89a nothing to see'))
})
afterAll(async () => {
  await portal?.close()
  await fake?.close()
})
beforeEach(() => {
  fake.trouble = () => null
})

let chats = 5_000_000_000
const someone = (language?: string) => personOf(portal, fake, chats++, language)
type Person = ReturnType<typeof someone>

const pothole = 'Во дворе большая яма, пробил колесо'

/** From the first word to the last check; answers the data of the button that sends. */
async function reachCheck(person: Person, text = pothole): Promise<string> {
  await person.says('/start')
  await person.presses('lang:ru')
  await person.presses('city:synaqqala')
  await person.says(text)
  return buttonOf(await person.isAt(places.west.lat, places.west.lon), /Отправить/)
}

const run = (name: string) => portal.jobs.get(name)?.run({}, portal.deps.now())
const filedBy = (text: string) =>
  portal.deps.db.complaint.findMany({ where: { text }, include: { photos: true } })

describe('a talk with the bot', () => {
  test('becomes exactly one complaint with its photo, and answers number and secret link', async () => {
    const person = someone()
    const hello = await person.says('/start')
    expect(buttonOf(hello, /Қазақша/)).toBe('lang:kk')
    const cities = await person.presses('lang:ru')
    expect(buttonOf(cities, /Баскакала/)).toBe('city:basqaqala')
    expect(textOf(await person.presses('city:synaqqala'))).toContain('Сынаккала. Что случилось?')
    const where = await person.sends('street-0', { caption: 'Дорога: яма на всю полосу' })
    expect(where.at(-1)?.reply_markup?.keyboard?.[0]?.[0]?.request_location).toBe(true)
    const check = await person.isAt(places.west.lat, places.west.lon, 20)
    expect(textOf(check)).toContain('Категория: Яма')
    expect(textOf(check)).toContain('Западный район')
    expect(textOf(check)).toContain('Кому: Управление: Дороги')
    expect(textOf(check)).toContain('Фото: 1')
    expect(textOf(check)).toContain('http://portal.test/ru/synaqqala/privacy')
    const filed = textOf(await person.presses(buttonOf(check, /Отправить/)))

    const [complaint, ...others] = await filedBy('Дорога: яма на всю полосу')
    expect(others).toEqual([])
    expect(complaint).toMatchObject({ channel: 'telegram', categoryId: portal.cast.categories.potholes })
    expect(complaint?.consentVersion).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(complaint?.photos).toHaveLength(1)
    expect(complaint?.photos[0]?.width).toBeGreaterThan(1000)
    expect(filed).toMatch(/Обращение принято, № \d{4}-\d{4}-\d{4}/)
    expect(filed).toContain('Ответ до: 6 апреля 2026')
    expect(filed).toMatch(/http:\/\/portal\.test\/ru\/synaqqala\/mine\/[\w-]{22}/)
  })

  test('is the same complaint when an update comes again, also at the same moment', async () => {
    const person = someone()
    const send = person.updates.press(await reachCheck(person, 'Одно и то же нажатие пришло трижды'))
    await Promise.all([person.deliver(send), person.deliver(send)])
    const again = await person.deliver(send)
    expect(again).toEqual([])
    expect(await filedBy('Одно и то же нажатие пришло трижды')).toHaveLength(1)
    const told = fake.sent.filter(({ text }) => text.includes('Обращение принято'))
    expect(new Set(told.map(({ text }) => text)).size).toBe(told.length)
  })

  test('pressing Send twice answers with the same number', async () => {
    const person = someone()
    const data = await reachCheck(person, 'Кнопку нажали второй раз через минуту')
    const first = textOf(await person.presses(data))
    await person.presses(data)
    expect(await filedBy('Кнопку нажали второй раз через минуту')).toHaveLength(1)
    expect(first).toContain('№')
  })

  test('takes words for a place, an album as one message, and at most five photos', {
    tags: ['long'],
  }, async () => {
    const person = someone('kk')
    await person.says('/start')
    await person.presses('lang:kk')
    await person.presses('city:synaqqala')
    const first = await person.sends('street-0', { media_group_id: 'a' })
    const second = await person.sends('street-1', { media_group_id: 'a' })
    expect(textOf(first)).toContain('Енді не болғанын жазыңыз')
    expect(second).toEqual([])
    await person.says('Аулада үлкен шұңқыр бар')
    const check = await person.says('Абай көшесі, 12')
    expect(textOf(check)).toContain('Абай көшесі, 12')
    expect(textOf(check)).toContain('Сурет: 2')
    const filed = textOf(await person.presses(buttonOf(check, /Өтінішті жіберу/)))
    expect(filed).toContain('Өтініш қабылданды')
    const [complaint] = await filedBy('Аулада үлкен шұңқыр бар')
    expect(complaint).toMatchObject({ address: 'Абай көшесі, 12', textLang: 'kk', replyLang: 'kk' })
    expect(complaint?.photos).toHaveLength(2)
  })

  test('refuses what is no photo, too short, too long or outside, and says what to do', async () => {
    const person = someone()
    await person.says('/start')
    await person.presses('lang:ru')
    await person.presses('city:synaqqala')
    expect(textOf(await person.sends('not-a-picture'))).toMatch(/JPEG|JPG/)
    expect(textOf(await person.says('яма'))).toContain('Слишком коротко')
    expect(textOf(await person.says('я'.repeat(2001)))).toContain('до 2000 знаков')
    await person.says('на дороге у дома большая')
    expect(textOf(await person.isAt(places.outside.lat, places.outside.lon))).toContain('вне города')
    expect(textOf(await person.isAt(places.west.lat, places.west.lon, 900))).toContain('слишком неточно')
    expect(textOf(await person.says('у'.repeat(201)))).toContain('до 200 знаков')
    const check = textOf(await person.says('ул. Абая, 3'))
    expect(check).toContain('яма\nна дороге у дома большая')
  })

  test('is screened as on the site, and a category for staff only stays with them', async () => {
    const person = someone()
    const data = await reachCheck(person, 'Пишите на www.example.kz, покажу яму')
    expect(textOf(await person.presses(data))).toContain('посмотрит модератор')
    const [complaint] = await filedBy('Пишите на www.example.kz, покажу яму')
    expect(complaint).toMatchObject({ publication: 'held', shown: false })
    const other = someone()
    await reachCheck(other, 'Это видят только сотрудники')
    const check = await other.presses('category:violence')
    expect(textOf(check)).toContain('видят только сотрудники')
    await other.presses(buttonOf(check, /Отправить/))
    expect((await filedBy('Это видят только сотрудники'))[0]).toMatchObject({ visibility: 'staff' })
  })

  test('shows the check again when something was added after the button', async () => {
    const person = someone()
    const old = await reachCheck(person, 'После кнопки добавили фото')
    await person.sends('street-1')
    const changed = await person.presses(old)
    expect(textOf(changed)).toContain('Обращение изменилось')
    expect(await filedBy('После кнопки добавили фото')).toHaveLength(0)
    await person.presses(buttonOf(changed, /Отправить/))
    expect((await filedBy('После кнопки добавили фото'))[0]?.photos).toHaveLength(1)
  })

  test('tells the state of any number, and lists what was sent from this chat only', async () => {
    const person = someone()
    const data = await reachCheck(person, 'Моё обращение в списке бота')
    const filed = textOf(await person.presses(data))
    const number = /\d{4}-\d{4}-\d{4}/.exec(filed)?.[0] ?? ''
    expect(textOf(await person.says('/my'))).toContain(number)
    const stranger = someone()
    await stranger.says('/start')
    expect(textOf(await stranger.says('/my'))).toContain('ничего не отправлено')
    const state = textOf(await stranger.says(`/status ${number}`))
    expect(state).toContain('Направлено в ведомство')
    expect(state).toContain(complaintPaths.show('ru', 'synaqqala', number.replaceAll('-', '')))
    expect(state).not.toContain('/mine/')
    expect(textOf(await stranger.says('/status 2603-1234-5679'))).toContain('опечатка')
    expect(textOf(await stranger.says('/status'))).toContain('/status 2611')
  })

  test('forgets everything by /stop; nothing readable is kept before that', async () => {
    const person = someone()
    await person.presses(await reachCheck(person, 'Потом меня надо забыть'))
    const { rows } = await portal.deps.pool.query<{ all: string }>(
      `SELECT (SELECT string_agg(t::text, ' ') FROM telegram_chat t) || (SELECT string_agg(w::text, ' ')
       FROM telegram_watch w) AS all`,
    )
    expect(rows[0]?.all).not.toMatch(/Aigul|Secret|5000000\d\d\d|synaqqala/)
    const chatsBefore = await portal.deps.db.telegramChat.count()
    expect(textOf(await person.says('/stop'))).toContain('ничего не хранится')
    expect(await portal.deps.db.telegramChat.count()).toBe(chatsBefore - 1)
    expect(await filedBy('Потом меня надо забыть')).toHaveLength(1)
  })

  test('with a group, a channel or a bot does not begin', async () => {
    const person = someone()
    const { message } = person.updates.message({ text: '/start' })
    const group = { update_id: 1, message: { ...message, chat: { id: -100, type: 'group', title: 'x' } } }
    expect(await person.deliver(group)).toEqual([])
    expect(await person.deliver({ update_id: 2, channel_post: message })).toEqual([])
  })
})

describe('notices', () => {
  const answerOf = async (text: string, words: string) => {
    const [complaint] = await filedBy(text)
    await happen(portal, complaint?.number ?? '', { kind: 'accepted' }, answered(words))
  }

  test('tell of an answer with the secret link, once', async () => {
    const person = someone()
    await person.presses(await reachCheck(person, 'Скажите, когда ответят'))
    await answerOf('Скажите, когда ответят', 'Яма заделана.')
    const before = fake.sent.length
    await run('telegram.tell')
    await run('telegram.tell')
    const told = fake.sent.slice(before)
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain('Яма заделана.')
    expect(told[0]?.text).toMatch(/\/ru\/synaqqala\/mine\/[\w-]{22}/)
  })

  test('end when the contacts are taken back on the site: the chat is one of them', async () => {
    const person = someone()
    const filed = textOf(await person.presses(await reachCheck(person, 'Больше мне не пишите')))
    const token = /\/mine\/([\w-]{22})/.exec(filed)?.[1] ?? ''
    const [complaint] = await filedBy('Больше мне не пишите')
    const forget = () =>
      request(portal.app)
        .post(complaintPaths.dataAct('ru', 'synaqqala', token, 'forget'))
        .set(sameOrigin)
        .type('form')
        .send({ sure: '1' })
    expect((await forget()).status).toBe(303)
    expect((await forget()).status).toBe(303)
    await answerOf('Больше мне не пишите', 'Уже не важно.')
    const before = fake.sent.length
    await run('telegram.tell')
    expect(fake.sent).toHaveLength(before)
    const where = { complaintId: complaint?.id ?? 0 }
    expect(await portal.deps.db.telegramWatch.count({ where })).toBe(0)
    expect(await portal.deps.db.activity.count({ where: { ...where, kind: 'erased' } })).toBe(1)
  })

  test('are not lost while Telegram is away, and keep their order', async () => {
    const person = someone()
    await person.presses(await reachCheck(person, 'Telegram был недоступен час'))
    await answerOf('Telegram был недоступен час', 'Первый ответ.')
    const before = fake.sent.length
    fake.trouble = () => 'down'
    await run('telegram.tell')
    await portal.deps.db.complaint.findFirst()
    const [complaint] = await filedBy('Telegram был недоступен час')
    await happen(
      portal,
      complaint?.number ?? '',
      {
        kind: 'reopened',
        by: 'resident',
        payload: { text: 'Нет', photos: [], dueOn: '2026-04-10', dueAt: 1, calendar: 'x' },
      },
      answered('Второй ответ.'),
    )
    await run('telegram.tell')
    expect(fake.sent.length).toBe(before)
    fake.trouble = () => null
    portal.setNow('2026-03-11T08:30:00Z')
    await run('telegram.tell')
    await run('telegram.tell')
    portal.setNow('2026-03-11T07:00:00Z')
    const texts = fake.sent.slice(before).map(({ text }) => text)
    expect(texts.filter((text) => text.includes('ответ.'))).toHaveLength(2)
    expect(texts[0]).toContain('Первый ответ.')
    expect(texts.at(-1)).toContain('Второй ответ.')
  })

  test('wait as long as Telegram asks (429)', async () => {
    const person = someone()
    await person.presses(await reachCheck(person, 'Слишком много сообщений сразу'))
    await answerOf('Слишком много сообщений сразу', 'Готово, 429.')
    const sentOf = () => fake.sent.filter(({ text }) => text.includes('Готово, 429.')).length
    fake.trouble = () => ({ code: 429, description: 'Too Many Requests', retryAfter: 40 })
    await run('telegram.tell')
    fake.trouble = () => null
    portal.setNow('2026-03-11T07:00:39Z')
    await run('telegram.tell')
    expect(sentOf()).toBe(0)
    portal.setNow('2026-03-11T07:00:41Z')
    await run('telegram.tell')
    portal.setNow('2026-03-11T07:00:00Z')
    expect(sentOf()).toBe(1)
  })

  test('end for who has blocked the bot, and go on when they come back', async () => {
    const person = someone()
    await person.presses(await reachCheck(person, 'Бота заблокировали'))
    await answerOf('Бота заблокировали', 'Ответ для заблокировавшего.')
    fake.trouble = () => ({ code: 403, description: 'Forbidden: bot was blocked by the user' })
    await run('telegram.tell')
    fake.trouble = () => null
    expect(await portal.deps.db.telegramChat.count({ where: { blockedAt: { not: null } } })).toBe(1)
    const before = fake.sent.length
    await run('telegram.tell')
    expect(fake.sent.length).toBe(before)
    expect(textOf(await person.says('/my'))).toContain('Ваши обращения')
    expect(await portal.deps.db.telegramChat.count({ where: { blockedAt: { not: null } } })).toBe(0)
  })

  test('one that Telegram refuses for good holds up nobody', async () => {
    const person = someone()
    await person.presses(await reachCheck(person, 'Сообщение, которое не берут'))
    await answerOf('Сообщение, которое не берут', 'Негодное.')
    fake.trouble = () => ({ code: 400, description: 'Bad Request: message is too long' })
    await run('telegram.tell')
    fake.trouble = () => null
    expect(await portal.deps.db.telegramMessage.count()).toBe(0)
  })
})

describe('what is kept', () => {
  test('goes with time: talks without complaints after a month, updates after three days', async () => {
    const person = someone()
    await person.says('/start')
    const idle = await portal.deps.db.telegramChat.count({ where: { watches: { none: {} } } })
    expect(idle).toBeGreaterThan(0)
    portal.setNow('2026-04-12T07:00:00Z')
    await run('telegram.forget')
    portal.setNow('2026-03-11T07:00:00Z')
    expect(await portal.deps.db.telegramChat.count({ where: { watches: { none: {} } } })).toBe(0)
    expect(await portal.deps.db.telegramUpdate.count()).toBe(0)
    expect(await portal.deps.db.telegramWatch.count()).toBeGreaterThan(0)
  })
})
