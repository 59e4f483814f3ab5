import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addLetterScan } from '../../src/features/complaints/index.ts'
import { takeApart } from '../../src/features/operator/talk/take-apart.ts'
import { newToken } from '../../src/platform/crypto/token.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { beginCall, call, desk, locationOf, newestComplaint, post, saveCall } from './at-the-desk.ts'

let portal: Portal
let operator: Browser

beforeAll(async () => {
  portal = await openPortal()
  operator = await signInAs(portal, 'operator@example.kz')
})
afterAll(() => portal?.close())

const db = () => portal.deps.db
const letter = { ...call, channel: 'letter', wish: 'number', readOut: '' }
const pdf = Buffer.from('%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n')

function sendScan(path: string, fields: Record<string, string>, bytes: Buffer) {
  let sending = operator.post(path).set(sameOrigin)
  for (const [name, value] of Object.entries(fields)) sending = sending.field(name, value)
  return sending.attach('scan', bytes, { filename: 'letter.pdf', contentType: 'application/pdf' })
}

describe('a letter as PDF', () => {
  test('goes with the complaint, to whoever may see contacts, as a download that runs nowhere', async () => {
    const begun = await sendScan(desk, { ...letter, key: newToken(), act: 'keep' }, pdf).expect(303)
    const talk = locationOf(begun).replace(/[?#].*/, '')
    // Sent twice it is one.
    await sendScan(talk, { ...letter, act: 'keep' }, pdf).expect(303)
    expect((await operator.get(talk)).text).toMatch(/name="removeScan"/)
    expect(await db().letterScan.count()).toBe(1)
    await saveCall(operator, talk, letter)
    const { number, id } = await newestComplaint(portal)
    const scan = await db().letterScan.findFirstOrThrow({ where: { complaintId: id } })
    const address = `/staff/complaints/${number}/letters/${scan.id}`
    const looks = await db().staffLook.count()
    const got = await operator.get(address).buffer(true).expect(200)
    expect(got.headers['content-type']).toBe('application/pdf')
    expect(got.headers['content-disposition']).toMatch(/^attachment;/)
    expect(got.headers['content-security-policy']).toBe("default-src 'none'; sandbox")
    expect(got.headers['cache-control']).toContain('no-store')
    expect(Number(got.headers['content-length'])).toBe(pdf.length)
    expect(await db().staffLook.count()).toBe(looks + 1)
    // Nobody else's, and nothing in public.
    await operator.get(address.replace(/.$/, scan.id.endsWith('0') ? '1' : '0')).expect(404)
    expect((await operator.get(`/kk/synaqqala/complaints/${number}`)).text).not.toContain(scan.id)
  })

  test('that comes a moment after its form was sent goes with the complaint', async () => {
    const talk = await beginCall(operator, letter)
    await saveCall(operator, talk, letter)
    const { id } = await newestComplaint(portal)
    const { formKey } = await db().complaint.findUniqueOrThrow({ where: { id }, select: { formKey: true } })
    const scan = { key: 'a'.repeat(64), bytes: 7 }
    expect(await addLetterScan(portal.deps, formKey ?? Buffer.alloc(0), scan)).toBe(true)
    expect(await addLetterScan(portal.deps, formKey ?? Buffer.alloc(0), scan)).toBe(true)
    expect(await db().letterScan.count({ where: { complaintId: id } })).toBe(1)
    await db().letterScan.deleteMany({ where: { complaintId: id } })
  })

  test('that is none, or too large, is refused with a sentence and costs nothing that was typed', async () => {
    const talk = await beginCall(operator, letter)
    const fake = Buffer.from('<script>alert(1)</script> %PDF-1.7 %%EOF')
    const page = await sendScan(talk, { ...letter, landmark: 'Базар', act: 'keep' }, fake).expect(422)
    expect(page.text).toContain('Это не PDF')
    expect((await operator.get(talk)).text).toContain('Базар')
    const large = Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024), pdf])
    expect((await sendScan(talk, { ...letter, act: 'keep' }, large).expect(422)).text).toContain('10 МБ')
    expect(await db().letterScan.count({ where: { draftId: { not: null } } })).toBe(0)
  })

  test('is taken out again, goes with a draft that is given up, and with the contacts a year after the end', async () => {
    const talk = await beginCall(operator, letter)
    await sendScan(talk, { ...letter, act: 'keep' }, pdf).expect(303)
    const { id } = await db().letterScan.findFirstOrThrow({ where: { draftId: { not: null } } })
    await post(operator, talk, { ...letter, removeScan: id, act: 'keep' }).expect(303)
    expect(await db().letterScan.count({ where: { id } })).toBe(0)
    await sendScan(talk, { ...letter, act: 'keep' }, pdf).expect(303)
    portal.setNow('2026-03-25T07:00:00Z')
    await portal.jobs.get('complaints.remove-drafts')?.run({}, portal.deps.now())
    expect(await db().letterScan.count({ where: { draftId: { not: null } } })).toBe(0)
    portal.setNow('2026-03-11T07:00:00Z')
    expect(await db().letterScan.count()).toBe(1)
    await db().$executeRaw`UPDATE complaint SET open = false, updated_at = '2026-03-11'`
    portal.setNow('2027-06-01T07:00:00Z')
    await portal.jobs.get('complaints.forget-contacts')?.run({}, portal.deps.now())
    expect(await db().letterScan.count()).toBe(0)
    portal.setNow('2026-03-11T07:00:00Z')
  })
})

describe('an e-mail that is pasted in full', () => {
  const mail = [
    'От: Айгуль Сатпаева <aigul@mail.kz>',
    'Дата: вт, 10 марта 2026\u00A0г., 09:12',
    'Тема: Яма на Абая',
    'Кому: <info@synaqqala.kz>',
    '',
    'Здравствуйте! На Абая, 12 глубокая яма.',
    'Прошу убрать: дети падают.',
    '',
    '--',
    'Айгуль, +7 705 123 45 67',
  ].join('\n')

  test('fills sender, subject and words; what was typed already stays', async () => {
    const fields = { ...call, channel: 'email', caller: '', text: '', wish: 'number', readOut: '' }
    const talk = await beginCall(operator, { ...fields, landmark: 'x' })
    await post(operator, talk, { ...fields, pasted: mail, act: 'takeApart' }).expect(303)
    const page = (await operator.get(talk)).text
    expect(page).toContain('value="aigul@mail.kz"')
    expect(page).toContain('Яма на Абая\n\nЗдравствуйте!')
    expect(page).not.toContain('Айгуль, +7 705')
    await post(operator, talk, { ...fields, text: 'Своими словами', pasted: mail, act: 'takeApart' }).expect(
      303,
    )
    expect((await operator.get(talk)).text).toContain('Своими словами')
    await post(operator, talk, { ...fields, pasted: ' ', act: 'takeApart' }).expect(422)
  })

  test.each([
    [
      'From: a@b.kz\nSubject: S: 1\n\nБір\n\nOn Mon, X wrote:\n> old',
      { from: 'a@b.kz', subject: 'S: 1', text: 'Бір' },
    ],
    ['Кімнен: "А" <a@b.kz>\nТақырыбы: Су\nСу жоқ', { from: 'a@b.kz', subject: 'Су', text: 'Су жоқ' }],
    ['Су жоқ. Мекенжай: Абай 5', { from: '', subject: '', text: 'Су жоқ. Мекенжай: Абай 5' }],
    [
      '*From:* A <a@b.kz>\n*Subject:* X\n\nText\n\n-----Original Message-----\nold',
      { from: 'a@b.kz', subject: 'X', text: 'Text' },
    ],
  ])('%#: is read as people paste it', (pasted, expected) => {
    expect(takeApart(pasted)).toEqual(expected)
  })
})

test('a call-back that nobody makes in time is marked, shown to all at the desk, and unmarked by a try', async () => {
  const talk = await beginCall(operator)
  const asked = { callDay: '2026-03-11', callTime: '12:30', callName: 'Айгүл', callWhy: 'Су қашан келеді' }
  await post(operator, talk, { ...call, ...asked, act: 'callBack' }).expect(303)
  const { id } = await db().callBack.findFirstOrThrow()
  const run = () => portal.jobs.get('operator.overdue')?.run({}, portal.deps.now())
  portal.setNow('2026-03-11T07:40:00Z')
  await run()
  expect((await db().callBack.findFirstOrThrow()).overdueAt).toBeNull()
  portal.setNow('2026-03-11T07:46:00Z')
  await run()
  const marked = (await db().callBack.findFirstOrThrow()).overdueAt
  expect(marked).not.toBeNull()
  await run()
  expect((await db().callBack.findFirstOrThrow()).overdueAt).toEqual(marked)
  const controller = await signInAs(portal, 'controller@example.kz')
  for (const page of [desk, `${desk}/call-backs`]) {
    expect((await controller.get(page)).text).toContain('1 звонок просрочен')
  }
  await post(operator, `${desk}/call-backs/${id}/take`, {}).expect(303)
  await post(operator, `${desk}/call-backs/${id}/again`, {}).expect(303)
  expect((await controller.get(desk)).text).not.toContain('просрочен')
  portal.setNow('2026-03-11T07:00:00Z')
})

test('the slip is printed in the language that is asked for, and the page says which number to speak', async () => {
  const talk = await beginCall(operator)
  const ended = await operator.get(await saveCall(operator, talk)).expect(200)
  const { number } = await newestComplaint(portal)
  const grouped = number.replace(/(\d{4})(?=\d)/g, '$1-')
  expect(ended.text).toMatch(new RegExp(`SMS[^<]*${grouped}`))
  const slips = await Promise.all(['kk', 'ru', 'en'].map((lang) => operator.get(`${talk}/slip?in=${lang}`)))
  expect(slips.map(({ text }) => /class="column[^>]*lang="(\w+)"/.exec(text)?.[1])).toEqual([
    'kk',
    'ru',
    'en',
  ])
  expect(slips[2]?.text).toContain(`/en/synaqqala/mine/`)
})
