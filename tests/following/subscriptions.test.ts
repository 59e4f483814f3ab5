import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { followingPaths } from '../../src/features/following/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { errorsOf, hiddenFields } from '../filing/resident.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'

let smtp: MailServer
let portal: Portal
const slug = 'synaqqala'

beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
})
afterAll(async () => {
  await portal.close()
  await smtp.close()
})
beforeEach(async () => {
  await portal.deps.pool.query('DELETE FROM rate_limit')
  portal.setNow(castNow)
  smtp.state = 'up'
  smtp.arrived.length = 0
})

const get = (path: string) => request(portal.app).get(path)
const post = (path: string, fields: Record<string, string>) =>
  request(portal.app).post(path).set(sameOrigin).type('form').send(fields)

/** Fills in the form of a page that was looked at for five seconds. Answers where it leads. */
async function ask(path: string, fields: Record<string, string>): Promise<string> {
  portal.setNow(castNow)
  const page = await get(path).expect(200)
  portal.setNow('2026-03-11T07:00:05Z')
  const sent = await post(path.replace(/\?.*$/, ''), { ...hiddenFields(page.text), ...fields })
  expect(errorsOf(sent.text)).toEqual([])
  expect(sent.status).toBe(303)
  return String(sent.headers['location'])
}

const codeIn = (text: string): string => /^(\d{6})$/m.exec(text)?.[1] ?? ''

/** Follows what the page is about. Answers the address of the page where it is managed. */
async function follow(about: Record<string, string>, fields: Record<string, string>): Promise<string> {
  const confirm = await ask(followingPaths.new('ru', slug, about), { cadence: 'now', ...fields })
  await runJobs(portal)
  const code = codeIn(smtp.lastTo(fields['email'] ?? '').mail.text ?? '')
  const done = await post(confirm, { code: `${code.slice(0, 3)} ${code.slice(3)}` })
  expect(done.status).toBe(303)
  return String(done.headers['location'])
}

const newsTo = (address: string) =>
  smtp.arrived.filter(({ to, mail }) => to === address && !/код/i.test(mail.subject ?? ''))

describe('a code', () => {
  test('confirms an address; the mail says in three languages and two forms what it is for', async () => {
    for (const [lang, word] of [
      ['kk', 'Растау коды'],
      ['ru', 'Код подтверждения'],
      ['en', 'Confirmation code'],
    ] as const) {
      await ask(followingPaths.new(lang, slug), { email: `${lang}@example.kz`, cadence: 'daily' })
      await runJobs(portal)
      const { mail, sender } = smtp.lastTo(`${lang}@example.kz`)
      const code = codeIn(mail.text ?? '')
      expect(mail.subject).toBe(`${word}: ${code}`)
      expect(mail.html).toContain(`<strong>${code}</strong>`)
      expect(mail.html).toContain(`<html lang="${lang}">`)
      expect(sender).toMatch(/^bounce\+r\d+-[0-9a-f]{32}@portal\.test$/)
    }
  })

  test('is tried five times and never again', async () => {
    const path = await ask(followingPaths.new('ru', slug), { email: 'five@example.kz', cadence: 'daily' })
    await runJobs(portal)
    const code = codeIn(smtp.lastTo('five@example.kz').mail.text ?? '')
    const wrong = code === '000000' ? '111111' : '000000'
    for (const left of ['4 попытки', '3 попытки', '2 попытки', '1 попытка']) {
      const res = await post(path, { code: wrong })
      expect(res.status).toBe(422)
      expect(res.text).toContain(left)
    }
    expect((await post(path, { code: wrong })).text).toContain('Слишком много неверных кодов')
    expect((await post(path, { code })).text).toContain('Слишком много неверных кодов')
    expect(await portal.deps.db.follower.count({ where: { subscriptions: { some: {} } } })).toBe(0)
  })

  test('is good for fifteen minutes from when the mail has left, however late that is', async () => {
    const path = await ask(followingPaths.new('ru', slug), { email: 'late@example.kz', cadence: 'daily' })
    smtp.state = 'down'
    await expect(runJobs(portal)).rejects.toThrow('The mail was not sent')
    const { id } = await portal.deps.db.followRequest.findFirstOrThrow({ orderBy: { id: 'desc' } })
    smtp.state = 'up'
    portal.setNow('2026-03-11T08:00:00Z')
    await portal.jobs.get('following.code')?.run({ id, send: 1 }, portal.deps.now())
    const code = codeIn(smtp.lastTo('late@example.kz').mail.text ?? '')
    portal.setNow('2026-03-11T08:14:59Z')
    expect((await get(path)).status).toBe(200)
    portal.setNow('2026-03-11T08:15:01Z')
    expect((await post(path, { code })).text).toContain('Срок кода истёк')
    portal.setNow('2026-03-11T08:14:59Z')
    expect((await post(path, { code })).status).toBe(303)
  })

  test('comes three times at most; a copy that has not left is not sent behind a newer one', async () => {
    const path = await ask(followingPaths.new('ru', slug), { email: 'again@example.kz', cadence: 'daily' })
    for (let press = 0; press < 5; press++) await post(`${path}/again`, {}).expect(303)
    await runJobs(portal)
    expect(smtp.arrived.filter(({ to }) => to === 'again@example.kz')).toHaveLength(1)
    expect((await get(path)).text).not.toContain('Отправить код ещё раз')
  })

  test('nobody floods a mailbox, a forged or hasty form mails nothing', async () => {
    for (let n = 0; n < 6; n++)
      await ask(followingPaths.new('ru', slug), { email: 'flood@example.kz', cadence: 'now' })
    portal.setNow(castNow)
    const page = await get(followingPaths.new('ru', slug))
    const fields = { ...hiddenFields(page.text), email: 'flood@example.kz', cadence: 'now' }
    const hasty = await post(followingPaths.new('ru', slug), fields)
    expect([hasty.status, errorsOf(hasty.text)]).toEqual([422, ['Слишком быстро. Нажмите кнопку ещё раз.']])
    portal.setNow('2026-03-11T07:00:05Z')
    const res = await post(followingPaths.new('ru', slug), fields)
    expect([res.status, errorsOf(res.text)]).toEqual([
      422,
      ['На этот адрес запросили слишком много писем. Повторите через час.'],
    ])
    const forged = await post(followingPaths.new('ru', slug), {
      ...fields,
      ticket: 'x',
      email: 'b@example.kz',
    })
    expect(forged.status).toBe(422)
    expect(await portal.deps.db.followRequest.count()).toBeGreaterThan(5)
  })

  test('bad input comes back with what was typed and what to do', async () => {
    const res = await post(followingPaths.new('ru', slug), { email: 'aigul@', cadence: 'hourly', ticket: '' })
    expect(res.status).toBe(422)
    expect(res.text).toContain('value="aigul@"')
    expect(errorsOf(res.text)).toContain('Адрес должен выглядеть как name@example.kz.')
    expect(errorsOf(res.text)).toContain('Выберите, как часто писать.')
  })
})

describe('news', () => {
  test('of a complaint come at once, once, and lead to where they are ended', async () => {
    const { number } = await file(portal, { text: 'Яма у школы на Абая, глубокая' })
    const manage = await follow({ complaint: number }, { email: 'one@example.kz' })
    await happen(portal, number, answered('Яму засыпали'))
    const { id, version } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    const job = portal.jobs.get('following.news')
    await job?.run({ complaintId: id, seq: version }, portal.deps.now())
    await job?.run({ complaintId: id, seq: version }, portal.deps.now())
    await runJobs(portal)
    const news = newsTo('one@example.kz')
    expect(news).toHaveLength(1)
    const [{ mail, sender } = { mail: null, sender: '' }] = news
    expect(mail?.text).toContain('Яму засыпали')
    expect(mail?.text).toContain(`http://portal.test${complaintPaths.show('ru', slug, number)}`)
    expect(mail?.text).toContain(`http://portal.test${manage.replace(/\?.*/, '')}`)
    expect(sender).toMatch(/^bounce\+f\d+-/)
    const header = (key: string) => mail?.headers.find((one) => one.key === key)?.value ?? ''
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    const link = new URL(header('list-unsubscribe').replace(/[<>]/g, '')).pathname
    // A mail scanner looks: nothing happens.
    await get(link).expect(200)
    expect((await get(manage)).text).toContain(`Обращение ${number.slice(0, 4)}`)
    // The mail program presses by itself, from nowhere: no redirect, and it is done.
    await request(portal.app).post(link).type('form').send('List-Unsubscribe=One-Click').expect(200)
    expect((await get(manage)).text).toContain('Пока вы ни на что не подписаны')
    await request(portal.app).post(`${link}x`).type('form').send('List-Unsubscribe=One-Click').expect(403)
    await post(
      link.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      {},
    ).expect(404)
  })

  test('of a district, a radius, an office, a category and a query, once a day in one letter', async () => {
    const email = 'daily@example.kz'
    const daily = (about: Record<string, string>) => follow(about, { email, ...about, cadence: 'daily' })
    await daily({ district: 'west' })
    await daily({ lat: '49.95', lon: '82.55', within: '500' })
    await daily({ office: 'roads' })
    await daily({ category: 'potholes' })
    const manage = await daily({ q: 'тротуар', photo: '1' })
    await daily({ q: 'тротуар', photo: '1' })
    const page = await get(manage)
    expect(page.text.match(/class="panel panel-plain stack stack-s follow-item"/g)).toHaveLength(5)
    await file(portal, { text: 'Глубокая яма на перекрёстке' })
    await file(portal, {
      text: 'Снег на тротуаре, пройти нельзя',
      categoryId: portal.cast.categories.snow,
      districtId: portal.cast.districts.east,
      point: { lat: 49.95, lon: 82.65 },
    })
    await runJobs(portal)
    expect(newsTo(email)).toHaveLength(0)
    await portal.jobs.get('following.daily')?.run({}, portal.deps.now())
    await portal.jobs.get('following.daily')?.run({}, portal.deps.now())
    await runJobs(portal)
    const letters = newsTo(email)
    expect(letters).toHaveLength(1)
    expect(letters[0]?.mail.text).toContain('Глубокая яма на перекрёстке')
    // Another district, office and category, and no photo.
    expect(letters[0]?.mail.text?.match(/Новое обращение: Яма/g)).toHaveLength(1)
  })

  test('of an answer that a moderator took from view come without its words', async () => {
    const email = 'concealed@example.kz'
    const { number } = await file(portal, { text: 'Яма у школы на Абая, глубокая' })
    await follow({ complaint: number }, { email, cadence: 'daily' })
    const named = 'Жалуется житель Иванов из квартиры 5'
    const conceal = { part: 'answer:2', ground: 'personal', reason: 'Назван заявитель' }
    const plan = { text: 'Сделаем в апреле', lang: 'ru', plannedOn: '2026-04-20' }
    await happen(portal, number, { kind: 'planned', payload: plan }, answered(named))
    const { id, version } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    for (const seq of [version - 1, version]) {
      await portal.jobs.get('following.news')?.run({ complaintId: id, seq }, portal.deps.now())
    }
    await happen(portal, number, { kind: 'concealed', payload: conceal })
    await portal.jobs.get('following.daily')?.run({}, portal.deps.now())
    await runJobs(portal)
    const [letter] = newsTo(email)
    expect(letter?.mail.text).toContain('Сделаем в апреле')
    expect(letter?.mail.text).not.toContain('Иванов')
    expect(letter?.mail.html).not.toContain('Иванов')
  })

  test('of what is held, hidden or private come to nobody', async () => {
    await follow({}, { email: 'all@example.kz', cadence: 'now' })
    await file(portal, { text: 'Пишите на www.example.kz, яма' })
    await file(portal, { text: 'Дома страшно', categoryId: portal.cast.categories.violence })
    await runJobs(portal)
    expect(newsTo('all@example.kz')).toEqual([])
    await file(portal, { text: 'Обычная яма во дворе дома' })
    await runJobs(portal)
    expect(newsTo('all@example.kz')).toHaveLength(1)
  })

  test('nothing is lost and nothing comes twice when the mail server is away for an hour', {
    tags: ['long'],
  }, async () => {
    await portal.deps.db.subscription.deleteMany()
    await follow({ category: 'heating' }, { email: 'patient@example.kz', category: 'heating' })
    smtp.state = 'down'
    smtp.arrived.length = 0
    const { number } = await file(portal, {
      text: 'В подъезде холодно третий день',
      categoryId: portal.cast.categories.heating,
      email: 'reporter@example.kz',
    })
    // The queue as a worker drives it: each failure puts the job back, later each time, for an hour and a half.
    const { pool } = portal.deps
    const { rows: queues } = await pool.query(
      `SELECT name, retry_limit, retry_delay, retry_delay_max, retry_backoff FROM pgboss.queue
       WHERE name IN ('complaints.notify', 'complaints.notify-merged', 'complaints.questionnaire',
         'following.letter', 'following.code', 'moderation.tell')`,
    )
    expect(queues).toHaveLength(6)
    for (const queue of queues) {
      expect(queue.retry_backoff).toBe(true)
      // Even if every wait were the shortest that the formula allows.
      const waits = Array.from({ length: queue.retry_limit }, (_wait, n) =>
        Math.min(queue.retry_delay_max, (queue.retry_delay * 2 ** Math.min(16, n)) / 2),
      )
      const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3600
      expect(hours).toBeGreaterThan(48)
      expect(Math.max(...waits)).toBeLessThanOrEqual(1800)
    }
    const { id } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    const jobs = [
      ['complaints.notify', { complaintId: id, seq: 1 }],
      ['following.news', { complaintId: id, seq: 1 }],
    ] as const
    const letter = async () => {
      const { letter: name } = await portal.deps.db.followNotice.findFirstOrThrow({
        where: { complaintId: id },
      })
      return { letter: name }
    }
    const attempt = (name: string, payload: object) =>
      portal.jobs
        .get(name)
        ?.run(payload, portal.deps.now())
        .then(
          () => true,
          () => false,
        )
    await attempt(...jobs[1])
    for (let minute = 0; minute < 60; minute += 10) {
      portal.setNow(`2026-03-11T07:${String(minute).padStart(2, '0')}:30Z`)
      expect(await attempt(...jobs[0])).toBe(false)
      expect(await attempt('following.letter', await letter())).toBe(false)
    }
    expect(smtp.arrived).toEqual([])
    smtp.state = 'up'
    portal.setNow('2026-03-11T08:05:00Z')
    // And once more each, as after a crash between the mail and the mark.
    for (let again = 0; again < 2; again++) {
      expect(await attempt('following.letter', await letter())).toBe(true)
    }
    expect(await attempt(...jobs[0])).toBe(true)
    expect(smtp.arrived.map(({ to }) => to).sort()).toEqual(['patient@example.kz', 'reporter@example.kz'])
    const ids = smtp.arrived.map(({ mail }) => mail.messageId)
    expect(new Set(ids).size).toBe(2)
    await pool.query(`DELETE FROM pgboss.job WHERE name NOT LIKE '\\_\\_%'`)
  })
})
