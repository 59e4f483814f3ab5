import type { Request, RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import { issueTicket, verifyTicket } from '../../../platform/crypto/form-ticket.ts'
import { hashToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { networkIn, type RateLimit, rateLimit } from '../../../platform/http/rate-limit.ts'
import { searchTerms } from '../../../platform/text/search-terms.ts'
import { normaliseEmail } from '../../complaints/index.ts'
import { recordVerdict } from '../actions/record-verdict.ts'
import { requestGuide } from '../actions/request-guide.ts'
import { catalogueOf, textIn } from '../catalogue.ts'
import { guidesForWords } from '../find.ts'
import { guidePaths } from '../paths.ts'
import { type AskInput, askModel, askPage } from './ask-page.ts'
import { AskForm, VerdictForm } from './forms.ts'
import { placeOf, typedIn } from './handlers.ts'
import { type HelpedInput, helpedModel, helpedPage } from './helped-page.ts'
import { publishedGuide } from './queries.ts'

const ticketAge = Temporal.Duration.from({ hours: 24 })

/** Forms of readers: why a guide did not help, and which situation is missing. No account, no cookie. */
export function readerForms(
  deps: Deps,
): Record<'showHelped' | 'sendHelped' | 'showAsk' | 'sendAsk', RequestHandler> {
  // Whole cities sit behind one mobile address: the limits are for floods alone.
  const verdicts = rateLimit(deps, { name: 'guide-verdict', points: 3000, seconds: 3600 })
  const requests = rateLimit(deps, { name: 'guide-request', points: 600, seconds: 3600 })

  const ticketFor = (form: string) => issueTicket(deps.keys, form, deps.now())
  const verified = (form: string, ticket: string) =>
    verifyTicket(deps.keys, ticket, { form, now: deps.now(), maxAge: ticketAge })

  const guideOf = async (req: Request, res: Response) => {
    const { city, lang } = placeOf(res)
    const guide = await publishedGuide(deps, city.id, String(req.params['guide']))
    const found = guide && textIn(guide.texts, lang)
    if (guide === null || found === null) throw new NotFound('guide')
    const { id: textId, content } = found.text
    return { id: guide.id, textId, slug: guide.slug, title: content.title, category: guide.categories[0] }
  }

  return {
    showHelped: async (req, res) => {
      const guide = await guideOf(req, res)
      const done = req.query['done'] === '1'
      helpedPage(res, helpedModel({ guide, ticket: ticketFor('guide-helped'), done }, placeOf(res)))
    },

    sendHelped: async (req, res) => {
      const guide = await guideOf(req, res)
      const place = placeOf(res)
      const { lang, city } = place
      const base = { cityId: city.id, guideId: guide.id, textId: guide.textId }
      const thanks = guidePaths.thanks(lang, city.slug, guide.slug)
      const again = (more: Partial<HelpedInput>, status: number) =>
        helpedPage(res, helpedModel({ guide, ticket: ticketFor('guide-helped'), ...more }, place), status)
      const typed = typedFields(req.body)
      if (await isTooOften(verdicts, res)) return again({ typed, problem: 'often' }, 429)
      if (typed['helped'] === 'yes') {
        await recordVerdict(deps, { ...base, helped: true, reason: null, words: '', formKey: null })
        return res.redirect(303, thanks)
      }
      const parsed = parseForm(VerdictForm, req.body)
      if (!parsed.ok) return again(parsed.form, 422)
      const { reason, words, ticket, website } = parsed.value
      const shown = verified('guide-helped', ticket)
      if (!shown.ok) return again({ typed, problem: 'old' }, 422)
      // Whoever fills in what people do not see is thanked and not listened to.
      if (website === '') {
        const formKey = hashToken(shown.nonce.toString('base64url'))
        await recordVerdict(deps, { ...base, helped: false, reason, words, formKey })
      }
      res.redirect(303, thanks)
    },

    showAsk: async (req, res) => {
      const place = placeOf(res)
      const catalogue = await catalogueOf(deps, place.city.id)
      const words = typedIn(req, 'text')
      const maybe = guidesForWords(catalogue.guides, searchTerms(words), null)
      const done = req.query['done'] === '1'
      const typed = words === '' ? {} : { words }
      const ticket = ticketFor('guide-ask')
      askPage(res, askModel({ catalogue, ticket, maybe, done, typed }, place))
    },

    sendAsk: async (req, res) => {
      const place = placeOf(res)
      const { lang, city } = place
      const catalogue = await catalogueOf(deps, city.id)
      const typed = typedFields(req.body)
      const again = (more: Partial<AskInput>, status: number) => {
        const maybe = guidesForWords(catalogue.guides, searchTerms(typed['words'] ?? ''), null)
        askPage(res, askModel({ catalogue, ticket: ticketFor('guide-ask'), maybe, ...more }, place), status)
      }
      const parsed = parseForm(AskForm, req.body)
      if (!parsed.ok) return again(parsed.form, 422)
      const { words, email, ticket, website } = parsed.value
      const shown = verified('guide-ask', ticket)
      if (!shown.ok) return again({ typed, problem: 'old' }, 422)
      if (await isTooOften(requests, res)) return again({ typed, problem: 'often' }, 429)
      if (website === '') {
        await requestGuide(deps, {
          ...{ cityId: city.id, words, lang, email: email === '' ? null : normaliseEmail(email) },
          formKey: hashToken(shown.nonce.toString('base64url')),
          moderationWords: city.profile.moderationWords,
        })
      }
      res.redirect(303, guidePaths.asked(lang, city.slug))
    },
  }
}

async function isTooOften(limit: RateLimit, res: Response): Promise<boolean> {
  const wait = await limit(networkIn(res))
  if (wait > 0) res.set('Retry-After', String(Math.ceil(wait / 1000)))
  return wait > 0
}
