import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let executor: Browser
let head: Browser

beforeAll(async () => {
  portal = await openPortal()
  executor = await signInAs(portal, 'executor@example.kz')
  head = await signInAs(portal, 'head@example.kz')
}, 60_000)
afterAll(() => portal.close())
beforeEach(() => portal.setNow('2026-03-11T07:00:00Z'))

type Filed = Awaited<ReturnType<typeof fileOne>>
const stored = ({ number }: Pick<Filed, 'number'>) =>
  portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
const post = (browser: Browser, path: string, fields: Record<string, string> = {}) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)

/** Ticks complaints and presses an act; answers the address of the run. */
async function begin(browser: Browser, kind: string, filed: readonly Filed[]): Promise<string> {
  const picks: Record<string, string> = {}
  for (const one of filed) picks[`pick.${one.number}`] = String((await stored(one)).version)
  const sent = await post(browser, '/staff/bulk', { kind, ...picks }).expect(303)
  return sent.headers['location'] ?? ''
}

const outcomes = async (run: string) => {
  const items = await portal.deps.db.bulkItem.findMany({
    where: { runId: run.replace('/staff/bulk/', '') },
    orderBy: { position: 'asc' },
  })
  return items.map(({ outcome, reason }) => (reason === null ? outcome : `${outcome} ${reason}`))
}

describe('assigning many', () => {
  test('asks to whom, lists what is left out, and does the rest after ten seconds', async () => {
    const { staff } = portal.cast
    const [one, two, ended] = [await fileOne(portal), await fileOne(portal), await fileOne(portal)]
    const { version } = await stored(ended)
    const text = 'Яма заделана асфальтом десятого марта, движение открыто.'
    await post(executor, `${ended.path}/answer`, { version: String(version), outcome: 'explained', text })
    const run = await begin(head, 'assign', [one, two, ended])
    expect((await head.get(run)).text).toContain('Asel executor')
    expect((await post(head, `${run}/choose`, { staffId: '' }).expect(422)).text).toContain(
      'Выберите исполнителя.',
    )
    await post(head, `${run}/choose`, { staffId: String(staff.executor) }).expect(303)
    const confirm = await head.get(run)
    expect(confirm.text).toContain('Назначить 2 обращения')
    expect(confirm.text).toContain('Пропускается: 1 обращение')
    expect(confirm.text).toContain('Невозможно в этом статусе')
    await post(head, `${run}/start`).expect(303)
    expect((await stored(one)).assigneeId).toBeNull()
    expect((await head.get('/staff/inbox')).text).toContain('Будут назначены 2 обращения')
    await runJobs(portal)
    expect(await outcomes(run)).toEqual(['done', 'done', 'skipped status'])
    expect([(await stored(one)).assigneeId, (await stored(two)).assigneeId]).toEqual([
      staff.executor,
      staff.executor,
    ])
    const result = await head.get(run)
    expect(result.text).toContain('Готово.')
    expect(result.text).not.toContain('/undo')
  })

  test('can be undone before it begins, and then leaves no trace in any history', async () => {
    const filed = await fileOne(portal)
    const before = await stored(filed)
    const run = await begin(head, 'assign', [filed])
    await post(head, `${run}/choose`, { staffId: String(portal.cast.staff.executor) })
    await post(head, `${run}/start`).expect(303)
    await post(executor, `${run}/undo`).expect(404)
    await post(head, `${run}/undo`).expect(303)
    await runJobs(portal)
    expect(await stored(filed)).toEqual(before)
    expect((await head.get(run)).text).toContain('Отменено: ничего не изменилось.')
  })
})

describe('each complaint by itself', () => {
  test('what changed after the confirmation is not done, the others are', async () => {
    const [one, two] = [await fileOne(portal), await fileOne(portal)]
    const run = await begin(executor, 'accept', [one, two])
    await post(executor, `${run}/start`).expect(303)
    await post(head, `${two.path}/note`, { text: 'Позвонить мастеру' })
    await runJobs(portal)
    expect(await outcomes(run)).toEqual(['done', 'failed changed'])
    expect([(await stored(one)).status, (await stored(two)).status]).toEqual(['accepted', 'sent'])
  })

  test('a run that a killed worker left half done is finished, nothing twice', async () => {
    const [one, two] = [await fileOne(portal), await fileOne(portal)]
    const run = await begin(executor, 'note', [one, two])
    await post(executor, `${run}/choose`, { text: 'Осмотреть в пятницу' })
    await post(executor, `${run}/start`)
    const id = run.replace('/staff/bulk/', '')
    await portal.deps.db.bulkRun.update({ where: { id }, data: { state: 'running' } })
    portal.setNow('2026-03-11T07:01:00Z')
    await post(executor, `${one.path}/note`, { text: 'Осмотреть в пятницу' })
    await runJobs(portal)
    expect(await outcomes(run)).toEqual(['done', 'done'])
    const notes = await portal.deps.db.activity.count({
      where: { complaintId: (await stored(one)).id, kind: 'noted' },
    })
    expect(notes).toBe(1)
  })

  test('a person whose account was disabled does nothing any more', async () => {
    const filed = await fileOne(portal)
    const run = await begin(executor, 'accept', [filed])
    await post(executor, `${run}/start`)
    const where = { email: 'executor@example.kz' }
    await portal.deps.db.staff.update({ where, data: { disabledAt: new Date() } })
    await runJobs(portal)
    await portal.deps.db.staff.update({ where, data: { disabledAt: null } })
    expect(await outcomes(run)).toEqual(['failed role'])
  })
})

test('the category of many changes in public, with its reason; what has it is left out', async () => {
  const { categories } = portal.cast
  const [one, two] = [
    await fileOne(portal),
    await fileOne(portal, { categoryId: categories.snow, districtId: null }),
  ]
  const run = await begin(executor, 'category', [one, two])
  const reason = 'Это уборка снега, а не яма'
  await post(executor, `${run}/choose`, { categoryId: String(categories.snow), reason }).expect(303)
  expect((await executor.get(run)).text).toContain('Уже так')
  await post(executor, `${run}/start`)
  await runJobs(portal)
  expect(await outcomes(run)).toEqual(['done', 'skipped same'])
  expect((await stored(one)).categoryId).toBe(categories.snow)
})

test('many are merged into one of them', async () => {
  const [main, copy] = [await fileOne(portal), await fileOne(portal)]
  const run = await begin(executor, 'merge', [main, copy])
  await post(executor, `${run}/choose`, { into: main.number }).expect(303)
  expect((await executor.get(run)).text).toContain('Это само основное обращение')
  await post(executor, `${run}/start`)
  await runJobs(portal)
  expect(await outcomes(run)).toEqual(['skipped itself', 'done'])
  expect(await stored(copy)).toMatchObject({ status: 'merged', mergedIntoId: (await stored(main)).id })
})

test('a table has no contacts and no formulas, is counted, and is its owner’s', async () => {
  const filed = await fileOne(portal, {
    text: '=HYPERLINK("http://evil.example") звоните 8 705 123 45 67',
    phone: '+77051234567',
    email: 'resident@example.kz',
  })
  const run = await begin(executor, 'export', [filed])
  await executor.get(`${run}/complaints.csv`).expect(404)
  await post(executor, `${run}/start`).expect(303)
  const { text } = await executor.get(`${run}/complaints.csv`).expect(200)
  expect(text).toContain(`'=HYPERLINK`)
  expect(text).not.toMatch(/705|resident@/)
  await head.get(`${run}/complaints.csv`).expect(404)
  const { downloads } = await portal.deps.db.bulkRun.findUniqueOrThrow({
    where: { id: run.replace('/staff/bulk/', '') },
  })
  expect(downloads).toBe(1)
  const [written] = await portal.deps.db.staffLog.findMany({ where: { kind: 'exported' } })
  expect(written).toMatchObject({
    ...{ staffId: portal.cast.staff.executor, cityId: portal.cast.city.id },
    ...{ subject: 'complaints', detail: { rows: 1 } },
  })
})

test('what is out of reach cannot be chosen, and nothing ticked comes back with a sentence', async () => {
  const stranger = await fileOne(portal, { categoryId: portal.cast.categories.heating })
  const picks = { [`pick.${stranger.number}`]: '3' }
  const page = await post(executor, '/staff/bulk', { kind: 'note', ...picks }).expect(422)
  expect(page.text).toContain('Отметьте хотя бы одно обращение.')
  const nothing = await post(executor, '/staff/bulk', { kind: 'answer' }).expect(422)
  expect(nothing.text).toContain('Выберите действие.')
})

test('a whole filter is taken in its order, two hundred at most', async () => {
  const sent = await post(executor, '/staff/bulk', {
    kind: 'export',
    all: '1',
    back: 'channel=letter',
  }).expect(422)
  expect(sent.text).toContain('Отметьте хотя бы одно обращение.')
  const letters = [await fileOne(portal, { channel: 'letter' }), await fileOne(portal, { channel: 'letter' })]
  const all = await post(executor, '/staff/bulk', {
    kind: 'export',
    all: '1',
    back: 'channel=letter',
  }).expect(303)
  expect(await outcomes(all.headers['location'] ?? '')).toHaveLength(letters.length)
})
