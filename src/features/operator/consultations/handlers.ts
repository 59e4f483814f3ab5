import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { csvLine, csvStart } from '../../../platform/http/csv.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { staffOf } from '../../accounts/index.ts'
import { logExport } from '../../activity/index.ts'
import { channelName } from '../../complaints/index.ts'
import { deskCity } from '../access.ts'
import { filerFor } from '../talk/handlers.ts'
import { deskState } from '../talk/queries.ts'
import { consultationsModel, consultationsPage, topicName } from './page.ts'
import { periodOf } from './period.ts'
import { consultationCounts, talkOutcomes } from './queries.ts'

export function consultationHandlers(deps: Deps): Record<'show' | 'csv', RequestHandler> {
  return {
    show: async (req, res) => {
      const { city, filer, period, rows } = await countsOf(deps, req, res)
      const whose = { cityId: city.id, staffId: staffOf(res).id }
      const [state, outcomes] = await Promise.all([
        deskState(deps, whose, deps.now().epochMilliseconds),
        talkOutcomes(deps, { cityId: city.id, timeZone: city.timeZone, ...period }),
      ])
      consultationsPage(res, consultationsModel({ filer, state, period, rows, outcomes }))
    },

    csv: async (req, res) => {
      const { city, filer, period, rows } = await countsOf(deps, req, res)
      const { t } = filer
      await logExport(deps, {
        ...{ staffId: staffOf(res).id, cityIds: [city.id], subject: 'consultations', rows: rows.length },
        at: deps.now().epochMilliseconds,
      })
      const columns = (['day', 'channel', 'topic', 'count', 'seconds'] as const).map((name) =>
        t(`operator:consultations.column.${name}`),
      )
      const lines = rows.map((row) =>
        csvLine([row.day, channelName(row.channel, t), topicName(filer, row), row.count, row.seconds]),
      )
      res.attachment(`consultations-${city.slug}-${period.from}-${period.to}.csv`).type('csv')
      res.send(csvStart + csvLine(columns) + lines.join(''))
    },
  }
}

async function countsOf(deps: Deps, req: Request, res: Response) {
  const city = await deskCity(deps, res)
  const filer = await filerFor(deps, res, city)
  const period = periodOf(req.query, localDate(deps.now(), city.timeZone).toString())
  const rows = await consultationCounts(deps, { cityId: city.id, timeZone: city.timeZone, ...period })
  return { city, filer, period, rows }
}
