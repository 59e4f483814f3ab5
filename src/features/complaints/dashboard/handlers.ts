import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { momentOf } from '../inbox/moment.ts'
import { mainPlace, placesOf } from '../inbox/place.ts'
import { inboxRows } from '../inbox/queries.ts'
import { dashboardModel, dashboardPage, outsideFigures, tileFigures } from './pages.ts'
import { drawnWeek } from './quality/week.ts'
import { countsOf, openFigures, type TableFigure, tableFigures, totalsOf, unreadSamples } from './queries.ts'
import { askedScope, leadScopes, scopeFilter } from './scope.ts'

const lateShown = 10

const allFigures = { ...tileFigures, ...outsideFigures }
type SoleFigure = Exclude<keyof typeof allFigures, TableFigure>
/** Figures that no column of the table adds up to. */
const soleFigures = (Object.keys(allFigures) as (keyof typeof allFigures)[]).filter(
  (name): name is SoleFigure => !(name in tableFigures),
)

export function dashboard(deps: Deps): RequestHandler {
  return async (req, res) => {
    const around = await leadPlace(deps, res, req.query)
    const { staff, scope, place, places } = around
    const now = deps.now()
    const asked = { staff, moment: momentOf(now, place) }
    const filter = scopeFilter(scope, places.length)
    const withChanges = Object.fromEntries(
      soleFigures.map((name) => [name, { ...filter, ...allFigures[name] }]),
    ) as Record<SoleFigure, typeof filter>
    const by = scope.officeId === null ? 'office' : 'person'
    const [counts, { ages, rows }, late, unread] = await Promise.all([
      countsOf(deps, asked, withChanges),
      openFigures(deps, { ...asked, filter }, by),
      inboxRows(deps, { ...asked, filter: { ...filter, view: 'late' } }),
      unreadSamples(deps, { ...scope, week: drawnWeek(now, place.city.timeZone) }),
    ])
    const model = dashboardModel({
      ...around,
      ...{ filter, counts: { ...counts, ...totalsOf(rows) }, ages, rows, unread, now },
      late: late.rows.slice(0, lateShown),
      scopes: leadScopes(staff),
      lang: langOf(res),
      t: translateOf(res),
    })
    dashboardPage(res, model)
  }
}

/** The part of a city that an address asks for, for whoever leads it. */
export async function leadPlace(deps: Deps, res: Response, query: unknown) {
  const staff = staffOf(res)
  const places = await placesOf(deps, staff)
  const officesOf = (cityId: number) => places.find(({ city }) => city.id === cityId)?.directory.offices ?? []
  const asked = askedScope(staff, query, officesOf)
  const place = asked === null ? undefined : mainPlace(places, asked.scope.cityId)
  if (asked === null || place === undefined) throw new NotFound('dashboard')
  return { ...asked, staff, place, places }
}
