import type { Request, RequestHandler, Response } from 'express'
import { newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type BadForm, parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { staffOf } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import { cancelEvent } from '../actions/cancel-event.ts'
import { makeEvent } from '../actions/make-event.ts'
import { publishEvent } from '../actions/publish-event.ts'
import { repeatEvent } from '../actions/repeat-event.ts'
import { saveEvent } from '../actions/save-event.ts'
import type { EventContent } from '../content.ts'
import { eventDeskPaths } from '../paths.ts'
import { publishProblems } from '../rules.ts'
import { countCalls } from './call-queries.ts'
import { type EditInput, editModel, editPage, typedOf } from './edit-page.ts'
import { CancelForm, type EventForm, EventFormOf, RepeatForm, VersionForm } from './forms.ts'
import { listModel, listPage } from './list-page.ts'
import { type DeskShowInput, deskShowModel, deskShowPage, flatTitles } from './pages.ts'
import { deskReading, eventAt, homeOf, homeOptions } from './place.ts'
import { complaintsByNumber, type DeskEvent, deskEvents, deskViews, wishRows } from './queries.ts'
import { editableHomes, peopleHomes, wishCities } from './rights.ts'

type Handlers = Record<
  'list' | 'new' | 'make' | 'show' | 'edit' | 'save' | 'publish' | 'cancel' | 'repeat',
  RequestHandler
>

export function eventDeskHandlers(deps: Deps): Handlers {
  const show = async (
    req: Request,
    res: Response,
    more: Partial<DeskShowInput>,
    status = 200,
  ): Promise<void> => {
    const { event, rights, reading } = await eventAt(deps, req, res)
    const shown = { event, rights, done: null, key: newToken(), ...more }
    deskShowPage(res, deskShowModel(shown, reading), status)
  }

  return {
    list: async (req, res) => {
      const staff = staffOf(res)
      const reading = await deskReading(deps, res)
      const view = deskViews.find((one) => one === req.query['view']) ?? 'coming'
      const rows = await deskEvents(deps, staff, { view, at: reading.now })
      const cityIds = wishCities(staff)
      const wishes = cityIds.length === 0 ? [] : await wishRows(deps, cityIds)
      const waiting = wishes.filter(({ state }) => state === 'new').length
      const mayWrite = editableHomes(staff).length > 0
      const homes = peopleHomes(staff)
      const calls = homes.length === 0 ? 0 : await countCalls(deps, { homes, at: reading.now })
      listPage(
        res,
        listModel({ view, rows, mayWrite, wishes: cityIds.length === 0 ? null : waiting, calls }, reading),
      )
    },

    new: async (_req, res) => {
      mustWrite(res)
      await edit(deps, res, { event: null, key: newToken() })
    },

    make: async (req, res) => {
      mustWrite(res)
      const homes = await homeOptions(deps, res)
      const typed = typedFields(req.body)
      const home = homeOf(typed['home'] ?? '', homes)
      const reading = await deskReading(deps, res)
      const city = reading.cities.find(({ id }) => id === home?.cityId) ?? reading.cities[0]
      const read = await readForm(deps, req, city)
      if (!read.ok || home === null || city === undefined) {
        const errors = read.ok ? {} : read.form.errors
        const homeError = home === null ? { home: 'events:error.home' as const } : {}
        return edit(deps, res, { event: null, typed, errors: { ...homeError, ...errors } }, 422)
      }
      const at = deps.now().epochMilliseconds
      const { content, form } = read
      const written = { content, formKey: formKeyOf(req, form.formKey), staffId: staffOf(res).id, at }
      const id = await makeEvent(deps, { ...home, ...written })
      res.redirect(303, eventDeskPaths.show(id, 'made'))
    },

    show: (req, res) => {
      const { done } = req.query
      return show(req, res, { done: typeof done === 'string' ? done : null })
    },

    edit: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'edit')
      await edit(deps, res, { event })
    },

    save: async (req, res) => {
      const { event, city } = await eventAt(deps, req, res, 'edit')
      const typed = typedFields(req.body)
      const read = await readForm(deps, req, city)
      if (!read.ok) return edit(deps, res, { event, typed, errors: read.form.errors }, 422)
      const saved = await saveEvent(deps, {
        ...{ eventId: event.id, version: read.form.version, content: read.content },
        ...{ staffId: staffOf(res).id, at: deps.now().epochMilliseconds },
      })
      if (saved === 'saved') return res.redirect(303, eventDeskPaths.show(event.id, 'saved'))
      const { event: fresh } = await eventAt(deps, req, res, 'edit')
      const problem = saved === 'fewer' ? 'fewer' : 'conflict'
      await edit(deps, res, { event: fresh, typed, problem }, 409)
    },

    publish: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'publish')
      const parsed = parseForm(VersionForm, req.body)
      const at = deps.now().epochMilliseconds
      if (!parsed.ok || publishProblems(flatTitles(event), at).length > 0) return show(req, res, {}, 422)
      const { version } = parsed.value
      const step = { eventId: event.id, cityId: event.cityId, version, staffId: staffOf(res).id, at }
      if (!(await publishEvent(deps, step))) return show(req, res, { conflict: true }, 409)
      res.redirect(303, eventDeskPaths.show(event.id, 'published'))
    },

    cancel: async (req, res) => {
      const { event } = await eventAt(deps, req, res, 'publish')
      const parsed = parseForm(CancelForm, req.body)
      if (!parsed.ok) return show(req, res, { back: parsed.form }, 422)
      const { version, reasonKk, reasonRu, reasonEn } = parsed.value
      const reason = { kk: reasonKk, ru: reasonRu, en: reasonEn }
      const at = deps.now().epochMilliseconds
      const step = { eventId: event.id, cityId: event.cityId, version, staffId: staffOf(res).id, at }
      if (!(await cancelEvent(deps, { ...step, reason }))) {
        const back = { typed: typedFields(req.body), errors: {} }
        return show(req, res, { conflict: true, back }, 409)
      }
      res.redirect(303, eventDeskPaths.show(event.id, 'cancelled'))
    },

    repeat: async (req, res) => {
      const { event, city } = await eventAt(deps, req, res, 'edit')
      const parsed = parseForm(RepeatForm, req.body)
      if (!parsed.ok) return show(req, res, { back: parsed.form }, 422)
      await repeatEvent(deps, {
        ...{ event, content: contentOf(event), every: parsed.value.every, times: parsed.value.times ?? 1 },
        formKey: formKeyOf(req, parsed.value.key),
        ...{ timeZone: city.timeZone, staffId: staffOf(res).id, at: deps.now().epochMilliseconds },
      })
      res.redirect(303, eventDeskPaths.show(event.id, 'repeated'))
    },
  }
}

/** Who may write no event anywhere finds no editor. */
function mustWrite(res: Response): void {
  if (editableHomes(staffOf(res)).length === 0) throw new NotFound('editor')
}

/** The editor, empty, filled, or with what was typed. */
async function edit(
  deps: Deps,
  res: Response,
  input: Omit<EditInput, 'homes' | 'city'>,
  status = 200,
): Promise<void> {
  const homes = input.event === null ? await homeOptions(deps, res) : []
  const reading = await deskReading(deps, res)
  const { event, typed } = input
  const [cityId, ...others] =
    event === null ? new Set(editableHomes(staffOf(res)).map((home) => home.cityId)) : [event.cityId]
  const city = others.length > 0 ? undefined : reading.cities.find(({ id }) => id === cityId)
  // What the person had not seen stands in the fields that they did not send
  const shown =
    event === null || city === undefined || typed === undefined
      ? typed
      : { ...emptied(event, city), ...typed }
  editPage(
    res,
    editModel({ ...input, homes, city, ...(shown === undefined ? {} : { typed: shown }) }, reading),
    status,
  )
}

/** Boxes that were not ticked are not sent. */
const emptied = (event: DeskEvent, city: City) => ({
  ...typedOf(event, city.timeZone),
  ...{ langKk: '', langRu: '', langEn: '', signUp: '' },
})

type Read = { ok: true; form: EventForm; content: EventContent } | { ok: false; form: BadForm }

/** The form with its complaints looked up in the city. */
async function readForm(deps: Deps, req: Request, city: City | undefined): Promise<Read> {
  const form = EventFormOf({ timeZone: city?.timeZone ?? 'UTC', bounds: city?.profile.bounds ?? null })
  const parsed = parseForm(form, req.body)
  if (!parsed.ok) return parsed
  const { numbers, content } = parsed.value
  const found =
    numbers.length === 0 || city === undefined
      ? []
      : await complaintsByNumber(deps, { cityId: city.id, numbers })
  if (found.length < numbers.length) {
    return {
      ok: false,
      form: { typed: typedFields(req.body), errors: { complaints: 'events:error.complaints' } },
    }
  }
  return {
    ok: true,
    form: parsed.value,
    content: { ...content, complaintIds: found.map(({ id }) => id) },
  }
}

/** What is stored as the actions write it. */
const contentOf = (event: DeskEvent): EventContent => {
  const { kind, title, about, programme, place, entrance, bring, lat, lon, complaints } = event
  const { startsAt, endsAt, langs, streamUrl, signUp, signUpUntil, places, groupMost } = event
  return {
    ...{ kind, title, about, programme, place, entrance, bring },
    ...{ startsAt, endsAt, langs, streamUrl, signUp, signUpUntil, places, groupMost },
    point: lat === null || lon === null ? null : { lat, lon },
    organisers: event.organisers as EventContent['organisers'],
    complaintIds: complaints.map(({ id }) => id),
  }
}
