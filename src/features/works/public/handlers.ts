import type { Request, RequestHandler, Response } from 'express'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { clean } from '../../../platform/http/form.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { type Around, aroundOf } from '../around.ts'
import { placeOfAddress, readAddress, worksAt } from '../near/look-up.ts'
import { type ListFormat, workPaths } from '../paths.ts'
import {
  countWorks,
  eventsOf,
  horizonOf,
  isPublic,
  photoKey,
  stateSql,
  workById,
  worksWhere,
} from '../queries.ts'
import type { Work } from '../work.ts'
import { sendCalendar, sendFeed, sendGeoJson, sendTable, worksFeed } from './files.ts'
import { activeNames, conditionOf, orderOf, perPage, type ReadFilter, readFilter, without } from './filter.ts'
import { worksModel, worksPage } from './list-page.ts'
import { type LookupData, lookupModel, lookupPage } from './lookup-page.ts'
import { workModel, workPage } from './show-page.ts'

/** Of a file; more is for several files, by kind or by district. */
const mostInFile = 2000
const mostInFeed = 50
/** So long a cancelled work stays in calendars, for them to take it out. */
const keptCancelledMs = 30 * 86_400_000
const longestAddress = 200

export const publicHandlers = (
  deps: Deps,
): Record<'list' | 'at' | 'show' | 'calendar' | 'photo', RequestHandler> & {
  file(format: ListFormat): RequestHandler
} => ({
  list: async (req, res) => {
    const { around, read } = await asked(deps, req, res)
    const { filter } = read
    const where = conditionOf(filter, scopeOf(around))
    const [works, total, horizon] = await Promise.all([
      worksWhere(deps, {
        where,
        order: orderOf(filter),
        limit: perPage,
        offset: (filter.page - 1) * perPage,
      }),
      countWorks(deps, where),
      horizonOf(deps, around.city.id),
    ])
    const removable = works.length === 0 ? await removableOf(deps, read, around) : []
    worksPage(res, worksModel({ read, works, total, removable, asOf: horizon?.asOf ?? null }, around))
  },

  at: async (req, res) => {
    const around = await aroundOf(deps, res)
    const { address } = req.query
    // The field for an address stands on the list.
    if (address === undefined) return res.redirect(302, workPaths.list(around.lang, around.city.slug))
    const typed = typeof address === 'string' ? clean(address).trim().slice(0, longestAddress) : ''
    const data = await lookUp(deps, typed, around)
    lookupPage(res, lookupModel(data, around), data.problem === null ? 200 : 422)
  },

  show: async (req, res) => {
    const around = await aroundOf(deps, res)
    const work = await publicWork(deps, req, around)
    workPage(res, workModel(work, await eventsOf(deps, work.id), around))
  },

  photo: servePhoto(deps, async (req) => {
    const { workPhoto, size } = req.params
    const key = await photoKey(deps, { id: String(workPhoto), size: String(size) })
    return key === null ? undefined : { key, access: 'public' }
  }),

  calendar: async (req, res) => {
    const around = await aroundOf(deps, res)
    sendCalendar(res, [await publicWork(deps, req, around)], around)
  },

  file: (format) => async (req, res) => {
    const { around, read } = await asked(deps, req, res)
    const works = await worksWhere(deps, {
      where: fileCondition(format, read, around),
      order: format === 'atom' ? Prisma.sql`w.updated_at DESC, w.id DESC` : orderOf(read.filter),
      limit: format === 'atom' ? mostInFeed : mostInFile,
    })
    if (format === 'ics') sendCalendar(res, works, around)
    else if (format === 'atom') sendFeed(res, worksFeed(works, read.filter, around))
    else if (format === 'csv') sendTable(res, works, around)
    else sendGeoJson(res, works, around)
  },
})

async function asked(deps: Deps, req: Request, res: Response) {
  const around = await aroundOf(deps, res)
  return { around, read: await readFilter(deps, req.query, around) }
}

const scopeOf = ({ city, timeZone, now }: Around) => ({ cityId: city.id, timeZone, now })

/** A feed tells of whatever changes unless a state is asked for; a calendar also of what was called off lately. */
function fileCondition(format: ListFormat, { filter }: ReadFilter, around: Around): Prisma.Sql {
  const scope = scopeOf(around)
  if (filter.state !== 'current') return conditionOf(filter, scope)
  if (format === 'atom') return conditionOf({ ...filter, state: 'all' }, scope)
  if (format !== 'ics') return conditionOf(filter, scope)
  const lately = toDate(around.now - keptCancelledMs)
  return Prisma.sql`${conditionOf({ ...filter, state: 'all' }, scope)}
    AND (${stateSql('current', around.now)} OR w.cancelled_at >= ${lately})`
}

/** Which single part must go for the list not to be empty. */
async function removableOf(deps: Deps, { filter }: ReadFilter, around: Around) {
  const names = activeNames(filter)
  const counts = await Promise.all(
    names.map((name) => countWorks(deps, conditionOf(without(filter, name), scopeOf(around)))),
  )
  return names.filter((_, index) => (counts[index] ?? 0) > 0)
}

async function lookUp(deps: Deps, typed: string, around: Around): Promise<LookupData> {
  const nothing = { typed, address: null, matches: [], horizon: null }
  if (typed === '') return { ...nothing, problem: 'empty' }
  const address = await readAddress(deps, typed, around)
  if (address.meant.length === 0) return { ...nothing, problem: 'unknown' }
  const place = { ...placeOfAddress(address), point: null }
  const asking = { city: around.city, now: around.now, place }
  const [matches, horizon] = await Promise.all([worksAt(deps, asking), horizonOf(deps, around.city.id)])
  return { typed, address, matches, horizon, problem: null }
}

async function publicWork(deps: Deps, req: Request, { city }: Around): Promise<Work> {
  const text = String(req.params['work'])
  const work = /^\d{1,9}$/.test(text)
    ? await workById(deps, { cityId: city.id, id: Number(text), where: isPublic })
    : null
  if (work === null) throw new NotFound('work')
  return work
}
