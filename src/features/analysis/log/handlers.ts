import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { readTextUpload } from '../../../platform/http/upload-text.ts'
import { staffOf } from '../../accounts/index.ts'
import { cityBySlug, langOf, translateOf } from '../../city/index.ts'
import { analysisScopes } from '../access.ts'
import { bringLog } from '../actions/bring-log.ts'
import { analysisPaths } from '../paths.ts'
import { type LogInput, type LogProblem, logModel, logPage } from './page.ts'
import { mappingOf, strangeChannels } from './read-log.ts'

/** Logs of receptions and calls from a file, for whoever leads the whole city. */
export function logHandlers(deps: Deps): Record<'show' | 'bring', RequestHandler> {
  const show: RequestHandler = async (req, res) => {
    const around = await placeOf(deps, res)
    const [imported, repeated] = [req.query['imported'], req.query['repeated']].map(countIn)
    const done = imported == null || repeated == null ? null : { imported, repeated, isTrial: false }
    logPage(res, logModel({ typed: { source: 'reception' }, problem: null, done, bad: [] }, around))
  }

  const bring: RequestHandler = async (req, res) => {
    const around = await placeOf(deps, res)
    const { fields: typed, file } = await readTextUpload(req, res, 'file')
    const answer = (input: Partial<LogInput>, status: number) =>
      logPage(res, logModel({ typed, problem: null, done: null, bad: [], ...input }, around), status)
    const problem = problemOf(file) ?? channelProblem(typed)
    if (problem !== null) return answer({ problem }, 422)
    const text = String(file)
    const read = mappingOf(text, typed, deps.texts)
    if (!read.ok) return answer({ problem: read.problem }, 422)
    const isTrial = typed['check'] === '1'
    const { city } = around
    const { imported, repeated, bad } = await bringLog(deps, {
      ...{ city, text, isTrial, mapping: read.mapping },
      staffId: staffOf(res).id,
    })
    const done = { imported, repeated, isTrial }
    if (bad.length > 0) return answer({ done, bad }, 422)
    if (isTrial) return answer({ done }, 200)
    const counts = { imported: String(imported), repeated: String(repeated) }
    res.redirect(303, analysisPaths.log(city.slug, counts))
  }

  return { show, bring }
}

function problemOf(file: string | 'too-big' | null): LogProblem | null {
  if (file === 'too-big') return { kind: 'tooBig' }
  if (file === null || file.trim() === '') return { kind: 'none' }
  // What no UTF-8 is was read with this mark in its place
  return file.includes('\uFFFD') || file.includes('\0') ? { kind: 'encoding' } : null
}

function channelProblem(typed: Record<string, string>): LogProblem | null {
  const words = strangeChannels(typed)
  return words.length === 0 ? null : { kind: 'channels', words }
}

const countIn = (text: unknown): number | null =>
  typeof text === 'string' && /^\d{1,7}$/.test(text) ? Number(text) : null

/** The city of the address for who leads all of it; anybody else finds nothing. */
async function placeOf(deps: Deps, res: Response) {
  const city = await cityBySlug(deps, String(res.req.params['city']))
  const led = analysisScopes(staffOf(res))
  const isLed = led.some(({ cityId, officeId }) => cityId === city?.id && officeId === null)
  if (city === null || !isLed) throw new NotFound('analysis')
  return { city, lang: langOf(res), t: translateOf(res) }
}
