import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { uploadOf } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { addMaterial } from '../actions/add-material.ts'
import { addPictures } from '../actions/add-pictures.ts'
import { acceptPicture, removeMaterial, removePicture } from '../actions/remove-file.ts'
import { saveResults } from '../actions/save-results.ts'
import { settleQuestion } from '../actions/settle-question.ts'
import { eventDeskPaths } from '../paths.ts'
import { mostMaterialBytes, mostPhotos } from '../rules.ts'
import { MaterialForm, PictureForm, ResultsForm, SettleForm } from './forms.ts'
import { idIn } from './people-handlers.ts'
import { eventAt } from './place.ts'
import { deskEvent } from './queries.ts'
import { type ResultsInput, resultsModel, resultsPage } from './results-page.ts'
import { questionsModel, questionsPage } from './wish-pages.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Handlers = Record<
  | 'known'
  | 'show'
  | 'save'
  | 'publish'
  | 'addPictures'
  | 'addPaper'
  | 'dropPicture'
  | 'dropPaper'
  | 'acceptPicture'
  | 'picture',
  RequestHandler
>

export function resultsHandlers(deps: Deps): Handlers {
  const show = async (
    req: Request,
    res: Response,
    more: Partial<ResultsInput>,
    status = 200,
  ): Promise<void> => {
    const { event, rights, reading } = await eventAt(deps, req, res)
    resultsPage(res, resultsModel({ event, rights, done: null, ...more }, reading), status)
  }

  const write =
    (publish: boolean): RequestHandler =>
    async (req, res) => {
      const { event } = await eventAt(deps, req, res, publish ? 'publish' : 'edit')
      const parsed = parseForm(ResultsForm, req.body)
      if (!parsed.ok) return show(req, res, parsed.form, 422)
      // The page says that it is too early
      if (event.startsAt > deps.now().epochMilliseconds)
        return show(req, res, { typed: typedFields(req.body) }, 422)
      const { version, draft, participants, hours, bags, textKk, textRu, textEn } = parsed.value
      const text = { kk: textKk, ru: textRu, en: textEn }
      const saved = await saveResults(deps, {
        ...{ eventId: event.id, cityId: event.cityId, version, staffId: staffOf(res).id, publish, draft },
        results: { participants: participants ?? 0, hours, bags, text },
        at: deps.now().epochMilliseconds,
      })
      if (!saved) return show(req, res, { typed: typedFields(req.body), conflict: true }, 409)
      res.redirect(303, eventDeskPaths.results(event.id, publish ? 'published' : 'saved'))
    }

  const drop =
    (what: 'eventPicture' | 'material', remove: typeof removePicture): RequestHandler =>
    async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'edit')
      const id = String(req.params[what])
      if (!uuid.test(id) || !(await remove(deps, { eventId: event.id, id }))) throw new NotFound(what)
      res.redirect(303, eventDeskPaths.results(event.id, 'removed'))
    }

  return {
    /** Before a byte of a file is read. */
    known: async (req, res, next) => {
      await eventAt(deps, req, res, 'edit')
      next()
    },

    show: (req, res) => {
      const { done, draft } = req.query
      return show(req, res, { done: typeof done === 'string' ? done : null, fromDraft: draft === '1' })
    },

    save: write(false),
    publish: write(true),

    addPictures: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'edit')
      const t = translateOf(res)
      const { photos, tooMany, problem } = uploadOf(res)
      const parsed = parseForm(PictureForm, req.body)
      const good = photos.flatMap((photo) => (photo.ok ? [photo] : []))
      const sentences = [
        ...(problem === undefined ? [] : [problemSentence(t, problem)]),
        ...(tooMany ? [tooManySentence(t, mostPhotos)] : []),
        ...photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)])),
      ]
      if (sentences.length === 0 && good.length === 0) sentences.push(t('events:error.noPicture'))
      if (sentences.length === 0 && parsed.ok) {
        const at = deps.now().epochMilliseconds
        const added = await addPictures(deps, {
          eventId: event.id,
          role: parsed.value.role,
          photos: good,
          at,
        })
        if (added) return res.redirect(303, eventDeskPaths.results(event.id, 'pictures'))
        sentences.push(tooManySentence(t, mostPhotos))
      }
      const refused = { pictures: sentences.join(' ') || t('events:error.role') }
      await show(req, res, { role: typedFields(req.body)['role'] ?? '', refused }, 422)
    },

    addPaper: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'edit')
      const t = translateOf(res)
      const { pdfs, problem } = uploadOf(res)
      const [pdf] = pdfs
      const parsed = parseForm(MaterialForm, req.body)
      const back = { typed: typedFields(req.body), ...(parsed.ok ? {} : { errors: parsed.form.errors }) }
      const refuse = (sentence: string) => show(req, res, { ...back, refused: { paper: sentence } }, 422)
      if (problem !== undefined) return refuse(problemSentence(t, problem))
      if (pdf === undefined) return refuse(t('events:error.pdf.none'))
      if (!pdf.ok) {
        return refuse(t(`events:error.pdf.${pdf.reason}`, { megabytes: mostMaterialBytes / 1024 / 1024 }))
      }
      if (!parsed.ok) return show(req, res, back, 422)
      const at = deps.now().epochMilliseconds
      const added = await addMaterial(deps, { eventId: event.id, ...parsed.value, pdf, at })
      if (!added) return refuse(t('events:error.manyPapers'))
      res.redirect(303, eventDeskPaths.results(event.id, 'paper'))
    },

    acceptPicture: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'edit')
      const id = String(req.params['proposedPicture'])
      if (!uuid.test(id) || !(await acceptPicture(deps, { eventId: event.id, id })))
        throw new NotFound('picture')
      res.redirect(303, eventDeskPaths.results(event.id, 'accepted'))
    },

    dropPicture: drop('eventPicture', removePicture),
    dropPaper: drop('material', removeMaterial),

    picture: servePhoto(deps, async (req, res) => {
      const [id, size] = [String(req.params['eventPicture']), String(req.params['size'])]
      const event = uuid.test(id) ? await deskEvent(deps, staffOf(res), idIn(req.params['event'])) : null
      if (event === null || !(size === 'large' || size === 'small')) return undefined
      const row = await deps.db.eventPhoto.findFirst({ where: { id, eventId: event.id } })
      if (row === null) return undefined
      return { key: size === 'large' ? row.largeKey : row.smallKey, access: 'private' }
    }),
  }
}

/** Questions that people asked in advance. */
export const questionDeskHandlers = (deps: Deps): Record<'list' | 'settle', RequestHandler> => ({
  list: async (req, res) => {
    const { event, rights, reading } = await eventAt(deps, req, res)
    const { done } = req.query
    questionsPage(
      res,
      questionsModel({ event, rights, done: typeof done === 'string' ? done : null }, reading),
    )
  },

  settle: async (req, res) => {
    const { event } = await eventAt(deps, req, res, 'edit')
    const parsed = parseForm(SettleForm, req.body)
    const questionId = idIn(req.params['question'])
    if (!parsed.ok) {
      const { event: fresh, rights, reading } = await eventAt(deps, req, res, 'edit')
      const back = { questionId, ...parsed.form }
      return questionsPage(res, questionsModel({ event: fresh, rights, done: null, back }, reading), 422)
    }
    const settled = await settleQuestion(deps, {
      ...{
        eventId: event.id,
        questionId,
        ...parsed.value,
        answerLang: langOf(res),
        staffId: staffOf(res).id,
      },
      at: deps.now().epochMilliseconds,
    })
    if (!settled) throw new NotFound('question')
    res.redirect(303, eventDeskPaths.questions(event.id, 'saved'))
  },
})
