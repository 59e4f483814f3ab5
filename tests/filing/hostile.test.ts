import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { photoData } from '../platform/images-support.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { locationOf, residentOf, titleOf } from './resident.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const own = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' OR 1=1; DROP TABLE complaint; --",
  '{{constructor.constructor("alert(1)")()}} <%= 7*7 %>',
  'Zalgo: Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
  '\u202eоторобан\u202c и \u0000нуль\u0007',
  '👩‍👩‍👧‍👦🏿 田中さんにあげて下さい الْعَرَبِيَّة',
  '\ud800 одинокий суррогат',
  'a'.repeat(300),
  '../../../../etc/passwd',
  '\r\nBcc: everyone@example.com',
  'javascript:alert(1)',
]

/** The Big List of Naughty Strings (M. Woolf, MIT), where it is at hand. */
const list = path.join(path.dirname(photoData), 'bad_inputs', 'blns.json')
const strings = [...own, ...(existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as string[]) : [])]

/** Each string stands in a text, and each field gets its share of them. */
const groups = Array.from({ length: Math.ceil(strings.length / 6) }, (_, index) =>
  strings.slice(index * 6, index * 6 + 6),
)

describe('hostile input is stored as it is meant and shown as text', () => {
  const numbered = groups.map((group, index) => [index, group] as const)
  test.each(numbered.slice(0, 12))('group %i', holds)
  test.each(numbered.slice(12))('group %i', { tags: ['long'] }, holds)

  async function holds(index: number, group: readonly string[]): Promise<void> {
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = group
    const aigul = residentOf(portal)
    const text = `Проверка ${index}.\n${group.join('\n')}`.slice(0, 1900)
    let where = locationOf(await aigul.begin({ text, category: e }))
    if (where.endsWith('category')) where = locationOf(await aigul.post(where, { category: 'other' }))
    // A number alone may be a place on earth, but none in this city.
    const point = /^[-\d.]+$/.test(c) ? {} : { lat: c, lon: d, accuracy: e }
    const place = { address: a.slice(0, 150), landmark: `рядом ${b}`.slice(0, 150), district: f, ...point }
    const check = locationOf(await aigul.post(where, place))
    expectHarmless((await aigul.get(check)).text)
    const typed = await aigul.send(check, { email: c, phone: d, visibility: e, website: f, emailChecked: a })
    if (typed.status === 422) expectHarmless(typed.text)
    else expect(typed.status).toBe(303)
    expectHarmless((await aigul.get(locationOf(await aigul.send(check)))).text)
    const found = await portal.deps.db.complaint.findFirstOrThrow({
      where: { text: { startsWith: `Проверка ${index}.\n` } },
    })
    expect(found.text.isWellFormed()).toBe(true)
    expect(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(found.text.replaceAll(/[\n\t]/g, ''))).toBe(false)
  }

  test('in the address of a page', async () => {
    const aigul = residentOf(portal)
    for (const hostile of own) {
      const query = new URLSearchParams({ text: hostile, category: hostile })
      const page = await aigul.get(`${complaintPaths.new('ru', 'synaqqala')}?${query}`)
      expect(page.status).toBe(200)
      expectHarmless(page.text)
      const guessed = await aigul.get(`${complaintPaths.guess('ru', 'synaqqala')}?${query}`)
      expect(guessed.headers['content-type']).toContain('application/json')
    }
  })

  test('the check itself sees what it must see', () => {
    for (const bad of [
      '<script>1</script>',
      '<img src=x>',
      '<b onclick="x">',
      '<p style="x">',
      '<a href="javascript:x">',
      '<form action="https://evil.test">',
    ]) {
      expect(() => expectHarmless(`<main>${bad}</main>`), bad).toThrow()
    }
  })
})

test('a field sent twice, a form that is none, a body that lies', async () => {
  const aigul = residentOf(portal)
  const start = complaintPaths.new('ru', 'synaqqala')
  const twice = await aigul.post(start, { 'text[]': 'Один раз достаточно', 'text[0]': 'x' })
  expect(twice.status).toBe(422)
  expect(titleOf(twice.text)).toBe('Что случилось?')
  const long = await aigul.begin({ text: 'я'.repeat(120_000), category: 'snow' })
  expect(long.status).toBe(413)
  expect(titleOf(long.text)).toBe('Что случилось?')
})

/** Only elements and attributes that our own templates print. */
function expectHarmless(html: string): void {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
  const elements =
    /<(?:script|img(?! src="\/)|iframe|object|embed|style|link|meta|base|math|video|b|marquee)\b/i
  expect(elements.exec(main)?.[0]).toBeUndefined()
  const attributes = /<[^>]*\s(?:on\w+|style|srcdoc)\s*=/i
  expect(attributes.exec(main.replaceAll(/"[^"]*"/g, '""'))?.[0]).toBeUndefined()
  const addresses = /(?:href|src|action|formaction)="(?!\/|#|http:\/\/portal\.test\/|tel:)/i
  expect(addresses.exec(main)?.[0]).toBeUndefined()
}
