import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type BadForm, parseForm, typedFields } from '../../../platform/http/form.ts'
import { type StaffMember, staffOf } from '../../accounts/index.ts'
import { type City, cities } from '../../city/index.ts'
import { changeGuide } from '../actions/change-guide.ts'
import { confirmGuide } from '../actions/confirm-guide.ts'
import { createGuide, type GuideAbout } from '../actions/create-guide.ts'
import { GuideChanged, SlugTaken } from '../actions/guide-act.ts'
import { handleRequest } from '../actions/move-request.ts'
import { saveDraft } from '../actions/save-draft.ts'
import { seeVerdicts } from '../actions/see-verdicts.ts'
import { catalogueOf } from '../catalogue.ts'
import { GuideContent } from '../content.ts'
import { guideStaffPaths } from '../paths.ts'
import { requestCities, writingCities } from '../rules.ts'
import { type Around, titleOf } from './around.ts'
import { AboutForm, aboutIn, FreshForm, VerdictsForm } from './forms.ts'
import { aboutModel, aboutPage } from './pages/fresh-page.ts'
import { staffGuideModel, staffGuidePage } from './pages/show-page.ts'
import { type StaffRequest, staffRequest } from './queries.ts'
import { aroundIn, doneOf, guideHere, todayIn } from './scope.ts'

type Handlers = Record<
  'fresh' | 'create' | 'show' | 'about' | 'change' | 'reviewed' | 'verdicts',
  RequestHandler
>

/** A guide as a whole: where it belongs, who looks after it, what readers say of it. */
export function staffGuideHandlers(deps: Deps): Handlers {
  const writable = async (req: Request, res: Response) => {
    const here = await guideHere(deps, req, res)
    if (!here.may.write) throw new NotFound('guide')
    return here
  }

  const sendFresh = async (res: Response, place: FreshPlace, back?: BadForm) => {
    const { topics } = await catalogueOf(deps, place.around.city.id)
    const input = { ...place, guide: null, title: '', topics }
    const model = aboutModel(back === undefined ? input : { ...input, back }, place.around)
    aboutPage(res, model, back === undefined ? 200 : 422)
  }

  return {
    fresh: async (req, res) => {
      const place = await freshPlace(deps, res, { city: req.query['city'], request: req.query['request'] })
      await sendFresh(res, place)
    },

    create: async (req, res) => {
      const typed = typedFields(req.body)
      const place = await freshPlace(deps, res, { city: typed['city'], request: typed['request'] })
      const parsed = parseForm(FreshForm, req.body)
      if (!parsed.ok) return sendFresh(res, place, parsed.form)
      const { around, owners, request } = place
      const about = aboutIn(parsed.value, parsed.value.title)
      const { lang, title } = parsed.value
      if (!isOwn(about, owners, around))
        return sendFresh(res, place, { typed, errors: { owner: 'writing:error.owner' } })
      const by = { cityId: around.city.id, staffId: staffOf(res).id }
      const guideId = await tryIt(() => createGuide(deps, { ...by, about }))
      if (guideId === null)
        return sendFresh(res, place, { typed, errors: { slug: 'writing:error.slugTaken' } })
      const content = GuideContent.parse({ title, summary: '' })
      await saveDraft(deps, { ...by, guideId, lang, seenRevision: 0, content })
      if (request !== null && request.state === 'received')
        await handleRequest(deps, {
          ...by,
          ...{ requestId: request.id, seenVersion: request.version, state: 'writing', reason: '', guideId },
        })
      res.redirect(303, guideStaffPaths.edit(guideId, lang))
    },

    show: async (req, res) => {
      const { guide, topics, may, around } = await guideHere(deps, req, res)
      staffGuidePage(res, staffGuideModel({ guide, topics, may, done: doneOf(req) }, around))
    },

    about: async (req, res) => {
      const { guide, topics, around, staff } = await writable(req, res)
      const input = { guide, title: titleOf(guide, around.lang), request: null, topics }
      aboutPage(res, aboutModel({ ...input, owners: ownersFor(staff, around.city) }, around))
    },

    change: async (req, res) => {
      const { guide, topics, around, staff } = await writable(req, res)
      const owners = ownersFor(staff, around.city)
      const again = (back: BadForm, status: number, conflict = false) => {
        const input = { guide, title: titleOf(guide, around.lang), request: null, topics, owners }
        aboutPage(res, aboutModel({ ...input, back, conflict }, around), status)
      }
      const typed = typedFields(req.body)
      const parsed = parseForm(AboutForm, req.body)
      if (!parsed.ok) return again(parsed.form, 422)
      const about = aboutIn(parsed.value)
      if (!isOwn(about, owners, around))
        return again({ typed, errors: { owner: 'writing:error.owner' } }, 422)
      const by = { cityId: guide.cityId, guideId: guide.id, staffId: staff.id }
      try {
        const note = changeNote(guide, about)
        const changed = await tryIt(async () => {
          await changeGuide(deps, { ...by, seenVersion: parsed.value.version, about, note })
          return true
        })
        if (changed === null) return again({ typed, errors: { slug: 'writing:error.slugTaken' } }, 422)
      } catch (error) {
        if (!(error instanceof GuideChanged)) throw error
        return again({ typed, errors: {} }, 409, true)
      }
      res.redirect(303, guideStaffPaths.show(guide.id, 'saved'))
    },

    reviewed: async (req, res) => {
      const { guide, around, staff } = await writable(req, res)
      const by = { cityId: guide.cityId, guideId: guide.id, staffId: staff.id }
      await confirmGuide(deps, { ...by, today: todayIn(deps, around.city) })
      res.redirect(303, guideStaffPaths.show(guide.id, 'reviewed'))
    },

    verdicts: async (req, res) => {
      const { guide, staff } = await writable(req, res)
      const parsed = parseForm(VerdictsForm, req.body)
      const lastId = parsed.ok ? parsed.value.last : 0
      await seeVerdicts(deps, { guideId: guide.id, staffId: staff.id, lastId })
      res.redirect(303, guideStaffPaths.show(guide.id, 'seen'))
    },
  }
}

type FreshPlace = { around: Around; owners: readonly number[] | null; request: StaffRequest | null }

/** The city of a new guide: that of the address or of the request, else the first in which this person writes. */
async function freshPlace(
  deps: Deps,
  res: Response,
  asked: { city: unknown; request: unknown },
): Promise<FreshPlace> {
  const staff = staffOf(res)
  const mine = writingCities(staff)
  const request = await staffRequest(deps, requestCities(staff), Number(asked.request))
  const all = (await cities(deps)).filter(({ id }) => mine.includes(id))
  const city =
    all.find(({ id, slug }) => (request === null ? slug === asked.city : id === request.cityId)) ?? all[0]
  if (city === undefined) throw new NotFound('guides')
  return { around: await aroundIn(deps, res, city.id), owners: ownersFor(staff, city), request }
}

/** Offices whose guides this person writes; null: every one, and those of the city itself. */
function ownersFor({ roles }: StaffMember, city: Pick<City, 'id'>): readonly number[] | null {
  const here = roles.filter(({ cityId }) => cityId === city.id)
  if (here.some(({ role }) => role === 'controller' || role === 'city_admin')) return null
  return here.flatMap(({ role, officeId }) =>
    (role === 'head' || role === 'executor') && officeId !== null ? [officeId] : [],
  )
}

/** Whether owner, offices and categories are those of the city, and the owner one of those this person may name. */
function isOwn(about: GuideAbout, owners: readonly number[] | null, { directory }: Around): boolean {
  const { ownerOfficeId } = about
  const isTheirs =
    owners === null
      ? ownerOfficeId === null || directory.officeById.has(ownerOfficeId)
      : ownerOfficeId !== null && owners.includes(ownerOfficeId)
  const offices = new Set(directory.offices.map(({ code }) => code))
  const categories = new Set(directory.categories.map(({ code }) => code))
  return (
    isTheirs &&
    about.offices.every((code) => offices.has(code)) &&
    about.categories.every((code) => categories.has(code))
  )
}

/** What was there before, for the record. */
function changeNote(before: GuideAbout, after: GuideAbout): string {
  const parts = (['slug', 'topics', 'categories', 'offices', 'emergency', 'ownerOfficeId'] as const).flatMap(
    (name) => {
      const [was, is] = [String(before[name] ?? ''), String(after[name] ?? '')]
      return was === is ? [] : [`${name}: ${was} → ${is}`]
    },
  )
  return parts.join('; ')
}

/** Null when the address is taken. */
async function tryIt<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SlugTaken) return null
    throw error
  }
}
