import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { ComplaintFull, IllegalTransition, parseNumber, type Reading } from '../../complaints/index.ts'
import { addOverApi } from '../actions/add-over-api.ts'
import { formatIn, sendAnswer } from '../machine/answer.ts'
import { momentOf } from '../machine/moment.ts'
import type { Params } from '../machine/place.ts'
import { Refusal } from '../machine/refusal.ts'
import { updateId } from '../machine/updates.ts'
import { authorised, photosIn, spend } from './post-handlers.ts'
import { longestDescription } from './read-filing.ts'

const required = ['service_request_id', 'update_id', 'status', 'updated_datetime', 'description'] as const

/**
 * POST servicerequestupdates: what the reporter has to add, told by the program that filed it. It is an addition like
 * one on the reporter's own page. States are those of the office and the resident: no program sets them.
 */
export function postUpdate(deps: Deps): RequestHandler {
  return async (req, res) => {
    const format = formatIn(req)
    const { fields, key, reading } = await authorised(deps, req)
    const { number, text } = readUpdate(fields.plain, reading)
    const photos = photosIn(res, reading)
    await spend(deps, key, reading)
    const { city, t } = reading
    const added = await addOverApi(deps, { city, keyId: key.id, number, text, photos }).catch(
      (error: unknown) => {
        const isOver = error instanceof IllegalTransition || error instanceof ComplaintFull
        throw isOver ? new Refusal(400, [t('open311:refusal.notNow')]) : error
      },
    )
    if (added === null) throw new Refusal(404, [t('open311:refusal.notYours')])
    res.set('Cache-Control', 'private, no-store')
    const data = [{ update_id: updateId(number, added.seq) }]
    sendAnswer(res, format, { root: 'service_request_updates', data })
  }
}

function readUpdate(plain: Params, { t }: Reading): { number: string; text: string } {
  const missing = required.filter((name) => plain[name] === undefined)
  const wrong = missing.map((name) => t('open311:refusal.missing', { name }))
  const moment = plain['updated_datetime']
  if (moment !== undefined && momentOf(moment) === null) {
    wrong.push(t('open311:refusal.moment', { name: 'updated_datetime' }))
  }
  const text = [plain['description'], plain['media_url']].filter(Boolean).join('\n')
  if ([...text].length > longestDescription) {
    wrong.push(t('open311:refusal.descriptionLong', { most: longestDescription }))
  }
  if (wrong.length > 0) throw new Refusal(400, wrong)
  const parsed = parseNumber(plain['service_request_id'] ?? '')
  if (!parsed.ok) throw new Refusal(404, [t('open311:refusal.notYours')])
  return { number: parsed.number, text }
}
