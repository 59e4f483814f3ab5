import type { Request, RequestHandler } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { mayBeFramed } from '../../platform/http/framing.ts'
import { noFilter, type Reading, readingOf, tableRows } from '../complaints/index.ts'
import type { Office } from '../offices/index.ts'
import { cityFigures, defaultQuery, officeFigures } from '../statistics/index.ts'
import { builderModel, builderPage } from './builder-page.ts'
import { frameModel, framePage, type Show, shows } from './frame-page.ts'

const mostShown = 5

export const showFrame =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const reading = await readingOf(deps, res)
    const { show, office } = choiceIn(req, reading)
    const given =
      show === 'latest'
        ? { rows: await latest(deps, reading, office), figures: null }
        : { rows: [], figures: await figuresOf(deps, reading, office) }
    mayBeFramed(res)
    framePage(res, frameModel({ show, office, ...given }, reading))
  }

export const showBuilder =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const reading = await readingOf(deps, res)
    builderPage(res, builderModel(choiceIn(req, reading), reading))
  }

/** What is shown unless the address says otherwise; an office that is not there is no address. */
function choiceIn(req: Request, { directory }: Reading): { show: Show; office: Office | null } {
  const { show, office: code } = req.query
  const office = directory.offices.find((one) => one.code === code)
  if (typeof code === 'string' && code !== '' && office === undefined) throw new NotFound('office')
  return { show: shows.find((known) => known === show) ?? 'latest', office: office ?? null }
}

function latest(deps: Deps, { city, now }: Reading, office: Office | null) {
  const scope = { cityId: city.id, timeZone: city.timeZone, now }
  return tableRows(deps, { filter: { ...noFilter, office }, scope, after: null, limit: mostShown })
}

async function figuresOf(deps: Deps, { city }: Reading, office: Office | null) {
  const query = defaultQuery(city, deps.now())
  if (office === null) return (await cityFigures(deps, city, query)).body.figures
  const { id, code } = office
  return (await officeFigures(deps, city, { ...query, office: { id, code } })).body.figures
}
