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
import { appOf, castPassword, codeOf, signInAs } from '../support/sign-in.ts'
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
  days: { filed: string; answered: string; judged: string; settled: string }
}

const cases: Case[] = [
  {
    scripts: true,
    lang: 'ru',
    says: 'yes',
    days: {
      filed: '2026-03-11T07:00:00Z',
      answered: '2026-03-12T09:00:00Z',
      judged: '2026-03-13T05:00:00Z',
      settled: '2026-04-13T05:00:00Z',
    },
  },
  {
    scripts: false,
    lang: 'kk',
    says: 'no',
    days: {
      filed: '2026-04-15T07:00:00Z',
      answered: '2026-04-16T09:00:00Z',
      judged: '2026-04-17T05:00:00Z',
      settled: '2026-05-18T05:00:00Z',
    },
  },
]

const slug = 'synaqqala'

const words = {
  ru: {
    cityName: 'Сынаккала',
    text: 'На дороге у школы глубокая яма, машины объезжают её по тротуару',
    address: 'ул. Абая, 10',
    office: 'Управление: Дороги',
    district: 'Восточный район',
    remark: 'Проверил сегодня утром, ездят обе полосы',
    answer: 'Яма заделана асфальтом, движение по полосе открыто, мусор вывезен.',
  },
  kk: {
    cityName: 'Сынаққала',
    text: 'Мектеп жанындағы жолда үлкен шұңқыр бар, көліктер тротуармен жүріп жатыр',
    address: 'Абай көшесі, 10',
    office: 'Жолдар басқармасы',
    district: 'Шығыс ауданы',
    remark: 'Бүгін таңертең қарадым, жол әлі де ойық',
    answer: 'Шұңқыр асфальтпен жөнделді, жол қозғалысы қайта ашылды, қоқыс шығарылды.',
  },
}

// The one without scripts is in npm run test:wide: supertest sends the same forms in many other tests.
const journeys = cases.map((one) => ({ ...one, options: one.scripts ? {} : { tags: ['long'] } }))
for (const { scripts, lang, says, days, options } of journeys) {
  describe(`a complaint, scripts: ${scripts}, language: ${lang}`, options, () => {
    let resident: Watched
    let staff: Watched
    let number: string
    let secretLink: string
    let officeBefore: OfficeRow
    let tilesBefore: string
    const { cityName, text, address, office, district, answer, remark } = words[lang]
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

    test('the first page leads to the city, whose first page takes a complaint', async () => {
      portal.setNow(days.filed)
      await refreshFigures(portal.deps, portal.cast.city.id)
      officeBefore = await officeFigures()
      tilesBefore = await officeTiles()
      const { page } = resident
      await page.goto(`${portal.origin}/`)
      await page.waitForURL(`${portal.origin}/${lang}`)
      await isSound(page)
      await page.getByRole('main').getByRole('link', { name: cityName }).click()
      await page.waitForURL(`${portal.origin}/${lang}/${slug}`)
      await isSound(page)
      if (scripts) await isWalkable(page)
      await next(page)
    })

    test('an empty form says what is missing and leads there', async () => {
      const { page } = resident
      await isSound(page)
      expect(await focused(page)).toContain('ds-error-summary')
      await page.getByRole('link', { name: t('filing:error.textMissing') }).click()
      expect(await focused(page)).toBe('text')
      if (scripts) await isWalkable(page)
    })

    test('the resident writes what happened, with photos', async () => {
      const { page } = resident
      await page.getByLabel(t('filing:what.text')).fill(text)
      await page.locator('input[type=file]').setInputFiles(photos.before)
    })

    test.runIf(scripts)('categories are offered while the text is written, the first is right', async () => {
      const { page } = resident
      await page.locator('#category-live-1').press('Space')
      await next(page)
    })

    test.runIf(!scripts)('categories are offered on the next page, the first is right', async () => {
      const { page } = resident
      await next(page)
      await page.waitForURL(/\/where$/)
      expect(await page.locator('#category-guess').isChecked()).toBe(true)
    })

    test('the place: nothing is refused in words', async () => {
      const { page } = resident
      await page.waitForURL(/\/where$/)
      await isSound(page)
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
      if (scripts) await isWalkable(page)
    })

    test.runIf(!scripts)('the place: a district is chosen from the list', async () => {
      await resident.page.getByLabel(t('filing:where.district')).selectOption({ label: district })
    })

    test('what is sent stands there to be checked, and sending gives number, secret link and QR code', async () => {
      const { page } = resident
      await next(page)
      await page.waitForURL(/\/check$/)
      await isSound(page)
      if (scripts) await isWalkable(page)
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
      if (scripts) await isWalkable(page)

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
      if (scripts) await isWalkable(page)
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
      await page.waitForURL(/second-factor/)
      const where = { email: 'executor@example.kz' }
      const { id } = await portal.deps.db.staff.findUniqueOrThrow({ where })
      await page.getByLabel(t('accounts:factor.code')).fill(codeOf(portal, await appOf(portal, id)))
      await page.getByRole('button', { name: t('accounts:factor.button'), exact: true }).click()
      await page.waitForURL(`${portal.origin}${deskPaths.inbox()}`)
      await page.getByRole('row', { name: text }).getByRole('link', { name: number, exact: true }).click()
      await page.getByRole('link', { name: t('desk:act.answer.label'), exact: true }).click()
      await page.getByLabel(t('complaints:outcome.solved'), { exact: true }).press('Space')
      await page.getByLabel(t('desk:field.text')).fill(answer)
      await page.locator('aside input[type=file]').setInputFiles(photos.after)
      const written = page.locator('aside form', { has: page.locator('textarea') })
      await written.locator('.form-actions button').first().click()
      // What everybody will read and what the resident is sent, before it is sent.
      await page.waitForURL(/preview/)
      await expectText(page, answer)
      await page.locator('main .form-actions button').click()
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
      await runJobs(portal)
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
      if (scripts) await isWalkable(page)
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
      const yes = Number(says === 'yes')
      expect(after.received - officeBefore.received).toBe(1)
      expect(after.answered - officeBefore.answered).toBe(1)
      expect(after.verdicts.confirmed - officeBefore.verdicts.confirmed).toBe(yes)
      expect(after.verdicts.disputed - officeBefore.verdicts.disputed).toBe(1 - yes)
      expect(after.openNow.n - officeBefore.openNow.n).toBe(1 - yes)
      // Whether an answer held is counted when thirty days have passed.
      portal.setNow(days.settled)
      await refreshFigures(portal.deps, portal.cast.city.id)
      const settled = await officeFigures()
      expect(settled.reopened.n - officeBefore.reopened.n).toBe(1 - yes)
      expect(settled.reopened.of - officeBefore.reopened.of).toBe(1)
    })

    test('so does the page of the office, with its answer', async () => {
      const { page } = resident
      await page.goto(officePage())
      await isSound(page)
      for (const shown of [office, answer]) await expectText(page, shown)
      const tiles = await officeTiles()
      expect(tiles).toContain('class="stat-value"')
      expect(tiles).not.toBe(tilesBefore)
    })

    test('no request left the portal', () => {
      expect([...resident.foreign(), ...staff.foreign()]).toEqual([])
    })

    const publicAddress = () => `${portal.origin}${complaintPaths.show(lang, slug, number)}`

    const next = (page: Page) => page.getByRole('button', { name: t('filing:continue'), exact: true }).click()

    const officePage = () => `${portal.origin}${statisticsPaths.office(lang, slug, 'roads')}`

    /** The measures as the page of the office shows them. */
    async function officeTiles(): Promise<string> {
      const html = await (await fetch(officePage())).text()
      return html.match(/<ul role="list" class="figures-tiles">[\s\S]*?<\/ul>/)?.[0] ?? ''
    }

    async function officeFigures(): Promise<OfficeRow> {
      const path = statisticsPaths.figures(lang, slug, 'json', { office: 'roads' })
      const res = await fetch(`${portal.origin}${path}`)
      expect(res.status).toBe(200)
      return (await res.json()) as OfficeRow
    }
  })
}

/** What the machine-readable figures of an office hold, as far as it is read here. */
type OfficeRow = {
  received: number
  answered: number
  verdicts: { confirmed: number; disputed: number }
  reopened: { n: number; of: number }
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
