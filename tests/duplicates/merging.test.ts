import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyActivity } from '../../src/features/activity/index.ts'
import { checkProjections, complaintPaths, formatNumber } from '../../src/features/complaints/index.ts'
import { refreshFigures, statisticsPaths } from '../../src/features/statistics/index.ts'
import { happen } from '../complaints/history.ts'
import { fileOne } from '../desk/file-one.ts'
import { wordsOf } from '../filing/resident.ts'
import { addPhoto } from '../support/lived-in.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let executor: Browser
let controller: Browser

beforeAll(async () => {
  portal = await openPortal()
  executor = await signInAs(portal, 'executor@example.kz')
  controller = await signInAs(portal, 'controller@example.kz')
}, 60_000)
afterAll(() => portal?.close())

const stored = (number: string) =>
  portal.deps.db.complaint.findUniqueOrThrow({
    where: { number },
    include: { activity: { orderBy: { seq: 'asc' } }, custodies: true },
  })

async function post(browser: Browser, number: string, act: string, fields: Record<string, string>) {
  const { version } = await stored(number)
  return browser
    .post(`/staff/complaints/${number}/${act}`)
    .set(sameOrigin)
    .type('form')
    .send({ version, ...fields })
}

const publicPage = async (number: string) =>
  wordsOf(
    (
      await request(portal.app)
        .get(complaintPaths.show('ru', 'synaqqala', number))
        .expect(200)
    ).text,
  )

let looks = 0

/** Of another window each time, which has not been counted before. */
async function mergedInFigures(): Promise<number> {
  await refreshFigures(portal.deps, portal.cast.city.id)
  const window = { from: `2026-02-${String(++looks).padStart(2, '0')}`, to: '2026-03-11' }
  const path = statisticsPaths.figures('ru', 'synaqqala', 'json', window)
  return (await request(portal.app).get(path).expect(200)).body.outcomes.merged
}

describe('staff merge', () => {
  it('shows candidates with how alike they are, and merges into the chosen one', async () => {
    const main = await fileOne(portal)
    const twin = await fileOne(portal, { text: 'Глубокая яма возле школы, объезжают по тротуару' })
    const page = await executor.get(`${twin.path}?act=merge`).expect(200)
    expect(page.text).toContain(`value="${main.number}"`)
    expect(wordsOf(page.text)).toMatch(/похоже на \d+ %/)
    expect((await post(executor, twin.number, 'merge', { into: main.number })).status).toBe(303)
    const merged = await stored(twin.number)
    expect(merged).toMatchObject({ status: 'merged', open: false, outcome: 'merged' })
    expect(merged.custodies).toMatchObject([{ endKind: 'merged' }])
    expect(await publicPage(twin.number)).toContain(`Открыть обращение ${formatNumber(main.number)}`)
    expect(await publicPage(main.number)).toContain('2 человека')
  })

  it('parts again with the term that it had', async () => {
    const main = await fileOne(portal)
    const other = await fileOne(portal)
    await happen(portal, other.number, { kind: 'accepted' })
    const before = await stored(other.number)
    await post(executor, other.number, 'merge', { number: formatNumber(main.number) })
    expect((await post(executor, other.number, 'unmerge', { reason: 'нет' })).status).toBe(422)
    expect(
      (await post(executor, other.number, 'unmerge', { reason: 'Это другая яма, у соседнего дома' })).status,
    ).toBe(303)
    const after = await stored(other.number)
    expect(after).toMatchObject({
      ...{ status: 'accepted', open: true, outcome: null, mergedIntoId: null },
      ...{ dueOn: before.dueOn, dueAt: before.dueAt, officeId: before.officeId },
    })
    expect(after.custodies).toMatchObject([{ endKind: 'open', endAt: null, no: 1 }])
    expect(await publicPage(other.number)).toContain('Это другая яма, у соседнего дома')
    expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
    expect(await verifyActivity(portal.deps.pool)).toEqual([])
  })

  it('is in the figures only as long as it lasts', async () => {
    const main = await fileOne(portal)
    const other = await fileOne(portal)
    const before = await mergedInFigures()
    await post(executor, other.number, 'merge', { number: main.number })
    expect(await mergedInFigures()).toBe(before + 1)
    await post(executor, other.number, 'unmerge', { reason: 'Это другая яма, у соседнего дома' })
    expect(await mergedInFigures()).toBe(before)
    await post(executor, other.number, 'merge', { number: main.number })
    expect(await mergedInFigures()).toBe(before + 1)
  })

  it('says why it cannot be', async () => {
    const main = await fileOne(portal)
    const other = await fileOne(portal)
    const third = await fileOne(portal)
    const hidden = await fileOne(portal, { visibility: 'staff' })
    await post(executor, other.number, 'merge', { number: main.number })
    const refused = async (number: string) => {
      const res = await post(executor, third.number, 'merge', { number })
      expect(res.status).toBe(422)
      return wordsOf(res.text)
    }
    expect(await refused(other.number)).toContain('само объединено')
    expect(await refused(third.number)).toContain('номер самого обращения')
    expect(await refused(hidden.number)).toContain('видят только сотрудники')
    expect(await refused('261104831728')).toContain('нет обращения с таким номером')
    expect(await refused('')).toContain('12 цифр')
    expect((await stored(third.number)).status).toBe('sent')
  })

  it('makes no circle when two merge each into the other', async () => {
    const [one, two] = [await fileOne(portal), await fileOne(portal)]
    const answers = await Promise.all([
      post(executor, one.number, 'merge', { number: two.number }),
      post(controller, two.number, 'merge', { number: one.number }),
    ])
    // Whoever comes second is told so, at the write or already at the look before it.
    const [done, refused] = answers.map(({ status }) => status).toSorted()
    expect(done).toBe(303)
    expect([409, 422]).toContain(refused)
    const statuses = [(await stored(one.number)).status, (await stored(two.number)).status]
    expect(statuses.filter((status) => status === 'merged')).toHaveLength(1)
  })
})

it('tells staff that a picture was seen in another complaint within the year', async () => {
  const [old, fresh] = [await fileOne(portal), await fileOne(portal)]
  const ids = [await addPhoto(portal, old.number, 'before'), await addPhoto(portal, fresh.number, 'before')]
  const hash = 0x70e1d2c3b4a59687n
  const [first = '', second = ''] = ids
  await portal.deps.db.photo.update({ where: { id: first }, data: { dhash: hash } })
  await portal.deps.db.photo.update({ where: { id: second }, data: { dhash: hash ^ 5n } })
  const seen = wordsOf((await executor.get(fresh.path).expect(200)).text)
  expect(seen).toContain('Такое же фото')
  expect(seen).toContain(formatNumber(old.number))
  await portal.deps.db.complaint.update({
    where: { number: old.number },
    data: { receivedAt: new Date('2025-01-01T00:00:00Z') },
  })
  expect(wordsOf((await executor.get(fresh.path).expect(200)).text)).not.toContain('Такое же фото')
})

describe('residents of merged complaints', () => {
  it('hear of the merging and of the answer to the main one, with their own number and link', async () => {
    const main = await fileOne(portal)
    const twin = await fileOne(portal, { email: 'aigul@example.kz' })
    await runJobs(portal)
    await post(executor, twin.number, 'merge', { into: main.number })
    await post(executor, main.number, 'note', { text: 'Ішкі жазба' })
    await executor
      .post(`/staff/complaints/${main.number}/refuse`)
      .set(sameOrigin)
      .type('form')
      .send({
        version: (await stored(main.number)).version,
        ground: 'repeated',
        text: 'Участок уже отремонтирован в марте.',
      })
      .expect(303)
    await runJobs(portal)
    const sent = (await readMails(portal)).filter(({ head }) => head.includes('aigul@example.kz'))
    const number = formatNumber(twin.number)
    expect(sent).toHaveLength(3)
    const merged = sent.find(({ text }) => text.includes(`уже есть обращение ${formatNumber(main.number)}`))
    expect(merged?.text).toContain(number)
    const answer = sent.find(({ text }) => text.includes('Участок уже отремонтирован'))?.text
    expect(answer).toContain(number)
    expect(answer).toContain(`ответ по обращению ${formatNumber(main.number)}`)
    expect(answer).toContain(twin.secretToken)
    expect(sent.some(({ text }) => text.includes('Ішкі жазба'))).toBe(false)
  })
})
