import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintPaths, formatNumber } from '../../src/features/complaints/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { answered, file, happen } from './history.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal?.close())

const get = (url: string) => request(portal.app).get(url)
const show = (number: string, lang: 'kk' | 'ru' | 'en' = 'ru') =>
  get(complaintPaths.show(lang, 'synaqqala', number))

describe('the public page of a complaint', () => {
  it('tells what, where, who answers and until when', async () => {
    const { number } = await file(portal)
    const { status, text, headers } = await show(number)
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('public, max-age=0, s-maxage=20, stale-if-error=580')
    expect(headers['set-cookie']).toBeUndefined()
    expect(text).toContain('<h1>Яма<span class="complaint-place" lang="kk">Абай көшесі, 12</span></h1>')
    expect(text).toContain('<p class="prose" lang="kk">Аулаға кіреберісте үлкен шұңқыр бар.</p>')
    expect(text).toContain(formatNumber(number))
    expect(text).toContain('Управление: Дороги')
    expect(text).toContain('По правилу города: Яма × весь город')
    // Filed on Wednesday 11 March 2026; 15 working days, with 23 to 25 March off for Nauryz.
    expect(text).toContain('6 апреля 2026')
    expect(text).toContain('Направлено в ведомство')
    expect(text).toContain('Текст на казахском языке')
    expect(text).not.toContain('noindex')
  })

  it('speaks the language of its address, in dates and names too', async () => {
    const { number } = await file(portal)
    expect((await show(number, 'kk')).text).toContain('2026\u00A0ж. 6 сәуір')
    expect((await show(number, 'en')).text).toContain('Department: Roads')
  })

  it('shows the official answer with its office, position and how to complain', async () => {
    const { number } = await file(portal)
    await happen(portal, number, { kind: 'accepted' }, answered('Шұңқыр жөнделді.'))
    const { text } = await show(number)
    const box = text.slice(text.indexOf('class="answer stack"'))
    expect(box).toContain('<p class="prose" lang="kk">Шұңқыр жөнделді.</p>')
    expect(box).toContain('Решено')
    expect(box).toContain('Главный специалист')
    expect(box).toContain('до 11 июня 2026')
    expect(text).toContain('Ответ дан в срок'.toLowerCase())
  })

  it('never hides a transfer, its reason and the new term', async () => {
    const { number } = await file(portal)
    const { offices } = portal.cast
    await happen(portal, number, {
      kind: 'transferred',
      payload: {
        fromOfficeId: offices.roads,
        toOfficeId: offices.housing,
        reason: 'Двор, не дорога.',
        late: true,
        dueOn: '2026-04-10',
        dueAt: Date.parse('2026-04-10T18:59:59.999Z'),
        calendar: 'x',
      },
    })
    const { text } = await show(number)
    expect(text).toContain('Двор, не дорога.')
    expect(text).toContain('Дороги → Управление: Жильё')
    expect(text).toContain('Передано позже установленного законом срока')
    expect(text).toContain('Срок ответа: 10 апреля 2026')
  })

  it('tells the newest first', async () => {
    const { number } = await file(portal)
    await happen(portal, number, { kind: 'accepted' }, { kind: 'started' })
    const { text } = await show(number)
    const history = text.slice(text.indexOf('id="timeline"'))
    expect(history.indexOf('Работы начаты')).toBeLessThan(history.indexOf('Принято ведомством'))
    expect(history.indexOf('Принято ведомством')).toBeLessThan(history.indexOf('Обращение подано'))
  })

  it('says nothing of internal rows', async () => {
    const { number } = await file(portal)
    await happen(portal, number, { kind: 'noted', payload: { text: 'между нами' } })
    const { text } = await show(number)
    expect(text).not.toContain('между нами')
    expect(text).not.toContain('Внутренняя')
  })

  it('prints what people wrote as text, whatever it is', async () => {
    const canary = `<img src=x onerror=alert(1)>"'><script>1</script>{{x}}`
    const { number } = await file(portal, { text: canary, address: canary, landmark: canary })
    await happen(portal, number, answered(canary))
    const { text } = await show(number)
    expect(text).not.toContain('<img src=x')
    expect(text).not.toContain('<script>1')
    expect(text.match(/&lt;img src=x/g)?.length).toBeGreaterThanOrEqual(4)
  })

  it('answers 304 while nothing changed', async () => {
    const { number } = await file(portal)
    const { headers } = await show(number)
    const again = await show(number).set('If-None-Match', String(headers['etag']))
    expect(again.status).toBe(304)
  })
})

describe('what is not shown, and why', () => {
  const secrets = ['сары үйдің', 'Бейбітшілік көшесі']
  const hidden = { text: `сары үйдің ауласы`, address: 'Бейбітшілік көшесі, 5' }

  it('held: state and reasons, no words of the resident', async () => {
    const { number } = await file(portal, { ...hidden, text: `${hidden.text}, www.example.kz` })
    const { status, text } = await show(number)
    expect(status).toBe(200)
    for (const secret of [...secrets, 'www.example.kz']) expect(text).not.toContain(secret)
    expect(text).toContain('В тексте есть ссылка.')
    expect(text).toContain('Управление: Дороги')
    expect(text).toContain('<meta name="robots" content="noindex">')
  })

  it('hidden by a moderator: the reason, and the words are gone', async () => {
    const { number } = await file(portal, hidden)
    await happen(portal, number, { kind: 'hidden', payload: { reason: 'Оскорбление' } })
    const { text } = await show(number)
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).toContain('Оскорбление')
    expect(text).toContain('Модератор скрыл текст и фото')
  })

  it('for staff only: number and state, nothing else', async () => {
    const { number } = await file(portal, { ...hidden, categoryId: portal.cast.categories.violence })
    const { status, text } = await show(number)
    expect(status).toBe(200)
    expect(text).toContain(formatNumber(number))
    expect(text).toContain('Направлено в ведомство')
    for (const secret of [...secrets, 'Насилие', 'Управление', 'Западный район'])
      expect(text).not.toContain(secret)
  })

  it('words that the resident adds with a phone number wait for a moderator, the rest stays', async () => {
    const { number } = await file(portal)
    await happen(portal, number, {
      kind: 'added',
      by: 'resident',
      payload: { text: 'видео www.example.kz', photos: [], held: ['link'] },
    })
    const before = await show(number)
    expect(before.text).not.toContain('www.example.kz')
    expect(before.text).toContain('Текст проверяет модератор')
    expect(before.text).toContain('үлкен шұңқыр')
    await happen(portal, number, { kind: 'published', payload: { reason: 'номер открытый' } })
    expect((await show(number)).text).toContain('видео www.example.kz')
  })

  it('merged: leads to the main complaint', async () => {
    const main = await file(portal)
    const { number } = await file(portal)
    const { id } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number: main.number } })
    await happen(portal, number, { kind: 'merged', payload: { intoId: id, intoNumber: main.number } })
    const { text } = await show(number)
    expect(text).toContain(`href="${complaintPaths.show('ru', 'synaqqala', main.number)}"`)
  })

  it('forwarded, rejected and withdrawn say so and why', async () => {
    const forwarded = await file(portal)
    await happen(portal, forwarded.number, {
      kind: 'forwarded',
      payload: { to: 'КТЖ', reason: 'Железная дорога' },
    })
    expect((await show(forwarded.number)).text).toContain('Передано в другую организацию: КТЖ')

    const rejected = await file(portal)
    await happen(portal, rejected.number, {
      kind: 'refused',
      payload: { ground: 'private_matter', text: 'Спор соседей.', lang: 'ru' },
    })
    const { text } = await show(rejected.number)
    expect(text).toContain('Спор между частными лицами, рассматривается судом')
    expect(text).toContain('АППК')

    const withdrawn = await file(portal)
    await happen(portal, withdrawn.number, { kind: 'withdrawn', by: 'resident', payload: { text: '' } })
    expect((await show(withdrawn.number)).text).toContain('С обращением больше никто не работает')
  })
})

describe('numbers', () => {
  it('without dashes lead to the one address', async () => {
    const { number } = await file(portal)
    const { status, headers } = await get(`/ru/synaqqala/complaints/${number}`)
    expect([status, headers['location']]).toEqual([301, complaintPaths.show('ru', 'synaqqala', number)])
  })

  it('with a wrong check digit are a typing error, right ones that nobody has are missing', async () => {
    const { number } = await file(portal)
    const wrong = number.slice(0, 11) + ((Number(number[11]) + 1) % 10)
    const typo = await get(`/ru/synaqqala/complaints/${wrong}`)
    expect(typo.status).toBe(404)
    expect(typo.text).toContain('В номере опечатка')
    const missing = await get('/ru/synaqqala/complaints/2603-0000-0000')
    expect([missing.status, missing.text.includes('опечатка')]).toEqual([404, true])
    const free = await get(`/ru/synaqqala/complaints/${formatNumber('260300000006')}`)
    expect(free.status).toBe(404)
  })

  it('of another city lead there', async () => {
    const { number } = await file(portal)
    const { status, headers } = await get(complaintPaths.show('en', 'basqaqala', number))
    expect([status, headers['location']]).toEqual([302, complaintPaths.show('en', 'synaqqala', number)])
  })

  it('that are no numbers are other pages', async () => {
    const { status, text } = await get('/ru/synaqqala/complaints/abc')
    expect(status).toBe(404)
    expect(text).not.toContain('опечатка')
  })

  it('are found by the form, as people type them', async () => {
    const { number } = await file(portal)
    const found = await get('/kk/synaqqala/complaints/track').query({
      number: ` № ${number.slice(0, 4)} ${number.slice(4)} `,
    })
    expect([found.status, found.headers['location']]).toEqual([
      302,
      complaintPaths.show('kk', 'synaqqala', number),
    ])
    const form = await get('/kk/synaqqala/complaints/track')
    expect(form.status).toBe(200)
    const short = await get('/kk/synaqqala/complaints/track').query({ number: '123' })
    expect(short.status).toBe(422)
    expect(short.text).toContain('value="123"')
  })
})
