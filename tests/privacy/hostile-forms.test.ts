import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { locationOf, plainText, residentOf, tokenIn, unescapeHtml } from '../filing/resident.ts'
import { photoData, streetLike } from '../platform/images-support.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'

const own = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE complaint; --",
  '=HYPERLINK("http://evil.test";"x")',
  '<%= 7*7 %> {{7*7}} $t(common:nav.menu)',
  '\u202eоторобан\u202c \u0000нуль\u0007 \ud800',
  '⟦phone⟧ ⟦erased⟧ 👩‍👩‍👧‍👦 الْعَرَبِيَّة',
  'javascript:alert(1)//\r\nSet-Cookie: x=1',
]
/** Some of the Big List of Naughty Strings (M. Woolf, MIT), where it is at hand; tests/filing takes them all. */
const folder = path.join(path.dirname(photoData), 'bad_inputs')
const more = existsSync(path.join(folder, 'blns.json'))
  ? (JSON.parse(readFileSync(path.join(folder, 'blns.json'), 'utf8')) as string[])
  : []
const strings = [...own, ...more.filter((_, index) => index % 97 === 0)]

let portal: Portal
let pages: Record<string, () => Promise<string>>

beforeAll(async () => {
  portal = await openPortal()
  const aigul = residentOf(portal)
  const picture = { name: '=1.jpg', bytes: await streetLike(320, 240).jpeg().toBuffer() }
  const filed = await fileOne(portal, { text: plainText })
  const sent = await aigul.send(await aigul.reachCheck({}, [picture]))
  const token = tokenIn(locationOf(sent))
  const photo = await portal.deps.db.photo.findFirstOrThrow()
  const mine = (more: string) => `${complaintPaths.mine('ru', 'synaqqala', token)}${more}`
  const draft = async (step: 'what' | 'where' | 'check') => {
    const check = await aigul.reachCheck()
    return complaintPaths.step('ru', 'synaqqala', tokenIn(check), step)
  }
  const at = (address: string) => async () => address
  pages = {
    home: at('/ru/synaqqala'),
    list: at(complaintPaths.list('ru', 'synaqqala')),
    track: at(complaintPaths.track('ru', 'synaqqala')),
    search: at('/ru/synaqqala/search?q=%D1%8F%D0%BC%D0%B0'),
    new: at(complaintPaths.new('ru', 'synaqqala')),
    what: () => draft('what'),
    where: () => draft('where'),
    check: () => draft('check'),
    report: at(complaintPaths.report('ru', 'synaqqala', filed.number)),
    mine: at(mine('')),
    withdraw: at(mine('/withdraw')),
    data: at(mine('/data')),
    cover: at(complaintPaths.coverMine('ru', 'synaqqala', token, photo.id)),
    signIn: at('/staff/sign-in'),
  }
})
afterAll(() => portal.close())

type Form = { method: string; action: string; fields: { name: string; value: string; hidden: boolean }[] }

/** The forms of a page as a browser without scripts would send them. */
function formsIn(html: string, page: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => {
    const attribute = (tag: string, name: string) =>
      unescapeHtml(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
    const fields = [...body.matchAll(/<(?:input|textarea|select|button)\b[^>]*\bname="[^"]*"[^>]*>/g)].map(
      ([tag]) => ({
        name: attribute(tag, 'name'),
        value: attribute(tag, 'value'),
        hidden: tag.includes('type="hidden"'),
      }),
    )
    return { method: attribute(head, 'method') || 'get', action: attribute(head, 'action') || page, fields }
  })
}

const send = ({ method, action }: Form, fields: Record<string, string>): Promise<Response> =>
  method === 'post'
    ? request(portal.app)
        .post(action)
        .set(sameOrigin)
        .type('form')
        .send(fields)
        .then((res) => res)
    : request(portal.app)
        .get(action)
        .query(fields)
        .then((res) => res)

describe('every field of every public form takes whatever comes', () => {
  const names = [
    'home',
    'list',
    'track',
    'search',
    'new',
    'what',
    'where',
    'check',
    'report',
    'mine',
    'withdraw',
    'data',
    'cover',
    'signIn',
  ]
  test.each(names)('%s', (name) => takes(name, strings.slice(0, own.length)))

  test.each(names)('%s takes more', { tags: ['long'] }, (name) => takes(name, strings.slice(own.length)))

  async function takes(name: string, hostiles: readonly string[]): Promise<void> {
    const address = (await pages[name]?.()) ?? ''
    const page = await request(portal.app).get(address)
    expect(page.status, address).toBeLessThan(304)
    const forms = formsIn(page.text, address)
    expect(forms.length, name).toBeGreaterThan(0)
    for (const form of forms) {
      for (const hostile of hostiles) {
        const filled = (all: boolean) =>
          Object.fromEntries(
            form.fields.map(({ name, value, hidden }) => [name, hidden && !all ? value : hostile]),
          )
        for (const fields of [filled(false), filled(true)]) {
          const res = await send(form, fields)
          expect(res.status, `${form.action} ${hostile}`).toBeLessThan(500)
          expect(res.headers['set-cookie']?.toString() ?? '').not.toMatch(/\bx=1/)
          if (res.type === 'text/html') expectHarmless(res.text)
        }
      }
    }
  }
})

test('what was sent stands on the pages as words and in the table as text', async () => {
  const lists = await Promise.all([
    request(portal.app).get(complaintPaths.list('ru', 'synaqqala')),
    request(portal.app).get(complaintPaths.feed('ru', 'synaqqala')),
    request(portal.app).get(complaintPaths.listCsv('ru', 'synaqqala')),
  ])
  const [list, , table] = lists
  for (const res of lists) expect(res.status).toBe(200)
  expectHarmless(list?.text ?? '')
  // A cell that begins like a formula stands behind an apostrophe (OWASP).
  const cells = (table?.text ?? '')
    .split('\r\n')
    .flatMap((line) => line.split(/[,;](?=(?:[^"]*"[^"]*")*[^"]*$)/))
  const bare = cells
    .map((cell) => cell.replace(/^"/, ''))
    .filter((cell) => /^[=@\t\r]|^[+-](?!\d)/.test(cell))
  expect(bare).toEqual([])
  for (const complaint of await portal.deps.db.complaint.findMany({ select: { number: true } })) {
    expectHarmless(
      (await request(portal.app).get(complaintPaths.show('kk', 'synaqqala', complaint.number))).text,
    )
  }
})

/** Only elements and attributes that our own templates print. */
function expectHarmless(html: string): void {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
  const elements =
    /<(?:script|img(?! src="\/)|iframe|object|embed|style|(?:link|meta)(?! itemprop)|base|math|video|b|marquee)\b/i
  expect(elements.exec(main)?.[0]).toBeUndefined()
  const attributes = /<[^>]*\s(?:on\w+|style|srcdoc)\s*=/i
  expect(attributes.exec(main.replaceAll(/"[^"]*"/g, '""'))?.[0]).toBeUndefined()
  expect(/(?:href|src|action|formaction)="\s*(?:javascript|data|vbscript):/i.exec(main)?.[0]).toBeUndefined()
}
