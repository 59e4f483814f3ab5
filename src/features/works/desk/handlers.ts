import type { Request, RequestHandler, Response } from 'express'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { type Typed, typedFields } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { cities } from '../../city/index.ts'
import { cityStreets } from '../../places/index.ts'
import { addWork } from '../actions/add-work.ts'
import { changeWork } from '../actions/change-work.ts'
import type { WorkDraft } from '../draft.ts'
import { workDeskPaths } from '../paths.ts'
import { countWorks, eventsOf, stateSql, worksWhere } from '../queries.ts'
import type { Fault } from '../reading/raw-work.ts'
import { readDraft } from '../reading/read-draft.ts'
import { mayDo, stateOf, type WorkAct } from '../rules.ts'
import type { Work } from '../work.ts'
import { type Desk, deskOf, deskWork, seenSql, writingDesk } from './access.ts'
import type { EditInput } from './edit-acts.ts'
import { editModel, editPage } from './edit-page.ts'
import { rawOf } from './forms.ts'
import { type DeskState, deskListModel, deskListPage, deskPerPage, deskStates } from './list-page.ts'
import { photoHandlers } from './photo-handlers.ts'
import { type FormAct, readAct } from './read-act.ts'
import { readingPlace } from './reading-place.ts'

export function deskHandlers(deps: Deps) {
  /** The works of the only city, or of the first, in which this person has anything to do. */
  const start: RequestHandler = async (_req, res) => {
    const mine = staffOf(res).roles.map(({ cityId }) => cityId)
    const city = (await cities(deps)).find(({ id }) => mine.includes(id))
    if (city === undefined) throw new NotFound('works')
    res.redirect(303, workDeskPaths.list(city.slug))
  }

  const list: RequestHandler = async (req, res) => {
    const desk = await deskOf(deps, res)
    const state = deskStates.find((one) => one === req.query['state']) ?? 'current'
    const page = Math.max(1, Number(/^\d{1,3}$/.exec(String(req.query['page']))?.[0] ?? 1))
    const all = Prisma.sql`w.city_id = ${desk.around.city.id} AND ${seenSql(desk.scope)}`
    const of = (one: DeskState) => Prisma.sql`${all} AND ${deskStateSql(one, desk.around.now)}`
    const [works, ...counts] = await Promise.all([
      worksWhere(deps, {
        where: of(state),
        order:
          state === 'done' || state === 'cancelled'
            ? Prisma.sql`w.ends_at DESC, w.id DESC`
            : Prisma.sql`w.starts_at, w.id`,
        limit: deskPerPage,
        offset: (page - 1) * deskPerPage,
      }),
      ...deskStates.map((one) => countWorks(deps, of(one))),
    ])
    const counted = Object.fromEntries(deskStates.map((one, index) => [one, counts[index] ?? 0])) as Record<
      DeskState,
      number
    >
    deskListPage(res, deskListModel(desk, { state, works, counts: counted, page, imported: importedOf(req) }))
  }

  const fresh: RequestHandler = async (_req, res) => {
    const desk = await writingDesk(deps, res)
    editPage(res, editModel(desk, await inputOf(desk, null)))
  }

  const create: RequestHandler = async (req, res) => {
    const desk = await writingDesk(deps, res)
    const { typed, draft, faults } = await readForm(deps, desk, req.body)
    if (draft === null) {
      const input = await inputOf(desk, null)
      return editPage(res, editModel(desk, { ...input, back: { act: 'save', typed, faults } }), 422)
    }
    const { staff, around } = desk
    const id = await addWork(deps, { staff, cityId: around.city.id, draft, at: around.now })
    res.redirect(303, workDeskPaths.work(around.city.slug, id, { done: 'added' }))
  }

  const show: RequestHandler = async (req, res) => {
    const desk = await deskOf(deps, res)
    const work = await deskWork(deps, res, desk)
    const done = doneWords.find((word) => word === req.query['done'])
    const pictured = photoWords.find((word) => word === req.query['done'])
    const said =
      pictured !== undefined
        ? desk.around.t(`works:photo.done.${pictured}`)
        : done === undefined
          ? null
          : desk.around.t(`works:event.${done}`)
    editPage(res, editModel(desk, { ...(await inputOf(desk, work)), done: said }))
  }

  const save: RequestHandler = async (req, res) => {
    const desk = await deskOf(deps, res)
    const work = await deskWork(deps, res, desk)
    requireAct(desk, work, 'change')
    const { typed, draft, faults } = await readForm(deps, desk, req.body, work)
    const answer = async (status: number, conflict?: true) => {
      const fresh = await deskWork(deps, res, desk)
      const back = { act: 'save' as const, typed, faults, ...(conflict ? { conflict } : {}) }
      editPage(res, editModel(desk, { ...(await inputOf(desk, fresh)), back }), status)
    }
    if (draft === null) return answer(422)
    await actOrConflict(
      res,
      desk,
      work,
      'changed',
      () => changeWork(deps, actingOn(desk, work, typed), draft),
      () => answer(409, true),
    )
  }

  const act =
    (name: FormAct): RequestHandler =>
    async (req, res) => {
      const desk = await deskOf(deps, res)
      const work = await deskWork(deps, res, desk)
      requireAct(desk, work, name)
      const typed = typedFields(req.body)
      const { timeZone, now } = desk.around
      const read = readAct(name, typed, { work, timeZone, now })
      const answer = async (status: number, faults: readonly Fault[], conflict?: true) => {
        const fresh = await deskWork(deps, res, desk)
        const back = { act: name, typed, faults, ...(conflict ? { conflict } : {}) }
        editPage(res, editModel(desk, { ...(await inputOf(desk, fresh)), back }), status)
      }
      if (!read.ok) return answer(422, read.faults)
      await actOrConflict(
        res,
        desk,
        work,
        eventOf[name],
        () => read.run(deps, actingOn(desk, work, typed)),
        () => answer(409, [], true),
      )
    }

  const inputOf = async ({ around }: Desk, work: Work | null): Promise<EditInput> => {
    const [events, streets] = await Promise.all([
      work === null ? [] : eventsOf(deps, work.id),
      cityStreets(deps, around.city.id, around),
    ])
    return { work, events, streetNames: streets.map(({ name }) => name) }
  }

  const photos = photoHandlers(deps, async (work, desk, res, refusedPhotos) => {
    editPage(res, editModel(desk, { ...(await inputOf(desk, work)), refusedPhotos }), 422)
  })

  return { start, list, fresh, create, show, save, act, photos }
}

const eventOf = {
  publish: 'published',
  start: 'started',
  move: 'moved',
  finish: 'finished',
  cancel: 'cancelled',
} as const satisfies Record<FormAct, string>
const doneWords = ['added', 'changed', ...Object.values(eventOf)] as const
const photoWords = ['photos', 'noPhoto'] as const

function deskStateSql(state: DeskState, now: number): Prisma.Sql {
  if (state === 'draft') return Prisma.sql`w.published_at IS NULL AND w.cancelled_at IS NULL`
  if (state === 'cancelled') return stateSql('cancelled', now)
  if (state !== 'late') return Prisma.sql`w.published_at IS NOT NULL AND ${stateSql(state, now)}`
  return Prisma.sql`w.published_at IS NOT NULL AND ${stateSql('current', now)} AND w.ends_at < ${toDate(now)}`
}

function importedOf({ query }: Request): { added: number; changed: number } | null {
  const [added, changed] = [query['added'], query['changed']].map((text) =>
    Number(/^\d{1,6}$/.exec(String(text))?.[0] ?? Number.NaN),
  )
  return Number.isInteger(added) && Number.isInteger(changed)
    ? { added: added ?? 0, changed: changed ?? 0 }
    : null
}

/** For whom an act is none, its address is none either. */
function requireAct({ staff, around }: Desk, work: Work, act: WorkAct): void {
  const { cityId, officeId } = work
  if (!mayDo(staff.roles, act, { cityId, officeId, state: stateOf(work, around.now) }))
    throw new NotFound('work')
}

const actingOn = ({ staff, around }: Desk, work: Work, typed: Typed) => ({
  ...{ staff, work, at: around.now },
  seenVersion: Number(/^\d{1,9}$/.exec(typed['version'] ?? '')?.[0] ?? 0),
})

async function actOrConflict(
  res: Response,
  { around }: Desk,
  work: Work,
  done: string,
  run: () => Promise<void>,
  conflicted: () => Promise<void>,
): Promise<void> {
  try {
    await run()
    res.redirect(303, workDeskPaths.work(around.city.slug, work.id, { done }))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    await conflicted()
  }
}

/** The whole form; a published work keeps its dates, which the form does not show. */
async function readForm(
  deps: Deps,
  desk: Desk,
  body: unknown,
  work: Work | null = null,
): Promise<{ typed: Typed; draft: WorkDraft | null; faults: Fault[] }> {
  const { typed, raw } = rawOf(body)
  const read = await readDraft(raw, readingPlace(deps, desk), work?.publishedAt == null ? null : work)
  return read.ok ? { typed, draft: read.draft, faults: [] } : { typed, draft: null, faults: read.faults }
}
