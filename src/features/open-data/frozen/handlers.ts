import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type Reading, readingOf } from '../../complaints/index.ts'
import {
  chartAnswer,
  chartCsv,
  chartPage,
  comparesOffices,
  frozenChart,
  frozenChartModel,
  isChartId,
  versionOf,
} from '../../statistics/index.ts'
import { type Dump, snapshotOf } from '../dump/queries.ts'
import { frozenFile } from '../dump/tables.ts'
import { openDataPaths } from '../paths.ts'
import { readFrozen } from './read-frozen.ts'

/** Charts of a snapshot: the numbers that somebody has cited, whatever has happened since. */
export function frozenHandlers(deps: Deps): Record<'page' | 'csv' | 'json', RequestHandler> {
  const origin = deps.config.publicUrl
  const outside = { origin, textsIn: deps.texts.in, newest: null }
  return {
    page: async (req, res) => {
      const { asked, dump, version, reading } = await found(deps, req, res)
      const newest = await snapshotOf(deps, { cityId: reading.city.id, period: version.period })
      const vouching = {
        newest: { period: version.period, no: newest?.no ?? version.no },
        sha256: dump.files.find(({ name }) => name === frozenFile)?.sha256 ?? '',
        snapshotsHref: openDataPaths.snapshots(reading.city.slug),
      }
      chartPage(res, frozenChartModel(asked, version, { vouching, outside }))
    },

    json: async (req, res) => {
      const { asked } = await found(deps, req, res)
      res.set('Access-Control-Allow-Origin', '*').json(chartAnswer(asked, origin))
    },

    csv: async (req, res) => {
      const { asked, dump, reading } = await found(deps, req, res)
      res.set('Access-Control-Allow-Origin', '*')
      res.attachment(`${asked.id}-${reading.city.slug}-${dump.period}-${dump.no}.csv`)
      res.type('text/csv; charset=utf-8').send(chartCsv(asked))
    },
  }
}

/** @throws NotFound when there is no such chart, snapshot or office, or the snapshot holds no charts */
async function found(deps: Deps, req: Request, res: Response) {
  const reading: Reading = await readingOf(deps, res)
  const { chart: id } = req.params
  const version = versionOf(req.params['version'])
  if (!isChartId(id) || version === null) throw new NotFound('page')
  const dump: Dump | null = await snapshotOf(deps, { cityId: reading.city.id, ...version })
  if (dump === null) throw new NotFound('dump')
  const code = req.query['office']
  const office = typeof code === 'string' && code !== '' && !comparesOffices(id) ? code : null
  // Before the file is read: an invented code must cost nothing.
  if (office !== null && reading.directory.offices.every((one) => one.code !== office)) {
    throw new NotFound('office')
  }
  const ofSubject = office === null ? 'city' : 'office'
  const frozen = await readFrozen(deps, dump, { part: comparesOffices(id) ? 'offices' : ofSubject, office })
  if (frozen === null) throw new NotFound('file')
  const { part, head } = frozen
  const chart = { id, part, window: head.window, asOf: dump.asOf, version }
  return { asked: frozenChart(chart, reading), dump, version, reading }
}
