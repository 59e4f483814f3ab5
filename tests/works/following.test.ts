import request from 'supertest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { followingPaths, topicPaths } from '../../src/features/following/index.ts'
import { workDeskPaths, workPaths, worksTopic } from '../../src/features/works/paths.ts'
import { hiddenFields } from '../filing/resident.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'
import { plantStreets } from './planned.ts'

let smtp: MailServer
let portal: Portal
let head: Browser
let abai: number
const slug = 'synaqqala'
const email = 'neighbour@example.kz'

beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
  abai = (await plantStreets(portal)).abai
  head = await signInAs(portal, 'head@example.kz')
})
afterAll(async () => {
  await portal?.close()
  await smtp?.close()
})

const post = (browser: Browser | ReturnType<typeof request.agent>, path: string, fields: object) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)
const letters = (whose = email) =>
  smtp.arrived
    .filter(({ to, mail }) => to === whose && !/код/i.test(mail.subject ?? ''))
    .map(({ mail }) => mail)

/** Follows a topic with a confirmed address. */
async function follow(address: string, topic: string): Promise<void> {
  const page = await request(portal.app)
    .get(topicPaths.follow('ru', slug, topic))
    .expect(200)
  // Nobody fills a form in no time
  portal.setNow(portal.deps.now().add({ seconds: 5 }).toString())
  const sent = await post(request.agent(portal.app), followingPaths.new('ru', slug), {
    ...hiddenFields(page.text),
    ...{ email: address, cadence: 'now' },
  }).expect(303)
  await runJobs(portal)
  const [, code = ''] = /^(\d{6})$/m.exec(smtp.lastTo(address).mail.text ?? '') ?? []
  await post(request.agent(portal.app), String(sent.headers['location']), { code }).expect(303)
}

it('who follows a street hears of what is new, moved and called off there, once each', async () => {
  const page = await request(portal.app)
    .get(topicPaths.follow('ru', slug, worksTopic(abai)))
    .expect(200)
  expect(page.text).toContain('пр. Абая: работы и отключения')
  await request(portal.app)
    .get(topicPaths.follow('ru', slug, 'works:street:99999'))
    .expect(404)
  await follow(email, worksTopic(abai))

  const form = {
    ...{ kind: 'water_off', office: 'roads', titleRu: 'Замена задвижки', street0: 'пр. Абая' },
    ...{ startsOn: '2026-03-12', startsTime: '09:00', endsOn: '2026-03-12', endsTime: '17:00' },
  }
  const made = await post(head, workDeskPaths.fresh(slug), form).expect(303)
  const id = /(\d+)\?/.exec(String(made.headers['location']))?.[1] ?? ''
  const act = async (name: string, version: number, fields = {}) => {
    await post(head, workDeskPaths.act(slug, id, name), { version: String(version), ...fields }).expect(303)
    await runJobs(portal)
  }
  await runJobs(portal)
  expect(letters()).toEqual([])
  await act('publish', 1)
  expect(letters().map(({ subject }) => subject)).toEqual(['Новое: Замена задвижки'])
  expect(letters()[0]?.text).toMatch(/12 марта 2026\sг\., 09:00–17:00/u)
  expect(letters()[0]?.text).toContain(`http://portal.test${workPaths.show('ru', slug, id)}`)
  const later = { startsOn: '2026-03-13', startsTime: '09:00', endsOn: '2026-03-13', endsTime: '17:00' }
  await act('move', 2, { ...later, reasonRu: 'Нет деталей' })
  await act('cancel', 3, { reasonRu: 'Утечку устранили раньше' })
  expect(letters().map(({ subject }) => subject)).toEqual([
    'Новое: Замена задвижки',
    'Срок перенесён: Замена задвижки',
    'Отменено: Замена задвижки',
  ])
  expect(letters()[1]?.text).toContain('Причина: Нет деталей')
  expect(letters()[2]?.text).toContain('Утечку устранили раньше')
})

it('an outage that is over is no news, and one that overruns its end is', async () => {
  const before = letters().length
  const form = {
    ...{ kind: 'power_off', office: 'roads', titleRu: 'Ремонт подстанции', street0: 'пр. Абая' },
    ...{ startsOn: '2026-03-10', startsTime: '09:00', endsOn: '2026-03-10', endsTime: '17:00' },
  }
  const made = await post(head, workDeskPaths.fresh(slug), form).expect(303)
  const id = /(\d+)\?/.exec(String(made.headers['location']))?.[1] ?? ''
  await post(head, workDeskPaths.act(slug, id, 'publish'), { version: '1' }).expect(303)
  await runJobs(portal)
  expect(letters().length).toBe(before)
  const longer = { startsOn: '2026-03-10', startsTime: '09:00', endsOn: '2026-03-12', endsTime: '20:00' }
  const desk = await head.get(workDeskPaths.work(slug, id)).expect(200)
  expect(desk.text).toContain('Продлить или возобновить')
  await post(head, workDeskPaths.act(slug, id, 'move'), {
    ...{ version: '2', ...longer, reasonRu: 'Сгорел второй трансформатор' },
  }).expect(303)
  await runJobs(portal)
  expect(letters().length).toBe(before + 1)
  expect(letters().at(-1)?.text).toContain('Сгорел второй трансформатор')
  const page = await request(portal.app)
    .get(workPaths.show('ru', slug, id))
    .expect(200)
  expect(page.text).toContain('Сгорел второй трансформатор')
  expect(page.text).toContain(portal.deps.texts.in('ru')('works:state.underway'))
})

it('a list brings one letter to each follower, with all its rows, also of streets that a row adds', async () => {
  const both = 'both@example.kz'
  const { id: ertis } = await portal.deps.db.street.findFirstOrThrow({ where: { nameRu: 'Иртышская' } })
  await follow(both, worksTopic())
  await follow(both, worksTopic(ertis))
  const bring = async (rows: string[]) => {
    const file = ['id,kind,titleRu,starts,ends,streets,office', ...rows].join('\n')
    const sent = await head
      .post(workDeskPaths.imports(slug))
      .set(sameOrigin)
      .attach('file', Buffer.from(file), 'works.csv')
      .expect(303)
    await head.post(`${sent.headers['location']}/apply`).set(sameOrigin).expect(303)
    await runJobs(portal)
  }
  const row = (n: number, streets: string) => `l-${n},road,Ремонт ${n},16.03.2026,20.03.2026,${streets},roads`
  const seen = letters(both).length
  await bring([...Array.from({ length: 60 }, (_, n) => row(n, 'ул. Иртышская')), row(99, 'пр. Абая')])
  expect(letters(both).length).toBe(seen + 1)
  const text = letters(both).at(-1)?.text ?? ''
  expect(text).toContain('61')
  expect(text).toContain('Новое: Ремонт 0')
  expect(text).toContain('на странице')
  await bring([row(99, '"пр. Абая; ул. Иртышская"')])
  expect(letters(both).length).toBe(seen + 2)
  expect(letters(both).at(-1)?.subject).toContain('Теперь и на вашей улице')
})

it('works of a whole district are told to followers of its streets, once, and say why', async () => {
  const told = async (titleRu: string, where: Record<string, string>) => {
    const form = {
      ...{ kind: 'water_off', office: 'roads', titleRu, ...where },
      ...{ startsOn: '2026-03-18', startsTime: '09:00', endsOn: '2026-03-18', endsTime: '17:00' },
    }
    const made = await post(head, workDeskPaths.fresh(slug), form).expect(303)
    const id = /(\d+)\?/.exec(String(made.headers['location']))?.[1] ?? ''
    await post(head, workDeskPaths.act(slug, id, 'publish'), { version: '1' }).expect(303)
    const before = letters().length
    await runJobs(portal)
    return letters().slice(before)
  }
  // Nobody knows in which district the street lies
  const [first, ...more] = await told('Насосная станция', { district: 'west' })
  expect(more).toEqual([])
  expect(first?.text).toContain('Работы касаются всего района')
  expect(await told('Колодец', { district: 'east', street0: 'пр. Абая' })).toHaveLength(1)
  expect(await told('Другая станция', { district: 'west' })).toEqual([])
  expect(await told('Своя станция', { district: 'east' })).toHaveLength(1)
})

it('a work that comes to concern a whole district is told to followers of its streets', async () => {
  const form = {
    ...{ kind: 'water_off', office: 'roads', titleRu: 'Ремонт коллектора', district: 'east' },
    ...{ startsOn: '2026-03-19', startsTime: '09:00', endsOn: '2026-03-19', endsTime: '17:00' },
  }
  const made = await post(head, workDeskPaths.fresh(slug), { ...form, street0: 'ул. Иртышская' }).expect(303)
  const id = /(\d+)\?/.exec(String(made.headers['location']))?.[1] ?? ''
  await post(head, workDeskPaths.act(slug, id, 'publish'), { version: '1' }).expect(303)
  await runJobs(portal)
  const before = letters().length
  await post(head, workDeskPaths.work(slug, id), { ...form, version: '2' }).expect(303)
  await runJobs(portal)
  expect(
    letters()
      .slice(before)
      .map(({ subject }) => subject),
  ).toEqual([expect.stringContaining('Теперь и на вашей улице')])
})
