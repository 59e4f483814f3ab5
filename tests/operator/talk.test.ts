import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatNumber } from '../../src/features/complaints/index.ts'
import { newToken } from '../../src/platform/crypto/token.ts'
import { fileOne } from '../desk/file-one.ts'
import { statementsOf } from '../support/count-statements.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { beginCall, call, desk, hidden, locationOf, newestComplaint, post, saveCall } from './at-the-desk.ts'

let portal: Portal
let operator: Browser
let controller: Browser

beforeAll(async () => {
  portal = await openPortal()
  operator = await signInAs(portal, 'operator@example.kz')
  controller = await signInAs(portal, 'controller@example.kz')
})
afterAll(() => portal?.close())

const db = () => portal.deps.db

describe('a call', () => {
  test('becomes a complaint that says who took it, how, and with which consent', async () => {
    const ended = await saveCall(operator, await beginCall(operator))
    const { number, channel, activity, contacts, consentVersion, replyLang } = await newestComplaint(portal)
    expect({ channel, replyLang }).toEqual({ channel: 'phone', replyLang: 'kk' })
    expect(consentVersion).not.toBeNull()
    expect(contacts.map(({ kind }) => kind)).toEqual(['phone'])
    expect(activity[0]).toMatchObject({
      kind: 'filed',
      actorKind: 'staff',
      staffId: portal.cast.staff.operator,
      payload: { channel: 'phone' },
    })
    const page = await operator.get(`/staff/complaints/${number}`).expect(200)
    expect(page.text).toContain('Asel operator')
    const said = await operator.get(ended).expect(200)
    // In groups, as it is said.
    expect(said.text).toContain(formatNumber(number).replaceAll('-', ', '))
    expect(await db().operatorTalk.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })).toMatchObject({
      outcome: 'filed',
      complaintId: (await newestComplaint(portal)).id,
    })
  })

  test('is read back word for word in the language of the caller, and changes are read back again', async () => {
    const talk = await beginCall(operator)
    const checked = await post(operator, talk, { ...call, act: 'check' }).expect(303)
    const page = await operator.get(locationOf(checked).replace(/#.*/, '')).expect(200)
    expect(page.text).toContain(`«${call.text}»`)
    expect(page.text).toContain('Бәрі дұрыс па?')
    const before = await db().complaint.count()
    const changed = {
      ...call,
      text: `${call.text} Түнде жарық жоқ.`,
      act: 'file',
      seen: hidden(page.text, 'seen'),
    }
    const again = await post(operator, talk, changed).expect(303)
    expect(locationOf(again)).toContain('step=read-back')
    expect(await db().complaint.count()).toBe(before)
  })

  test('is saved once, however often Save is pressed', async () => {
    const talk = await beginCall(operator)
    await post(operator, talk, { ...call, act: 'check' })
    const page = await operator.get(`${talk}?step=read-back`)
    const fields = { ...call, act: 'file', seen: hidden(page.text, 'seen') }
    const before = await db().complaint.count()
    const answers = await Promise.all([post(operator, talk, fields), post(operator, talk, fields)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await db().complaint.count()).toBe(before + 1)
  })

  test('the same new form sent twice is one conversation', async () => {
    const key = newToken()
    const before = await db().operatorTalk.count()
    const send = () => post(operator, desk, { ...call, key, act: 'keep' }).expect(303)
    const [first, second] = await Promise.all([send(), send()])
    expect(locationOf(first)).toBe(locationOf(second))
    expect(await db().operatorTalk.count()).toBe(before + 1)
  })

  test('that was kept without a network is saved once, with what was typed last, however often it is sent', async () => {
    const key = newToken()
    // A first try arrived although nobody heard of it.
    await post(operator, desk, { ...call, key, text: 'Шұңқыр бар, көлік өте алмайды', act: 'keep' }).expect(
      303,
    )
    const before = await db().complaint.count()
    const send = () => post(operator, desk, { ...call, key, act: 'later' }).expect(303)
    const answers = await Promise.all([send(), send()])
    answers.push(await send())
    expect(answers.map((answer) => locationOf(answer).endsWith('/ended'))).toEqual([true, true, true])
    expect(await db().complaint.count()).toBe(before + 1)
    expect((await newestComplaint(portal)).text).toBe(call.text)
    // Somebody else’s key is nobody’s conversation.
    await post(controller, desk, { ...call, key, act: 'later' }).expect(404)
  })

  test('that lacks something waits among the open ones when the network is back', async () => {
    const key = newToken()
    const before = await db().complaint.count()
    const sent = await post(operator, desk, { ...call, key, readOut: '', act: 'later' }).expect(303)
    expect(locationOf(sent)).toMatch(/\/talks\/[\w-]+$/)
    expect(await db().complaint.count()).toBe(before)
    await post(operator, locationOf(sent), { act: 'drop' }).expect(303)
    // It was discarded on the page: what the browser still sends of it changes nothing.
    await post(operator, desk, { ...call, key, act: 'later' }).expect(303)
    expect(await db().complaint.count()).toBe(before)
  })

  test('comes back with everything typed and a sentence at each field that lacks something', async () => {
    const talk = await beginCall(operator)
    const bad = { ...call, text: 'Су', address: '', wish: 'phone', caller: '12', readOut: '', act: 'check' }
    const page = await post(operator, talk, bad).expect(422)
    for (const field of ['text', 'address', 'phone', 'readOut'])
      expect(page.text).toContain(`href="#${field}"`)
    expect(page.text).toContain('value="12"')
    // And it is there after the page was closed.
    expect((await operator.get(talk)).text).toContain('value="12"')
  })

  test('of a colleague, of another city or of nobody is not found', async () => {
    const talk = await beginCall(operator)
    await controller.get(talk).expect(404)
    await post(controller, talk, { ...call, act: 'check' }).expect(404)
    await operator.get(talk.replace('synaqqala', 'basqaqala')).expect(404)
    await operator.get(`${desk}/talks/nonsense`).expect(404)
    const head = await signInAs(portal, 'head@example.kz')
    await head.get(desk).expect(404)
  })
})

describe('the slip', () => {
  test('has number, secret link, office and day, for whoever took the call, for a day', async () => {
    const talk = await beginCall(operator)
    await saveCall(operator, talk)
    const { number } = await newestComplaint(portal)
    const slip = await operator.get(`${talk}/slip`).expect(200)
    expect(slip.text).toContain(formatNumber(number))
    const link = /http:\/\/portal\.test(\/kk\/synaqqala\/mine\/[\w-]{22})/.exec(slip.text)?.[1] ?? ''
    await operator.get(link).expect(200)
    await controller.get(`${talk}/slip`).expect(404)
    portal.setNow('2026-03-13T07:00:00Z')
    await portal.jobs.get('operator.forget')?.run({}, portal.deps.now())
    portal.setNow('2026-03-11T07:00:00Z')
    await operator.get(`${talk}/slip`).expect(404)
  })
})

describe('earlier cases', () => {
  // Words and place that are like no other case.
  const stranger = { ...call, text: '', otherCategory: '', address: '' }

  test('are found by the exact number alone, and each look is a row that nobody can change', async () => {
    const { number, id } = await newestComplaint(portal)
    const talk = await beginCall(operator, stranger)
    const look = await post(operator, talk, { ...stranger, act: 'caller' }).expect(303)
    const page = await operator.get(locationOf(look).replace(/#.*/, '')).expect(200)
    expect(page.text).toContain(formatNumber(number))
    const row = await db().callerLook.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(row).toMatchObject({ staffId: portal.cast.staff.operator, kind: 'caller' })
    expect(row.complaintIds).toContain(id)
    await expect(
      db().callerLook.update({ where: { id: row.id }, data: { complaintIds: [] } }),
    ).rejects.toThrow()
    await expect(db().callerLook.deleteMany({})).rejects.toThrow()
    const near = await post(operator, talk, { ...stranger, caller: '8 705 123-45-68', act: 'caller' }).expect(
      303,
    )
    const none = await operator.get(locationOf(near).replace(/#.*/, '')).expect(200)
    expect(none.text).not.toContain(formatNumber(number))
    await post(operator, talk, { ...stranger, caller: '705', act: 'caller' }).expect(422)
  })

  test('of another person’s look are not shown', async () => {
    const row = await db().callerLook.findFirstOrThrow({ where: { complaintIds: { isEmpty: false } } })
    const { number } = await newestComplaint(portal)
    const talk = await beginCall(controller, stranger)
    const page = await controller.get(`${talk}?look=${row.id}`).expect(200)
    expect(page.text).not.toContain(formatNumber(number))
  })
})

describe('what is found while somebody speaks', () => {
  test('an open case of the same kind in the same house, which the caller joins', async () => {
    const known = await fileOne(portal, {
      text: 'Глубокая яма во дворе, машины не проезжают',
      address: 'ул. Гоголя, 7',
      point: null,
    })
    const fields = { ...call, text: 'Во дворе глубокая яма, машины не проезжают', address: 'ул. Гоголя, 7' }
    const talk = await beginCall(operator, fields)
    const page = await operator.get(talk).expect(200)
    expect(page.text).toContain(`name="join" value="${known.number}"`)
    const joined = await post(operator, talk, { ...fields, join: known.number }).expect(303)
    const ended = await operator.get(locationOf(joined)).expect(200)
    expect(ended.text).toContain(formatNumber(known.number).replaceAll('-', ', '))
    const row = await db().complaint.findUniqueOrThrow({ where: { number: known.number } })
    expect(row.joinedCount).toBe(1)
    const stored = await db().operatorTalk.findFirstOrThrow({ where: { complaintId: row.id } })
    expect(stored.outcome).toBe('joined')
    await post(operator, talk, { ...fields, join: known.number }).expect(303)
    expect((await db().complaint.findUniqueOrThrow({ where: { number: known.number } })).joinedCount).toBe(1)
  })

  test('the numbers to call come at once when people may be in danger', async () => {
    await db().category.update({
      where: { id: portal.cast.categories.heating },
      data: { danger: ['rescue'] },
    })
    portal.deps.cache.forget('directory:')
    const talk = await beginCall(operator, { ...call, otherCategory: 'heating' })
    expect((await operator.get(talk)).text).toContain('href="tel:112"')
  })

  test('a case by its number, an office by a part of its name', async () => {
    const { number } = await fileOne(portal)
    const talk = await beginCall(operator)
    const asked = await post(operator, talk, { ...call, number, office: 'жол', act: 'panel' }).expect(303)
    const page = await operator.get(locationOf(asked).replace(/#.*/, '')).expect(200)
    expect(page.text).toContain(`/staff/complaints/${formatNumber(number)}`)
    expect(page.text).toContain('tel:+77232000000')
    const slip = `${number.slice(0, 11)}${(Number(number[11]) + 1) % 10}`
    expect((await operator.get(`${talk}?number=${slip}`)).text).toContain('aria-invalid="true"')
  })
})

describe('a letter', () => {
  test('keeps its scan from the public and its term from the day of registration', async () => {
    const letter = { ...call, channel: 'letter', letterOn: '2026-01-15', wish: 'number', readOut: '' }
    const scan = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
    let sending = operator.post(desk).set(sameOrigin)
    for (const [name, value] of Object.entries({ ...letter, key: newToken(), act: 'keep' })) {
      sending = sending.field(name, value)
    }
    const begun = await sending.attach('photos', scan, 'letter.jpg').expect(303)
    const talk = locationOf(begun).replace(/[?#].*/, '')
    const future = await post(operator, talk, { ...letter, letterOn: '2026-05-01', act: 'check' }).expect(422)
    expect(future.text).toContain('href="#letterOn"')
    await saveCall(operator, talk, letter)
    const { photos, activity, number, registeredOn, consentVersion } = await newestComplaint(portal)
    expect(photos.map(({ shown }) => shown)).toEqual([false])
    expect(activity[0]?.payload).toMatchObject({ channel: 'letter', letterOn: '2026-01-15' })
    expect(registeredOn?.toISOString().slice(0, 10)).toBe('2026-03-11')
    expect(consentVersion).toBeNull()
    expect((await operator.get(`/staff/complaints/${number}`)).text).toMatch(/15 января 2026|15 қаңтар/)
  })
})

describe('several conversations', () => {
  test('stand beside each other; holding one stops its clock and keeps what was typed', async () => {
    portal.setNow('2026-03-11T07:00:00Z')
    const talk = await beginCall(operator)
    portal.setNow('2026-03-11T07:01:15Z')
    await post(operator, talk, { ...call, landmark: 'Дүкен жанында', act: 'hold' }).expect(303)
    portal.setNow('2026-03-11T07:30:00Z')
    const held = await operator.get(talk).expect(200)
    expect(held.text).toContain('1:15')
    expect(held.text).toContain('Дүкен жанында')
    expect((await operator.get(desk)).text).toContain(talk)
    await post(operator, talk, { ...call, act: 'keep' }).expect(303)
    portal.setNow('2026-03-11T07:31:00Z')
    expect((await operator.get(talk)).text).toContain('2:15')
    await post(operator, talk, { act: 'drop' }).expect(303)
    expect((await operator.get(desk)).text).not.toContain(talk)
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('take few statements, however many there are', async () => {
    const { get } = portal.deps.cache
    portal.deps.cache.get = (key, _ttl, load) => get(key, 3_600_000, load)
    const talk = await beginCall(operator)
    const pages = [desk, talk, `${desk}/call-backs`, `${desk}/consultations`]
    for (const page of pages) await operator.get(page)
    const few = await Promise.all(pages.map(() => 0))
    for (const [index, page] of pages.entries())
      few[index] = (await statementsOf(() => operator.get(page))).length
    for (let more = 0; more < 5; more++) await beginCall(operator)
    for (const [index, page] of pages.entries()) {
      const many = await statementsOf(() => operator.get(page))
      expect(many.length, page).toBeLessThanOrEqual(few[index] ?? 0)
      expect(many.length, page).toBeLessThanOrEqual(13)
    }
  })
})

test('numbers, names and addresses of callers stand nowhere in the clear', async () => {
  await beginCall(operator, { ...call, caller: '8 777 000 11 22', wish: 'email', email: 'aigul@example.kz' })
  const rows = await db().$queryRaw<{ found: boolean }[]>`
    SELECT (t::text LIKE '%7770001122%' OR encode(t.sealed, 'escape') LIKE '%aigul@%'
      OR encode(t.sealed, 'escape') LIKE '%777 000%') AS found FROM operator_talk t WHERE sealed IS NOT NULL`
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.some(({ found }) => found)).toBe(false)
})
