import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { GuideChanged } from '../actions/guide-act.ts'
import { OwnWords, publishText } from '../actions/publish-text.ts'
import { returnDraft, sendDraft } from '../actions/review-draft.ts'
import { saveDraft } from '../actions/save-draft.ts'
import { withdrawText } from '../actions/withdraw-text.ts'
import { type GuideDone, guideStaffPaths } from '../paths.ts'
import { missingFields } from '../rules.ts'
import { ContentForm, ReturnForm, SeenForm, WithdrawForm } from './forms.ts'
import { type EditInput, editModel, editPage } from './pages/edit-page.ts'
import { versionModel, versionPage } from './pages/version-page.ts'
import { contentLangOf, doneOf, guideHere, type Here, todayIn } from './scope.ts'

type Handlers = Record<
  'show' | 'save' | 'send' | 'giveBack' | 'publish' | 'withdraw' | 'version',
  RequestHandler
>

/** The words of a guide in one language: written by one person, published by another. */
export function textHandlers(deps: Deps): Handlers {
  const answer = (
    res: Response,
    { guide, around, staff, may }: Here,
    { contentLang, status = 200, ...more }: Partial<EditInput> & { contentLang: Lang; status?: number },
  ) => editPage(res, editModel({ guide, contentLang, staffId: staff.id, may, ...more }, around), status)

  const allowed = async (req: Request, res: Response, right: 'write' | 'publish') => {
    const here = await guideHere(deps, req, res)
    if (!here.may[right]) throw new NotFound('guide')
    const contentLang = contentLangOf(req)
    const by = {
      cityId: here.guide.cityId,
      guideId: here.guide.id,
      lang: contentLang,
      staffId: here.staff.id,
    }
    return { here, contentLang, by }
  }

  /** Does an act; what others did meanwhile shows on a fresh page. */
  const attempt = async (
    req: Request,
    res: Response,
    { contentLang, act, done }: { contentLang: Lang; act: () => Promise<unknown>; done: GuideDone },
  ) => {
    try {
      await act()
    } catch (error) {
      const problem = error instanceof GuideChanged ? 'conflict' : error instanceof OwnWords ? 'own' : null
      if (problem === null) throw error
      const fresh = await guideHere(deps, req, res)
      return answer(res, fresh, { contentLang, problem, status: 409 })
    }
    res.redirect(303, guideStaffPaths.edit(String(req.params['guideId']), contentLang, done))
  }

  return {
    show: async (req, res) =>
      answer(res, await guideHere(deps, req, res), { contentLang: contentLangOf(req), done: doneOf(req) }),

    save: async (req, res) => {
      const { here, contentLang, by } = await allowed(req, res, 'write')
      const typed = typedFields(req.body)
      const parsed = parseForm(ContentForm, req.body)
      if (!parsed.ok)
        return answer(res, here, { contentLang, back: { act: 'save', ...parsed.form }, status: 422 })
      const content = parsed.value
      const isSending = typed['next'] === 'send'
      const missing = isSending ? missingFields(content) : []
      if (missing.length > 0) {
        const errors = Object.fromEntries(
          missing.map((field) => [field, `writing:missing.${field}` as const]),
        )
        return answer(res, here, { contentLang, back: { act: 'save', typed, errors }, status: 422 })
      }
      const seen = parseForm(SeenForm, req.body)
      const seenRevision = seen.ok ? seen.value.revision : 0
      try {
        const revision = await saveDraft(deps, { ...by, seenRevision, content })
        if (isSending) await sendDraft(deps, { ...by, seenRevision: revision })
      } catch (error) {
        if (!(error instanceof GuideChanged)) throw error
        const fresh = await guideHere(deps, req, res)
        const back = {
          act: 'save' as const,
          typed: { ...typed, revision: revisionNow(fresh, contentLang) },
          errors: {},
        }
        return answer(res, fresh, { contentLang, back, problem: 'conflict', status: 409 })
      }
      res.redirect(303, guideStaffPaths.edit(here.guide.id, contentLang, isSending ? 'sent' : 'saved'))
    },

    send: async (req, res) => {
      const { here, contentLang, by } = await allowed(req, res, 'write')
      const parsed = parseForm(SeenForm, req.body)
      const seenRevision = parsed.ok ? parsed.value.revision : 0
      const open = here.guide.texts.find((text) => text.lang === contentLang && text.state === 'draft')
      if (open !== undefined && missingFields(open.content).length > 0)
        return answer(res, here, { contentLang, problem: 'incomplete', status: 422 })
      await attempt(req, res, {
        contentLang,
        act: () => sendDraft(deps, { ...by, seenRevision }),
        done: 'sent',
      })
    },

    giveBack: async (req, res) => {
      const { here, contentLang, by } = await allowed(req, res, 'publish')
      const parsed = parseForm(ReturnForm, req.body)
      if (!parsed.ok)
        return answer(res, here, { contentLang, back: { act: 'return', ...parsed.form }, status: 422 })
      const { revision: seenRevision, note } = parsed.value
      const act = () => returnDraft(deps, { ...by, seenRevision, note })
      await attempt(req, res, { contentLang, act, done: 'returned' })
    },

    publish: async (req, res) => {
      const { here, contentLang, by } = await allowed(req, res, 'publish')
      const parsed = parseForm(SeenForm, req.body)
      const seenRevision = parsed.ok ? parsed.value.revision : 0
      const today = todayIn(deps, here.around.city)
      const act = () => publishText(deps, { ...by, seenRevision, today })
      await attempt(req, res, { contentLang, act, done: 'published' })
    },

    withdraw: async (req, res) => {
      const { here, contentLang, by } = await allowed(req, res, 'publish')
      const parsed = parseForm(WithdrawForm, req.body)
      if (!parsed.ok)
        return answer(res, here, { contentLang, back: { act: 'withdraw', ...parsed.form }, status: 422 })
      const act = () => withdrawText(deps, { ...by, note: parsed.value.note })
      await attempt(req, res, { contentLang, act, done: 'withdrawn' })
    },

    version: async (req, res) => {
      const { guide, around } = await guideHere(deps, req, res)
      const lang = contentLangOf(req)
      const no = Number(req.params['revision'])
      const own = guide.texts.filter((text) => text.lang === lang)
      const text = own.find((one) => one.no === no)
      if (text === undefined) throw new NotFound('version')
      const before = own.find((one) => one.no < no)
      versionPage(res, versionModel({ guide, text, before }, around))
    },
  }
}

const revisionNow = ({ guide }: Here, lang: Lang): string =>
  String(
    guide.texts.find((text) => text.lang === lang && ['draft', 'review'].includes(text.state))?.revision ?? 0,
  )
