import type request from 'supertest'
import { newToken } from '../../src/platform/crypto/token.ts'
import { type Portal, sameOrigin } from '../support/portal.ts'
import type { Browser } from '../support/sign-in.ts'

export const desk = '/staff/operator/synaqqala'

/** What an operator types of a call about a pothole. */
export const call = {
  channel: 'phone',
  caller: '8 705 123-45-67',
  text: 'Шұңқыр бар, мектептің қақпасы алдында, көлік өте алмайды',
  otherCategory: 'potholes',
  address: 'Абай көшесі, 12',
  district: 'west',
  replyLang: 'kk',
  wish: 'phone',
  readOut: '1',
}

export const post = (browser: Browser, path: string, fields: Record<string, string>): request.Test =>
  browser.post(path).set(sameOrigin).type('form').send(fields)

export const locationOf = (answer: request.Response): string => String(answer.headers['location'])

/** Begins a conversation and answers its address, without what the page was asked. */
export async function beginCall(browser: Browser, fields: Record<string, string> = call): Promise<string> {
  const begun = await post(browser, desk, { key: newToken(), act: 'keep', ...fields }).expect(303)
  return locationOf(begun).replace(/[?#].*/, '')
}

/** The value of a hidden field of a page. */
export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

/** Checks, reads back and saves; answers the address of what became of it. */
export async function saveCall(browser: Browser, talk: string, fields: Record<string, string> = call) {
  const checked = await post(browser, talk, { ...fields, act: 'check' }).expect(303)
  const page = await browser.get(locationOf(checked).replace(/#.*/, '')).expect(200)
  const saved = await post(browser, talk, { ...fields, act: 'file', seen: hidden(page.text, 'seen') }).expect(
    303,
  )
  return locationOf(saved)
}

/** The newest complaint with its first event and its contacts. */
export const newestComplaint = ({ deps }: Portal) =>
  deps.db.complaint.findFirstOrThrow({
    orderBy: { id: 'desc' },
    include: { activity: { orderBy: { seq: 'asc' } }, contacts: true, photos: true },
  })
