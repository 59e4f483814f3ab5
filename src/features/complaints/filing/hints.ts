import type { Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import type { Hint } from '../../../platform/http/beside.ts'
import { askedOn } from '../../city/index.ts'
import { type OpenDraft, unknownCategory } from './draft.ts'

/** What others know of the words and of the place of a report, for its second step. */
export async function hintsOf(deps: Deps, res: Response, data: OpenDraft): Promise<Hint[]> {
  const [ofWords, ofPlace] = await Promise.all([
    deps.beside.forWords(askedOn(deps, res), { text: data.text, category: chosen(data) }),
    hintsAtPlace(deps, res, data),
  ])
  return [...ofPlace, ...ofWords]
}

/** What goes on at the place of a report. */
export async function hintsAtPlace(deps: Deps, res: Response, data: OpenDraft): Promise<Hint[]> {
  const { point = null, address = '' } = data.place ?? {}
  if (point === null && address === '') return []
  const { lat, lon } = point ?? { lat: null, lon: null }
  return deps.beside.atPoint(askedOn(deps, res), { lat, lon, address, category: chosen(data) })
}

const chosen = ({ category }: OpenDraft) => (category === unknownCategory ? null : category)
