import request, { type Response } from 'supertest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import type { Lang } from '../../src/platform/i18n/texts.ts'
import { type Portal, sameOrigin } from '../support/portal.ts'

export type Upload = { name: string; bytes: Buffer; type?: string }

/** A person with a browser without scripts, who files a complaint in one city. */
export type Resident = {
  get(path: string): Promise<Response>
  /** Posts a form as a browser does: `multipart` when photos are given, even none. */
  post(path: string, fields: Record<string, string>, photos?: readonly Upload[]): Promise<Response>
  /** Posts the first step without a draft. */
  begin(fields: Record<string, string>, photos?: readonly Upload[]): Promise<Response>
  /** Writes, places and comes to the last step; answers its address. */
  reachCheck(
    fields?: Partial<Record<'text' | 'category' | 'address', string>>,
    photos?: readonly Upload[],
  ): Promise<string>
  /** Presses Send on the last step. */
  send(checkPath: string, fields?: Record<string, string>): Promise<Response>
}

export const plainText = 'Во дворе третий день не вывозят мусор, контейнеры переполнены'

export function residentOf(portal: Portal, { lang = 'ru' as Lang, city = 'synaqqala' } = {}): Resident {
  const get: Resident['get'] = (path) => request(portal.app).get(path)
  const post: Resident['post'] = (path, fields, photos) => {
    const sending = request(portal.app).post(path).set(sameOrigin)
    if (photos === undefined)
      return sending
        .type('form')
        .send(fields)
        .then((res) => res)
    for (const [name, value] of Object.entries(fields)) sending.field(name, value)
    for (const { name, bytes, type } of photos) {
      sending.attach('photos', bytes, { filename: name, contentType: type ?? 'image/jpeg' })
    }
    return sending.then((res) => res)
  }
  const begin: Resident['begin'] = (fields, photos = []) =>
    post(complaintPaths.new(lang, city), fields, photos)
  return {
    get,
    post,
    begin,
    async reachCheck({ text = plainText, category = 'other', address = 'ул. Абая, 10' } = {}, photos = []) {
      const begun = await begin({ text, category }, photos)
      const placed = await post(locationOf(begun), { address })
      return locationOf(placed)
    },
    async send(checkPath, fields = {}) {
      const page = await get(checkPath)
      return post(checkPath, { ...hiddenFields(page.text), replyLang: 'ru', visibility: 'public', ...fields })
    },
  }
}

export function locationOf(res: Response): string {
  if (res.status !== 303)
    throw new Error(`expected a redirect, got ${res.status}: ${errorsOf(res.text).join('; ')}`)
  return String(res.headers['location']).replace(/#.*$/, '')
}

/** Values of the hidden fields of a page. */
export function hiddenFields(html: string): Record<string, string> {
  const inputs = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, unescapeHtml(value)]))
}

/** Sentences of the error summary. */
export function errorsOf(html: string): string[] {
  const [summary = ''] = /<div class="ds-error-summary"[\s\S]*?<\/div>/.exec(html) ?? []
  return [...summary.matchAll(/<a href="[^"]*">([^<]*)<\/a>/g)].map((match) => unescapeHtml(match[1] ?? ''))
}

export const formAction = (html: string): string =>
  /<form class="stack[^"]*" method="post" action="([^"]*)"/.exec(html)?.[1] ?? ''

export const titleOf = (html: string): string => unescapeHtml(/<h1[^>]*>([^<]*)<\/h1>/.exec(html)?.[1] ?? '')

/** What a field of the page holds. */
export function typedIn(html: string, name: string): string {
  const area = new RegExp(`<textarea[^>]* name="${name}"[^>]*>([\\s\\S]*?)</textarea>`).exec(html)?.[1]
  const input = new RegExp(`<input[^>]* name="${name}" value="([^"]*)"`).exec(html)?.[1]
  return unescapeHtml(area ?? input ?? '')
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" }

export const unescapeHtml = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|#34|#39);/g, (whole, name: string) => entities[name] ?? whole)

export const tokenIn = (path: string): string => /\/([\w-]{22})(?:\/|$)/.exec(path)?.[1] ?? ''

/** The words of the page's own part, so that a failed comparison stays readable. */
export function wordsOf(html: string): string {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html
  return unescapeHtml(main.replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ')
}

/** True when this radio or option of the page is chosen. */
export const isChosen = (html: string, value: string): boolean =>
  new RegExp(`value="${value}" (?:checked|selected)`).test(html)
