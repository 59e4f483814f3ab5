import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { parseForm } from '../../platform/http/form.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { staffOf } from '../accounts/index.ts'
import { logExport } from '../activity/index.ts'
import { type City, cities, cityBySlug, cityOf, langOf, nameIn, translateOf } from '../city/index.ts'
import { directoryOf } from '../offices/index.ts'
import { analysisScopes, scopeIn } from './access.ts'
import { chooseWeekly } from './actions/choose-weekly.ts'
import { analysisOf, chosenRows, publicAnalysisOf, risingWordsOf, shownOf } from './analysis.ts'
import { readAsked, wholeMonths } from './asked.ts'
import { fileRows, filesCsv } from './files.ts'
import { appealsModel, appealsPage } from './pages/public-page.ts'
import { analysisModel, analysisPage } from './pages/show-page.ts'
import type { Surroundings } from './pages/words.ts'
import { analysisPaths } from './paths.ts'

const WeeklyForm = z.object({
  act: z.enum(['start', 'stop'], { error: 'analysis:error.act' }),
  office: z.string().optional(),
})

/** The analysis for those who lead a city or an office. */
export function analysisHandlers(deps: Deps): Record<'start' | 'show' | 'csv' | 'weekly', RequestHandler> {
  return {
    start: async (_req, res) => {
      const [first] = await ledCities(deps, res)
      if (first === undefined) throw new NotFound('analysis')
      res.redirect(303, analysisPaths.show(first.slug))
    },

    show: async (req, res) => {
      const { around, scope, offices, asked } = await placeOf(deps, req, res)
      const { city } = around
      const place = { city, officeId: scope.officeId }
      const [analysis, words, reader, led] = await Promise.all([
        analysisOf(deps, place, asked),
        risingWordsOf(deps, place),
        deps.db.analysisReader.findUnique({
          where: { staffId_cityId: { staffId: staffOf(res).id, cityId: city.id } },
          select: { id: true },
        }),
        ledCities(deps, res),
      ])
      const others = led.filter(({ id }) => id !== city.id)
      const model = analysisModel({
        ...{ around, asked, analysis, offices, words, isReader: reader !== null },
        officeId: scope.officeId,
        others: others.map(({ slug, names }) => ({
          href: analysisPaths.show(slug),
          label: nameIn(names, around.lang),
        })),
        done: typeof req.query['done'] === 'string' ? req.query['done'] : null,
      })
      analysisPage(res, model)
    },

    csv: async (req, res) => {
      const { around, scope, asked } = await placeOf(deps, req, res)
      const { city } = around
      const { now } = await analysisOf(deps, { city, officeId: scope.officeId }, asked)
      const rows = fileRows(chosenRows(now, asked))
      await logExport(deps, {
        ...{ staffId: staffOf(res).id, cityIds: [city.id], subject: 'appeals', rows: rows.length },
        at: deps.now().epochMilliseconds,
      })
      res.attachment(`appeals-${city.slug}-${asked.from}-${asked.to}.csv`).type('csv')
      res.send(filesCsv(rows, around))
    },

    weekly: async (req, res) => {
      const { around, scope } = await placeOf(deps, req, res)
      const parsed = parseForm(WeeklyForm, req.body)
      // No page of ours sends anything else: nothing happens, and the page is shown.
      if (!parsed.ok) return res.redirect(303, analysisPaths.show(around.city.slug))
      const { act, office } = parsed.value
      const chosen = scopeIn(staffOf(res), around.city.id, idIn(office)) ?? scope
      const wanted = act === 'start'
      await chooseWeekly(deps, {
        staffId: staffOf(res).id,
        cityId: around.city.id,
        officeId: chosen.officeId,
        wanted,
      })
      res.redirect(303, analysisPaths.show(around.city.slug, { done: wanted ? 'weekly' : 'stopped' }))
    },
  }
}

/** The counts for everybody. */
export function appealsHandlers(deps: Deps): Record<'page' | 'csv' | 'json', RequestHandler> {
  const publicOf = async (req: Request, res: Response) => {
    const city = cityOf(res)
    const around = await surroundings(deps, city, res)
    const { from, to } = req.query
    // Days more or less would tell who came on them: everybody gets whole months.
    const today = todayIn(deps, city)
    const asked = { ...wholeMonths(readAsked({ from, to }, today), today), unit: 'month' as const }
    return { around, asked, told: await publicAnalysisOf(deps, city, asked) }
  }
  return {
    page: async (req, res) => {
      const { told, ...rest } = await publicOf(req, res)
      appealsPage(res, appealsModel({ ...rest, ...shownOf(told) }))
    },

    csv: async (req, res) => {
      const { around, asked, told } = await publicOf(req, res)
      res.attachment(`appeals-${around.city.slug}-${asked.from}-${asked.to}.csv`).type('csv')
      res.send(filesCsv(told.rows, around))
    },

    json: async (req, res) => {
      const { asked, told } = await publicOf(req, res)
      const { from, to, unit } = asked
      res.json({ from, to, unit, rows: told.rows })
    },
  }
}

/** The city of the address and what this person sees of it; a stranger finds nothing. */
async function placeOf(deps: Deps, req: Request, res: Response) {
  const staff = staffOf(res)
  const city = await cityBySlug(deps, String(req.params['city']))
  const scope = city === null ? null : scopeIn(staff, city.id, idIn(req.query['office']))
  if (city === null || scope === null) throw new NotFound('analysis')
  const around = await surroundings(deps, city, res)
  if (scope.officeId !== null && !around.directory.officeById.has(scope.officeId))
    throw new NotFound('office')
  const here = analysisScopes(staff).filter(({ cityId }) => cityId === city.id)
  const isWhole = here.some(({ officeId }) => officeId === null)
  const current = around.directory.offices.filter((office) => office.current).map(({ id }) => id)
  const offices = isWhole ? [null, ...current] : here.map(({ officeId }) => officeId)
  return { around, scope, offices, asked: readAsked(req.query, todayIn(deps, city)) }
}

const todayIn = (deps: Deps, { timeZone }: Pick<City, 'timeZone'>): string =>
  localDate(deps.now(), timeZone).toString()

async function surroundings(deps: Deps, city: City, res: Response): Promise<Surroundings> {
  const directory = await directoryOf(deps, city.id)
  return { city, directory, lang: langOf(res), t: translateOf(res), sources: deps.beside.appeals }
}

async function ledCities(deps: Deps, res: Response): Promise<City[]> {
  const ids = new Set(analysisScopes(staffOf(res)).map(({ cityId }) => cityId))
  return (await cities(deps)).filter(({ id }) => ids.has(id))
}

const idIn = (text: unknown): number | null =>
  typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
