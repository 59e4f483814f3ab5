import type { Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { typedFields } from '../../platform/http/form.ts'
import { cityOf, translateOf } from '../city/index.ts'
import { defaultQuery, type FigureQuery, parseFigureQuery } from './figures/figure-query.ts'
import { type Refused, refusedOf } from './pages/window-form.ts'

/**
 * The question of a page. One that makes no sense is the usual one, of the office that was asked for, with what was
 * typed and the sentence that says why.
 * @throws NotFound when there is no such office
 */
export async function askedQuery(
  deps: Deps,
  res: Response,
  raw: Record<string, unknown>,
): Promise<{ query: FigureQuery; refused: Refused | null }> {
  const city = cityOf(res)
  const now = deps.now()
  const parsed = await parseFigureQuery(deps, city, raw, now)
  if (parsed.ok) return { query: parsed.query, refused: null }
  if (parsed.status === 404) throw new NotFound('office')
  const usual = await parseFigureQuery(deps, city, { office: raw['office'] ?? '' }, now)
  return {
    query: usual.ok ? usual.query : defaultQuery(city, now),
    refused: refusedOf(parsed, typedFields(raw), translateOf(res)),
  }
}
