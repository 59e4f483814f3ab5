import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { complaintPaths, deskPaths } from '../../src/features/complaints/index.ts'
import { followingPaths, recordBounce } from '../../src/features/following/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { errorsOf, hiddenFields, wordsOf } from '../filing/resident.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { signInAs } from '../support/sign-in.ts'
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
beforeEach(() => {
  portal.setNow(castNow)
  smtp.arrived.length = 0
})

const post = (path: string, fields: Record<string, string>, cookie = '') =>
  request(portal.app).post(path).set(sameOrigin).set('Cookie', cookie).type('form').send(fields)
const cookieOf = (res: { headers: Record<string, unknown> }) =>
  String((res.headers['set-cookie'] as string[] | undefined)?.[0] ?? '').replace(/;.*/, '')
const counts = async (number: string) => {
  const row = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
  return [row.supportCount, row.supportUnconfirmed]
}

/** Fills in the form of a page, looked at for five seconds, with what is hidden in it. */
async function send(path: string, fields: Record<string, string>, cookie = '') {
  const page = await request(portal.app).get(path).set('Cookie', cookie).expect(200)
  portal.setNow('2026-03-11T07:00:05Z')
  return post(path.replace(/\?.*$/, ''), { ...hiddenFields(page.text), ...fields }, cookie)
}

async function confirmed(number: string, email: string, cookie = ''): Promise<string> {
  portal.setNow(castNow)
  const asked = await send(followingPaths.meToo('ru', slug, number), { email, follow: '' }, cookie)
  expect(errorsOf(asked.text)).toEqual([])
  await runJobs(portal)
  const code = /^(\d{6})$/m.exec(smtp.lastTo(email).mail.text ?? '')?.[1] ?? ''
  return String((await post(String(asked.headers['location']), { code })).headers['location'])
}

describe('"I have this too"', () => {
  test('one voice a device, pressed fifty times at once, and it can be taken back', async () => {
    const { number } = await file(portal)
    const first = await post(followingPaths.support('ru', slug, number), {})
    const cookie = cookieOf(first)
    expect(first.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Lax/)
    const presses = Array.from({ length: 50 }, () =>
      post(followingPaths.support('ru', slug, number), {}, cookie).expect(303),
    )
    await Promise.all(presses)
    expect(await counts(number)).toEqual([0, 1])
    const page = await request(portal.app).get(complaintPaths.show('ru', slug, number))
    expect(wordsOf(page.text)).toContain('без подтверждения: 1')
    await post(followingPaths.withdrawMeToo('ru', slug, number), {}, cookie).expect(303)
    await post(followingPaths.withdrawMeToo('ru', slug, number), {}, cookie).expect(303)
    expect(await counts(number)).toEqual([0, 0])
  })

  test('a thousand devices move the number of devices only; an address counts once and sorts lists', async () => {
    const { number } = await file(portal, { text: 'Глубокая яма у рынка' })
    const other = await file(portal, { text: 'Мелкая яма у рынка' })
    for (let device = 0; device < 20; device++)
      await post(followingPaths.support('ru', slug, other.number), {})
    const cookie = cookieOf(await post(followingPaths.support('ru', slug, number), {}))
    const manage = await confirmed(number, 'voice@example.kz', cookie)
    expect(await counts(number)).toEqual([1, 0])
    await confirmed(number, 'voice@example.kz')
    expect(await counts(number)).toEqual([1, 0])
    expect(await counts(other.number)).toEqual([0, 20])
    const list = await request(portal.app).get(complaintPaths.list('ru', slug, { sort: 'supported' }))
    expect(list.text.indexOf('Глубокая яма')).toBeLessThan(list.text.indexOf('Мелкая яма'))
    const token = /following\/([\w-]{22})/.exec(manage)?.[1] ?? ''
    const { id } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    await post(followingPaths.act('ru', slug, token, 'withdraw'), { complaint: String(id) }).expect(303)
    expect(await counts(number)).toEqual([0, 0])
  })

  test('one’s own report has no second voice; what is not public takes none', async () => {
    const own = await file(portal, { email: 'owner@example.kz' })
    expect(await confirmed(own.number, 'owner@example.kz')).toContain('done=own')
    expect(await counts(own.number)).toEqual([0, 0])
    const held = await file(portal, { text: 'Пишите на www.example.kz' })
    await post(followingPaths.support('ru', slug, held.number), {}).expect(404)
  })

  test('"stop everything" takes the voices back and forgets the address', async () => {
    const { number } = await file(portal)
    const manage = await confirmed(number, 'gone@example.kz')
    expect(await counts(number)).toEqual([1, 0])
    const path = manage.replace(/\?.*/, '')
    await post(`${path}/stop`, {}).expect(200)
    expect(await counts(number)).toEqual([0, 0])
    await request(portal.app).get(path).expect(404)
  })
})

describe('my reports', () => {
  test('by mail: the same is said whether there are any; the link opens all of them for half an hour', async () => {
    const mine = [
      await file(portal, { email: 'many@example.kz', text: 'Первая яма на дороге' }),
      await file(portal, { email: 'many@example.kz', text: 'Вторая яма на дороге' }),
    ]
    await runJobs(portal)
    smtp.arrived.length = 0
    const answers: string[] = []
    for (const email of ['many@example.kz', 'nobody@example.kz']) {
      portal.setNow(castNow)
      const sent = await send(followingPaths.my('ru', slug), { email })
      answers.push(`${sent.status} ${sent.headers['location']} ${sent.text}`)
    }
    expect(answers[0]).toBe(answers[1])
    await runJobs(portal)
    expect(smtp.arrived.map(({ to }) => to)).toEqual(['many@example.kz'])
    const link = /http:\/\/portal\.test(\S+)/.exec(smtp.lastTo('many@example.kz').mail.text ?? '')?.[1] ?? ''
    const page = await request(portal.app).get(link).expect(200)
    for (const { secretToken } of mine)
      expect(page.text).toContain(complaintPaths.mine('ru', slug, secretToken))
    expect(page.headers['cache-control']).toContain('no-store')
    portal.setNow('2026-03-11T07:31:00Z')
    await request(portal.app).get(link).expect(404)
  })

  test('of this browser: listed, taken off, cleared; another browser sees nothing', async () => {
    const { secretToken, number } = await file(portal)
    const cookie = `mine=${secretToken}.${'x'.repeat(22)}`
    const page = await request(portal.app).get(followingPaths.my('ru', slug)).set('Cookie', cookie)
    expect(page.text).toContain(complaintPaths.mine('ru', slug, secretToken))
    const cleared = await post(followingPaths.forgetDevice('ru', slug), { token: secretToken }, cookie)
    expect(cookieOf(cleared)).toBe(`mine=${'x'.repeat(22)}`)
    const stranger = await request(portal.app).get(followingPaths.my('ru', slug))
    expect(stranger.text).not.toContain(`${number.slice(0, 4)}-${number.slice(4, 8)}`)
  })
})

describe('mails to the reporter', () => {
  test('end by one press, and the press can be taken back', async () => {
    const { number } = await file(portal, { email: 'reporter@example.kz' })
    await runJobs(portal)
    const { mail } = smtp.lastTo('reporter@example.kz')
    const header = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
    const link = new URL(header.replace(/[<>]/g, '')).pathname
    expect(mail.text).toContain(link)
    await request(portal.app).post(link).type('form').send('List-Unsubscribe=One-Click').expect(200)
    const { id } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    const notify = (seq: number) =>
      portal.jobs.get('complaints.notify')?.run({ complaintId: id, seq }, portal.deps.now())
    smtp.arrived.length = 0
    await happen(portal, number, answered('Сделано'))
    await notify(4)
    expect(smtp.arrived).toEqual([])
    await post(link, { undo: '1' }).expect(303)
    await notify(4)
    expect(smtp.arrived).toHaveLength(1)
  })

  test('that are refused for good are shown to staff and not repeated; a busy server is asked again', async () => {
    smtp.refuses.set('full@example.kz', '451 4.2.2 mailbox full, later')
    smtp.refuses.set('dead@example.kz', '550 5.1.1 no such user dead@example.kz')
    await file(portal, { email: 'full@example.kz' })
    await expect(runJobs(portal)).rejects.toThrow('451')
    await portal.deps.pool.query(`DELETE FROM pgboss.job WHERE name NOT LIKE '\\_\\_%'`)
    const { number } = await file(portal, { email: 'dead@example.kz' })
    await runJobs(portal)
    const executor = await signInAs(portal, 'executor@example.kz')
    const page = await executor.get(deskPaths.show(number)).expect(200)
    expect(wordsOf(page.text)).toMatch(/5\.1\.1/)
    expect(page.text).not.toContain('dead@example.kz')
  })

  test('that bounce later are known by their sender; a forged report changes nothing', async () => {
    const { number } = await file(portal, { email: 'bounced@example.kz' })
    await runJobs(portal)
    const { sender } = smtp.lastTo('bounced@example.kz')
    const report = (to: string, status: string) =>
      Buffer.from(
        [
          'From: MAILER-DAEMON@mx.example.kz',
          `To: ${to}`,
          'Subject: Undelivered Mail',
          'MIME-Version: 1.0',
          'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
          '',
          '--b',
          'Content-Type: text/plain',
          '',
          'It was not delivered.',
          '--b',
          'Content-Type: message/delivery-status',
          '',
          'Reporting-MTA: dns; mx.example.kz',
          '',
          'Final-Recipient: rfc822; bounced@example.kz',
          'Action: failed',
          `Status: ${status}`,
          '',
          '--b--',
          '',
        ].join('\r\n'),
      )
    const refusal = async () =>
      (
        await portal.deps.db.complaintContact.findFirstOrThrow({
          where: { kind: 'email', complaint: { number } },
        })
      ).refusal
    const forged = sender.replace(/.@/, (end) => (end === '0@' ? '1@' : '0@'))
    expect(await recordBounce(portal.deps, report(forged, '5.1.1'))).toEqual({ what: 'none' })
    expect(await recordBounce(portal.deps, Buffer.from('Subject: hello\r\n\r\nhi'))).toEqual({ what: 'none' })
    expect(await recordBounce(portal.deps, report(sender, '4.4.1'))).toEqual({ what: 'later' })
    expect(await refusal()).toBeNull()
    const written = await recordBounce(portal.deps, report(sender.toUpperCase(), '5.2.1'))
    expect(written).toEqual({ what: 'refused', kind: 'c', status: '5.2.1' })
    expect(await refusal()).toBe('5.2.1')
  })
})

describe('whether an answer is true', () => {
  test('is asked after three days and once more, never after a verdict; links choose and do nothing', async () => {
    const asked = await file(portal, { email: 'asked@example.kz', replyLang: 'ru', textLang: 'ru' })
    const decided = await file(portal, { email: 'decided@example.kz' })
    await file(portal, { email: 'waiting@example.kz' })
    for (const { number } of [asked, decided]) await happen(portal, number, answered('Сделано'))
    await happen(portal, decided.number, { kind: 'confirmed', by: 'resident' })
    await runJobs(portal)
    smtp.arrived.length = 0
    const ask = async (now: string) => {
      portal.setNow(now)
      for (let twice = 0; twice < 2; twice++)
        await portal.jobs.get('complaints.ask-residents')?.run({}, portal.deps.now())
      await runJobs(portal)
      return smtp.arrived.filter(({ to }) => to !== 'reporter@example.kz').map(({ to }) => to)
    }
    expect(await ask('2026-03-14T07:00:00Z')).toEqual([])
    expect(await ask('2026-03-14T09:00:00Z')).toEqual(['asked@example.kz'])
    expect(await ask('2026-03-20T09:00:00Z')).toEqual(['asked@example.kz'])
    const text = smtp.lastTo('asked@example.kz').mail.text ?? ''
    expect(text).toContain('25 марта 2026')
    const link = /(\/ru\/\S+\?verdict=no)#verdict/.exec(text)?.[1] ?? ''
    const page = await request(portal.app).get(link).expect(200)
    expect(page.text).toMatch(/value="no" checked/)
    expect(page.text).toContain('type="file"')
    const stored = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number: asked.number } })
    expect([stored.status, stored.verdict]).toEqual(['answered', null])
    expect(await ask('2026-03-22T09:00:00Z')).toHaveLength(2)
    expect(await ask('2026-03-23T09:00:00Z')).toHaveLength(2)
    expect(smtp.arrived.at(-1)?.mail.subject).toContain('Напоминаем')
  })
})

describe('"still there"', () => {
  test('a photo of a passer-by waits for a moderator, is a sign at once and never the verdict', async () => {
    const { number } = await file(portal)
    await happen(portal, number, answered('Сделано'))
    portal.setNow('2026-03-12T07:00:00Z')
    const path = complaintPaths.witness('ru', slug, number)
    const page = await request(portal.app).get(path).expect(200)
    const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#765' } })
      .jpeg()
      .toBuffer()
    const submit = (photo: boolean) => {
      const sending = request(portal.app).post(path).set(sameOrigin).field(hiddenFields(page.text))
      sending.field('text', 'Ничего не сделано')
      return photo
        ? sending.attach('photos', picture, { filename: 'a.jpg', contentType: 'image/jpeg' })
        : sending
    }
    expect((await submit(true)).status).toBe(422)
    portal.setNow('2026-03-12T07:00:10Z')
    expect(errorsOf((await submit(false)).text)).toEqual(['Добавьте хотя бы одно фото.'])
    expect((await submit(true)).status).toBe(303)
    expect((await submit(true)).status).toBe(303)
    const stored = await portal.deps.db.complaint.findUniqueOrThrow({
      where: { number },
      include: { activity: { where: { kind: 'witnessed' } }, photos: true },
    })
    expect([stored.status, stored.verdict, stored.wordsHeld, stored.activity.length]).toEqual([
      'answered',
      null,
      true,
      1,
    ])
    const shown = await request(portal.app).get(complaintPaths.show('ru', slug, number))
    expect(wordsOf(shown.text)).toContain('прохожие 1 раз сообщили')
    expect(shown.text).not.toContain('Ничего не сделано')
    await request(portal.app)
      .get(complaintPaths.photo(stored.photos[0]?.id ?? '', 'small'))
      .expect(404)
    const registrar = await signInAs(portal, 'registrar@example.kz')
    const desk = await registrar.get(deskPaths.show(number)).expect(200)
    expect(desk.text).toContain('Ничего не сделано')
    await registrar
      .post(deskPaths.act(number, 'publish'))
      .set(sameOrigin)
      .type('form')
      .send({ version: String(stored.version), reason: 'Проверено модератором' })
      .expect(303)
    const published = await request(portal.app).get(complaintPaths.show('ru', slug, number))
    expect(published.text).toContain('Ничего не сделано')
    await request(portal.app)
      .get(complaintPaths.photo(stored.photos[0]?.id ?? '', 'small'))
      .expect(200)
  })
})

describe('feeds and calendars', () => {
  test('a complaint as Atom, lists as RSS and Atom, promised days with stable ids', async () => {
    const { number, secretToken } = await file(portal, { address: 'Абай көшесі, 1; "үй", 2' })
    const get = (path: string) => request(portal.app).get(path).expect(200)
    const before = await get(complaintPaths.calendar('ru', slug, number))
    expect(before.headers['content-type']).toContain('text/calendar')
    expect(before.text).toContain(`UID:due.${number}@portal.test`)
    expect(before.text).toMatch(/DTSTART;VALUE=DATE:2026\d{4}/)
    await happen(portal, number, {
      kind: 'planned',
      payload: { text: 'В апреле', lang: 'ru', plannedOn: '2026-04-20' },
    })
    const after = await get(complaintPaths.calendar('ru', slug, number))
    expect(after.text).toContain(`UID:work.${number}@portal.test`)
    expect(after.text).toContain('DTSTART;VALUE=DATE:20260420')
    expect(after.text).not.toContain(secretToken)
    const history = await get(complaintPaths.history('ru', slug, number))
    expect(history.text).toContain('В апреле')
    const rss = await get(complaintPaths.rss('ru', slug, { category: 'potholes' }))
    expect(rss.text).toContain('<rss version="2.0">')
    const page = await get(complaintPaths.show('ru', slug, number))
    expect(page.text).toContain(`href="${complaintPaths.history('ru', slug, number)}"`)
    const office = await get('/ru/synaqqala/offices/roads')
    expect(office.text).toContain('complaints.atom?office=roads')
  })
})
