import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { verifyActivity } from '../../src/features/activity/index.ts'
import { alreadyFiled } from '../../src/features/complaints/actions/file-complaint.ts'
import { columnsOf, projectAll } from '../../src/features/complaints/index.ts'
import { deriveKeys } from '../../src/platform/crypto/keys.ts'
import { hashToken } from '../../src/platform/crypto/token.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { locationOf, plainText, residentOf, titleOf, tokenIn, typedIn, wordsOf } from './resident.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())
beforeEach(() => portal.setNow(castNow))

const later = () => portal.setNow('2026-03-11T07:05:00Z')
const complaintWith = (text: string) =>
  portal.deps.db.complaint.findFirstOrThrow({
    where: { text },
    include: { activity: { orderBy: { seq: 'asc' } }, contacts: true, custodies: true },
  })

describe('one form is one complaint', () => {
  test('fifty sends at once', { timeout: 60_000 }, async () => {
    const aigul = residentOf(portal)
    const text = 'Пятьдесят раз нажали на кнопку'
    const check = await aigul.reachCheck({ text })
    later()
    const answers = await Promise.all(Array.from({ length: 50 }, () => aigul.send(check)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]))
    expect(new Set(answers.map(locationOf)).size).toBe(1)
    expect(await portal.deps.db.complaint.count({ where: { text } })).toBe(1)
    const { id, activity } = await complaintWith(text)
    expect(activity.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'filed'],
      [2, 'registered'],
      [3, 'sent'],
    ])
    const { rows } = await portal.deps.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'complaints.notify' AND (data->>'complaintId')::int = $1`,
      [id],
    )
    expect(rows[0]?.n).toBe(1)
  })

  test('sent again after hours, and by the history of the browser: the same number and link', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Вернулся назад и нажал ещё раз' })
    const page = await aigul.get(check)
    later()
    const filed = locationOf(await aigul.send(check))
    portal.setNow('2026-03-11T11:00:00Z')
    const seen = /name="seen" value="([^"]*)"/.exec(page.text)?.[1] ?? ''
    expect(locationOf(await aigul.post(check, { seen, replyLang: 'ru' }))).toBe(filed)
    expect(locationOf(await aigul.post(check, {}))).toBe(filed)
    expect(await portal.deps.db.complaint.count({ where: { text: 'Вернулся назад и нажал ещё раз' } })).toBe(
      1,
    )
  })

  test('every step of a form that was sent says so, and new words are not silently lost', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Отправлено и открыто снова' })
    later()
    const filed = locationOf(await aigul.send(check))
    for (const step of ['what', 'category', 'danger', 'where', 'check']) {
      const page = await aigul.get(check.replace(/check$/, step))
      expect(page.status).toBe(200)
      expect(titleOf(page.text)).toBe('Это обращение уже отправлено')
      expect(page.text.includes(`href="${filed}"`)).toBe(true)
      expect(wordsOf(page.text)).not.toContain('не попало')
    }
    const changed = await aigul.post(
      check.replace(/check$/, 'what'),
      { text: 'Совсем другой текст обращения' },
      [],
    )
    expect(changed.status).toBe(409)
    expect(wordsOf(changed.text)).toContain('в обращение не попало')
    expect(await portal.deps.db.complaint.count({ where: { text: 'Совсем другой текст обращения' } })).toBe(0)
    // Long after the draft itself is gone.
    await portal.deps.db.draft.deleteMany({})
    expect(titleOf((await aigul.get(check)).text)).toBe('Это обращение уже отправлено')
    expect(locationOf(await aigul.post(check, {}))).toBe(filed)
  })

  test('changed in another tab: what is sent is what was seen', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Сначала было написано так' })
    const inFirstTab = await aigul.get(check)
    await aigul.post(
      check.replace(/check$/, 'what'),
      { text: 'А потом в другой вкладке иначе', category: 'other' },
      [],
    )
    later()
    const seen = /name="seen" value="([^"]*)"/.exec(inFirstTab.text)?.[1] ?? ''
    const asked = await aigul.post(check, {
      seen,
      replyLang: 'ru',
      email: 'aigul@mail.ru',
      visibility: 'staff',
    })
    expect(asked.status).toBe(409)
    expect(wordsOf(asked.text)).toContain('Обращение изменено в другой вкладке')
    expect(wordsOf(asked.text)).toContain('А потом в другой вкладке иначе')
    expect(typedIn(asked.text, 'email')).toBe('aigul@mail.ru')
    expect(locationOf(await aigul.send(check))).toMatch(/filed$/)
  })

  test('changed in another tab in the moment of sending: shown once more, nothing is lost', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Сейчас это исправят в другой вкладке' })
    later()
    const other = await portal.deps.pool.connect()
    try {
      await other.query('BEGIN')
      await other.query(
        `UPDATE draft SET data = jsonb_set(data, '{text}', '"Исправлено в последний миг"') WHERE id = $1`,
        [Buffer.from(hashToken(tokenIn(check)))],
      )
      const sending = aigul.send(check)
      const isWaited = async () => {
        const { rows } = await other.query(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        )
        expect(rows[0]?.n).toBe(1)
      }
      await vi.waitFor(isWaited, 20_000)
      await other.query('COMMIT')
      const asked = await sending
      expect(asked.status).toBe(409)
      expect(wordsOf(asked.text)).toContain('Исправлено в последний миг')
    } finally {
      other.release()
    }
    expect(locationOf(await aigul.send(check))).toMatch(/filed$/)
    const { activity } = await complaintWith('Исправлено в последний миг')
    expect(activity.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  test('another secret key: old forms keep their links', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Ключ портала сменился потом' })
    later()
    const filed = locationOf(await aigul.send(check))
    const keys = deriveKeys('n'.repeat(43), 'k'.repeat(43))
    const found = await alreadyFiled(portal.deps.db, { keys }, tokenIn(check))
    expect(found?.secretToken).toBe(tokenIn(filed))
  })
})

describe('what is stored', () => {
  test('projection, chain, contacts sealed, nothing personal in the draft', async () => {
    const aigul = residentOf(portal)
    const text = 'Проверяем, что именно сохранено'
    const check = await aigul.reachCheck({ text, category: 'potholes' })
    later()
    const filed = locationOf(
      await aigul.send(check, { email: ' Aigul@Mail.RU ', phone: '8 (705) 123-45-67', replyLang: 'kk' }),
    )
    const row = await complaintWith(text)
    expect(row).toMatchObject({
      channel: 'web',
      textLang: 'ru',
      replyLang: 'kk',
      address: 'ул. Абая, 10',
      status: 'sent',
    })
    const events = row.activity.map((one) => ({ ...one, at: one.at.getTime() }))
    const state = projectAll(
      events.map(({ kind, at, payload }) => ({
        kind,
        at,
        payload,
        actor: { kind: 'resident', staffId: null, officeId: null },
      })) as never,
    )
    expect(columnsOf(state)).toMatchObject({
      status: row.status,
      officeId: row.officeId,
      routingRuleId: row.routingRuleId,
    })
    expect(row.custodies).toHaveLength(1)
    expect(row.contacts.map(({ kind }) => kind).sort()).toEqual(['email', 'link', 'phone'])
    const raw = JSON.stringify(await portal.deps.db.complaintContact.findMany())
    for (const secret of ['aigul@mail.ru', '77051234567', tokenIn(filed)]) {
      expect(raw.includes(secret)).toBe(false)
      expect(raw.includes(Buffer.from(secret).toString('base64'))).toBe(false)
    }
    const drafts = await portal.deps.db.draft.findMany()
    expect(JSON.stringify(drafts.map(({ data }) => data))).not.toContain('mail.ru')
    expect(
      drafts.find(({ id }) => row.formKey !== null && Buffer.from(id).equals(row.formKey))?.data,
    ).toEqual({ sent: row.number })
    expect(await verifyActivity(portal.deps.pool)).toEqual([])
  })

  test('the secret link of one city opens nothing in another, and a wrong one nothing anywhere', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Ссылка одного города' })
    later()
    const filed = locationOf(await aigul.send(check))
    expect((await aigul.get(filed.replace('synaqqala', 'basqaqala'))).status).toBe(404)
    expect((await aigul.get(filed.replace(tokenIn(filed), 'A'.repeat(22)))).status).toBe(404)
    expect((await aigul.get(filed.replace(tokenIn(filed), tokenIn(check)))).status).toBe(404)
  })

  test('after working hours it is registered on the next working day, and the page says why', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Поздний вечер, темно и скользко' })
    portal.setNow('2026-03-11T15:00:00Z')
    const filed = await aigul.get(locationOf(await aigul.send(check)))
    expect(wordsOf(filed.text)).toContain('12 марта 2026 г.: оно пришло после рабочего дня или в выходной')
  })
})

describe('held for a look before it is public, never refused', () => {
  const heldFor = async (text: string, fields: Record<string, string> = {}, wait = true) => {
    portal.setNow(castNow)
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text })
    if (wait) later()
    const filed = await aigul.get(locationOf(await aigul.send(check, fields)))
    const row = await complaintWith(text)
    const held = row.activity.find(({ kind }) => kind === 'held')?.payload as
      | { reasons: string[] }
      | undefined
    return { words: wordsOf(filed.text), row, reasons: held?.reasons ?? [] }
  }

  test.each([
    ['Смотрите тут https://example.com/x', 'link', 'ссылка'],
    ['Какой-то жабайы человек тут ходит', 'word', 'слово'],
  ])('%s', async (text, reason, words) => {
    const held = await heldFor(text)
    expect(held.reasons).toEqual([reason])
    expect(held.row).toMatchObject({ publication: 'held', shown: false, status: 'sent' })
    expect(held.words).toContain('До публикации обращение посмотрит модератор')
    expect(held.words).toContain(words)
  })

  test('personal data holds nobody up: everybody reads that it is hidden', async () => {
    const text = 'Звоните мне 8 705 123 45 67, ИИН 900101300017, машина 123 ABC 16'
    const held = await heldFor(text)
    expect(held.reasons).toEqual([])
    const masked = 'Звоните мне ⟦phone⟧, ИИН ⟦iin⟧, машина ⟦plate⟧'
    expect(held.row).toMatchObject({ text, publicText: masked, publication: 'published', shown: true })
  })

  test('a field that people do not see, or a speed that people do not have', async () => {
    expect((await heldFor('Робот заполнил скрытое поле', { website: 'http://spam' })).reasons).toEqual([
      'robot',
    ])
    expect((await heldFor('Всё отправлено за одну секунду', {}, false)).reasons).toEqual(['robot'])
    expect((await heldFor('Человек писал это пять минут')).reasons).toEqual([])
  })

  test('a city that publishes after a look', async () => {
    const where = { id: portal.cast.city.id }
    await portal.deps.db.city.update({ where, data: { publication: 'before' } })
    portal.deps.cache.forget('city:')
    const held = await heldFor('Обычное обращение без подозрений')
    await portal.deps.db.city.update({ where, data: { publication: 'after' } })
    portal.deps.cache.forget('city:')
    expect(held.reasons).toEqual(['city'])
    expect(held.words).toContain('каждое обращение проверяют до публикации')
  })
})

test('a form from another site is refused before it is read', async () => {
  const answer = await request(portal.app)
    .post('/ru/synaqqala/complaints/new')
    .set('Sec-Fetch-Site', 'cross-site')
    .field('text', plainText)
  expect(answer.status).toBe(403)
})
