import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { complaintPaths, deskPaths } from '../../../src/features/complaints/paths.ts'
import type { Answered, Shown } from './story.ts'

/** What the pages say of a term, against the table of the story. Nothing here counts working days. */

const months = [
  ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
  ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
]

const dayIn = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${date} ${months[(month ?? 1) - 1]} ${year}`
}

/** The long line of the desk and of the public page. */
export function lineOf(shows: Shown | Answered): RegExp {
  if ('lateBy' in shows) {
    return shows.lateBy === 0
      ? /^ответ дан в срок$/
      : new RegExp(`^ответ дан с опозданием на ${shows.lateBy} рабоч\\S+ д\\S+$`)
  }
  const { left, due } = shows
  if (left === 0) return /^срок истекает сегодня$/
  const words = left > 0 ? `остал(ся|ось) ${left}` : `опоздание ${-left}`
  return new RegExp(`^${words} рабоч\\S+ д\\S+ · срок: ${dayIn(due)}`)
}

export const plannedLine = (day: string): RegExp => new RegExp(`^дата работ: ${dayIn(day)}`)

/** The few words of a row of the inbox. */
export function rowOf({ left, paused }: Shown): RegExp {
  if (paused === true && left >= 0) return /^Пауза до \d\d\.\d\d\.\d{4}$/
  if (left === 0) return /^Сегодня$/
  return left > 0 ? new RegExp(`^${left} раб\\. д`) : new RegExp(`^Опоздание ${-left} д`)
}

const said = async (page: Page, selector: string): Promise<string> => {
  const found = page.locator(selector)
  return (await found.count()) === 0 ? '' : ((await found.first().textContent()) ?? '').trim()
}

/** The page of the complaint at the desk: the line, and both clocks behind "why this date". */
export async function checkDesk(page: Page, line: RegExp, shows: Shown | Answered | null): Promise<void> {
  expect(await said(page, '.case-head .deadline'), page.url()).toMatch(line)
  if (shows === null || 'lateBy' in shows) return
  expect(await clock(page, 'Срок ведомства'), page.url()).toContain(dayIn(shows.due))
  expect(await clock(page, 'Срок заявителя'), page.url()).toContain(dayIn(shows.resident ?? shows.due))
}

const clock = (page: Page, label: string): Promise<string> =>
  said(page, `#why dl > div:has(dt:text-is("${label}")) dd`)

/** What everybody reads. */
export async function checkPublic(
  page: Page,
  origin: string,
  { number, line, isPrivate, words }: { number: string; line: RegExp; isPrivate: boolean; words: string },
): Promise<void> {
  await page.goto(`${origin}${complaintPaths.show('ru', 'synaqqala', number)}`)
  if (isPrivate) expect(await page.content()).not.toContain(words)
  else expect(await said(page, '.complaint-state .deadline'), page.url()).toMatch(line)
}

/** What the first column of each row says, by number. */
export async function inboxTerms(page: Page, origin: string): Promise<Map<string, string>> {
  await page.goto(`${origin}${deskPaths.inbox()}`)
  const rows = await page.evaluate<[string, string][]>(
    `[...document.querySelectorAll('.worklist tbody tr')].map((row) => [row.id.slice(1), row.cells[1].textContent.trim()])`,
  )
  return new Map(rows)
}
