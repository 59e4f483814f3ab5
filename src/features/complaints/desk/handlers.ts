import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { uploadOf } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { languageOf } from '../../../platform/text/language.ts'
import { endOfDay, localDate } from '../../../platform/time/local-day.ts'
import { type StaffMember, staffOf } from '../../accounts/index.ts'
import { calendarOf, cities, cityById, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { ChangedMeanwhile } from '../actions/change-complaint.ts'
import { NotAllowed } from '../actions/staff-act.ts'
import { parseNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { IllegalTransition } from '../projection.ts'
import { readAct, type Said } from './acts.ts'
import { inboxFilterOf } from './filter.ts'
import type { DeskForm } from './forms.ts'
import { inboxModel, inboxPage } from './inbox-page.ts'
import { complaintModel, complaintPage, type Trouble } from './pages.ts'
import {
  assignableStaff,
  type DeskRow,
  deskComplaint,
  inboxRows,
  viewCounts,
  visiblePhoto,
} from './queries.ts'

export const mostAnswerPhotos = 5

export function inbox(deps: Deps): RequestHandler {
  return async (req, res) => {
    const staff = staffOf(res)
    const filter = inboxFilterOf(req.query)
    const places = await placesOf(deps, staff)
    const moment = momentOf(deps, places[0]?.city.timeZone ?? 'UTC')
    const [found, counts] = await Promise.all([
      inboxRows(deps, staff, filter, moment),
      viewCounts(deps, staff, moment),
    ])
    const t = translateOf(res)
    inboxPage(
      res,
      inboxModel({ ...found, counts, filter, places, staff, t, lang: langOf(res), now: deps.now() }),
    )
  }
}

/** A number typed into the search box of the inbox leads to its complaint. */
export function toNumber(): RequestHandler {
  return (req, res, next) => {
    const typed = typeof req.query['q'] === 'string' ? parseNumber(req.query['q']) : null
    if (typed?.ok) return res.redirect(303, deskPaths.show(typed.number))
    next()
  }
}

export function show(deps: Deps): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const act = typeof req.query['act'] === 'string' ? req.query['act'] : null
    const done = typeof req.query['done'] === 'string' ? req.query['done'] : null
    await sendComplaint(deps, res, row, { act, done })
  }
}

/** One act of staff: parse, do, and back to the complaint; every trouble comes back on the same page. */
export function act(deps: Deps, form: DeskForm): RequestHandler {
  return async (req, res) => {
    const row = await complaintOr404(deps, res, req.params['number'])
    const typed = req.body as Typed
    const back = (trouble: Trouble) => sendComplaint(deps, res, row, { act: form, trouble }, 422)
    const parsed = readAct[form](req.body)
    if (!parsed.ok) return back({ kind: 'form', ...parsed.form })
    const { said, perform } = parsed.value
    const errors = await checks(deps, res, row, form, said)
    if (Object.keys(errors).length > 0) return back({ kind: 'form', typed, errors })
    const refused = form === 'answer' ? photoTrouble(res, uploadOf(res)) : []
    if (refused.length > 0) return back({ kind: 'photos', typed, sentences: refused })
    const photos = form === 'answer' ? answerPhotos(res) : []
    const seen = form === 'assign' || said.version === undefined ? {} : { seenVersion: said.version }
    try {
      const staffAct = { staff: staffOf(res), complaintId: row.id, ...seen }
      await perform(deps, staffAct, { lang: row.reply_lang, photos })
      res.redirect(303, `${deskPaths.show(row.number)}?done=${form}`)
    } catch (error) {
      await sendConflict(deps, res, row, { form, typed, seenVersion: said.version, error })
    }
  }
}

/** What a schema cannot see: the language of the answer, the proof photo, the day of a plan, whom to give it to. */
async function checks(
  deps: Deps,
  res: Response,
  row: DeskRow,
  form: DeskForm,
  said: Said,
): Promise<FieldErrors> {
  const errors: FieldErrors = {}
  if (['answer', 'plan', 'refuse', 'ask'].includes(form)) {
    const written = languageOf(said.text ?? '')
    const other = row.reply_lang === 'kk' ? 'ru' : 'kk'
    if (row.reply_lang !== 'en' && written === other) {
      errors['text'] = row.reply_lang === 'kk' ? 'desk:error.answerInKazakh' : 'desk:error.answerInRussian'
    }
  }
  if (form === 'answer' && said.outcome === 'solved') {
    const category = (await directoryOf(deps, row.city_id)).categoryById.get(row.category_id ?? 0)
    if (category?.proofPhoto && uploadOf(res).photos.length === 0)
      errors['photos'] = 'desk:error.photoMissing'
  }
  if (form === 'plan') {
    const city = await cityById(deps, row.city_id)
    const today = localDate(deps.now(), city?.timeZone ?? 'UTC').toString()
    if ((said.plannedOn ?? '') < today) errors['plannedOn'] = 'desk:error.datePast'
  }
  if (form === 'assign' && row.office_id !== null) {
    const people = await assignableStaff(deps, row.city_id, row.office_id)
    if (!people.some(({ id }) => id === said.staffId)) errors['staffId'] = 'desk:error.staffMissing'
  }
  return errors
}

function photoTrouble(res: Response, { photos, tooMany, problem }: ReturnType<typeof uploadOf>): string[] {
  const t = translateOf(res)
  if (problem !== undefined) return [problemSentence(t, problem)]
  const refused = photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)]))
  return tooMany ? [tooManySentence(t, mostAnswerPhotos), ...refused] : refused
}

function answerPhotos(res: Response) {
  return uploadOf(res).photos.flatMap((photo) =>
    photo.ok ? [{ id: randomUUID(), large: photo.large, small: photo.small }] : [],
  )
}

type Failed = { form: DeskForm; typed: Typed; seenVersion: number | undefined; error: unknown }

/** Somebody was faster, or the act does not fit any more: both versions on one page, nothing typed is lost. */
async function sendConflict(deps: Deps, res: Response, row: DeskRow, failed: Failed): Promise<void> {
  const { form, typed, seenVersion, error } = failed
  const expected =
    error instanceof ChangedMeanwhile || error instanceof IllegalTransition || error instanceof NotAllowed
  if (!expected) throw error
  const fresh = await deskComplaint(deps, staffOf(res), row.number)
  if (fresh === null) throw new NotFound('complaint')
  const trouble: Trouble = {
    kind: error instanceof NotAllowed ? 'notAllowed' : 'conflict',
    typed,
    since: seenVersion ?? row.version,
  }
  await sendComplaint(deps, res, fresh, { act: form, trouble }, 409)
}

type Shown = { act: string | null; done?: string | null; trouble?: Trouble }

async function sendComplaint(
  deps: Deps,
  res: Response,
  row: DeskRow,
  { act: wanted, done = null, trouble }: Shown,
  status = 200,
): Promise<void> {
  const city = await cityById(deps, row.city_id)
  if (city === null) throw new NotFound('city')
  const [directory, calendar, people] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
    row.office_id === null ? [] : assignableStaff(deps, city.id, row.office_id),
  ])
  const model = complaintModel({
    row,
    city,
    directory,
    calendar,
    people,
    wanted,
    done,
    trouble: trouble ?? null,
    staff: staffOf(res),
    lang: langOf(res),
    t: translateOf(res),
    today: localDate(deps.now(), city.timeZone),
  })
  complaintPage(res, model, status)
}

/** Photos of complaints that this person may see, also those that are not public. */
export function photo(deps: Deps): RequestHandler {
  return servePhoto(deps, async (req, res) => {
    const { id, size } = req.params
    const found = await visiblePhoto(deps, staffOf(res), String(id))
    if (found === null) return undefined
    return { key: size === 'large' ? found.large_key : found.small_key, access: 'private' }
  })
}

async function complaintOr404(deps: Deps, res: Response, typed: unknown): Promise<DeskRow> {
  const number = parseNumber(String(typed))
  const row = number.ok ? await deskComplaint(deps, staffOf(res), number.number) : null
  if (row === null) throw new NotFound('complaint')
  return row
}

/** Cities of a staff member with who answers for what in them. */
async function placesOf(deps: Deps, staff: StaffMember) {
  const own = new Set(staff.roles.map((role) => role.cityId))
  const all = (await cities(deps)).filter((city) => own.has(city.id))
  return Promise.all(
    all.map(async (city) => ({
      city,
      directory: await directoryOf(deps, city.id),
      calendar: await calendarOf(deps, city.calendar),
    })),
  )
}

function momentOf({ now }: Deps, timeZone: string) {
  const at = now()
  return {
    now: at.epochMilliseconds,
    endOfToday: endOfDay(localDate(Temporal.Instant.from(at), timeZone), timeZone).epochMilliseconds,
  }
}
