import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type Parsed, parseForm, typedFields } from '../../../platform/http/form.ts'
import { type Reading, readingOf } from '../../complaints/index.ts'
import { type Asked, readAbout } from '../about.ts'
import { confirmRequest } from '../actions/confirm-request.ts'
import { resendCode } from '../actions/resend-code.ts'
import type { Asking } from '../asking.ts'
import { CodeForm, FollowForm } from '../forms.ts'
import { confirmModel, confirmPage } from '../pages/confirm.ts'
import { newModel, newPage } from '../pages/new.ts'
import { followingPaths } from '../paths.ts'
import { beginRequest, type NewRequest, requestByToken } from '../requests.ts'
import { namesOfTopics } from '../topics.ts'

/** Asks for an address and has it confirmed by a code. */
export const subscribeHandlers = (
  deps: Deps,
  { ticket, refusal }: Asking,
): Record<'show' | 'ask' | 'code' | 'confirm' | 'again', RequestHandler> => ({
  show: async (req, res) => {
    const reading = await readingOf(deps, res)
    const asked = await readAsked(deps, req.query, reading)
    newPage(res, newModel({ asked, ticket: ticket('follow') }, reading))
  },

  ask: async (req, res) => {
    const reading = await readingOf(deps, res)
    const typed = typedFields(req.body)
    const asked = await readAsked(deps, typed, reading)
    const parsed: Parsed<{ email: string; ticket: string; cadence: 'now' | 'daily' }> = parseForm(
      FollowForm,
      req.body,
    )
    const refused = parsed.ok ? await refusal({ form: 'follow', ...parsed.value, res }) : null
    if (!parsed.ok || refused !== null) {
      const errors = parsed.ok ? { email: refused ?? undefined } : parsed.form.errors
      const form = { typed, errors }
      return newPage(res, newModel({ asked, ticket: ticket('follow'), form }, reading), 422)
    }
    const { email, cadence } = parsed.value
    await begin(deps, res, {
      cityId: reading.city.id,
      lang: reading.lang,
      email,
      act: { kind: 'subscribe', about: asked.about, cadence },
    })
  },

  code: async (req, res) => {
    const token = String(req.params['request'])
    const { request, reading } = await found(deps, res, token)
    confirmPage(res, confirmModel({ request, token, sent: req.query['sent'] === '1' }, reading))
  },

  confirm: async (req, res) => {
    const token = String(req.params['request'])
    const { request, reading } = await found(deps, res, token)
    const { t, lang, city } = reading
    const parsed = parseForm(CodeForm, req.body)
    const typed = typedFields(req.body)['code'] ?? ''
    const again = (error: string) =>
      confirmPage(res, confirmModel({ request, token, typed, error }, reading), 422)
    if (!parsed.ok) return again(t('following:error.code'))
    const confirmed = await confirmRequest(deps, { token, code: parsed.value.code })
    if (confirmed.ok) {
      const { follower, done } = confirmed
      return res.redirect(303, followingPaths.manage(lang, city.slug, follower.token, done))
    }
    if (confirmed.reason === 'wrong') return again(t('following:error.wrong', { count: confirmed.left }))
    if (confirmed.reason === 'gone') throw new NotFound('request')
    again(t(`following:error.${confirmed.reason}`))
  },

  again: async (req, res) => {
    const token = String(req.params['request'])
    const { reading } = await found(deps, res, token)
    const sent = await resendCode(deps, token)
    const path = followingPaths.confirm(reading.lang, reading.city.slug, token)
    res.redirect(303, sent ? `${path}?sent=1` : path)
  },
})

/** What an address or a form asks to follow; a topic that there is not is no page. */
async function readAsked(deps: Deps, query: Record<string, unknown>, reading: Reading): Promise<Asked> {
  const topic = query['topic']
  if (typeof topic !== 'string') return readAbout(deps, query, reading)
  const names = await namesOfTopics(deps, [topic], reading)
  if (names.get(topic) == null) throw new NotFound('topic')
  return { about: { topic }, complaint: null, names }
}

/** Keeps the request and leads to where its code is typed. */
export async function begin(deps: Deps, res: Response, request: NewRequest): Promise<void> {
  const { token } = await beginRequest(deps, request)
  const { lang, city } = await readingOf(deps, res)
  res.redirect(303, followingPaths.confirm(lang, city.slug, token))
}

async function found(deps: Deps, res: Response, token: string) {
  const reading = await readingOf(deps, res)
  const request = await requestByToken(deps, token)
  const isOurs = request !== null && request.cityId === reading.city.id && request.act.kind !== 'mine'
  if (!isOurs) throw new NotFound('request')
  return { request, reading }
}
