import type { Request, RequestHandler, Response } from 'express'
import { newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { rateLimit } from '../../../platform/http/rate-limit.ts'
import { uploadOf } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { cityOf } from '../../city/index.ts'
import { readingOf } from '../../complaints/index.ts'
import { addPictures } from '../actions/add-pictures.ts'
import { addWalkIn, removeWalkIn } from '../actions/add-walk-in.ts'
import { checkIn } from '../actions/check-in.ts'
import { lookAtNames } from '../actions/note-organiser-act.ts'
import { proposeResults } from '../actions/propose-results.ts'
import { openContact } from '../contact.ts'
import { CheckInForm, PictureForm } from '../desk/forms.ts'
import { idIn } from '../desk/people-handlers.ts'
import { signUpRows } from '../desk/queries.ts'
import { eventPaths } from '../paths.ts'
import { announcedEvent } from '../public/queries.ts'
import { mostPhotos, organiserDoor } from '../rules.ts'
import { ProposalForm, WalkInForm } from './forms.ts'
import {
  type DoorInput,
  doorModel,
  doorPage,
  type OrganiserPlace,
  type OrganiserResultsInput,
  organiserResultsModel,
  organiserResultsPage,
} from './pages.ts'
import { draftOf, organiserCounts, organiserLink, walkInsOf } from './queries.ts'

/** More than a busy door needs, less than what a program would do with a link that it has found. */
const actsPerHour = { points: 1500, seconds: 3600 } as const

/** The event of the link in the address, with what the link opens now; a stranger finds nothing. */
function placeBehind(deps: Deps) {
  const limit = rateLimit(deps, { name: 'event-organiser', ...actsPerHour })
  return async (req: Request, res: Response) => {
    const token = String(req.params['organiser'])
    const cityId = cityOf(res).id
    const at = deps.now().epochMilliseconds
    const link = /^[\w-]{22}$/.test(token) ? await organiserLink(deps, { token, cityId, at }) : null
    const event = link === null ? null : await announcedEvent(deps, { cityId, eventId: link.eventId })
    const door = event === null ? null : organiserDoor(event, at)
    if (link === null || event === null || door === null) throw new NotFound('organiser link')
    const wait = await limit(String(link.id))
    if (wait > 0) {
      res.set('Retry-After', String(Math.ceil(wait / 1000)))
      res.status(429)
    }
    const place: OrganiserPlace = { token, link, event, reading: await readingOf(deps, res) }
    return { ...place, door, by: { linkId: link.id, cityId, at }, isTooOften: wait > 0 }
  }
}

/** The list at the door. Whoever opens it is written down. */
export function doorHandlers(
  deps: Deps,
): Record<'show' | 'checkIn' | 'addWalkIn' | 'removeWalkIn', RequestHandler> {
  const placeOf = placeBehind(deps)
  type Found = Awaited<ReturnType<typeof placeOf>>

  const show = async (found: Found, res: Response, more: Partial<DoorInput> = {}, status = 200) => {
    const { by, door, event, isTooOften, ...place } = found
    const isShown = door.names && !isTooOften
    if (isShown) await lookAtNames(deps, by)
    const rows = isShown ? await signUpRows(deps, event.id) : []
    if (more.signUpId !== undefined && !rows.some(({ id }) => id === more.signUpId))
      throw new NotFound('sign-up')
    const guests = rows.map((row) => ({ ...row, name: openContact(deps, row)?.name ?? null }))
    const walkIns = isShown ? await walkInsOf(deps, event.id) : []
    const input = { ...place, event, guests, walkIns, isTooOften, key: newToken(), done: null, ...more }
    doorPage(res, doorModel(input), isTooOften ? 429 : status)
  }
  /** Acts are taken while names are shown. */
  const openAt = async (req: Request, res: Response): Promise<Found> => {
    const found = await placeOf(req, res)
    if (!found.door.names) throw new NotFound('list')
    return found
  }
  const back = ({ reading: { lang, city }, token }: Found, done: string, row = '') =>
    `${eventPaths.organiser(lang, city.slug, token, done)}${row}`

  return {
    show: async (req, res) => {
      const { done } = req.query
      await show(await placeOf(req, res), res, { done: typeof done === 'string' ? done : null })
    },

    checkIn: async (req, res) => {
      const found = await openAt(req, res)
      if (found.isTooOften) return show(found, res)
      const { event, by, link } = found
      const signUpId = idIn(req.params['signUp'])
      const parsed = parseForm(CheckInForm, req.body)
      if (!parsed.ok) return show(found, res, { ...parsed.form, signUpId }, 422)
      const { came } = parsed.value
      const check = { eventId: event.id, signUpId, came, cityId: by.cityId, at: by.at }
      if (!(await checkIn(deps, { ...check, by: { linkId: link.id } }))) throw new NotFound('sign-up')
      res.redirect(303, back(found, came === null ? 'undone' : 'came', `#s${signUpId}`))
    },

    addWalkIn: async (req, res) => {
      const found = await openAt(req, res)
      if (found.isTooOften) return show(found, res, { typed: typedFields(req.body) })
      const parsed = parseForm(WalkInForm, req.body)
      if (!parsed.ok) return show(found, res, parsed.form, 422)
      const { key, persons } = parsed.value
      await addWalkIn(deps, { eventId: found.event.id, persons, formKey: formKeyOf(req, key), by: found.by })
      res.redirect(303, back(found, 'walkIn', '#walk-ins'))
    },

    removeWalkIn: async (req, res) => {
      const found = await openAt(req, res)
      if (found.isTooOften) return show(found, res)
      const entry = { eventId: found.event.id, id: idIn(req.params['walkIn']), by: found.by }
      if (!(await removeWalkIn(deps, entry))) throw new NotFound('walk-in')
      res.redirect(303, back(found, 'walkInUndone', '#walk-ins'))
    },
  }
}

/** What came of it, for staff to confirm. */
export function proposalHandlers(
  deps: Deps,
): Record<'known' | 'show' | 'send' | 'addPictures', RequestHandler> {
  const placeOf = placeBehind(deps)
  type Found = Awaited<ReturnType<typeof placeOf>>

  const show = async (
    found: Found,
    res: Response,
    more: Partial<OrganiserResultsInput> = {},
    status = 200,
  ) => {
    const { by: _by, door: _door, isTooOften, ...place } = found
    const [draft, counts] = await Promise.all([
      draftOf(deps, place.event.id),
      organiserCounts(deps, place.event.id),
    ])
    const model = organiserResultsModel({ ...place, isTooOften, draft, counts, done: null, ...more })
    organiserResultsPage(res, model, isTooOften ? 429 : status)
  }
  const openAt = async (req: Request, res: Response): Promise<Found> => {
    const found = await placeOf(req, res)
    if (!found.door.results) throw new NotFound('results')
    return found
  }
  const back = ({ reading: { lang, city }, token }: Found, done: string) =>
    eventPaths.organiserResults(lang, city.slug, token, done)

  return {
    /** Before a byte of a file is read. */
    known: async (req, res, next) => {
      const found = await openAt(req, res)
      if (found.isTooOften) return show(found, res)
      next()
    },

    show: async (req, res) => {
      const { done } = req.query
      await show(await placeOf(req, res), res, { done: typeof done === 'string' ? done : null })
    },

    send: async (req, res) => {
      const found = await openAt(req, res)
      if (found.isTooOften) return show(found, res, { typed: typedFields(req.body) })
      const parsed = parseForm(ProposalForm, req.body)
      if (!parsed.ok) return show(found, res, parsed.form, 422)
      const { version, participants, ...words } = parsed.value
      const proposal = { ...words, participants: participants ?? 0 }
      const sent = await proposeResults(deps, { eventId: found.event.id, version, proposal, by: found.by })
      if (!sent) return show(found, res, { typed: typedFields(req.body), conflict: true }, 409)
      res.redirect(303, back(found, 'sent'))
    },

    addPictures: async (req, res) => {
      const found = await openAt(req, res)
      const role = typedFields(req.body)['role'] ?? ''
      if (found.isTooOften) return show(found, res, { role })
      const { t } = found.reading
      const { photos, tooMany, problem } = uploadOf(res)
      const parsed = parseForm(PictureForm, req.body)
      const good = photos.flatMap((photo) => (photo.ok ? [photo] : []))
      const sentences = [
        ...(problem === undefined ? [] : [problemSentence(t, problem)]),
        ...(tooMany ? [tooManySentence(t, mostPhotos)] : []),
        ...photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)])),
        ...(parsed.ok ? [] : [t('events:error.role')]),
      ]
      if (sentences.length === 0 && good.length === 0) sentences.push(t('events:error.noPicture'))
      if (sentences.length === 0 && parsed.ok) {
        const pictures = { role: parsed.value.role, photos: good, by: found.by, at: found.by.at }
        if (await addPictures(deps, { eventId: found.event.id, ...pictures }))
          return res.redirect(303, back(found, 'pictures'))
        sentences.push(tooManySentence(t, mostPhotos))
      }
      await show(found, res, { role, refused: sentences.join(' ') }, 422)
    },
  }
}
