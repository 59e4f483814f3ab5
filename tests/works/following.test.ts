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
const letters = () =>
  smtp.arrived
    .filter(({ to, mail }) => to === email && !/код/i.test(mail.subject ?? ''))
    .map(({ mail }) => mail)

it('who follows a street hears of what is new, moved and called off there, once each', async () => {
  const follow = await request(portal.app)
    .get(topicPaths.follow('ru', slug, worksTopic(abai)))
    .expect(200)
  expect(follow.text).toContain('пр. Абая: работы и отключения')
  await request(portal.app)
    .get(topicPaths.follow('ru', slug, 'works:street:99999'))
    .expect(404)
  portal.setNow('2026-03-11T07:00:05Z')
  const sent = await post(request.agent(portal.app), followingPaths.new('ru', slug), {
    ...hiddenFields(follow.text),
    ...{ email, cadence: 'now' },
  }).expect(303)
  await runJobs(portal)
  const [, code = ''] = /^(\d{6})$/m.exec(smtp.lastTo(email).mail.text ?? '') ?? []
  await post(request.agent(portal.app), String(sent.headers['location']), { code }).expect(303)

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
