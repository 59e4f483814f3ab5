import type { Request, RequestHandler, Response } from 'express'
import { newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { uploadOf, uploadStatus } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { staffOf } from '../../accounts/index.ts'
import { askedIn, type City, cities, langOf, translateOf } from '../../city/index.ts'
import { draftByToken, type Filer, mostPhotos, normalisePhone, similarOf } from '../../complaints/index.ts'
import { guesserOf } from '../../guesses/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { findPlaces } from '../../places/index.ts'
import { deskCity, operatorCityIds } from '../access.ts'
import { endTalk } from '../actions/end-talk.ts'
import { beginTalk, keepTalk } from '../actions/keep-talk.ts'
import { lookUpCaller } from '../actions/look-up-caller.ts'
import { operatorPaths, type TalkView } from '../paths.ts'
import { changeOf, fieldsOf } from './fields.ts'
import {
  answerOnTheSpot,
  askToCallBack,
  fileLater,
  fileTalk,
  joinTalk,
  readBack,
  takeMailApart,
} from './finish.ts'
import { type TalkFields, TalkForm, talkFields } from './forms.ts'
import { type TalkInput, talkModel, talkPage } from './page.ts'
import { panelInput } from './panel-input.ts'
import { casesOfLook, deskState, scansOf, type Talk, talkOf } from './queries.ts'

/** Who speaks with whom about what: what every handler of a conversation needs. */
export type AtDesk = {
  deps: Deps
  res: Response
  city: City
  filer: Filer
  staffId: number
  talk: Talk
  fields: TalkFields
}

export function talkHandlers(
  deps: Deps,
): Record<'start' | 'fresh' | 'begin' | 'show' | 'save', RequestHandler> {
  return {
    start: async (_req, res) => {
      const ids = operatorCityIds(staffOf(res))
      const city = (await cities(deps)).find(({ id }) => ids.includes(id))
      if (city === undefined) throw new NotFound('desk')
      res.redirect(303, operatorPaths.desk(city.slug))
    },

    fresh: async (req, res) => {
      const city = await deskCity(deps, res)
      const { done } = req.query
      const fields = TalkForm.parse({ replyLang: langOf(res) })
      const said = (['held', 'answered', 'callBack', 'dropped'] as const).find((one) => one === done)
      const message =
        said === undefined
          ? null
          : { text: translateOf(res)(`operator:done.${said}`), tone: 'success' as const }
      await showTalk({ deps, res, city }, { talk: null, fields, view: viewOf(req) }, { message })
    },

    begin: async (req, res) => {
      const city = await deskCity(deps, res)
      const fields = talkFields(req.body)
      const token = /^[\w-]{22}$/.test(fields.key) ? fields.key : newToken()
      const filer = await filerFor(deps, res, city)
      const staffId = staffOf(res).id
      const change = changeOf(filer, fields, { token, ...takenFiles(res) })
      const id = await beginTalk(deps, { cityId: city.id, staffId, change })
      const talk = await talkOf(deps, { id, cityId: city.id, staffId })
      if (talk === null) throw new NotFound('talk')
      if (talk.endedAt !== null) return res.redirect(303, afterEnd(city, talk))
      await act({ deps, res, city, filer, staffId, talk, fields })
    },

    show: async (req, res) => {
      const { city, talk } = await openTalk(deps, req, res)
      const ended = await endedElsewhere(deps, talk)
      if (ended) return res.redirect(303, operatorPaths.ended(city.slug, talk.id))
      const view = viewOf(req)
      const found = await draftByToken(deps, talk.details?.token ?? '')
      const fields = fieldsOf(talk, found.kind === 'open' ? found.draft : null, view)
      await showTalk({ deps, res, city }, { talk, fields, view }, { isReadBack: view.step === 'read-back' })
    },

    save: async (req, res) => {
      const { city, talk, staffId } = await openTalk(deps, req, res)
      if (await endedElsewhere(deps, talk)) return res.redirect(303, operatorPaths.ended(city.slug, talk.id))
      const fields = talkFields(req.body)
      const filer = await filerFor(deps, res, city)
      const change = changeOf(filer, fields, {
        token: talk.details?.token ?? '',
        ...takenFiles(res),
        hold: fields.act === 'hold',
      })
      await keepTalk(deps, { cityId: city.id, talk, change })
      await act({ deps, res, city, filer, staffId, talk, fields })
    },
  }
}

/** What the pressed button asks for; everything typed has been kept before. */
async function act(at: AtDesk): Promise<void> {
  const { deps, res, city, talk, fields, staffId } = at
  const photoErrors = photoSentences(at)
  if (photoErrors !== '') {
    const { problem } = uploadOf(res)
    return showTalk(
      at,
      { talk, fields, view: {} },
      { photoErrors },
      problem === undefined ? 422 : uploadStatus[problem],
    )
  }
  const { number, office } = fields
  const back = (view: TalkView = {}, anchor = '') =>
    res.redirect(303, `${operatorPaths.talk(city.slug, talk.id, { number, office, ...view })}${anchor}`)
  if (fields.join !== '') return joinTalk(at, fields.join)
  if (fields.remove !== '' || fields.removeScan !== '') return back({}, '#photos-section')
  switch (fields.act) {
    case 'hold':
      return res.redirect(303, operatorPaths.desk(city.slug, 'held'))
    case 'drop':
      await endTalk(deps, { talk, outcome: 'dropped', number: null })
      return res.redirect(303, operatorPaths.desk(city.slug, 'dropped'))
    case 'caller': {
      const phone = normalisePhone(fields.caller, city.profile.phone)
      if (phone === null)
        return showTalk(at, { talk, fields, view: {} }, { errors: { caller: 'operator:error.caller' } }, 422)
      const look = await lookUpCaller(deps, { cityId: city.id, staffId, phone })
      return back({ look: String(look) }, '#earlier')
    }
    case 'find':
      return back({ find: '1' }, '#matches')
    case 'panel':
      return back({}, '#panel')
    case 'noPoint':
      return back({}, '#point')
    case 'keep':
      return back()
    case 'answered':
      return answerOnTheSpot(at)
    case 'callBack':
      return askToCallBack(at)
    case 'file':
      return fileTalk(at)
    case 'takeApart':
      return takeMailApart(at)
    case 'later':
      return fileLater(at)
    case 'check':
      return readBack(at)
  }
}

/** Where a form leads whose conversation is over: a case has a page of its own. */
const afterEnd = (city: City, { id, outcome }: Talk): string =>
  outcome === 'filed' || outcome === 'joined'
    ? operatorPaths.ended(city.slug, id)
    : operatorPaths.desk(city.slug)

/** A conversation of this very person in this city, with what opens its draft. */
async function openTalk(deps: Deps, req: Request, res: Response) {
  const city = await deskCity(deps, res)
  const staffId = staffOf(res).id
  const talk = await talkOf(deps, { id: String(req.params['talk']), cityId: city.id, staffId })
  if (talk === null || (talk.details === null && talk.endedAt === null)) throw new NotFound('talk')
  return { city, talk, staffId }
}

/** True when it is over; one that was filed although the process ended at once is closed now. */
async function endedElsewhere(deps: Deps, talk: Talk): Promise<boolean> {
  if (talk.endedAt !== null) return true
  const found = await draftByToken(deps, talk.details?.token ?? '')
  if (found.kind === 'sent') await endTalk(deps, { talk, outcome: 'filed', number: found.filed.number })
  if (found.kind === 'joined') await endTalk(deps, { talk, outcome: 'joined', number: found.joined.number })
  return found.kind === 'sent' || found.kind === 'joined'
}

export async function filerFor(deps: Deps, res: Response, city: City): Promise<Filer> {
  const [directory, guess] = await Promise.all([directoryOf(deps, city.id), guesserOf(deps, city.id)])
  return { lang: langOf(res), t: translateOf(res), city, directory, guess }
}

function takenFiles(res: Response) {
  const { photos, pdfs } = uploadOf(res)
  return { photos: photos.filter((photo) => photo.ok), scans: pdfs.filter((pdf) => pdf.ok) }
}

function photoSentences({ res, filer: { t } }: AtDesk): string {
  const { photos, pdfs, tooMany, problem } = uploadOf(res)
  const sentences = photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)]))
  for (const pdf of pdfs) if (!pdf.ok) sentences.push(t(`operator:error.pdf.${pdf.reason}`))
  if (tooMany) sentences.push(tooManySentence(t, mostPhotos))
  if (problem !== undefined) sentences.push(problemSentence(t, problem))
  return sentences.join(' ')
}

function viewOf(req: Request): TalkView {
  const text = (name: string) => {
    const value = req.query[name]
    return typeof value === 'string' ? value.slice(0, 100) : undefined
  }
  return {
    number: text('number'),
    office: text('office'),
    look: text('look'),
    find: text('find'),
    step: text('step') === 'read-back' ? 'read-back' : undefined,
  }
}

type Shown = { talk: Talk | null; fields: TalkFields; view: TalkView }
type Around = { deps: Deps; res: Response; city: City }

/** The page, with everything that is looked up for what has been typed. */
export async function showTalk(
  { deps, res, city }: Around,
  { talk, fields, view }: Shown,
  more: Partial<Pick<TalkInput, 'errors' | 'photoErrors' | 'isReadBack' | 'message'>> = {},
  status = 200,
): Promise<void> {
  const filer = await filerFor(deps, res, city)
  const whose = { cityId: city.id, staffId: staffOf(res).id }
  const now = deps.now()
  const found = talk?.details ? await draftByToken(deps, talk.details.token) : null
  const draft = found?.kind === 'open' ? found.draft : null
  const hasScans = draft !== null && ['letter', 'email'].includes(talk?.channel ?? '')
  const [state, similar, cases, matches, panel, fresh, scans] = await Promise.all([
    deskState(deps, whose, now.epochMilliseconds),
    draft === null ? [] : similarOf(deps, { filer, draft }),
    view.look !== undefined && /^\d{1,9}$/.test(view.look)
      ? casesOfLook(deps, { ...whose, id: Number(view.look) })
      : null,
    view.find === undefined || fields.address === ''
      ? null
      : findPlaces(deps, city, { writing: filer, text: fields.address }),
    panelInput(deps, city, view, {
      asked: { ...askedIn(city), lang: filer.lang, t: filer.t, now },
      fields,
    }),
    talk === null ? null : talkOf(deps, { ...whose, id: talk.id }),
    hasScans ? scansOf(deps, draft.id) : [],
  ])
  const model = talkModel({
    ...{ filer, state, fields, draft, similar, matches, panel, scans },
    talk: fresh ?? talk,
    say: deps.texts.in(fields.replyLang),
    sayIn: { kk: deps.texts.in('kk'), ru: deps.texts.in('ru') },
    earlier: cases,
    key: talk?.details?.token ?? newToken(),
    now: now.epochMilliseconds,
    ...more,
  })
  talkPage(res, model, status)
}
