import type { RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../platform/deps.ts'
import { csvLine, csvStart } from '../../platform/http/csv.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { startOfDay } from '../../platform/time/local-day.ts'
import { staffOf } from '../accounts/index.ts'
import { logExport } from '../activity/index.ts'
import { cityById, langOf, translateOf } from '../city/index.ts'
import { parseNumber } from '../complaints/index.ts'
import { detailText } from './details.ts'
import { type AuditFilter, auditFilterOf } from './filter.ts'
import { shortNamesOf } from './offices.ts'
import { aboutText, auditModel, auditPage, whatText, whoText } from './pages.ts'
import { type AuditAsked, auditedCities, auditedPeople, auditRows } from './queries.ts'

export const auditPageSize = 50
export const mostExported = 20_000

export function list(deps: Deps): RequestHandler {
  return async (req, res) => {
    const filter = auditFilterOf(req.query)
    const { cityIds, timeZone } = await placeOf(deps, res)
    const asked = askedOf(filter, cityIds, timeZone)
    const [rows, people, offices] = await Promise.all([
      asked === null
        ? []
        : auditRows(deps, { ...asked, limit: auditPageSize + 1, offset: (filter.page - 1) * auditPageSize }),
      auditedPeople(deps, cityIds),
      shortNamesOf(deps, cityIds),
    ])
    const model = auditModel(translateOf(res), {
      ...{ lang: langOf(res), timeZone, filter, people, offices },
      isAuditor: auditedCities(staffOf(res), ['auditor']).length > 0,
      rows: rows.slice(0, auditPageSize),
      more: rows.length > auditPageSize,
      badNumber: asked === null,
    })
    auditPage(res, model, asked === null ? 422 : 200)
  }
}

/** What the filter finds as a table for spreadsheets; that it was taken is in the audit from now on. */
export function csv(deps: Deps): RequestHandler {
  return async (req, res) => {
    const t = translateOf(res)
    const { cityIds, timeZone } = await placeOf(deps, res)
    const asked = askedOf(auditFilterOf(req.query), cityIds, timeZone)
    if (asked === null) throw new NotFound('complaint')
    const rows = await auditRows(deps, { ...asked, limit: mostExported, offset: 0 })
    await logExport(deps, {
      ...{ staffId: staffOf(res).id, cityIds, subject: 'audit', rows: rows.length },
      at: deps.now().epochMilliseconds,
    })
    const words = { t, lang: langOf(res), offices: await shortNamesOf(deps, cityIds) }
    res.type('text/csv; charset=utf-8')
    res.attachment(`audit-${deps.now().toString().slice(0, 10)}.csv`)
    const columns = ['time', 'who', 'what', 'about', 'detail'] as const
    const head = csvLine(columns.map((column) => t(`audit:column.${column}`)))
    const lines = rows.map((row) =>
      csvLine([
        row.at.toISOString(),
        whoText(t, row),
        whatText(t, row),
        aboutText(t, row),
        detailText(words, row.detail),
      ]),
    )
    res.send(csvStart + head + lines.join(''))
  }
}

async function placeOf(deps: Deps, res: Response): Promise<{ cityIds: number[]; timeZone: string }> {
  const cityIds = auditedCities(staffOf(res))
  const first = cityIds[0] === undefined ? null : await cityById(deps, cityIds[0])
  if (first === null) throw new NotFound('audit')
  return { cityIds, timeZone: first.timeZone }
}

/** Null when what was typed is no number of a complaint. */
function askedOf(
  { person, number, topic, from, to }: AuditFilter,
  cityIds: number[],
  timeZone: string,
): Omit<AuditAsked, 'limit' | 'offset'> | null {
  const parsed = number.trim() === '' ? null : parseNumber(number)
  if (parsed !== null && !parsed.ok) return null
  const begin = (day: Temporal.PlainDate) => startOfDay(day, timeZone).epochMilliseconds
  return {
    ...{ cityIds, person, topic, number: parsed?.number ?? null },
    from: from === null ? null : begin(Temporal.PlainDate.from(from)),
    until: to === null ? null : begin(Temporal.PlainDate.from(to).add({ days: 1 })),
  }
}
