import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contacts } from '../../src/features/contacts/feature.ts'
import { contactPaths } from '../../src/features/contacts/index.ts'
import { operatorPaths } from '../../src/features/operator/index.ts'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { filledForm } from '../settings/filled-form.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let admin: Browser
let head: Browser

beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
  head = await signInAs(portal, 'head@example.kz')
})
afterAll(() => portal?.close())

const slug = 'synaqqala'
const page = contactPaths.page('ru', slug)
const db = () => portal.deps.db
const read = (path: string) => request(portal.app).get(path)
const send = (browser: Browser, path: string, fields: Record<string, string>) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)

const water = {
  service: 'water',
  ...{ nameKk: '«Сынаққала Су»', nameRu: '«Сынаккала Су»', nameEn: 'Synaqqala Su' },
  aboutRu: 'Колодцы и трубы',
  emergencyPhones: '25-10-98\n109',
  officePhones: '8 (7232) 25-10-00',
  hours: '1-5 09:00-18:30 13:00-14:30',
  checkedOn: '2026-03-01',
  point: '49.95, 82.55',
}

describe('utilities', () => {
  test('are added by the administrator and stand on the page with numbers to press', async () => {
    await send(admin, contactPaths.newUtility(slug), water).expect(303)
    const { text } = await read(page).expect(200)
    expect(text).toContain('«Сынаккала Су»')
    expect(text).toContain('href="tel:+77232251098"')
    expect(text).toContain('+7 7232 25-10-98')
    expect(text).toContain('href="tel:109"')
    expect(text).toContain('Номер проверен: 1 марта 2026')
    const { id } = await db().utilityContact.findFirstOrThrow()
    expect(text).toMatch(new RegExp(`class="map-mark" href="#utility-${id}" aria-label="1. «Сынаккала Су»"`))
    const log = await db().staffLog.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(log.detail).toMatchObject({ after: '+77232251098, 109, +77232251000' })
  })

  test('say whether they are open at this moment, by the calendar of the city', async () => {
    // Wednesday noon in Almaty, then the break, the evening, and Nauryz
    expect((await read(page)).text).toContain('Сейчас открыто, до 13:00')
    portal.setNow('2026-03-11T08:30:00Z')
    expect((await read(page)).text).toContain('14:30')
    portal.setNow('2026-03-24T07:00:00Z')
    expect((await read(page)).text).not.toContain('Сейчас открыто')
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('come back with what was typed when something is wrong', async () => {
    const bad = {
      ...water,
      emergencyPhones: '25-10-98\nабв',
      hours: 'всегда',
      point: 'у моста',
      checkedOn: '2027-01-01',
      nameKk: '',
    }
    const { text } = await send(admin, contactPaths.newUtility(slug), bad).expect(422)
    for (const field of ['emergencyPhones', 'point', 'hours', 'checkedOn', 'nameKk']) {
      expect(text).toContain(`href="#${field}"`)
    }
    expect(text).toContain('абв')
    expect(await db().utilityContact.count()).toBe(1)
  })

  test('are not saved over what somebody else has changed', async () => {
    const { id } = await db().utilityContact.findFirstOrThrow()
    const change = (version: string, nameEn: string) =>
      send(admin, contactPaths.utility(slug, id), { ...water, version, nameEn })
    const both = await Promise.all([change('1', 'First name'), change('1', 'Second name')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409])
    const late = both.find(({ status }) => status === 409)
    const { nameEn, version } = await db().utilityContact.findUniqueOrThrow({ where: { id } })
    expect(late?.text).toContain('25-10-98')
    expect(late?.text).toContain('name="version" value="2"')
    expect(version).toBe(2)
    expect(['First name', 'Second name']).toContain(nameEn)
    await send(admin, contactPaths.removeUtility(slug, id), { version: '1' }).expect(409)
    expect((await read(page)).text).toContain('«Сынаккала Су»')
  })

  test('are found by the search of the portal in Kazakh and Russian', async () => {
    const found = await read(`/ru/${slug}/search?q=${encodeURIComponent('труба')}`).expect(200)
    expect(found.text).toContain(`${page}#utility-`)
    const kazakh = await read(`/kk/${slug}/search?q=${encodeURIComponent('сынаккала су')}`).expect(200)
    expect(kazakh.text).toContain('#utility-')
  })
})

const duty = {
  ...{ positionKk: 'Кезекші', positionRu: 'Дежурный', positionEn: 'On duty', name: 'Ерлан Садықов' },
  ...{ phone: '8 705 123 45 67', fromDay: '2026-03-11', fromTime: '18:30', toDay: '2026-03-12' },
  toTime: '09:00',
}

/** The key of a form as it is shown. */
const keyOf = (html: string) => /name="key" value="([\w-]{22})"/.exec(html)?.[1] ?? ''

test('a form that is sent twice adds one utility and one duty', async () => {
  const sentTwice = async (browser: Browser, path: string, fields: Record<string, string>) => {
    const key = keyOf((await browser.get(path).expect(200)).text)
    const both = await Promise.all([1, 2].map(() => send(browser, path, { ...fields, key })))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
  }
  await sentTwice(admin, contactPaths.newUtility(slug), { ...water, nameRu: 'Дважды' })
  expect(await db().utilityContact.count({ where: { nameRu: 'Дважды' } })).toBe(1)
  const office = String(portal.cast.offices.roads)
  await sentTwice(head, contactPaths.newDuty(slug), { ...duty, office, name: 'Дважды' })
  expect(await db().dutyPerson.count({ where: { name: 'Дважды' } })).toBe(1)
  await db().dutyPerson.deleteMany({ where: { name: 'Дважды' } })
})

describe('duties', () => {
  test('are written by a head for the own office, and are public only while they run', async () => {
    const office = String(portal.cast.offices.roads)
    const other = String(portal.cast.offices.akimat)
    await send(head, contactPaths.newDuty(slug), { ...duty, office: other }).expect(422)
    await send(head, contactPaths.newDuty(slug), { ...duty, office, toDay: '2026-03-10' }).expect(422)
    await send(head, contactPaths.newDuty(slug), { ...duty, office }).expect(303)
    expect((await read(page)).text).not.toContain('Ерлан Садықов')
    portal.setNow('2026-03-11T14:00:00Z')
    portal.deps.cache.forget('contacts:')
    expect((await read(page)).text).toContain('Ерлан Садықов')
    const { id } = await db().dutyPerson.findFirstOrThrow()
    await send(head, contactPaths.endDuty(slug, id), {}).expect(303)
    portal.deps.cache.forget('contacts:')
    expect((await read(page)).text).not.toContain('Ерлан Садықов')
    await send(head, contactPaths.endDuty(slug, id), {}).expect(404)
    portal.setNow('2026-03-11T07:00:00Z')
  })
})

describe('a word about the site', () => {
  test('is kept once with the page it is about, its address sealed, and listed for the administrator', async () => {
    const form = contactPaths.problem('ru', slug, { page: `/ru/${slug}/complaints/map` })
    const { text } = await read(form).expect(200)
    expect(text).toContain(`value="/ru/${slug}/complaints/map"`)
    const ticket = /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? ''
    const word = {
      ticket,
      where: `/ru/${slug}/complaints/map`,
      text: 'Карта пустая',
      email: 'aigul@example.kz',
    }
    const post = (fields: object) =>
      request(portal.app).post(contactPaths.problem('ru', slug)).set(sameOrigin).type('form').send(fields)
    await post({ ...word, text: '', where: '//evil.example', email: 'x' }).expect(422)
    await post(word).expect(303)
    await post(word).expect(303)
    expect(await db().siteProblem.count()).toBe(1)
    const row = await db().siteProblem.findFirstOrThrow()
    expect(Buffer.from(row.sealed ?? []).toString('latin1')).not.toContain('aigul')
    const desk = await admin.get(contactPaths.desk(slug)).expect(200)
    expect(desk.text).toContain('Карта пустая')
    expect(desk.text).toContain('aigul@example.kz')
    expect((await head.get(contactPaths.desk(slug)).expect(200)).text).not.toContain('Карта пустая')
    await send(admin, contactPaths.handled(slug, row.id), {}).expect(303)
    expect((await db().siteProblem.findFirstOrThrow()).sealed).toBeNull()
    expect((await admin.get(contactPaths.desk(slug))).text).not.toContain('Карта пустая')
  })
})

describe('cards', () => {
  test('of an office and of a utility are files for address books', async () => {
    const office = await read(contactPaths.officeCard('kk', slug, 'roads')).expect(200)
    expect(office.headers['content-type']).toContain('text/vcard')
    expect(office.text).toContain('TEL;VALUE=uri;TYPE="work,voice":tel:+77232000000')
    const { id } = await db().utilityContact.findFirstOrThrow()
    await read(contactPaths.utilityCard('kk', slug, id)).expect(200)
    await read(contactPaths.officeCard('kk', slug, 'nothing')).expect(404)
    await read(contactPaths.utilityCard('kk', 'basqaqala', id)).expect(404)
  })
})

describe('a place on the map', () => {
  test('may have decimal commas, and nonsense is refused with a sentence', async () => {
    const { id, version } = await db().utilityContact.findFirstOrThrow()
    const at = (point: string) =>
      send(admin, contactPaths.utility(slug, id), { ...water, point, version: String(version) })
    for (const [typed, said] of [
      ['49,95', 'двумя числами'],
      ['49, 82', 'двумя числами'],
      ['149.9501, 82.5512', 'двумя числами'],
      ['82.5512, 49.9501', 'вне города'],
    ] as const) {
      const { text } = await at(typed).expect(422)
      expect(text).toContain(said)
      expect(text).toContain(`value="${typed}"`)
    }
    await at('49,9501; 82,5512').expect(303)
    expect(await db().utilityContact.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ lat: 49.9501, lon: 82.5512 },
    })
  })

  test('of an office is set by the administrator and stands on the page and the card', async () => {
    const edit = settingsPaths.thing(slug, 'office', 'roads')
    const before = await admin.get(edit).expect(200)
    const fields = filledForm(before.text)
    const outside = await send(admin, edit, { ...fields, point: '82.55, 49.95' })
    expect(outside.status).toBe(422)
    expect(outside.text).toContain('вне города')
    const saved = await send(admin, edit, { ...fields, point: '49,9533 82,5544' })
    expect(saved.status).toBe(303)
    const row = await db().office.findFirstOrThrow({ where: { code: 'roads' } })
    expect(row.contacts).toMatchObject({ point: { lat: 49.9533, lon: 82.5544 } })
    expect((await read(page)).text).toContain('href="#office-roads"')
    expect((await read(contactPaths.officeCard('ru', slug, 'roads'))).text).toContain(
      'GEO:geo:49.9533,82.5544',
    )
  })
})

describe('call me back', () => {
  const path = contactPaths.callBack('ru', slug)
  const asked = { phone: '8 705 123 45 67', about: 'Когда починят лифт', consent: '1' }
  const post = (fields: Record<string, string>) =>
    request(portal.app).post(path).set(sameOrigin).type('form').send(fields)
  /** A ticket that is old enough for somebody who reads. */
  const ticket = async () => {
    portal.setNow('2026-03-11T14:00:00Z')
    const { text } = await read(path).expect(200)
    portal.setNow('2026-03-11T14:01:00Z')
    return /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? ''
  }

  test('is offered by a city with a contact centre alone, and says its hours', async () => {
    await read(path).expect(404)
    const city = await db().city.findUniqueOrThrow({ where: { slug } })
    const hours = [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', break: null }]
    const desk = { phones: ['109'], address: null, hours, everyDay: false }
    const profile = { ...(city.profile as object), desk }
    await db().city.update({ where: { slug }, data: { profile } })
    portal.deps.cache.forget('')
    portal.setNow('2026-03-11T14:00:00Z')
    const { text } = await read(path).expect(200)
    // Wednesday evening: they begin on Thursday
    expect(text).toMatch(/начнут звонить: 12 марта[^<]*09:00/)
    expect(text).toContain('09:00–18:00')
    expect((await read(page)).text).toContain(`href="${path}"`)
  })

  test('lands on the list of the operators once, its number sealed, due when they work', async () => {
    const fields = { ...asked, ticket: await ticket() }
    const bad = await post({ ...fields, phone: '12', about: '', consent: '' }).expect(422)
    for (const field of ['phone', 'about', 'consent']) expect(bad.text).toContain(`href="#${field}"`)
    await post(fields).expect(303)
    await post(fields).expect(303)
    const row = await db().callBack.findFirstOrThrow()
    expect(await db().callBack.count()).toBe(1)
    expect(row.dueAt.toISOString()).toBe('2026-03-12T05:00:00.000Z')
    expect(row).toMatchObject({ staffId: null, reason: 'Когда починят лифт' })
    expect(Buffer.from(row.sealed).toString('latin1')).not.toContain('7051234567')
    const operator = await signInAs(portal, 'operator@example.kz')
    const list = await operator.get(operatorPaths.callBacks(slug)).expect(200)
    expect(list.text).toContain('заявка с сайта')
    expect(list.text).not.toContain('705')
    await send(operator, operatorPaths.callBack(slug, row.id, 'take'), {}).expect(303)
    expect((await operator.get(operatorPaths.callBacks(slug))).text).toContain('+77051234567')
  })

  test('is refused to programs, and to whoever has a number called too often', async () => {
    await post({ ...asked, about: 'Вода в подвале', ticket: 'x' }).expect(422)
    const trap = { ...asked, about: 'Вода в подвале', ticket: await ticket(), website: 'http://x' }
    await post(trap).expect(303)
    expect(await db().callBack.count()).toBe(1)
    const again = () => ticket().then((fresh) => post({ ...asked, about: 'Вода в подвале', ticket: fresh }))
    const answers = []
    for (let n = 0; n < 3; n++) answers.push((await again()).status)
    expect(answers).toContain(429)
    portal.setNow('2026-03-11T07:00:00Z')
  })
})

describe('content of a new city', () => {
  test('is planted and invented once', async () => {
    const at = portal.deps.now().epochMilliseconds
    const city = { id: portal.cast.otherCity.id, slug: 'almaty', timeZone: 'Asia/Almaty', at }
    const count = () =>
      Promise.all([
        db().utilityContact.count({ where: { cityId: city.id } }),
        db().dutyPerson.count({ where: { cityId: city.id } }),
      ])
    // The pack names offices by codes that this city does not have: what has a name of its own stays
    await contacts.plant?.(portal.deps, { ...city, slug: 'oskemen' })
    await contacts.demo?.(portal.deps, city)
    const first = await count()
    await contacts.plant?.(portal.deps, { ...city, slug: 'oskemen' })
    await contacts.plant?.(portal.deps, { ...city, slug: 'no-such-pack' })
    await contacts.demo?.(portal.deps, city)
    expect(await count()).toEqual(first)
    expect(first[0]).toBeGreaterThan(0)
  })
})

describe('what is kept', () => {
  test('goes when its time is over', async () => {
    portal.setNow('2026-12-01T07:00:00Z')
    await portal.jobs.get('contacts.forget')?.run({}, portal.deps.now())
    expect(await db().dutyPerson.count()).toBe(0)
    expect(await db().siteProblem.count()).toBe(0)
    portal.setNow('2026-03-11T07:00:00Z')
  })
})
