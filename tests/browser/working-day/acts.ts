import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { isPreviewed } from '../../../src/features/complaints/desk/forms.ts'
import { complaintPaths, type DeskAct, deskPaths } from '../../../src/features/complaints/paths.ts'
import { settingsPaths } from '../../../src/features/settings/index.ts'

/** What people do on the pages, by their buttons and fields. `origin` is the address of the portal. */

type Act = {
  number: string
  act: DeskAct
  fields: Record<string, string>
  /** File of a picture, and the sentence with which the form comes back without one. */
  proof?: { file: string; refusal: string }
  confirmed?: boolean
}

/** One act at the desk: open the complaint, open the form, fill it in, look at the preview, send. */
export async function actAtDesk(page: Page, origin: string, step: Act): Promise<void> {
  const { number, act, fields, proof, confirmed } = step
  if (!page.url().includes(deskPaths.show(number))) await page.goto(`${origin}${deskPaths.show(number)}`)
  await page.locator(`.act-list a[href*="act=${act}#"]`).click()
  const form = page.locator('aside.case-actions form.panel')
  for (const [name, value] of Object.entries(fields)) await fill(form, name, value)
  const send = form.locator('.form-actions button').first()
  await send.click()
  if (proof !== undefined) {
    await page.getByText(proof.refusal).first().waitFor()
    await form.locator('input[type=file]').setInputFiles(proof.file)
    await send.click()
  }
  if (isPreviewed(act)) {
    await page.waitForURL(/\/preview$/)
    for (const name of ['text', 'reason']) {
      if (fields[name] !== undefined && act !== 'forward') await expectText(page, fields[name])
    }
    if (confirmed) await page.locator('input[name=confirmed]').press('Space')
    await page.locator('main form .form-actions button').first().click()
  }
  await page.waitForURL(/[?&](done|passed)=/)
}

/** One act of the resident on the page behind the secret link. */
export async function actAsResident(
  page: Page,
  link: string,
  { act, fields }: { act: 'reply' | 'verdict' | 'withdraw'; fields: Record<string, string> },
): Promise<void> {
  await page.goto(act === 'withdraw' ? `${link}/withdraw` : link)
  const form = page.locator(`form[action$="/${act}"]`)
  for (const [name, value] of Object.entries(fields)) await fill(form, name, value)
  await form.locator('.form-actions button').click()
  await page.waitForURL((url) => url.href.startsWith(link) && !url.pathname.endsWith(`/${act}`))
}

/** A call about a pothole, taken down and read back. */
export async function takeCall(page: Page, origin: string, text: string): Promise<void> {
  await page.goto(`${origin}/staff/operator`)
  const form = page.locator('form[data-talk]')
  const said = { caller: '8 705 123-45-67', text, otherCategory: 'potholes', address: 'ул. Абая, 12' }
  for (const [name, value] of Object.entries(said)) await fill(form, name, value)
  await fill(form, 'district', 'west')
  await fill(form, 'replyLang', 'ru')
  await fill(form, 'wish', 'phone')
  await page.locator('input[name=readOut]').press('Space')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('#read-back')
  await expectText(page, text)
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/\/ended$/)
}

/** A question that the operator answers at once; no complaint comes of it. */
export async function answerOnTheSpot(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/staff/operator`)
  const form = page.locator('form[data-talk]')
  await fill(form, 'caller', '8 705 765-43-21')
  await fill(form, 'text', 'Когда принимает аким района?')
  await fill(form, 'otherCategory', 'other')
  await page
    .locator('details', { has: page.locator('[name=answer]') })
    .locator('summary')
    .click()
  await fill(form, 'answer', 'По средам с 15 до 17 часов, запись по телефону приёмной.')
  await page.locator('button[name=act][value=answered]').click()
  await page.waitForURL(/done=/)
}

/** The four pages of the public form. `afterAWhile` lets the time pass that a person needs. */
export async function fileByForm(
  page: Page,
  origin: string,
  { text, email, afterAWhile }: { text: string; email: string; afterAWhile: () => void },
): Promise<void> {
  await page.goto(`${origin}${complaintPaths.new('ru', 'synaqqala')}`)
  const next = page.locator('main form .form-actions button').first()
  await page.locator('textarea[name=text]').fill(text)
  await page.locator('input[name=category][value=potholes]').first().press('Space')
  await next.click()
  await page.waitForURL(/\/where$/)
  await page.locator('input[name=address]').fill('ул. Гоголя, 3')
  await page.locator('select[name=district]').selectOption('west')
  await next.click()
  await page.waitForURL(/\/check$/)
  afterAWhile()
  await page.locator('input[name=email]').fill(email)
  await next.click()
  await page.waitForURL(/\/filed$/)
}

/** Gives a Friday for a Saturday, and counts open terms anew with a reason. */
export async function moveDayOff(page: Page, origin: string, city: string): Promise<void> {
  const days = [
    { day: '2026-05-08', kind: 'off', name: 'Ауысқан демалыс | Перенесённый выходной | Day off moved' },
    { day: '2026-05-23', kind: 'work', name: 'Жұмыс күні | Рабочий день | Working day' },
  ]
  for (const { day, kind, name } of days) {
    await page.goto(`${origin}${settingsPaths.fresh(city, 'day')}`)
    const form = page.locator('form.settings-form')
    await fill(form, 'day', day)
    const [kk = '', ru = '', en = ''] = name.split(' | ')
    const fields = { 'names.kk': kk, 'names.ru': ru, 'names.en': en, kind, source: 'Постановление № 1' }
    for (const [field, value] of Object.entries(fields)) await fill(form, field, value)
    const save = form.locator('.settings-save button').first()
    if ((await form.locator('[name=confirm]').count()) === 0) await save.click()
    await fill(form, 'confirm', 'Synaqqala')
    await save.click()
    await page.waitForURL(/done=saved/)
  }
  await page.goto(`${origin}${settingsPaths.recount(city)}`)
  const form = page.locator('form.settings-group')
  for (const lang of ['kk', 'ru', 'en']) await fill(form, `reason.${lang}`, `Перенос дня отдыха (${lang})`)
  await fill(form, 'confirm', 'Synaqqala')
  await form.locator('.form-actions button').click()
  await page.getByRole('status').first().waitFor()
}

async function fill(form: Locator, name: string, value: string): Promise<void> {
  const radio = form.locator(`input[type=radio][name="${name}"][value="${value}"]`)
  if ((await radio.count()) > 0) return radio.first().press('Space')
  const select = form.locator(`select[name="${name}"]`)
  if ((await select.count()) > 0) return void (await select.selectOption(value))
  await form.locator(`[name="${name}"]:not([type=hidden])`).fill(value)
}

const expectText = async (page: Page, shown: string) =>
  expect((await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')).toContain(shown)
