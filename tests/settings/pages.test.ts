import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsPaths as paths } from '../../src/features/settings/index.ts'
import type { Cache } from '../../src/platform/cache/cache.ts'
import { type Lang, langs } from '../../src/platform/i18n/texts.ts'
import { statementsOf } from '../support/count-statements.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { htmlFaults } from '../support/valid-html.ts'

const city = 'synaqqala'
/** The session and the person take two statements, what the page shows the rest. */
const pages: [path: string, statements: number][] = [
  [paths.home(city), 3],
  ...(['office', 'category', 'notice', 'day'] as const).map((kind): [string, number] => [
    paths.list(city, kind),
    5,
  ]),
  [paths.list(city, 'rule'), 7],
  [paths.thing(city, 'office', 'roads'), 10],
  [paths.thing(city, 'category', 'snow'), 8],
  [paths.thing(city, 'rule', 'snow.*'), 11],
  [paths.thing(city, 'day', '2026-03-24'), 8],
  ...(['profile', 'look', 'terms', 'limits', 'words', 'retention', 'openData'] as const).map(
    (kind): [string, number] => [paths.thing(city, kind, ''), 7],
  ),
  [paths.texts(city), 8],
  [paths.freshText(city), 3],
  [paths.fresh(city, 'office'), 2],
  [paths.history(city), 4],
  [paths.planned(city), 4],
  [paths.coverage(city), 2],
  [`${paths.tryRouting(city)}?text=снег`, 3],
  [`${paths.tryTerm(city)}?day=2026-03-11&time=12:00`, 4],
  [paths.recount(city), 5],
  [paths.imported(city), 2],
  [paths.jobs(city), 4],
]

let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal()
  keepForGood(portal.deps.cache)
  admin = await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal?.close())

function keepForGood(cache: Cache) {
  const { get } = cache
  cache.get = (key, _ttlMs, load) => get(key, 3_600_000, load)
}

const languageOf = (path: string) => langs[pages.findIndex(([one]) => one === path) % langs.length] ?? 'kk'

describe.each(pages)('%s', (path, most) => {
  test('is valid HTML', () => isValid([languageOf(path)]))

  test('is valid HTML in every language', { tags: ['long'] }, () => isValid(langs))

  async function isValid(tried: readonly Lang[]): Promise<void> {
    for (const lang of tried) {
      const page = await admin.get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`).expect(200)
      expect(await htmlFaults(page.text), lang).toEqual([])
      expect(page.text).toContain(`<html lang="${lang}"`)
    }
  }

  test('asks the database seldom', async () => {
    await admin.get(path)
    const statements = await statementsOf(() => admin.get(path))
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(most)
  })
})

test('nobody but an administrator of the city finds the settings', async () => {
  for (const role of ['executor', 'head', 'registrar', 'controller', 'operator']) {
    const other = await signInAs(portal, `${role}@example.kz`)
    await other.get(paths.home(city)).expect(404)
    await other
      .post(paths.thing(city, 'terms', ''))
      .set(sameOrigin)
      .type('form')
      .send({ termDays: '1' })
      .expect(404)
  }
  await admin.get(paths.home('basqaqala')).expect(404)
})
