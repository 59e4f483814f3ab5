import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guidePaths, guideStaffPaths } from '../../src/features/guides/index.ts'
import { plantOneGuide } from '../support/one-guide.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let executor: Browser
let head: Browser
let admin: Browser
let controller: Browser
let guideId: string

beforeAll(async () => {
  portal = await openPortal()
  guideId = (await plantOneGuide(portal))['guideId'] ?? ''
  executor = await signInAs(portal, 'executor@example.kz')
  head = await signInAs(portal, 'head@example.kz')
  admin = await signInAs(portal, 'city_admin@example.kz')
  controller = await signInAs(portal, 'controller@example.kz')
}, 90_000)
afterAll(() => portal?.close())

const send = (browser: Browser, path: string, fields: object) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)

const kk = () => guideStaffPaths.edit(guideId, 'kk')
const act = (name: 'send' | 'return' | 'publish' | 'withdraw') => guideStaffPaths.act(guideId, 'kk', name)
const words = {
  title: 'Пәтерде суық болса не істеу керек',
  summary: 'Үй басшысына, содан кейін жылу компаниясына айтыңыз.',
  keywords: 'жылу, суық',
  steps: 'Температураны өлшеңіз.\nҮй басшысына айтыңыз.\nАктіні жасатыңыз.',
  needs: 'Термометр',
  cost: 'Тегін',
  term: '15 жұмыс күні',
  law: 'ӘРПК, 76-бап',
  links: 'eOtinish | https://eotinish.kz',
  faq: 'Ақша қайтара ма?\nИә, акт бойынша.\n\nҚашан?\nКелесі айда.',
  unchecked: 'Неше градус болуы тиіс',
}
const openText = () =>
  portal.deps.db.guideText.findFirst({
    where: { guideId: Number(guideId), lang: 'kk', state: { in: ['draft', 'review'] } },
  })

describe('the life of a version', () => {
  test('a draft may lack nearly everything, but is not sent for review so', async () => {
    await send(executor, kk(), { title: words.title, revision: '0' }).expect(303)
    const { text } = await send(executor, kk(), { title: words.title, revision: '1', next: 'send' }).expect(
      422,
    )
    expect(text).toContain('href="#summary"')
    expect(text).toContain('href="#steps"')
    expect((await openText())?.state).toBe('draft')
  })

  test('of two who save at once the second sees both texts', async () => {
    await send(executor, kk(), { ...words, revision: '1' }).expect(303)
    const { text } = await send(head, kk(), { ...words, cost: 'Ақылы', revision: '1' }).expect(409)
    expect(text).toContain('Ақылы')
    expect(text).toContain('Тегін')
    expect((await openText())?.content).toMatchObject({ cost: 'Тегін' })
  })

  test('nobody publishes what they wrote, also when somebody else touched it last', async () => {
    await send(head, kk(), { ...words, term: '15 жұмыс күнінде', revision: '2' }).expect(303)
    await send(executor, kk(), { ...words, revision: '3', next: 'send' }).expect(303)
    const { text } = await send(head, act('publish'), { revision: '5' })
    expect(text).not.toContain('Жарияланды. ')
    await send(head, act('publish'), { revision: '4' }).expect(409)
    expect((await openText())?.state).toBe('review')
  })

  test('a reviewer gives it back with a word, the writer reads it, another publishes', async () => {
    await send(controller, act('return'), { revision: '4', note: '' }).expect(422)
    await send(controller, act('return'), { revision: '4', note: 'Үшінші қадам түсініксіз.' }).expect(303)
    expect((await executor.get(kk())).text).toContain('Үшінші қадам түсініксіз.')
    await send(executor, kk(), { ...words, revision: '4', next: 'send' }).expect(303)
    // what the reviewer has not seen is not published
    await send(controller, act('publish'), { revision: '4' }).expect(409)
    await send(controller, act('publish'), { revision: '5' }).expect(303)
    const page = await admin.get(guidePaths.show('kk', 'synaqqala', 'cold-flat')).expect(200)
    expect(page.text).toContain(words.title)
    expect(page.text).toContain('11 наурыз')
  })

  test('versions are kept, and what a new one changed is shown part by part', async () => {
    const states = await portal.deps.db.guideText.findMany({
      where: { guideId: Number(guideId), lang: 'kk' },
      orderBy: { no: 'asc' },
    })
    expect(states.map(({ state }) => state)).toEqual(['replaced', 'published'])
    const { text } = await executor.get(guideStaffPaths.version(guideId, 'kk', 2)).expect(200)
    expect(text).toContain('Бірінші қадам.')
    expect(text).toContain('Актіні жасатыңыз.')
  })

  test('the other languages are behind now, and the list says so', async () => {
    await portal.deps.db.guideText.updateMany({
      where: { lang: { not: 'kk' } },
      data: { publishedAt: new Date('2026-03-01T07:00:00Z') },
    })
    await send(executor, kk(), { ...words, cost: 'Мүлде тегін', revision: '0', next: 'send' }).expect(303)
    await send(controller, act('publish'), { revision: '1' }).expect(303)
    const { text } = await admin.get(guideStaffPaths.list({ state: 'behind' })).expect(200)
    expect(text).toContain(guideStaffPaths.show(guideId))
  })

  test('what is withdrawn is gone for readers and stays in the record', async () => {
    await send(admin, act('withdraw'), { note: '' }).expect(422)
    await send(admin, act('withdraw'), { note: 'Телефон өзгерді' }).expect(303)
    const page = await admin.get(guidePaths.show('kk', 'synaqqala', 'cold-flat')).expect(200)
    expect(page.text).not.toContain('Мүлде тегін')
    expect((await admin.get(guideStaffPaths.show(guideId))).text).toContain('Телефон өзгерді')
  })

  test('each act stands in the log of the person', async () => {
    const rows = await portal.deps.db.staffLog.findMany({ where: { subject: 'guide cold-flat' } })
    const kinds = rows.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'guide-published')).toHaveLength(2)
    expect(kinds).toContain('guide-withdrawn')
  })
})

describe('a new guide', () => {
  test('gets its address from the title, and belongs to the own office', async () => {
    const fields = { city: 'synaqqala', lang: 'ru', title: 'Как получить парковку', owner: '', slug: '' }
    await send(executor, guideStaffPaths.fresh(), fields).expect(422)
    const owner = String(portal.cast.offices.roads)
    const made = await send(executor, guideStaffPaths.fresh(), { ...fields, owner }).expect(303)
    expect(made.headers['location']).toMatch(/\/staff\/guides\/\d+\/ru$/)
    const guide = await portal.deps.db.guide.findFirstOrThrow({ where: { slug: 'kak-poluchit-parkovku' } })
    expect(guide.ownerOfficeId).toBe(portal.cast.offices.roads)
    const { text } = await send(executor, guideStaffPaths.fresh(), { ...fields, owner }).expect(422)
    expect(text).toContain('href="#slug"')
  })

  test('of another office is there to read and not to write', async () => {
    const { id } = await portal.deps.db.guide.findFirstOrThrow({ where: { slug: 'kak-poluchit-parkovku' } })
    await portal.deps.db.guide.update({ where: { id }, data: { ownerOfficeId: portal.cast.offices.housing } })
    await executor.get(guideStaffPaths.edit(id, 'ru')).expect(200)
    await send(executor, guideStaffPaths.edit(id, 'ru'), { ...words, revision: '1' }).expect(404)
    await send(executor, guideStaffPaths.about(id), {}).expect(404)
  })

  test('is moved by the version that was seen', async () => {
    const about = {
      slug: 'cold-flat',
      owner: String(portal.cast.offices.roads),
      'topic.heat': '1',
      category1: 'heating',
    }
    const { version } = await portal.deps.db.guide.findFirstOrThrow({ where: { slug: 'cold-flat' } })
    await send(admin, guideStaffPaths.about(guideId), { ...about, version: String(version) }).expect(303)
    await send(admin, guideStaffPaths.about(guideId), { ...about, version: String(version) }).expect(409)
    const unknown = { ...about, category1: 'nothing', version: String(version + 1) }
    await send(admin, guideStaffPaths.about(guideId), unknown).expect(422)
  })
})

describe('what readers say', () => {
  test('comes to the owner, who marks it as read', async () => {
    const { db } = portal.deps
    const text = await db.guideText.findFirstOrThrow({ where: { guideId: Number(guideId), lang: 'ru' } })
    await db.guideVerdict.create({
      data: {
        ...{ cityId: portal.cast.city.id, guideId: Number(guideId), textId: text.id, helped: false },
        ...{
          reason: 'wrong',
          words: 'Телефон не отвечает',
          at: new Date(portal.deps.now().epochMilliseconds),
        },
      },
    })
    expect((await executor.get(guideStaffPaths.list({ state: 'unseen' }))).text).toContain(
      guideStaffPaths.show(guideId),
    )
    const page = await executor.get(guideStaffPaths.show(guideId)).expect(200)
    expect(page.text).toContain('Телефон не отвечает')
    const last = /name="last" value="(\d+)"/.exec(page.text)?.[1]
    await send(executor, guideStaffPaths.verdictsSeen(guideId), { last }).expect(303)
    expect(await db.guideVerdict.count({ where: { seenAt: null, helped: false } })).toBe(0)
  })
})

describe('what people sought', () => {
  test('is shown from the third time on', async () => {
    const row = (text: string, times: number) => ({
      ...{ cityId: portal.cast.city.id, words: text, times, lastOn: new Date('2026-03-10') },
    })
    await portal.deps.db.guideMiss.createMany({ data: [row('паркинг', 3), row('аулеты', 2)] })
    const { text } = await controller.get(guideStaffPaths.sought()).expect(200)
    expect(text).toContain('паркинг')
    expect(text).not.toContain('аулеты')
  })

  test('goes when nobody seeks it any more, and old words of readers go as well', async () => {
    const { db } = portal.deps
    await db.guideVerdict.updateMany({ data: { at: new Date('2025-01-01') } })
    await portal.jobs.get('guides.forget')?.run({}, portal.deps.now().add({ hours: 24 * 40 }))
    expect((await db.guideMiss.findMany()).map(({ words }) => words)).toEqual(['паркинг'])
    expect(await db.guideVerdict.count({ where: { words: { not: '' } } })).toBe(0)
  })
})

test('the address of who asked for a guide goes after a year in which nobody decided', async () => {
  const { db } = portal.deps
  const at = new Date('2025-01-01')
  const asked = { cityId: portal.cast.city.id, words: 'ескі сұрау', lang: 'kk', at }
  const row = { ...asked, formKey: Buffer.from('old'), sealedEmail: Buffer.from('sealed') }
  const old = await db.guideRequest.create({ data: { ...row, changedAt: at } })
  const forget = (days: number) =>
    portal.jobs.get('guides.forget')?.run({}, portal.deps.now().add({ hours: 24 * days }))
  const isThere = async () =>
    (await db.guideRequest.findUniqueOrThrow({ where: { id: old.id } })).sealedEmail !== null
  await db.guideRequest.update({ where: { id: old.id }, data: { changedAt: new Date('2026-03-01') } })
  await forget(0)
  expect(await isThere()).toBe(true)
  await forget(370)
  expect(await isThere()).toBe(false)
  await db.guideRequest.delete({ where: { id: old.id } })
})

describe('a request', () => {
  const request = () => portal.deps.db.guideRequest.findFirstOrThrow()

  test('is declined with a reason that everybody reads', async () => {
    const { id } = await request()
    const path = guideStaffPaths.request(id)
    await send(head, path, { version: '1', state: 'declined', reason: '' }).expect(422)
    await send(head, path, {
      version: '1',
      state: 'declined',
      title: 'Тұрақ',
      reason: 'Мұны заң реттемейді.',
    }).expect(303)
    await send(head, path, { version: '1', state: 'writing', title: 'Тұрақ' }).expect(409)
    const { text } = await admin.get(guidePaths.requests('kk', 'synaqqala'))
    expect(text).toContain('Мұны заң реттемейді.')
  })

  test('is only published with a guide that is', async () => {
    const { id, version } = await request()
    const draft = await portal.deps.db.guide.findFirstOrThrow({ where: { slug: 'kak-poluchit-parkovku' } })
    const path = guideStaffPaths.request(id)
    await send(head, path, { version: String(version), state: 'writing', guide: String(draft.id) }).expect(
      303,
    )
    const fields = { version: String(version + 1), state: 'published', guide: String(draft.id) }
    await send(head, path, fields).expect(422)
    await send(head, path, { ...fields, guide: guideId }).expect(303)
    expect(await request()).toMatchObject({ state: 'published', guideId: Number(guideId) })
  })
})
