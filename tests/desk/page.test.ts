import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cityBySlug } from '../../src/features/city/index.ts'
import { addToComplaint } from '../../src/features/complaints/actions/add-to-complaint.ts'
import { giveVerdict } from '../../src/features/complaints/actions/give-verdict.ts'
import type { ResidentAct } from '../../src/features/complaints/actions/resident-act.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { fileOne } from './file-one.ts'

let portal: Portal
let executor: Browser
let registrar: Browser

beforeAll(async () => {
  portal = await openPortal()
  executor = await signInAs(portal, 'executor@example.kz')
  registrar = await signInAs(portal, 'registrar@example.kz')
}, 60_000)
afterAll(() => portal.close())
beforeEach(() => portal.setNow('2026-03-11T07:00:00Z'))

type Filed = Awaited<ReturnType<typeof fileOne>>
const stored = ({ number }: Pick<Filed, 'number'>) =>
  portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })

/** Posts an act with the version that is stored now, unless told another. */
async function post(
  browser: Browser,
  filed: Filed,
  act: string,
  fields: Record<string, string | number> = {},
) {
  const { version } = await stored(filed)
  return browser
    .post(`${filed.path}/${act}`)
    .set(sameOrigin)
    .type('form')
    .send({ version, ...fields })
}

/** What the resident writes by the secret link. */
async function says(filed: Filed, text: string, act: 'add' | 'no' = 'add') {
  const city = await cityBySlug(portal.deps, portal.cast.city.slug)
  if (city === null) throw new Error('the cast has no city')
  const { id, version } = await stored(filed)
  const said: ResidentAct = { city, complaintId: id, seenVersion: version, text, photos: [] }
  if (act === 'add') await addToComplaint(portal.deps, said)
  else await giveVerdict(portal.deps, { ...said, verdict: 'no' })
}

const goodAnswer = 'Яма заделана асфальтом десятого марта, движение по полосе открыто.'
const reason = 'Двор обслуживает отдел жилья, это внутриквартальный проезд'
const numberIn = ({ number }: Filed) => `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`

describe('a complaint that was passed on', () => {
  test('leads whoever cannot follow it back to the inbox, which says so', async () => {
    const filed = await fileOne(portal)
    const moved = await post(executor, filed, 'transfer', { officeId: portal.cast.offices.housing, reason })
    expect(moved.status).toBe(303)
    const inbox = await executor.get(moved.headers['location'] ?? '').expect(200)
    expect(inbox.text).toContain(`Обращение ${numberIn(filed)} передано.`)
  })

  test('stays open to the registrar of the whole city', async () => {
    const filed = await fileOne(portal)
    const moved = await post(registrar, filed, 'transfer', { officeId: portal.cast.offices.housing, reason })
    const page = await registrar.get(moved.headers['location'] ?? '').expect(200)
    expect(page.text).toContain('Обращение передано.')
  })

  test('is said of no complaint that this person has not passed on', async () => {
    const filed = await fileOne(portal)
    const inbox = await executor.get(`/staff/inbox?passed=${numberIn(filed)}`).expect(200)
    expect(inbox.text).not.toContain('передано.')
  })
})

test('an address alone claims nothing to have been done', async () => {
  const filed = await fileOne(portal)
  const page = await executor.get(`${filed.path}?done=answer`).expect(200)
  expect(page.text).not.toContain('Ответ опубликован.')
  await post(executor, filed, 'note', { text: 'Позвонить мастеру участка' })
  expect((await executor.get(`${filed.path}?done=note`)).text).toContain('Заметка сохранена.')
})

describe('words of the resident that wait for a moderator', () => {
  test('are in the view of moderation, marked in the history, and published by the registrar', async () => {
    const filed = await fileOne(portal)
    await says(filed, 'Смотрите видео на www.example.kz')
    expect(await stored(filed)).toMatchObject({ publication: 'published', shown: true, wordsHeld: true })

    const view = await registrar.get('/staff/inbox?view=moderation')
    expect(view.text).toContain(numberIn(filed))
    const page = await registrar.get(filed.path)
    expect(page.text).toContain('Новые слова заявителя ещё не опубликованы')
    expect(page.text).toContain('Ещё не опубликовано: в тексте есть ссылка')
    expect(page.text).toContain('?act=publish#act')

    expect((await post(registrar, filed, 'publish')).status).toBe(303)
    expect(await stored(filed)).toMatchObject({ wordsHeld: false })
    expect((await registrar.get(filed.path)).text).not.toContain('Ещё не опубликовано')
    expect((await registrar.get('/staff/inbox?view=moderation')).text).not.toContain(numberIn(filed))
  })

  test('are found although the complaint has ended', async () => {
    const held = await fileOne(portal, { text: 'Яма у дома, видео на www.example.kz' })
    await post(executor, held, 'answer', { outcome: 'explained', text: goodAnswer })
    expect(await stored(held)).toMatchObject({ open: false, publication: 'held' })
    const view = await registrar.get('/staff/inbox?view=moderation')
    expect(view.text).toContain(numberIn(held))
    expect(view.text).toMatch(/На проверке<\/span>\s*<span class="count numeric">1</)
  })

  test('that came from a robot, it seems, say so', async () => {
    const filed = await fileOne(portal, { suspicions: ['robot'] })
    expect((await registrar.get(filed.path)).text).toContain('обращение похоже на отправленное автоматически')
  })

  test('need no look when only staff will ever read them', async () => {
    const filed = await fileOne(portal, { visibility: 'staff' })
    await says(filed, 'Смотрите видео на www.example.kz')
    expect((await registrar.get('/staff/inbox?view=moderation')).text).not.toContain(numberIn(filed))
    const page = await registrar.get(filed.path)
    expect(page.text).not.toContain('?act=publish#act')
    expect(page.text).not.toContain('?act=hide#act')
  })
})

describe('what the resident wrote last', () => {
  test('waits in a view until somebody of staff has dealt with it, also after the answer', async () => {
    const filed = await fileOne(portal)
    const isWaiting = async () =>
      (await executor.get('/staff/inbox?view=replied')).text.includes(numberIn(filed))
    expect(await isWaiting()).toBe(false)
    await says(filed, 'Яма стала ещё глубже')
    expect(await isWaiting()).toBe(true)
    await post(registrar, filed, 'hide', { reason: 'В тексте указаны чужие данные' })
    expect(await isWaiting()).toBe(true)
    await post(executor, filed, 'answer', { outcome: 'explained', text: goodAnswer })
    expect(await isWaiting()).toBe(false)
    await says(filed, 'Спасибо, но рядом есть ещё одна')
    expect(await isWaiting()).toBe(true)
    await post(executor, filed, 'note', { text: 'Заявителю посоветовали подать новое обращение' })
    expect(await isWaiting()).toBe(false)
  })
})

describe('where it is', () => {
  test('a point without any words is shown and leads to the map', async () => {
    const filed = await fileOne(portal, { address: '', districtId: null, point: { lat: 49.95, lon: 82.55 } })
    const page = await executor.get(filed.path)
    expect(page.text).toContain('49.95000, 82.55000')
    const [, href = ''] = /<a href="([^"]+)">49\.95000/.exec(page.text) ?? []
    expect(href).toContain('/ru/synaqqala/complaints/map?bbox=')
    expect(page.text).not.toContain('не указано')
  })
})

describe('the deadline', () => {
  // A session lasts twelve hours, and the clock is moved by days.
  const why = async (filed: Filed) => {
    const page = await (await signInAs(portal, 'registrar@example.kz')).get(filed.path)
    const [box = ''] = /<details class="disclosure" id="why">.*?<\/details>/s.exec(page.text) ?? []
    return box.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  }

  test('is explained by what set it last', async () => {
    const filed = await fileOne(portal)
    expect(await why(filed)).toMatch(/Срок ведомства 6 апреля 2026 .*Зарегистрировано/)
    portal.setNow('2026-03-13T07:00:00Z')
    const later = await signInAs(portal, 'registrar@example.kz')
    await post(later, filed, 'transfer', { officeId: portal.cast.offices.housing, reason })
    const moved = await why(filed)
    // 15 working days; 23 to 25 March are days off
    expect(moved).toMatch(/Срок ведомства 8 апреля 2026 .*Передано в другое ведомство .*13 марта 2026/)
    expect(moved).toContain('Срок заявителя 6 апреля 2026')
  })

  test('is kept by the first answer of the office, as the figures count it', async () => {
    const filed = await fileOne(portal)
    await post(executor, filed, 'plan', {
      plannedOn: '2026-06-10',
      text: 'Заделаем, когда подсохнет дорога.',
    })
    portal.setNow('2026-06-10T07:00:00Z')
    // The session has not outlived those months.
    const later = await signInAs(portal, 'executor@example.kz')
    await post(later, filed, 'answer', { outcome: 'explained', text: goodAnswer })
    expect((await later.get(filed.path)).text).toContain('ответ дан в срок')
  })

  test('no plan is for later than a year from now', async () => {
    const filed = await fileOne(portal)
    const plan = (plannedOn: string) =>
      post(executor, filed, 'plan', { plannedOn, text: 'Заделаем, когда подсохнет дорога.' })
    const far = await plan('2062-03-20')
    expect([far.status, far.text.includes('не позже чем через год')]).toEqual([422, true])
    expect((await plan('2027-03-12')).status).toBe(422)
    expect((await plan('2027-03-11')).status).toBe(303)
  })
})

describe('a form with mistakes', () => {
  test('does not take on what has happened meanwhile as seen', async () => {
    const filed = await fileOne(portal)
    const { version } = await stored(filed)
    await post(registrar, filed, 'ask', { text: 'Уточните, у какого подъезда находится яма?' })
    const short = await post(executor, filed, 'plan', { version, plannedOn: '2026-03-20', text: 'Сделаем' })
    expect(short.status).toBe(422)
    expect(short.text).toContain(`name="version" value="${version}"`)
    const again = await post(executor, filed, 'plan', {
      version,
      plannedOn: '2026-03-20',
      text: 'Заделаем, когда подсохнет дорога.',
    })
    expect(again.status).toBe(409)
    expect(again.text).toContain('Уточните, у какого подъезда находится яма?')
  })

  test('is not lost when there is nothing to answer any more', async () => {
    const filed = await fileOne(portal)
    const { version } = await stored(filed)
    await post(executor, filed, 'answer', { outcome: 'explained', text: goodAnswer })
    const late = await post(executor, filed, 'answer', { version, text: 'Выезжали вчера' })
    expect(late.status).toBe(422)
    expect(late.text).toContain('Выезжали вчера')
    expect(late.text).toContain(goodAnswer)
  })

  test('that did not arrive whole says so, and not that the text is missing', async () => {
    const filed = await fileOne(portal)
    const cut = await executor
      .post(`${filed.path}/answer`)
      .set(sameOrigin)
      .field({ version: '3', outcome: 'explained', text: 'я'.repeat(120_000) })
    expect(cut.status).toBe(413)
    expect(cut.text).not.toContain('Напишите текст.')
  })

  test('a version that is no number gets a sentence', async () => {
    const filed = await fileOne(portal)
    for (const version of ['x', '1.5', '-1']) {
      const bad = await post(executor, filed, 'accept', { version })
      expect(bad.status).toBe(422)
      expect(bad.text).toContain('Обновите страницу')
    }
  })
})

test('an answer in English is none to a resident who wrote in Russian', async () => {
  const filed = await fileOne(portal)
  const text = 'The pothole was filled with asphalt on the tenth of March.'
  const refused = await post(executor, filed, 'answer', { outcome: 'explained', text })
  expect([refused.status, refused.text.includes('по-русски')]).toEqual([422, true])
})

test.each([
  [{ email: 'a@example.kz' }, 'эл. почта, уведомления отправляются'],
  [{ phone: '+77051234567' }, 'только телефон, уведомления не отправляются'],
  [{}, 'не указаны, заявитель следит по ссылке'],
])('whether the resident gets notices: %j', async (contacts, sentence) => {
  const page = await executor.get((await fileOne(portal, contacts)).path)
  expect(page.text).toContain(sentence)
  expect(page.text).not.toMatch(/a@example\.kz|77051234567/)
})

test('to whom it was given stays readable when that person has left', async () => {
  const { db } = portal.deps
  const filed = await fileOne(portal)
  const { head } = portal.cast.staff
  await post(executor, filed, 'assign', { staffId: head })
  await db.staff.update({ where: { id: head }, data: { disabledAt: new Date('2026-03-11T06:00:00Z') } })
  const page = await executor.get(filed.path)
  expect(page.text).toMatch(/Назначен исполнитель.*Asel head/s)
  expect((await executor.get(`${filed.path}?act=assign`)).text).not.toContain(`<option value="${head}"`)
  await db.staff.update({ where: { id: head }, data: { disabledAt: null } })
})

test('a reopened complaint stands in its view with the term of the reopening', async () => {
  const filed = await fileOne(portal)
  await post(executor, filed, 'answer', { outcome: 'explained', text: goodAnswer })
  portal.setNow('2026-03-12T07:00:00Z')
  await says(filed, 'Яма на месте', 'no')
  const later = await signInAs(portal, 'executor@example.kz')
  const view = await later.get('/staff/inbox?view=reopened')
  expect(view.text).toContain(numberIn(filed))
  // 15 working days after 12 March
  expect((await later.get(filed.path)).text).toMatch(/Срок заявителя<\/dt>\s*<dd>7 апреля 2026/)
})
