import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followingPaths, topicPaths } from '../../src/features/following/index.ts'
import { homePaths } from '../../src/features/home/index.ts'
import { newsPaths, newsStaffPaths } from '../../src/features/news/index.ts'
import { searchPaths } from '../../src/features/search/index.ts'
import { errorsOf, hiddenFields } from '../filing/resident.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'

const slug = 'synaqqala'
let smtp: MailServer
let portal: Portal
let admin: Browser
let executor: Browser

beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
  admin = await signInAs(portal, 'city_admin@example.kz')
  executor = await signInAs(portal, 'executor@example.kz')
})
afterAll(async () => {
  await portal.close()
  await smtp.close()
})

const get = (path: string) => request(portal.app).get(path)

type Sent = { fields?: Record<string, string>; photo?: Buffer; act?: 'save' | 'publish'; as?: Browser }

/** Sends the editor's form at this address as a browser does. */
function send(path: string, { fields = {}, photo, act = 'publish', as = admin }: Sent) {
  const sending = as.post(path).set(sameOrigin)
  for (const [name, value] of Object.entries({ act, ...fields })) sending.field(name, value)
  return photo === undefined ? sending : sending.attach('photo', photo, 'news.jpg')
}

const kk = (title: string, body = 'Толығырақ: https://example.kz/jol.') => ({
  title_kk: title,
  body_kk: body,
})

/** Writes news and answers its id. */
async function write(fields: Record<string, string>, more: Omit<Sent, 'fields'> = {}): Promise<string> {
  const sent = await send(newsStaffPaths.fresh(slug), { fields, ...more })
  expect([sent.status, errorsOf(sent.text)]).toEqual([303, []])
  return /\/(\d+)\?done=/.exec(String(sent.headers['location']))?.[1] ?? ''
}

const versionIn = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''

describe('news', () => {
  test('are a draft for staff alone until they are published; every save is a version with its differences', async () => {
    const id = await write({ ...kk('Жол жөндеу', 'Бірінші абзац\nЕкінші абзац') }, { act: 'save' })
    await get(newsPaths.show('kk', slug, id)).expect(404)
    expect((await get(newsPaths.list('kk', slug))).text).not.toContain('Жол жөндеу')
    expect((await admin.get(newsStaffPaths.preview(slug, id))).text).toContain('Бірінші абзац')
    const edited = {
      version: '1',
      ...kk('Жол жөндеу', 'Бірінші абзац\nҮшінші абзац'),
      title_ru: 'Ремонт дороги',
    }
    await send(newsStaffPaths.edit(slug, id), { fields: edited }).expect(303)
    const shown = await get(newsPaths.show('kk', slug, id)).expect(200)
    expect(shown.text).toContain('Үшінші абзац')
    const versions = await admin.get(newsStaffPaths.versions(slug, id))
    expect(versions.text).toMatch(/<del>.*Екінші абзац<\/del>/)
    expect(versions.text).toMatch(/<ins>.*Үшінші абзац<\/ins>/)
    expect(versions.text).toContain('<p class="muted">Бірінші абзац</p>')
    // What is written after that is not shown before it is published.
    const draft = { version: '2', ...kk('Жол жөндеу', 'Жоба'), title_ru: 'Ремонт дороги' }
    await send(newsStaffPaths.edit(slug, id), { fields: draft, act: 'save' }).expect(303)
    expect((await get(newsPaths.show('kk', slug, id))).text).not.toContain('Жоба')
    const log = await portal.deps.db.staffLog.findMany({ where: { subject: `publication ${id}` } })
    expect(log.map(({ detail }) => (detail as { act: string }).act)).toEqual([
      'created',
      'published',
      'changed',
    ])
  })

  test('in one language are shown in it, with a word on that; addresses become links and HTML stays text', async () => {
    const body =
      '# Айдар\n- бірінші\n- https://example.kz/a?b=1&c=2.\n\n<script>alert(1)</script> javascript:alert(1) a@example.kz'
    const id = await write(kk('Тек қазақша', body))
    const page = await get(newsPaths.show('ru', slug, id)).expect(200)
    expect(page.text).toContain('Текст ещё не переведён')
    expect(page.text).toContain('<h1 lang="kk">Тек қазақша</h1>')
    expect(page.text).toContain('<h2>Айдар</h2>')
    expect(page.text).toContain('href="https://example.kz/a?b=1&amp;c=2"')
    expect(page.text).toContain('href="mailto:a@example.kz"')
    expect(page.text).toContain('&lt;script&gt;')
    expect(page.text).not.toContain('href="javascript:')
    expect((await get(newsPaths.show('kk', slug, id))).text).not.toContain('әлі аударылмаған')
  })

  test('are not published without Kazakh words, in the future, or with a picture nobody describes', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#357' } })
      .jpeg()
      .toBuffer()
    const fields = { title_ru: 'Только по-русски', day: '2026-03-12', source_url: 'javascript:alert(1)' }
    const refused = await send(newsStaffPaths.fresh(slug), { fields, photo })
    expect(refused.status).toBe(422)
    expect(errorsOf(refused.text)).toHaveLength(6)
    expect(refused.text).toContain('value="Только по-русски"')
    // The picture came with the form and is still there.
    const [, picture = ''] = /name="picture" value="([\w-]{36})"/.exec(refused.text) ?? []
    await get(newsPaths.picture(picture, 'small')).expect(404)
    const id = await write({ ...kk('Суретпен'), picture, alt_kk: 'Көк аспан', credit: 'А. Серікова' })
    await get(newsPaths.picture(picture, 'small')).expect(200)
    const page = await get(newsPaths.show('kk', slug, id))
    expect(page.text).toContain('alt="Көк аспан"')
    expect(page.text).toContain('Фото: А. Серікова')
    await portal.jobs.get('news.forget')?.run({}, portal.deps.now().add({ hours: 48 }))
    await get(newsPaths.picture(picture, 'large')).expect(200)
    const away = { version: '1', reason: 'Сурет қате' }
    await admin.post(newsStaffPaths.withdraw(slug, id)).set(sameOrigin).type('form').send(away).expect(303)
    await get(newsPaths.show('kk', slug, id)).expect(404)
    await get(newsPaths.picture(picture, 'large')).expect(404)
  })

  test('that two people edit at once are not lost: the second sees both texts', async () => {
    const id = await write(kk('Екеуі бірге', 'Бастапқы'))
    const first = { version: '1', ...kk('Екеуі бірге', 'Бірінші адам') }
    const second = { version: '1', ...kk('Екеуі бірге', 'Екінші адам') }
    const both = await Promise.all(
      [first, second].map((fields) => send(newsStaffPaths.edit(slug, id), { fields })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    const late = both.find(({ status }) => status === 409)
    expect(late?.text).toContain('Бірінші адам')
    expect(late?.text).toContain('Екінші адам')
    expect(versionIn(late?.text ?? '')).toBe('2')
  })

  test('of an office are written by its executor and published by its head alone', async () => {
    const { roads } = portal.cast.offices
    const fields = { ...kk('Мекеме жаңалығы'), office: String(roads) }
    await send(newsStaffPaths.fresh(slug), { fields, as: executor }).expect(404)
    await send(newsStaffPaths.fresh(slug), {
      fields: { ...fields, office: '' },
      act: 'save',
      as: executor,
    }).expect(404)
    const id = await write(fields, { act: 'save', as: executor })
    await send(newsStaffPaths.edit(slug, id), { fields: { ...fields, version: '1' }, as: executor }).expect(
      404,
    )
    const head = await signInAs(portal, 'head@example.kz')
    await send(newsStaffPaths.edit(slug, id), { fields: { ...fields, version: '1' }, as: head }).expect(303)
    await get(newsPaths.show('kk', slug, id)).expect(200)
    const ofCity = await write(kk('Қала жаңалығы'))
    await head.get(newsStaffPaths.edit(slug, ofCity)).expect(404)
  })

  test('stand in an archive by month and topic, in the feed, on the first page and in the search', async () => {
    const id = await write({
      ...kk('Ескі көпір жабылды'),
      title_ru: 'Старый мост закрыт',
      body_ru: 'Объезд по Абая',
      day: '2026-01-15',
      category: 'snow',
    })
    const january = await get(newsPaths.list('ru', slug, { month: '2026-01' }))
    expect(january.text).toContain('Старый мост закрыт')
    expect(january.text).not.toContain('Екеуі бірге')
    expect((await get(newsPaths.list('ru', slug, { month: '2026-01', category: 'snow' }))).text).toContain(
      'Старый мост закрыт',
    )
    const nothing = await get(newsPaths.list('ru', slug, { month: '2025-01', category: 'snow' })).expect(200)
    expect(nothing.text).toContain('По этим условиям новостей нет')
    expect(nothing.text).toContain(newsPaths.list('ru', slug, { category: 'snow' }))
    await get(`${newsPaths.list('ru', slug)}?month=2026-13&page=x`).expect(200)
    const feed = await get(newsPaths.feed('ru', slug)).expect(200)
    expect(feed.headers['content-type']).toContain('application/atom+xml')
    expect(feed.text).toContain(`<id>http://portal.test${newsPaths.show('ru', slug, id)}</id>`)
    expect((await get(`/ru/${slug}`)).text).toContain(newsPaths.list('ru', slug))
    const found = await get(`${searchPaths.page('ru', slug)}?q=${encodeURIComponent('мосты')}`)
    expect(found.text).toContain(newsPaths.show('ru', slug, id))
    const kazakh = await get(`${searchPaths.page('kk', slug)}?q=${encodeURIComponent('көпірді')}`)
    expect(kazakh.text).toContain(newsPaths.show('kk', slug, id))
  })
})

describe('the newsletter', () => {
  test('comes once for what is published first, not for what was withdrawn in time, and one press ends it', async () => {
    const email = 'reader@example.kz'
    portal.setNow(castNow)
    const page = await get(topicPaths.follow('ru', slug, 'news')).expect(200)
    expect(page.text).toContain(newsPaths.feed('ru', slug))
    portal.setNow('2026-03-11T07:00:05Z')
    const fields = { ...hiddenFields(page.text), email, cadence: 'now' }
    const asked = await request(portal.app)
      .post(followingPaths.new('ru', slug))
      .set(sameOrigin)
      .type('form')
      .send(fields)
    await runJobs(portal)
    const [, code = ''] = /^(\d{6})$/m.exec(smtp.lastTo(email).mail.text ?? '') ?? []
    await request(portal.app)
      .post(String(asked.headers['location']))
      .set(sameOrigin)
      .type('form')
      .send({ code })
      .expect(303)
    smtp.arrived.length = 0
    const id = await write({
      ...kk('Хат'),
      title_ru: 'Письмо',
      lead_ru: 'Коротко о письме',
      body_ru: 'Текст',
    })
    await runJobs(portal)
    await send(newsStaffPaths.edit(slug, id), {
      fields: { version: '1', ...kk('Хат'), title_ru: 'Письмо 2' },
    }).expect(303)
    const gone = await write(kk('Қате жаңалық'))
    const away = { version: '1', reason: 'Қате' }
    await admin.post(newsStaffPaths.withdraw(slug, gone)).set(sameOrigin).type('form').send(away).expect(303)
    await runJobs(portal)
    expect(smtp.arrived.map(({ mail }) => mail.subject)).toEqual(['Письмо'])
    const [{ mail } = { mail: null }] = smtp.arrived
    expect(mail?.text).toContain('Коротко о письме')
    const header = mail?.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
    const link = new URL(header.replace(/[<>]/g, '')).pathname
    await request(portal.app).post(link).type('form').send('List-Unsubscribe=One-Click').expect(200)
    await write(kk('Тағы бір хат'))
    await runJobs(portal)
    expect(smtp.arrived).toHaveLength(1)
  })
})

describe('a page', () => {
  test('has the words of the portal until the city writes its own; former words of a consent stay', async () => {
    const href = homePaths.info('ru', slug, 'privacy')
    const before = await get(href)
    const form = await admin.get(newsStaffPaths.fresh(slug, { kind: 'page', code: 'privacy' })).expect(200)
    const [, standard = ''] = /<textarea[^>]*name="body_ru"[^>]*>([^<]*)/.exec(form.text) ?? []
    expect(standard).toContain('# ')
    const words = { ...kk('Дерек', '# Қалада'), title_ru: 'Данные', body_ru: '# В городе\nСвоими словами' }
    await send(newsStaffPaths.fresh(slug, { kind: 'page', code: 'privacy' }), { fields: words }).expect(303)
    const after = await get(href)
    expect(after.text).toContain('Своими словами')
    const [, heading = ''] = /<h2>([^<]+)<\/h2>/.exec(before.text) ?? []
    expect(after.text).not.toContain(`<h2>${heading}</h2>`)
    const [, former = ''] = /href="([^"]*\?version=2026-11-23)"/.exec(after.text) ?? []
    expect((await get(former)).text).toContain(`<h2>${heading}</h2>`)
    // The same page is begun once.
    const again = await send(newsStaffPaths.fresh(slug, { kind: 'page', code: 'privacy' }), { fields: words })
    expect(again.status).toBe(422)
  })

  test('of its own has an address, stands beside the others, and can be gone back to an older version', async () => {
    const path = newsStaffPaths.fresh(slug, { kind: 'page' })
    expect(
      errorsOf((await send(path, { fields: { ...kk('Серіктестер'), code: '../x' } })).text),
    ).toHaveLength(1)
    const sent = await send(path, {
      fields: { ...kk('Серіктестер', 'Бірінші мәтін'), code: 'partners' },
    }).expect(303)
    const [, id = ''] = /\/(\d+)\?/.exec(String(sent.headers['location'])) ?? []
    expect((await get(newsPaths.page('kk', slug, 'partners'))).text).toContain('Бірінші мәтін')
    expect((await get(homePaths.info('kk', slug, 'about'))).text).toContain(
      newsPaths.page('kk', slug, 'partners'),
    )
    const second = { version: '1', ...kk('Серіктестер', 'Екінші мәтін') }
    await send(newsStaffPaths.edit(slug, id), { fields: second }).expect(303)
    const old = await admin.get(newsStaffPaths.edit(slug, id, { from: 1 }))
    expect(old.text).toContain('Бірінші мәтін</textarea>')
    expect(versionIn(old.text)).toBe('2')
    await executor.get(newsStaffPaths.edit(slug, id)).expect(404)
    await get(newsPaths.page('kk', slug, 'about')).expect(404)
    await get(newsPaths.page('kk', 'basqaqala', 'partners')).expect(404)
  })
})

describe('the demo', () => {
  test('has news and pages of every city of the packs, and twice changes nothing', async () => {
    const { deps, cast } = portal
    const feature = (await import('../../src/features.ts')).features.find(({ name }) => name === 'news')
    const city = {
      id: cast.otherCity.id,
      slug: 'oskemen',
      timeZone: 'Asia/Almaty',
      at: deps.now().epochMilliseconds,
    }
    await feature?.demo?.(deps, city)
    await feature?.demo?.(deps, city)
    const rows = await deps.db.publication.findMany({ where: { cityId: city.id } })
    expect(rows.filter(({ kind }) => kind === 'news')).toHaveLength(7)
    expect(rows.filter(({ kind }) => kind === 'page')).toHaveLength(2)
    const page = await get(newsPaths.list('en', cast.otherCity.slug)).expect(200)
    expect(page.text).toContain('Unfavourable weather for the air')
  })
})
