import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { readTextUpload } from '../../../platform/http/upload-text.ts'
import { staffOf } from '../../accounts/index.ts'
import { CannotImport, importConfiguration, lastChange } from '../actions/import-configuration.ts'
import { readBoundaries, type Wanted } from '../boundaries.ts'
import { boundariesModel, boundariesPage } from '../pages/boundaries-page.ts'
import { settingsPaths, withDone } from '../paths.ts'
import { storeOf } from '../stores/index.ts'
import type { AreaDoc } from '../things/shapes.ts'
import { todayIn } from '../today.ts'
import { aroundOf } from './place.ts'
import { dayErrors, doneOf, isNamed } from './thing-handlers.ts'

/** Real borders of a big city take a few megabytes; they are thinned before they are kept. */
const mostBytes = 8_000_000

/** Borders of the city and its districts from a file: looked at first, then taken. */
export function boundaryHandlers(deps: Deps): Record<'show' | 'read', RequestHandler> {
  const show: RequestHandler = async (req, res) => {
    const around = await aroundOf(deps, req, res)
    boundariesPage(res, boundariesModel({ around, done: doneOf(req) }))
  }

  const read: RequestHandler = async (req: Request, res: Response) => {
    const around = await aroundOf(deps, req, res)
    const { t, city } = around
    const { fields, file } = await readTextUpload(req, res, 'file', mostBytes)
    const what: Wanted = fields['what'] === 'outline' ? 'outline' : 'areas'
    const text = file ?? fields['geojson'] ?? ''
    if (file === 'too-big' || text === '') {
      const refusal = t(`settings:boundaries.${file === 'too-big' ? 'tooBig' : 'noFile'}`)
      return boundariesPage(res, boundariesModel({ around, what, refusal }), 422)
    }
    const docs = (await storeOf('area').all(deps.db, city.id)) as Map<string, AreaDoc>
    const found = readBoundaries(text, { city, what, docs })
    if (!found.ok) return boundariesPage(res, boundariesModel({ around, what, faults: found.faults }), 422)
    const at = deps.now().epochMilliseconds
    const preview = { ...found, seenChange: await lastChange(deps.db, city.id), typed: fields }
    if (file !== null) return boundariesPage(res, boundariesModel({ around, what, preview }))
    const errors = {
      ...(isNamed(city, fields['confirm']) ? {} : { confirm: 'settings:error.confirm' as const }),
      ...dayErrors(city, fields, at),
    }
    if (Object.keys(errors).length > 0) {
      return boundariesPage(res, boundariesModel({ around, what, preview, errors }), 422)
    }
    const on = fields['takesEffectOn'] ?? ''
    const isPlanned = on > todayIn(city, at)
    try {
      await importConfiguration(deps, {
        ...{ staff: staffOf(res), city, entries: found.entries, seenChange: Number(fields['seen']) },
        ...(isPlanned ? { takesEffectOn: on } : {}),
      })
      res.redirect(303, withDone(settingsPaths.boundaries(city.slug), isPlanned ? 'planned' : 'saved'))
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof CannotImport)) throw error
      const refusal = t(error instanceof Conflict ? 'settings:import.conflict' : error.cause.reason)
      const status = error instanceof Conflict ? 409 : 422
      boundariesPage(res, boundariesModel({ around, what, preview, refusal }), status)
    }
  }

  return { show, read }
}
