import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { staffOf } from '../../accounts/index.ts'
import { draftByToken, filedComplaint } from '../../complaints/index.ts'
import { deskCity } from '../access.ts'
import { operatorPaths } from '../paths.ts'
import { endedModel, endedPage, slipModel, slipPage } from './ended-page.ts'
import { filerFor } from './handlers.ts'
import { deskState, talkOf } from './queries.ts'

/** After saving: the words to say, and the slip. For a day, to whoever took the conversation. */
export function endedHandlers(deps: Deps): Record<'show' | 'slip', RequestHandler> {
  return {
    show: async (req, res) => {
      const { city, staffId, talk, token, details } = await endedTalk(deps, req, res)
      const filer = await filerFor(deps, res, city)
      const found = await draftByToken(deps, token)
      if (found.kind === 'open') return res.redirect(303, operatorPaths.talk(city.slug, talk.id))
      const ended =
        found.kind === 'joined' ? { kind: 'joined' as const, ...found.joined } : await filedOf(found, city.id)
      const state = await deskState(deps, { cityId: city.id, staffId }, deps.now().epochMilliseconds)
      const replyLang = details.replyLang === 'ru' ? 'ru' : 'kk'
      const say = { kk: deps.texts.in('kk'), ru: deps.texts.in('ru') }
      const hasPhone = details.wish === 'phone'
      const seconds = talk.secondsBefore
      const model = endedModel({
        ...{ filer, say, state, replyLang, seconds, talkId: talk.id },
        ended: ended.kind === 'filed' ? { ...ended, hasPhone } : ended,
      })
      endedPage(res, model)
    },

    slip: async (req, res) => {
      const { city, talk, token, details } = await endedTalk(deps, req, res)
      const found = await draftByToken(deps, token)
      const { complaint, secretToken } = await filedOf(found, city.id)
      const asked = langs.find((lang) => lang === req.query['in'])
      const replyLang = asked ?? (details.replyLang === 'ru' ? 'ru' : 'kk')
      const filer = await filerFor(deps, res, city)
      const model = slipModel({
        ...{ filer, replyLang, complaint, secretToken, talkId: talk.id },
        say: deps.texts.in(replyLang),
        publicUrl: deps.config.publicUrl,
      })
      slipPage(res, model)
    },
  }

  async function filedOf(found: Awaited<ReturnType<typeof draftByToken>>, cityId: number) {
    if (found.kind !== 'sent') throw new NotFound('complaint')
    const { secretToken } = found.filed
    const complaint = await filedComplaint(deps, cityId, secretToken)
    if (complaint === null) throw new NotFound('complaint')
    return { kind: 'filed' as const, complaint, secretToken }
  }
}

async function endedTalk(deps: Deps, req: Request, res: Response) {
  const city = await deskCity(deps, res)
  const staffId = staffOf(res).id
  const talk = await talkOf(deps, { id: String(req.params['talk']), cityId: city.id, staffId })
  if (talk === null || talk.details === null) throw new NotFound('talk')
  return { city, staffId, talk, details: talk.details, token: talk.details.token }
}
