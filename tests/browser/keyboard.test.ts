import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskAct, deskPaths } from '../../src/features/complaints/paths.ts'
import { fileOne } from '../desk/file-one.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { axeFaults } from '../support/sample-browser.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'
import { openWatched, type Watched } from '../support/watched-page.ts'

/**
 * A clerk handles ten complaints and has no mouse: every step here is a key. Whatever was pressed, the focus is on
 * something, can be seen, and lies under nothing; every page that is met is accessible.
 */

let portal: ListeningPortal
let browser: Browser
let clerk: Watched
let page: Page
/** Kinds of pages that axe has seen; null while it does not look. */
let seen: Set<string> | null = null

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
  clerk = await openWatched(browser, portal.origin, { width: 1366, height: 768, bypassCSP: true })
  page = clerk.page
  const [name = '', value = ''] = cookieOf(await signInAs(portal, 'executor@example.kz')).split('=')
  await clerk.context.addCookies([{ name, value, url: portal.origin }])
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

type Handling = {
  act: DeskAct
  /** The key that opens its form; without one the way leads by Tab to the link. */
  key?: string
  fields?: Record<string, string>
  /** Leads to the preview first. */
  previewed?: true
}

const words = 'Яма заделана асфальтом, движение по полосе открыто, работы приняты.'

/** One for each complaint, in the order of the list. Dates read the same in either order of day and month. */
const day: Handling[] = [
  { act: 'answer', key: 'r', fields: { outcome: 'explained', text: words }, previewed: true },
  { act: 'note', key: 'n', fields: { text: 'Осмотреть в пятницу с бригадой' } },
  { act: 'accept', key: 's' },
  { act: 'assign', key: 'a', fields: { staffId: 'executor' } },
  { act: 'ask', fields: { text: 'У какого подъезда находится яма?' }, previewed: true },
  { act: 'extend', fields: { dueOn: '2026-05-05', reason: 'Ждём сухой погоды для асфальта' } },
  { act: 'transfer', fields: { officeId: 'housing', reason: 'Это внутриквартальный проезд' } },
  { act: 'plan', fields: { plannedOn: '2026-04-04', text: `${words} Начнём утром.` }, previewed: true },
  { act: 'refuse', fields: { ground: 'no_substance', text: words }, previewed: true },
  { act: 'answer', key: 'r', fields: { outcome: 'explained', text: words }, previewed: true },
]

test('two complaints by keys alone, the focus is never lost', { tags: ['long'] }, async () => {
  await workThrough(day.filter(({ act }) => act === 'ask' || act === 'transfer'))
})

const long = { tags: ['long'], timeout: 600_000 }

test('ten complaints, and axe finds nothing on any page that is met', long, async () => {
  seen = new Set()
  const { db } = portal.deps
  const before = await db.complaint.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  await workThrough(day)
  const where = { actorKind: 'staff', complaintId: { gt: before?.id ?? 0 } }
  const done = await db.activity.groupBy({ by: ['kind'], where, _count: true })
  expect(Object.fromEntries(done.map(({ kind, _count }) => [kind, _count]))).toEqual({
    ...{ answered: 2, noted: 1, accepted: 1, assigned: 1, asked: 1 },
    ...{ extension_asked: 1, transferred: 1, planned: 1, refused: 1 },
  })
})

async function workThrough(handlings: readonly Handling[]): Promise<void> {
  const numbers: string[] = []
  for (const { act } of handlings) {
    const text = `Яма на дороге у школы, это дело ждёт: ${act}`
    numbers.push((await fileOne(portal, { text, phone: '+77051234567' })).number)
  }
  await goOnToTheNext()
  await page.goto(`${portal.origin}${deskPaths.inbox()}`)
  for (const [index, handling] of handlings.entries()) {
    const number = numbers[index] ?? ''
    if (page.url().includes('/staff/inbox')) await openFromList(number)
    expect(page.url()).toContain(deskPaths.show(number))
    if (index === 1) await lookAtContacts()
    await handle(number, handling)
    await isSeen()
  }
  expect(clerk.faults()).toEqual([])
  const handled = { number: { in: numbers }, activity: { some: { actorKind: 'staff' } } }
  expect(await portal.deps.db.complaint.count({ where: handled })).toBe(handlings.length)
}

/** Chooses in the settings that an act leads to the next complaint. */
async function goOnToTheNext(): Promise<void> {
  await page.goto(`${portal.origin}${deskPaths.inboxSettings()}`)
  await tabTo('input[name="afterAct"]')
  await chooseRadio('afterAct', 'next')
  await page.keyboard.press('Tab')
  await tabTo('main form button')
  await page.keyboard.press('Enter')
  await page.waitForURL(/saved=/)
  await meets()
  await isSeen()
}

async function openFromList(number: string): Promise<void> {
  await meets()
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('j')
    await isSeen()
    if ((await page.evaluate(`document.activeElement.closest('tr')?.id`)) === `c${number}`) break
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(deskPaths.show(number)))
  await ready()
}

async function lookAtContacts(): Promise<void> {
  await tabTo('.contacts-form button')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/contacts$/)
  await ready()
  await meets()
  await isSeen()
}

/** Opens the form, fills it in, sends it, by way of the preview where there is one. */
async function handle(number: string, { act, key, fields = {}, previewed }: Handling): Promise<void> {
  await meets()
  if (key === undefined) {
    await tabTo(`.act-list a[href*="?act=${act}#"]`)
    await page.keyboard.press('Enter')
  } else {
    await page.keyboard.press(key)
  }
  await page.waitForURL(new RegExp(`\\?act=${act}`))
  await ready()
  await meets()
  await isSeen()
  for (const [name, value] of Object.entries(fields)) await type(name, value)
  await page.keyboard.press('Control+Enter')
  if (previewed) {
    await page.waitForURL(/\/preview$/)
    await ready()
    await meets()
    await isSeen()
    await tabTo('main form .form-actions button')
    await page.keyboard.press('Enter')
  }
  await page.waitForURL(
    (url) =>
      url.pathname !== `${deskPaths.show(number)}/preview` &&
      !url.search.includes('act=') &&
      !url.pathname.endsWith(`/${act}`),
  )
  await ready()
}

async function type(name: string, value: string): Promise<void> {
  const { staff, offices } = portal.cast
  if (name === 'staffId') return chooseOption(name, String(staff.executor))
  if (name === 'officeId') return chooseOption(name, String(offices.housing))
  if (name === 'outcome' || name === 'ground') {
    await tabTo(`input[name="${name}"]`)
    return chooseRadio(name, value)
  }
  await tabTo(`[name="${name}"]`)
  const digits = value.split('-').toReversed().join('')
  await page.keyboard.type(/^\d{4}-\d\d-\d\d$/.test(value) ? digits : value)
}

async function chooseRadio(name: string, value: string): Promise<void> {
  await page.keyboard.press('Space')
  for (let step = 0; step < 8; step++) {
    if (await page.evaluate(`document.activeElement.value === '${value}'`)) return
    await page.keyboard.press('ArrowDown')
    await isSeen()
  }
  throw new Error(`${name} has no ${value}`)
}

async function chooseOption(name: string, value: string): Promise<void> {
  await tabTo(`select[name="${name}"]`)
  for (let step = 0; step < 12; step++) {
    if (await page.evaluate(`document.activeElement.value === '${value}'`)) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`${name} has no ${value}`)
}

async function tabTo(selector: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
    await page.keyboard.press('Tab')
    await isSeen()
  }
  throw new Error(`No way by Tab to ${selector}`)
}

/** Keys are listened to. */
const ready = () => page.waitForSelector('body[data-keys-ready]')

/** Axe looks at the first page of each kind. */
async function meets(): Promise<void> {
  const url = new URL(page.url())
  const names = [...url.searchParams.keys()].filter((name) => name !== 'act')
  const kind = `${url.pathname.replaceAll(/[\d-]{10,}/g, '#')} ${url.searchParams.get('act')} ${names}`
  if (seen === null || seen.has(kind)) return
  seen.add(kind)
  expect(await axeFaults(page), kind).toEqual([])
}

async function isSeen(): Promise<void> {
  expect(await page.evaluate(describeFocus), page.url()).toEqual({ lost: false, unmarked: '', covered: '' })
}

/** Runs in the page. A ring is on the element itself, or around it where the real box is hidden. */
const describeFocus = `(() => {
  const element = document.activeElement
  if (!element || element === document.body || element === document.documentElement) return { lost: true }
  const name = element.outerHTML.slice(0, 120)
  const ringed = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || (one === element && boxShadow !== 'none')
  }
  const around = [element, ...(element.labels ?? []), element.parentElement, element.closest('label')]
  const box = element.getBoundingClientRect()
  const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1)
  const y = Math.min(Math.max(box.y + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  const own = top && (element.contains(top) || top.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(top)))
  const inside = box.bottom > 0 && box.top < innerHeight
  return {
    lost: false,
    unmarked: around.some((one) => one && ringed(one)) ? '' : name,
    covered: own && inside ? '' : name,
  }
})()`
