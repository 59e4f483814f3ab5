import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { cityById, cityOf, langOf, translateOf } from '../../city/index.ts'
import { guesserOf } from '../../guesses/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { complaintPaths, type FilingStep } from '../paths.ts'
import { nextStep, unknownCategory } from './draft.ts'
import { currentCategories, dangerousCategory, guessedCategories } from './pages/category-choice.ts'
import { expiredModel, expiredPage, sentModel, sentPage } from './pages/ended.ts'
import type { Filer } from './pages/surroundings.ts'
import { type Draft, draftByToken } from './queries.ts'

export async function filerOf(deps: Deps, res: Response): Promise<Filer> {
  const city = cityOf(res)
  const [directory, guess] = await Promise.all([directoryOf(deps, city.id), guesserOf(deps, city.id)])
  return { lang: langOf(res), t: translateOf(res), city, directory, guess }
}

export type OnDraft = { filer: Filer; draft: Draft; req: Request; res: Response }

/**
 * For the steps behind a draft's token: looks the draft up and hands it on. A form that was sent says so, a draft
 * that went on in another city leads there, one that is gone says how long drafts are kept.
 */
export function onDraft(
  deps: Deps,
  step: FilingStep,
  handle: (found: OnDraft) => Promise<void> | void,
): RequestHandler {
  return async (req, res) => {
    const lang = langOf(res)
    const found = await draftByToken(deps, tokenOf(req))
    const reader = { lang, t: translateOf(res), city: cityOf(res) }
    if (found.kind === 'gone') return expiredPage(res, expiredModel(reader), 404)
    if (found.kind === 'joined') {
      return res.redirect(303, complaintPaths.joined(lang, reader.city.slug, tokenOf(req)))
    }
    if (found.kind === 'sent') {
      const sending = req.method === 'POST' && step === 'check'
      if (sending)
        return res.redirect(303, complaintPaths.filed(lang, reader.city.slug, found.filed.secretToken))
      const differs = req.method === 'POST'
      return sentPage(res, sentModel(reader, found.filed, differs), differs ? 409 : 200)
    }
    const { draft } = found
    if (draft.cityId !== reader.city.id) {
      const city = await cityById(deps, draft.cityId)
      if (city === null) throw new NotFound('city')
      return res.redirect(303, complaintPaths.step(lang, city.slug, draft.token, step))
    }
    await handle({ filer: await filerOf(deps, res), draft, req, res })
  }
}

/** As onDraft, but leads to the first step that lacks something when that comes before `step`. */
export function onReached(
  deps: Deps,
  step: FilingStep,
  show: (found: OnDraft) => Promise<void> | void,
): RequestHandler {
  return onDraft(deps, step, async (found) => {
    const { filer, draft, res } = found
    const next = nextStepOf(filer, draft.data)
    if (!isReached(step, next)) return res.redirect(303, stepPath(filer, draft.token, next))
    await show(found)
  })
}

export const stepPath = ({ lang, city }: Filer, token: string, step: FilingStep): string =>
  complaintPaths.step(lang, city.slug, token, step)

/** Leads to the step that the filing still needs. */
export function goOn(filer: Filer, res: Response, token: string, data: Draft['data']): void {
  res.redirect(303, stepPath(filer, token, nextStepOf(filer, data)))
}

/** 128 random bits as base64url; whatever else stands there is no token. */
export function tokenOf(req: Request): string {
  const { token } = req.params
  if (typeof token !== 'string' || !/^[\w-]{22}$/.test(token)) throw new NotFound('token')
  return token
}

/** The step that the filing still needs. */
export const nextStepOf = (filer: Pick<Filer, 'directory' | 'guess'>, data: Draft['data']): FilingStep =>
  nextStep(data, {
    dangerOf: (draft) => dangerousCategory(filer, draft)?.code ?? null,
    isGuessed: (text) => guessedCategories(filer, text).length > 0,
  })

/** A code that can be chosen now, `unknown` included; null for anything else. */
export function knownCategory(filer: Pick<Filer, 'directory'>, code: string): string | null {
  const known =
    code === unknownCategory || currentCategories(filer).some((category) => category.code === code)
  return known ? code : null
}

const order: readonly FilingStep[] = ['what', 'danger', 'category', 'where', 'check']

/** Nobody skips a step: true when everything before `step` is there. */
const isReached = (step: FilingStep, next: FilingStep): boolean => order.indexOf(step) <= order.indexOf(next)
