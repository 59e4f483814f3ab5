import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { filledForm } from './filled-form.ts'

const city = 'synaqqala'
let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal?.close())

const office = (code: string) => settingsPaths.thing(city, 'office', code)
const post = (path: string, fields: Record<string, string>) =>
  admin.post(path).set(sameOrigin).type('form').send(fields)

/** Sends the form of a page as it stands, but for some fields; null leaves one out. */
async function change(path: string, fields: Record<string, string | null>) {
  const typed = { ...filledForm((await admin.get(path).expect(200)).text), ...fields }
  const sent = Object.entries(typed).filter((field): field is [string, string] => field[1] !== null)
  return post(path, Object.fromEntries(sent))
}

const changesOf = (kind: string, key: string) =>
  portal.deps.db.settingChange.findMany({ where: { kind, key }, orderBy: { id: 'asc' } })

describe('a change', () => {
  test('is written with who, before and after, and residents see it at once', async () => {
    const path = office('roads')
    const answer = await change(path, {
      'names.ru': 'Управление дорог и мостов',
      phones: '+77232111111\n109',
    })
    expect(answer.status).toBe(303)
    const [row] = await changesOf('office', 'roads')
    expect(row).toMatchObject({ version: 1, staffId: portal.cast.staff.city_admin })
    expect(row?.before).toMatchObject({ names: { ru: 'Управление: Дороги' }, phones: ['+77232000000'] })
    expect(row?.after).toMatchObject({
      names: { ru: 'Управление дорог и мостов' },
      phones: ['+77232111111', '109'],
    })
    const page = await request(portal.app).get(`/ru/${city}/offices/roads`).expect(200)
    expect(page.text).toContain('Управление дорог и мостов')
  })

  test('that changes nothing writes nothing', async () => {
    const before = await portal.deps.db.settingChange.count()
    const answer = await change(office('housing'), {})
    expect(answer.headers['location']).toContain('done=same')
    expect(await portal.deps.db.settingChange.count()).toBe(before)
  })

  test('cannot be rewritten or erased', async () => {
    const { pool } = portal.deps
    await expect(pool.query("UPDATE setting_change SET key = 'x'")).rejects.toThrow('append-only')
    await expect(pool.query('DELETE FROM setting_change')).rejects.toThrow('append-only')
  })

  test('of two who save at once one is told what the other wrote', async () => {
    const path = office('power')
    const seen = filledForm((await admin.get(path)).text)
    const [first, second] = await Promise.all([
      post(path, { ...seen, 'names.en': 'Power one' }),
      post(path, { ...seen, 'names.en': 'Power two' }),
    ])
    expect([first.status, second.status].sort()).toEqual([303, 409])
    const late = first.status === 409 ? first : second
    expect(late.text).toContain('Power one')
    expect(late.text).toContain('Power two')
    expect(await changesOf('office', 'power')).toHaveLength(1)
  })

  test('with bad values comes back with what was typed and sentences at the fields', async () => {
    const answer = await change(office('housing'), { 'names.kk': '', phones: 'call me', email: 'x' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('href="#names-kk"')
    expect(answer.text).toContain('href="#phones"')
    expect(answer.text).toContain('id="email-error"')
    expect(answer.text).toContain('call me')
    expect(await changesOf('office', 'housing')).toEqual([])
  })

  test('is taken back by a new one that leaves alone what others changed since', async () => {
    const path = office('akimat')
    await change(path, { 'short.en': 'City hall' })
    await change(path, { aliases: 'Горсовет' })
    const [first] = await changesOf('office', 'akimat')
    const answer = await post(settingsPaths.undo(city, first?.id ?? 0), {})
    expect(answer.headers['location']).toContain('done=undone')
    const rows = await changesOf('office', 'akimat')
    expect(rows.at(-1)).toMatchObject({ version: 3, undoOf: first?.id, after: { aliases: ['Горсовет'] } })
    expect(await portal.deps.db.office.findFirst({ where: { code: 'akimat' } })).toMatchObject({
      shortEn: 'Akimat',
      aliases: ['Горсовет'],
    })
  })
})

test('the longest profile goes through: twelve numbers, twenty groups, twelve links', async () => {
  const path = settingsPaths.thing(city, 'profile', '')
  const row = (part: string, index: number, label: string) =>
    Object.fromEntries(
      ['kk', 'ru', 'en'].map((lang) => [`${part}.${index}.${label}.${lang}`, `Қала ${index}`]),
    )
  const fields = Object.assign(
    {},
    ...Array.from({ length: 12 }, (_, index) => ({
      ...{ [`emergency.${index}.code`]: `n${index}`, [`emergency.${index}.number`]: `1${index}1` },
      ...{ [`links.${index}.url`]: `https://example.kz/${index}` },
      ...{ ...row('emergency', index, 'label'), ...row('links', index, 'label') },
    })),
    ...Array.from({ length: 20 }, (_, index) => ({
      ...{ [`categoryGroups.${index}.code`]: `g${index}`, ...row('categoryGroups', index, 'names') },
    })),
  )
  expect((await change(path, fields)).status).toBe(303)
  const [row0] = await changesOf('profile', '')
  expect(row0?.after).toMatchObject({ emergency: { length: 12 }, categoryGroups: { length: 20 } })
  await post(settingsPaths.undo(city, row0?.id ?? 0), {}).expect(303)
})

describe('a dangerous change', () => {
  test('says what residents will feel and asks for the name of the city', async () => {
    const path = settingsPaths.thing(city, 'terms', '')
    const asked = await change(path, { publication: 'before' })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('id="confirm"')
    expect(await portal.deps.db.city.findFirst({ where: { slug: city } })).toMatchObject({
      publication: 'after',
    })
    const wrong = await change(path, { publication: 'before', confirm: 'Астана' })
    expect(wrong.status).toBe(422)
    const right = await change(path, { publication: 'before', confirm: ' сынаққала ' })
    expect(right.status).toBe(303)
    const held = await fileOne(portal, { text: 'Бұл мәтін модераторды күтеді, көшеде шұңқыр' })
    const page = await request(portal.app).get(complaintPaths.show('kk', city, held.number))
    expect(page.text).not.toContain('модераторды күтеді')
    await change(path, { publication: 'after', confirm: 'Synaqqala' })
  })

  test('a thing that others need is not removed, and the page says what to do', async () => {
    const answer = await post(`${office('housing')}/remove`, { confirm: 'Synaqqala', version: '0' })
    expect(answer.status).toBe(422)
    expect(await portal.deps.db.office.count({ where: { code: 'housing' } })).toBe(1)
    expect(await changesOf('office', 'housing')).toEqual([])
  })
})

describe('a change for a day', () => {
  test('waits, can be called off, and is made when the day begins', async () => {
    const path = settingsPaths.thing(city, 'terms', '')
    const far = { termDays: '10', confirm: 'Synaqqala', takesEffectOn: '2026-03-13' }
    expect((await change(path, far)).headers['location']).toContain('done=planned')
    await change(path, { ...far, termDays: '5' })
    const [kept, called] = await portal.deps.db.plannedChange.findMany({ orderBy: { id: 'asc' } })
    await post(settingsPaths.cancel(city, called?.id ?? 0), {}).expect(303)
    await post(settingsPaths.cancel(city, called?.id ?? 0), {}).expect(404)

    // What others change meanwhile stays.
    await change(path, { askDays: '5' })
    const job = portal.jobs.get('settings.apply-planned')
    // The evening before, 23:30 in Almaty.
    portal.setNow('2026-03-12T18:30:00Z')
    await job?.run({}, portal.deps.now())
    expect(await portal.deps.db.city.findFirst({ where: { slug: city } })).toMatchObject({ termDays: 15 })
    portal.setNow('2026-03-12T19:05:00Z')
    await Promise.all([job?.run({}, portal.deps.now()), job?.run({}, portal.deps.now())])
    expect(await portal.deps.db.city.findFirst({ where: { slug: city } })).toMatchObject({
      termDays: 10,
      askDays: 5,
    })
    const applied = (await changesOf('terms', '')).filter(({ plannedId }) => plannedId === kept?.id)
    expect(applied).toHaveLength(1)
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('a day that has gone is no day to plan for', async () => {
    const path = settingsPaths.thing(city, 'rule', 'lights.*')
    const answer = await change(path, { takesEffectOn: '2026-03-01' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('href="#takesEffectOn"')
  })
})

describe('an office that ends', () => {
  test('needs a successor for its open complaints, who then gets them with a public reason', async () => {
    const path = settingsPaths.fresh(city, 'office')
    const made = await change(path, {
      code: 'lamps',
      ...{ 'names.kk': 'Шамдар', 'names.ru': 'Фонари', 'names.en': 'Lamps' },
      ...{ 'short.kk': 'Шамдар', 'short.ru': 'Фонари', 'short.en': 'Lamps' },
    })
    expect(made.status).toBe(303)
    await change(settingsPaths.thing(city, 'rule', 'lights.*'), { office: 'lamps' })
    const { number } = await fileOne(portal, {
      text: 'На улице не горит освещение',
      categoryId: portal.cast.categories.lights,
    })
    await runJobs(portal)
    const lamps = await portal.deps.db.office.findFirstOrThrow({ where: { code: 'lamps' } })
    expect(await portal.deps.db.complaint.findFirst({ where: { number } })).toMatchObject({
      officeId: lamps.id,
    })

    const lost = await change(office('lamps'), { validTo: '2026-03-10', confirm: 'Synaqqala' })
    expect(lost.status).toBe(422)
    expect(lost.text).toContain('href="#successor"')
    const ended = await change(office('lamps'), {
      ...{ validTo: '2026-03-10', successor: 'roads', confirm: 'Synaqqala' },
    })
    expect(ended.status).toBe(303)
    await runJobs(portal)
    expect(await portal.deps.db.complaint.findFirst({ where: { number } })).toMatchObject({
      officeId: portal.cast.offices.roads,
    })
    const page = await request(portal.app)
      .get(complaintPaths.show('ru', city, number))
      .expect(200)
    expect(page.text).toContain('Фонари')
  })
})
