import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workDeskPaths, workPaths } from '../../src/features/works/paths.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { plantStreets } from './planned.ts'

let portal: Portal
let executor: Browser
let head: Browser
let work: string

const slug = 'synaqqala'
const form = {
  kind: 'road',
  office: 'roads',
  titleKk: 'Абай даңғылына асфальт төсеу',
  titleRu: 'Укладка асфальта на проспекте Абая',
  whyRu: 'Покрытие износилось',
  startsOn: '2026-03-16',
  endsOn: '2026-03-20',
  contractor: 'ТОО «Жол»',
  sum: '12 500 000',
  contractUrl: 'https://goszakup.gov.kz/ru/contract/1',
  officePhone: '55-01-02',
  street0: 'проспект Абая',
  houses0: '2–40 чётные',
  shape: JSON.stringify({
    type: 'LineString',
    coordinates: [
      [82.55, 49.95],
      [82.57, 49.95],
    ],
  }),
}

beforeAll(async () => {
  portal = await openPortal()
  await plantStreets(portal)
  executor = await signInAs(portal, 'executor@example.kz')
  head = await signInAs(portal, 'head@example.kz')
})
afterAll(() => portal?.close())

const post = (browser: Browser, path: string, fields: object) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)
const look = async (path: string) => (await request(portal.app).get(path).expect(200)).text
const at = (address: string) => look(workPaths.at('ru', slug, { address }))
const versionIn = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
const act = async (browser: Browser, name: string, fields: object) => {
  const page = await browser.get(workDeskPaths.work(slug, work)).expect(200)
  return post(browser, workDeskPaths.act(slug, work, name), { version: versionIn(page.text), ...fields })
}

describe('a work from the draft to its end', () => {
  it('is prepared in the office and nobody else sees it', async () => {
    const answer = await post(executor, workDeskPaths.fresh(slug), form).expect(303)
    work = /works\/synaqqala\/(\d+)/.exec(String(answer.headers['location']))?.[1] ?? ''
    expect(work).not.toBe('')
    await request(portal.app)
      .get(workPaths.show('ru', slug, work))
      .expect(404)
    expect(await look(workPaths.list('ru', slug))).not.toContain(form.titleRu)
    expect(await at('Абая 12')).toContain('Здесь ничего не запланировано')
  })

  it('is published by the head, not by who prepared it', async () => {
    const refused = await act(executor, 'publish', {})
    expect(refused.status).toBe(404)
    const done = await act(head, 'publish', {})
    expect(done.status).toBe(303)
    const page = await look(workPaths.show('ru', slug, work))
    expect(page).toContain(form.titleRu)
    expect(page).toContain('16 марта 2026')
    expect(page).toContain('+7 723 255 01 02')
    expect(page).toMatch(/12\s500\s000\s?₸/u)
    expect(page).toContain('чётная сторона')
  })

  it('is found at its addresses and at no others', async () => {
    expect(await at('пр. Абая, 12/4')).toContain(form.titleRu)
    expect(await at('Абай даңғылы, 40')).toContain(form.titleRu)
    expect(await at('Абая 13')).toContain('Здесь ничего не запланировано')
    expect(await at('Абая 42')).toContain('Планы известны до')
    expect(await at('Иртышская 5')).toContain('Здесь ничего не запланировано')
  })

  it('moves with a reason only, and says so when it moved twice', async () => {
    const dates = { startsOn: '2026-03-23', endsOn: '2026-03-27', startsTime: '', endsTime: '' }
    const silent = await act(head, 'move', dates)
    expect(silent.status).toBe(422)
    expect(silent.text).toContain('Напишите причину')
    expect((await act(head, 'move', { ...dates, reasonRu: 'Сильный мороз' })).status).toBe(303)
    expect(await look(workPaths.show('ru', slug, work))).toContain('Сильный мороз')
    expect(await look(workPaths.show('ru', slug, work))).not.toContain('Срок переносили')
    const again = { ...dates, startsOn: '2026-03-30', endsOn: '2026-04-03', reasonKk: 'Асфальт жоқ' }
    expect((await act(head, 'move', again)).status).toBe(303)
    const page = await look(workPaths.show('ru', slug, work))
    expect(page).toContain('Срок переносили 2 раза')
    expect(page).toContain('Асфальт жоқ')
    expect(page).toContain('Сильный мороз')
  })

  it('shows both versions to the slower of two', async () => {
    const page = await head.get(workDeskPaths.work(slug, work)).expect(200)
    const version = versionIn(page.text)
    const save = (contractor: string) =>
      post(head, workDeskPaths.work(slug, work), { ...form, version, contractor })
    await save('ТОО «Быстрый»').expect(303)
    const late = await save('ТОО «Медленный»').expect(409)
    expect(late.text).toContain('ТОО «Быстрый»')
    expect(late.text).toContain('ТОО «Медленный»')
  })

  it('is done with a result, and then nothing happens to it any more', async () => {
    portal.setNow('2026-04-04T07:00:00Z')
    head = await signInAs(portal, 'head@example.kz')
    expect(await look(workPaths.list('ru', slug))).toContain('о завершении не сообщили')
    expect((await act(head, 'finish', { reasonRu: 'Уложено 1,2 км' })).status).toBe(303)
    expect(await look(workPaths.show('ru', slug, work))).toContain('Уложено 1,2 км')
    expect(await look(workPaths.list('ru', slug))).not.toContain(form.titleRu)
    expect(await look(workPaths.list('ru', slug, { state: 'done' }))).toContain(form.titleRu)
    expect((await act(head, 'cancel', { reasonRu: 'Передумали' })).status).toBe(404)
  })

  it('goes on again with a new end and a reason, and a new end in the past says nothing', async () => {
    const dates = { startsOn: '2026-03-30', endsOn: '2026-04-03', startsTime: '', endsTime: '' }
    const past = await act(head, 'move', { ...dates, endsOn: '2026-04-02', reasonRu: 'Ошибка' })
    expect(past.status).toBe(422)
    expect(past.text).toContain('Новое окончание должно быть в будущем')
    const longer = { ...dates, endsOn: '2026-04-10', reasonRu: 'Остался тротуар' }
    expect((await act(head, 'move', longer)).status).toBe(303)
    const page = await look(workPaths.show('ru', slug, work))
    expect(page).toContain('Работы возобновлены')
    expect(page).toContain('Остался тротуар')
    expect(await look(workPaths.list('ru', slug))).toContain(form.titleRu)
  })

  it('says what is wrong with a form, with what was typed in it', async () => {
    const bad = {
      ...form,
      titleKk: '',
      titleRu: '',
      endsOn: '2026-03-01',
      street0: 'Несуществующая',
      sum: 'много',
    }
    executor = await signInAs(portal, 'executor@example.kz')
    const answer = await post(executor, workDeskPaths.fresh(slug), bad).expect(422)
    for (const sentence of [
      'что будут делать',
      'Окончание должно быть позже',
      'нет в списке города',
      'Сумма должна быть числом',
    ]) {
      expect(answer.text).toContain(sentence)
    }
    expect(answer.text).toContain('value="Несуществующая"')
  })

  it('points a fault at the row in which the street stands, and cuts no long list of streets', async () => {
    const gap = await post(executor, workDeskPaths.fresh(slug), {
      ...form,
      street1: '',
      street4: 'Несуществующая',
    }).expect(422)
    expect(gap.text).toContain('href="#street4"')
    expect(gap.text).not.toContain('href="#street1"')
    const many = Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => [`street${index}`, 'проспект Абая']),
    )
    const refused = await post(executor, workDeskPaths.fresh(slug), { ...form, ...many }).expect(422)
    expect(refused.text).toContain('не больше 100 улиц')
    const { street100: _last, ...fits } = many
    const made = await post(executor, workDeskPaths.fresh(slug), { ...form, ...fits }).expect(303)
    const id = Number(/(\d+)\?/.exec(String(made.headers['location']))?.[1])
    expect(await portal.deps.db.workStreet.count({ where: { workId: id } })).toBe(100)
  })
})
