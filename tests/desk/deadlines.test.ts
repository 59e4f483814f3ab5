import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { complaintPaths, recordRefusedMail } from '../../src/features/complaints/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { fileOne } from './file-one.ts'

/**
 * Every date here was counted by hand on a paper calendar: fifteen working days, the first the day after the receipt.
 * Off are weekends, 9 March (moved from the 8th) and Nauryz, 23 to 25 March 2026.
 */
const dueOf = {
  'filed on Wednesday, 11 March': '2026-04-06',
  'filed on 11 March at 18:31, so registered on the 12th': '2026-04-07',
  'passed on in time, on Monday, 16 March': '2026-04-09',
  'passed on late, granted on Wednesday, 18 March': '2026-04-13',
  'extended by two weeks': '2026-04-20',
  'asked on the 12th, no reply': '2026-04-09',
  'asked on the 12th, replied on the 13th': '2026-04-07',
  'asked on the 12th, replied the same day': '2026-04-06',
  'a part that was split off on Friday, 13 March': '2026-04-08',
  'reopened on Friday, 27 March': '2026-04-17',
} as const
const resident = '2026-04-06'

let portal: Portal
let executor: Browser
let head: Browser
let controller: Browser
let housing: Browser

beforeAll(async () => {
  portal = await openPortal()
  await portal.deps.db.staff.create({
    data: {
      email: 'housing@example.kz',
      name: 'Marat housing',
      positionKk: 'маман',
      positionRu: 'специалист',
      positionEn: 'specialist',
      createdAt: new Date('2025-01-01T00:00:00Z'),
      roles: {
        create: { cityId: portal.cast.city.id, officeId: portal.cast.offices.housing, role: 'executor' },
      },
    },
  })
  executor = await signInAs(portal, 'executor@example.kz')
}, 60_000)
afterAll(() => portal.close())
beforeEach(() => at('2026-03-11', '12:00'))

/** Local time of the city; whoever acts signs in anew, since a session lasts twelve hours. */
async function at(day: string, time = '12:00') {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  portal.setNow(
    new Date(Date.parse(`${day}T00:00:00Z`) + ((hours - 5) * 60 + minutes) * 60_000).toISOString(),
  )
  executor = await signInAs(portal, 'executor@example.kz')
  head = await signInAs(portal, 'head@example.kz')
  controller = await signInAs(portal, 'controller@example.kz')
  housing = await signInAs(portal, 'housing@example.kz')
}

type Filed = Awaited<ReturnType<typeof fileOne>>
const stored = ({ number }: Pick<Filed, 'number'>) =>
  portal.deps.db.complaint.findUniqueOrThrow({
    where: { number },
    include: { custodies: { orderBy: { no: 'asc' } } },
  })
const dueOn = async (filed: Pick<Filed, 'number'>) => (await stored(filed)).dueOn?.toISOString().slice(0, 10)
const kinds = async ({ number }: Filed) =>
  (await portal.deps.db.activity.findMany({ where: { complaint: { number } }, orderBy: { seq: 'asc' } })).map(
    ({ kind }) => kind,
  )
/** The end of the first office's term without pauses: what the figures of the city go by. */
const residentsDue = async (filed: Filed) => {
  const [first] = (await stored(filed)).custodies
  const end = first?.grossDueAt ?? first?.dueAt
  return end && new Date(end.getTime() + 5 * 3_600_000).toISOString().slice(0, 10)
}

async function post(by: Browser, filed: Filed, act: string, fields: Record<string, string | number> = {}) {
  const { version } = await stored(filed)
  return by
    .post(`${filed.path}/${act}`)
    .set(sameOrigin)
    .type('form')
    .send({ version, ...fields })
}

/** Sends an act that must succeed. */
async function done(by: Browser, filed: Filed, act: string, fields: Record<string, string | number> = {}) {
  const answer = await post(by, filed, act, fields)
  expect([act, answer.status]).toEqual([act, 303])
}

/** What the resident sends from their own page. */
async function reply(filed: Filed, act: 'reply' | 'verdict', fields: Record<string, string>) {
  const { version } = await stored(filed)
  const path = complaintPaths.act('ru', portal.cast.city.slug, filed.secretToken, act)
  const answer = await request(portal.app)
    .post(path)
    .set(sameOrigin)
    .type('form')
    .send({ version: String(version), ...fields })
  expect(answer.status).toBe(303)
}

const why = 'Двор обслуживает отдел жилья, это внутриквартальный проезд'
const answer = 'Яма заделана асфальтом, движение по полосе открыто, работы приняты.'

describe('registration', () => {
  test('within working hours, and after them', { tags: ['long'] }, async () => {
    expect(await dueOn(await fileOne(portal))).toBe(dueOf['filed on Wednesday, 11 March'])
    await at('2026-03-11', '18:31')
    expect(await dueOn(await fileOne(portal))).toBe(
      dueOf['filed on 11 March at 18:31, so registered on the 12th'],
    )
  })
})

describe('transfer', () => {
  test('is free on the third working day and gives the new office a term of its own', async () => {
    const filed = await fileOne(portal)
    await at('2026-03-16', '17:00')
    await done(executor, filed, 'transfer', { officeId: portal.cast.offices.housing, reason: why })
    expect(await dueOn(filed)).toBe(dueOf['passed on in time, on Monday, 16 March'])
    expect(await residentsDue(filed)).toBe(resident)
    expect(await stored(filed)).toMatchObject({ officeId: portal.cast.offices.housing, pending: '' })
  })

  test('is a request on the fourth, which the controller alone decides', async () => {
    const filed = await fileOne(portal)
    await at('2026-03-17')
    await done(executor, filed, 'transfer', { officeId: portal.cast.offices.housing, reason: why })
    expect(await stored(filed)).toMatchObject({ officeId: portal.cast.offices.roads, pending: 'transfer' })
    expect(await dueOn(filed)).toBe(resident)
    // neither the office itself nor twice
    expect((await post(head, filed, 'decide-transfer', { decision: 'grant' })).status).toBe(409)
    const again = { officeId: portal.cast.offices.akimat, reason: why }
    expect((await post(head, filed, 'transfer', again)).status).toBe(409)

    await at('2026-03-18')
    expect((await controller.get(filed.path)).text).toContain(why)
    await done(controller, filed, 'decide-transfer', { decision: 'grant' })
    expect(await dueOn(filed)).toBe(dueOf['passed on late, granted on Wednesday, 18 March'])
    expect(await residentsDue(filed)).toBe(resident)
    expect(await kinds(filed)).toEqual(['filed', 'registered', 'sent', 'transfer_asked', 'transferred'])
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    expect(shown.text).toContain('Передано позже')
    expect(shown.text).not.toContain('Запрошена')
  })

  test('to an organisation outside is a request too, and its letter goes out when it is granted', {
    tags: ['long'],
  }, async () => {
    const filed = await fileOne(portal)
    await at('2026-03-17')
    const letter = 'Направляем обращение жителя по вашей компетенции, просим ответить заявителю.'
    const outside = { officeId: portal.cast.offices.power, reason: why, text: letter }
    expect((await executor.get(`${filed.path}?act=forward&lang=ru`)).text).toContain(
      'Запросить позднюю передачу в другую организацию',
    )
    await done(executor, filed, 'forward', outside)
    expect(await stored(filed)).toMatchObject({ status: 'sent', pending: 'transfer' })
    await executor.get(`${filed.path}/letter`).expect(404)
    expect((await post(head, filed, 'forward', outside)).status).toBe(409)

    expect((await controller.get(`${filed.path}?act=decide-transfer`)).text).toContain(letter)
    await done(controller, filed, 'decide-transfer', { decision: 'grant' })
    expect(await stored(filed)).toMatchObject({ status: 'forwarded', pending: '' })
    expect(await kinds(filed)).toEqual([
      ...['filed', 'registered', 'sent', 'transfer_asked', 'lettered', 'forwarded'],
    ])
    expect((await executor.get(`${filed.path}/letter`).expect(200)).text).toContain(letter)
  })

  test('that the controller refuses moves nothing', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal)
    await at('2026-03-17')
    await done(executor, filed, 'transfer', { officeId: portal.cast.offices.housing, reason: why })
    expect((await post(controller, filed, 'decide-transfer', { decision: 'refuse' })).status).toBe(422)
    await done(controller, filed, 'decide-transfer', { decision: 'refuse', reason: 'Это дорога города' })
    expect(await dueOn(filed)).toBe(resident)
    expect(await stored(filed)).toMatchObject({ officeId: portal.cast.offices.roads, pending: '' })
  })

  test('back and forth never moves the clock of the resident', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal)
    for (let round = 0; round < 2; round++) {
      await done(executor, filed, 'transfer', { officeId: portal.cast.offices.housing, reason: why })
      await done(housing, filed, 'transfer', { officeId: portal.cast.offices.roads, reason: why })
    }
    expect(await residentsDue(filed)).toBe(resident)
    expect(await stored(filed)).toMatchObject({ transferCount: 4 })
  })
})

describe('extension', () => {
  const wish = {
    dueOn: dueOf['extended by two weeks'],
    reason: 'Ждём сухой погоды, асфальт не укладывают в дождь',
  }

  test('is asked by the executor, decided by the head, told to the resident and shown to everybody', async () => {
    const filed = await fileOne(portal, { email: 'aigul@example.kz' })
    await at('2026-03-18')
    await done(executor, filed, 'extend', wish)
    expect(await dueOn(filed)).toBe(resident)
    expect((await post(executor, filed, 'decide-extension', { decision: 'grant' })).status).toBe(409)
    await runJobs(portal)
    await done(head, filed, 'decide-extension', { decision: 'grant' })
    expect(await dueOn(filed)).toBe(dueOf['extended by two weeks'])
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    expect(shown.text).toContain('Ждём сухой погоды')
    // the notice leaves with the next job, far within the three days of the law
    expect((await runJobs(portal))['complaints.notify']).toBe(1)
    // the law knows no third clock: what was granted is the resident's date as well
    expect(await residentsDue(filed)).toBe(dueOf['extended by two weeks'])
  })

  test('is to be told by phone where no mail goes', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal, { phone: '+77051234567' })
    await done(executor, filed, 'extend', wish)
    await done(head, filed, 'decide-extension', { decision: 'grant' })
    // three working days after Wednesday, 11 March
    expect((await executor.get(filed.path)).text).toContain('Сообщите по телефону не позже 16 марта 2026')
  })

  test('asked by a head is decided by the controller', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal)
    await done(head, filed, 'extend', wish)
    expect(await stored(filed)).toMatchObject({ pending: 'extension_controller' })
    expect((await post(head, filed, 'decide-extension', { decision: 'grant' })).status).toBe(409)
    await done(controller, filed, 'decide-extension', { decision: 'refuse', reason: 'Работы уже идут' })
    expect(await dueOn(filed)).toBe(resident)
    expect(await kinds(filed)).toContain('extension_refused')
  })

  test.each([
    ['2026-04-06', 'после нынешнего срока'],
    ['2026-06-08', 'слишком далеко'],
  ])('to %s is not taken: later than the term, at most two months', async (day, sentence) => {
    const filed = await fileOne(portal)
    const refused = await post(executor, filed, 'extend', { ...wish, dueOn: day })
    expect([refused.status, refused.text.includes(sentence)]).toEqual([422, true])
    expect(await stored(filed)).toMatchObject({ pending: '' })
  })

  test('cannot heal a term that is over', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal)
    await done(executor, filed, 'extend', wish)
    await at('2026-04-07')
    expect((await post(head, filed, 'decide-extension', { decision: 'grant' })).status).toBe(409)
    expect(await dueOn(filed)).toBe(resident)
  })
})

describe('a question to the resident', () => {
  const question = { text: 'У какого подъезда находится яма, назовите номер дома?' }

  test('holds the clock of the office for three working days at most, and then it runs on by itself', async () => {
    const filed = await fileOne(portal)
    await at('2026-03-12')
    await done(executor, filed, 'ask', question)
    expect(await dueOn(filed)).toBe(dueOf['asked on the 12th, no reply'])
    await at('2026-03-17', '23:00')
    await portal.jobs.get('complaints.terms')?.run({}, portal.deps.now())
    expect(await kinds(filed)).not.toContain('resumed')
    await at('2026-03-18', '10:00')
    await portal.jobs.get('complaints.terms')?.run({}, portal.deps.now())
    await portal.jobs.get('complaints.terms')?.run({}, portal.deps.now())
    expect((await kinds(filed)).filter((kind) => kind === 'resumed')).toHaveLength(1)
    expect(await dueOn(filed)).toBe(dueOf['asked on the 12th, no reply'])
    await at('2026-03-19')
    await reply(filed, 'reply', { text: 'У второго подъезда' })
    expect(await dueOn(filed)).toBe(dueOf['asked on the 12th, no reply'])
    expect(await residentsDue(filed)).toBe(resident)
  })

  test('ends at once when the mail with it is refused, and whoever works on it is told', {
    tags: ['long'],
  }, async () => {
    const filed = await fileOne(portal, { email: 'dead@example.kz' })
    const { id } = await stored(filed)
    await at('2026-03-12')
    await done(executor, filed, 'ask', question)
    expect(await dueOn(filed)).toBe(dueOf['asked on the 12th, no reply'])
    await at('2026-03-12', '15:00')
    await recordRefusedMail(portal.deps, { complaintId: id, refusal: '5.1.1' })
    await recordRefusedMail(portal.deps, { complaintId: id, refusal: '5.1.1' })
    await runJobs(portal)
    expect((await kinds(filed)).filter((kind) => kind === 'resumed')).toHaveLength(1)
    expect(await dueOn(filed)).toBe(dueOf['asked on the 12th, replied the same day'])
    expect((await stored(filed)).status).toBe('clarify')
    const told = await portal.deps.db.termNotice.findMany({ where: { complaintId: id } })
    expect(told.map(({ stage, staffId }) => [stage, staffId])).toEqual([
      ['undelivered', portal.cast.staff.executor],
    ])
    expect((await executor.get(`${filed.path}?lang=ru`)).text).toContain('Вопрос до заявителя не дошёл')
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    expect(shown.text).toContain('Вопрос до заявителя не дошёл')
    expect((await executor.get('/staff/notices?lang=ru')).text).toContain('Вопрос не дошёл')
  })

  test('holds nothing where it cannot arrive, unless somebody can be called', {
    tags: ['long'],
  }, async () => {
    for (const [phone, expected] of [
      [null, resident],
      ['+77011234567', dueOf['asked on the 12th, no reply']],
    ] as const) {
      const filed = await fileOne(portal, { email: 'dead@example.kz', phone })
      await recordRefusedMail(portal.deps, { complaintId: (await stored(filed)).id, refusal: '5.1.1' })
      await at('2026-03-12')
      await done(executor, filed, 'ask', question)
      expect(await dueOn(filed)).toBe(expected)
      portal.setNow('2026-03-11T07:00:00Z')
    }
  })

  test.each([
    ['2026-03-12', '17:00', dueOf['asked on the 12th, replied the same day']],
    ['2026-03-13', '10:00', dueOf['asked on the 12th, replied on the 13th']],
    // a weekend is no working day, so nothing of it is added
    ['2026-03-15', '10:00', dueOf['asked on the 12th, replied on the 13th']],
  ])('holds it until the reply, here of %s', async (day, time, expected) => {
    const filed = await fileOne(portal)
    await at('2026-03-12', '10:00')
    await done(executor, filed, 'ask', question)
    await at(day, time)
    await reply(filed, 'reply', { text: 'У второго подъезда, дом 12' })
    expect(await dueOn(filed)).toBe(expected)
    expect(await residentsDue(filed)).toBe(resident)
  })

  test('holds it once: a hundred more questions move nothing', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal)
    for (let round = 0; round < 4; round++) {
      await done(executor, filed, 'ask', question)
      await reply(filed, 'reply', { text: `Ответ ${round}` })
    }
    expect(await dueOn(filed)).toBe(resident)
    expect((await stored(filed)).custodies[0]).toMatchObject({ pauses: 1 })
  })

  test('asked after the term is over holds nothing', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal)
    await at('2026-04-07')
    await done(executor, filed, 'ask', question)
    expect(await dueOn(filed)).toBe(resident)
  })
})

describe('what ends, joins and begins again', () => {
  test('a refusal ends the stay within its term', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal)
    await at('2026-03-20')
    await done(executor, filed, 'refuse', { ground: 'repeated', text: answer })
    expect(await stored(filed)).toMatchObject({ status: 'rejected', outcome: 'refused' })
    expect(await dueOn(filed)).toBe(resident)
  })

  test('merging and parting leave both terms as they were', { tags: ['long'] }, async () => {
    const main = await fileOne(portal)
    await at('2026-03-12')
    const filed = await fileOne(portal)
    const before = await dueOn(filed)
    await done(executor, filed, 'merge', { number: main.number })
    expect([await dueOn(filed), await dueOn(main)]).toEqual([before, resident])
    await done(executor, filed, 'unmerge', { reason: 'Это другая яма, через дорогу' })
    expect(await dueOn(filed)).toBe(before)
  })

  test('a part that is split off has a term of its own, the rest keeps its own', {
    tags: ['long'],
  }, async () => {
    const filed = await fileOne(portal, { email: 'aigul@example.kz' })
    await runJobs(portal)
    await at('2026-03-13')
    await done(executor, filed, 'split', {
      text: 'Во дворе школы не работает отопление в спортзале',
      categoryId: portal.cast.categories.heating,
      officeId: portal.cast.offices.housing,
      reason: 'Отопление ведёт отдел жилья, яму мы',
    })
    const mother = await stored(filed)
    const part = await portal.deps.db.complaint.findFirstOrThrow({ where: { splitFromId: mother.id } })
    expect(await dueOn(part)).toBe(dueOf['a part that was split off on Friday, 13 March'])
    expect(await dueOn(filed)).toBe(resident)
    expect(part).toMatchObject({ officeId: portal.cast.offices.housing, status: 'sent', shown: true })
    // linked both ways, for everybody and at the desk; the resident hears of both
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', filed.number))
    const numberIn = (number: string) => `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`
    expect(shown.text).toContain(numberIn(part.number))
    expect((await housing.get(`/staff/complaints/${part.number}`).expect(200)).text).toContain(
      numberIn(filed.number),
    )
    expect((await runJobs(portal))['complaints.notify']).toBe(2)
    // their own page leads to the own page of the part, where they confirm or reopen it
    const mine = await request(portal.app).get(
      complaintPaths.mine('ru', portal.cast.city.slug, filed.secretToken),
    )
    const [before = ''] = mine.text.split('Выделенная часть')
    const href = [...before.matchAll(/<a href="([^"]*\/mine\/[^"]*)"/g)].at(-1)?.[1] ?? ''
    expect((await request(portal.app).get(href).expect(200)).text).toContain('не работает отопление')
  })

  test('a reopened complaint has a new term from the day it was reopened', { tags: ['long'] }, async () => {
    const filed = await fileOne(portal)
    await at('2026-03-20')
    await done(executor, filed, 'answer', { outcome: 'explained', text: answer })
    await at('2026-03-27')
    await reply(filed, 'verdict', { verdict: 'no', text: 'Яма на месте, ничего не сделано' })
    expect(await stored(filed)).toMatchObject({ status: 'reopened' })
    expect(await dueOn(filed)).toBe(dueOf['reopened on Friday, 27 March'])
  })
})

test('the desk says why the date is what it is', async () => {
  const filed = await fileOne(portal)
  await at('2026-03-12')
  await done(executor, filed, 'ask', { text: 'У какого подъезда находится яма, назовите номер дома?' })
  const page = (await executor.get(filed.path)).text
  expect(page).toContain('Срок ведомства приостановлен')
  expect(page).toContain('Срок заявителя')
  expect(page).toContain('kz-2026')
})
