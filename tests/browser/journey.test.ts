import path from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { complaintPaths, deskPaths } from '../../src/features/complaints/index.ts'
import { refreshFigures, statisticsPaths } from '../../src/features/statistics/index.ts'
import type { TextKey } from '../../src/platform/i18n/text-key.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { readMails } from '../support/read-mails.ts'
import { runJobs } from '../support/run-jobs.ts'
import { castPassword, signInAs } from '../support/sign-in.ts'
import { type StreetPhotos, streetPhotos } from '../support/street-photos.ts'
import { openWatched, overflowAt320, tabStops, type Watched } from '../support/watched-page.ts'

/**
 * The main job as people live it: a resident with a phone files a complaint, the office answers, everybody sees
 * it, the resident says whether it is fixed, and the figures of the office change.
 */

let portal: ListeningPortal
let browser: Browser
let photos: StreetPhotos

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
  photos = await streetPhotos(path.join(portal.deps.config.dataDir, 'made-up'))
  await signInAs(portal, 'executor@example.kz')
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

type Case = {
  scripts: boolean
  lang: 'kk' | 'ru'
  says: 'yes' | 'no'
  days: { filed: string; answered: string; judged: string }
}

const cases: Case[] = [
  {
    scripts: true,
    lang: 'ru',
    says: 'yes',
    days: { filed: '2026-03-11T07:00:00Z', answered: '2026-03-12T09:00:00Z', judged: '2026-03-13T05:00:00Z' },
  },
  {
    scripts: false,
    lang: 'kk',
    says: 'no',
    days: { filed: '2026-03-16T07:00:00Z', answered: '2026-03-17T09:00:00Z', judged: '2026-03-18T05:00:00Z' },
  },
]

const slug = 'synaqqala'

const words = {
  ru: {
    text: 'На дороге у школы глубокая яма, машины объезжают её по тротуару',
    address: 'ул. Абая, 10',
    office: 'Управление: Дороги',
    district: 'Восточный район',
    remark: 'Проверил сегодня утром, ездят обе полосы',
    answer: 'Яма заделана асфальтом, движение по полосе открыто, мусор вывезен.',
  },
  kk: {
    text: 'Мектеп жанындағы жолда үлкен шұңқыр бар, көліктер тротуармен жүріп жатыр',
    address: 'Абай көшесі, 10',
    office: 'Жолдар басқармасы',
    district: 'Шығыс ауданы',
    remark: 'Бүгін таңертең қарадым, жол әлі де ойық',
    answer: 'Шұңқыр асфальтпен жөнделді, жол қозғалысы қайта ашылды, қоқыс шығарылды.',
  },
}

describe.each(cases)('a complaint, scripts: $scripts, language: $lang', ({ scripts, lang, says, days }) => {
  let resident: Watched
  let staff: Watched
  let number: string
  let secretLink: string
  let officeBefore: OfficeRow
  const { text, address, office, district, answer, remark } = words[lang]
  const t = (key: TextKey): string => portal.deps.texts.in(lang)(key)

  beforeAll(async () => {
    const locale = `${lang}-KZ`
    await portal.deps.db.staff.update({ where: { email: 'executor@example.kz' }, data: { lang } })
    resident = await openWatched(browser, portal.origin, { width: 360, scripts, locale })
    staff = await openWatched(browser, portal.origin, { width: 1366, height: 768, scripts, locale })
  })
  afterAll(async () => {
    await resident?.context.close()
    await staff?.context.close()
  })
  // Each step stands on the one before.
  let broken = false
  beforeEach(({ skip }) => skip(broken))
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail'
    expect(resident.faults()).toEqual([])
    expect(staff.faults()).toEqual([])
  })

  test('the resident writes what happened, with photos', async () => {
    portal.setNow(days.filed)
    officeBefore = await officeFigures()
    const { page } = resident
    await page.goto(`${portal.origin}${complaintPaths.new(lang, slug)}`)
    await isSound(page)
    await isWalkable(page)

    await next(page)
    expect(await focused(page)).toContain('ds-error-summary')
    await page.getByRole('link', { name: t('filing:error.textMissing') }).click()
    expect(await focused(page)).toBe('text')

    await page.getByLabel(t('filing:what.text')).fill(text)
    await page.locator('input[type=file]').setInputFiles(photos.before)
    await next(page)
    await page.waitForURL(/\/category$/)
    await isSound(page)
    await isWalkable(page)
  })

  test('the first guess of the category is right', async () => {
    const { page } = resident
    await page.locator('#category-guess').press('Space')
    await next(page)
    await page.waitForURL(/\/where$/)
    await isSound(page)
  })

  test('the place: nothing is refused in words', async () => {
    const { page } = resident
    await isWalkable(page)
    await next(page)
    expect(await focused(page)).toContain('ds-error-summary')
    await page.getByLabel(t('filing:where.address'), { exact: true }).fill(address)
  })

  test.runIf(scripts)('the place: a point is taken by the crosshair of the map', async () => {
    const { page } = resident
    await page.getByRole('button', { name: t('filing:locate.map') }).click()
    const map = page.locator('[data-map=place] .leaflet-container')
    await map.locator('path').first().waitFor()
    for (let press = 0; press < 2; press++) {
      await page.getByRole('button', { name: t('common:map.east') }).click()
      await settled(map)
    }
    await page.getByRole('button', { name: t('filing:locate.take') }).click()
    await page.getByText(t('filing:locate.taken')).waitFor()
    await isSound(page)
    await isWalkable(page)
  })

  test.runIf(!scripts)('the place: a district is chosen from the list', async () => {
    await resident.page.getByLabel(t('filing:where.district')).selectOption({ label: district })
  })

  test('what is sent stands there to be checked, and sending gives number, secret link and QR code', async () => {
    const { page } = resident
    await next(page)
    await page.waitForURL(/\/check$/)
    await isSound(page)
    await isWalkable(page)
    for (const shown of [text, address, office, district]) {
      await expectText(page, shown)
    }
    expect(await loadedPhotos(page, '.summary-list img')).toBe(2)
    // Nobody reads, checks and sends in no time: that would wait for a moderator.
    portal.setNow(days.filed.replace('07:00', '07:03'))
    await page.getByLabel(t('filing:check.email')).fill('aigul@example')
    await page.getByRole('button', { name: t('filing:check.send') }).click()
    expect(await focused(page)).toContain('ds-error-summary')
    await page.getByLabel(t('filing:check.email')).fill('aigul@example.kz')
    await page.getByRole('button', { name: t('filing:check.send') }).click()
    await page.waitForURL(/\/filed$/)
    await isSound(page)
    await isWalkable(page)

    number = (await page.locator('.filed-number').textContent())?.match(/\d{4}-\d{4}-\d{4}/)?.[0] ?? ''
    secretLink = await page.getByRole('textbox', { name: t('filing:filed.link') }).inputValue()
    expect(secretLink.startsWith(`${portal.origin}${complaintPaths.mine(lang, slug, '')}`)).toBe(true)
    expect(await page.locator('.keep-qr svg path').getAttribute('d')).toMatch(/^M.{500,}/)
    await expectText(page, office)
  })

  test('the public page shows the words, the photos and the right office', async () => {
    const { page } = resident
    await page.goto(publicAddress())
    await isSound(page)
    await isWalkable(page)
    for (const shown of [text, address, office]) await expectText(page, shown)
    expect(await loadedPhotos(page, '.photos img')).toBe(2)
    const stored = await portal.deps.db.complaint.findUniqueOrThrow({
      where: { number: number.replaceAll('-', '') },
      include: { office: true, district: true, contacts: { where: { kind: 'email' } } },
    })
    expect(stored).toMatchObject({ office: { code: 'roads' }, district: { code: 'east' }, photoCount: 2 })
    expect(stored.contacts).toHaveLength(1)
    expect(stored.lat === null).toBe(!scripts)
  })

  test('the office signs in, finds it in its inbox and answers with a photo of the result', async () => {
    portal.setNow(days.answered)
    const { page } = staff
    await page.goto(`${portal.origin}${accountPaths.staff()}`)
    await page.waitForURL(/sign-in/)
    await page.getByLabel(t('accounts:signIn.email')).fill('executor@example.kz')
    await page.getByLabel(t('accounts:signIn.password')).fill(castPassword)
    await page.getByRole('button', { name: t('accounts:signIn.button') }).click()
    await page.waitForURL(`${portal.origin}${deskPaths.inbox()}`)
    await page.getByRole('row', { name: text }).getByRole('link', { name: number }).click()
    await page.getByRole('link', { name: t('desk:act.answer.label'), exact: true }).click()
    await page.getByLabel(t('complaints:outcome.solved'), { exact: true }).press('Space')
    await page.getByLabel(t('desk:field.text')).fill(answer)
    await page.locator('aside input[type=file]').setInputFiles(photos.after)
    await page.locator('aside form button[type=submit]').click()
    await page.waitForURL(/done=answer/)
    await expectText(page, answer)
  })

  test('everybody sees the answer with before and after', async () => {
    const { page } = resident
    await page.goto(publicAddress())
    await isSound(page)
    await expectText(page, answer)
    expect(await loadedPhotos(page, '.before-after img')).toBe(2)
  })

  test('the resident was written to, at every step', async () => {
    const done = await runJobs(portal)
    expect(done['complaints.notify']).toBe(2)
    const own = number.replaceAll('-', '')
    const mails = (await readMails(portal)).filter(({ file }) => file.includes(own))
    expect(mails).toHaveLength(2)
    for (const mail of mails) {
      expect(mail.text).toContain(number)
      expect(mail.html).toContain(secretLink)
    }
    expect(mails.at(-1)?.text).toContain(answer)
  })

  test(`the resident opens the secret link and says: ${says}`, async () => {
    portal.setNow(days.judged)
    const { page } = resident
    await page.goto(secretLink)
    await isSound(page)
    await isWalkable(page)
    await expectText(page, answer)
    await page.locator(`input[name=verdict][value=${says}]`).press('Space')
    await page.getByLabel(t('public:verdict.text')).fill(remark)
    await page.locator('form[action$=verdict] button[type=submit]').click()
    await page.waitForURL((url) => url.href.startsWith(secretLink))
    await isSound(page)
    const stored = await portal.deps.db.complaint.findUniqueOrThrow({
      where: { number: number.replaceAll('-', '') },
    })
    expect(stored.status).toBe(says === 'yes' ? 'confirmed' : 'reopened')
    expect(stored.open).toBe(says === 'no')
  })

  test('the figures of the office have changed accordingly', async () => {
    await refreshFigures(portal.deps, portal.cast.city.id)
    const after = await officeFigures()
    expect(after.received - officeBefore.received).toBe(1)
    expect(after.answered - officeBefore.answered).toBe(1)
    expect(after.verdicts.confirmed - officeBefore.verdicts.confirmed).toBe(says === 'yes' ? 1 : 0)
    expect(after.reopened.n - officeBefore.reopened.n).toBe(says === 'no' ? 1 : 0)
    expect(after.openNow.n - officeBefore.openNow.n).toBe(says === 'no' ? 1 : 0)
    const { page } = resident
    await page.goto(`${portal.origin}${statisticsPaths.office(lang, slug, 'roads')}`)
    await isSound(page)
    await expectText(page, office)
  })

  test('no request left the portal', () => {
    expect([...resident.foreign(), ...staff.foreign()]).toEqual([])
  })

  const publicAddress = () => `${portal.origin}${complaintPaths.show(lang, slug, number)}`

  const next = (page: Page) => page.getByRole('button', { name: t('filing:continue'), exact: true }).click()

  async function officeFigures(): Promise<OfficeRow> {
    const path = statisticsPaths.figures(lang, slug, 'json', { office: 'roads' })
    const res = await fetch(`${portal.origin}${path}`)
    expect(res.status).toBe(200)
    return (await res.json()) as OfficeRow
  }
})

/** What the machine-readable figures of an office hold, as far as it is read here. */
type OfficeRow = {
  received: number
  answered: number
  verdicts: { confirmed: number }
  reopened: { n: number }
  openNow: { n: number }
}

/** The page fits a window of 320 px and has one heading of the first level. */
async function isSound(page: Page) {
  expect(await overflowAt320(page), page.url()).toBeLessThanOrEqual(0)
  expect(await page.locator('h1').count(), page.url()).toBe(1)
}

/** The Tab key leads to everything in the order of the page, and what has the focus can be seen. */
async function isWalkable(page: Page) {
  const { expected, visited, hidden } = await tabStops(page)
  expect(visited, page.url()).toEqual(expected)
  expect(hidden, page.url()).toEqual([])
}

const expectText = (page: Page, shown: string) => page.getByText(shown).first().waitFor({ timeout: 2000 })

/** Class or id of what has the focus. */
async function focused(page: Page): Promise<string> {
  const focus = page.locator(':focus')
  return (await focus.getAttribute('id')) ?? (await focus.getAttribute('class')) ?? ''
}

/** How many pictures are there, all of them loaded. */
async function loadedPhotos(page: Page, selector: string): Promise<number> {
  const images = page.locator(selector)
  for (const image of await images.all()) await image.scrollIntoViewIfNeeded()
  const broken = `[...document.querySelectorAll('${selector}')].filter((image) => !image.naturalWidth).length`
  await expect.poll(() => page.evaluate(broken)).toBe(0)
  return images.count()
}

/** The map moves for a moment after a press. */
async function settled(map: Locator) {
  const pane = map.locator('.leaflet-map-pane')
  for (let before: string | null = ''; ; ) {
    const now = await pane.getAttribute('style')
    if (now === before) return
    before = now
    await map.page().waitForTimeout(60)
  }
}
