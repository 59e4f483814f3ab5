import type { Deps } from '../../../platform/deps.ts'
import type { Asked, Hint } from '../../../platform/http/beside.ts'
import { type City, calendarOf } from '../../city/index.ts'
import { parseNumber, pointOf } from '../../complaints/index.ts'
import type { TalkView } from '../paths.ts'
import type { TalkFields } from './forms.ts'
import type { PanelInput } from './panel.ts'
import { caseByNumber } from './queries.ts'

/** Looks up what the panel was asked. */
export async function panelInput(
  deps: Deps,
  city: City,
  { number = '', office = '' }: TalkView,
  { asked, fields }: { asked: Asked; fields: Pick<TalkFields, 'text' | 'lat' | 'lon' | 'address'> },
): Promise<PanelInput> {
  const parsed = number === '' ? null : parseNumber(number)
  const found = parsed?.ok ? await caseByNumber(deps, city.id, parsed.number) : null
  const problem = parsed === null || found !== null ? null : parsed.ok ? 'none' : parsed.reason
  return {
    ...{ number, office, found },
    numberProblem: problem,
    calendar: await calendarOf(deps, city.calendar),
    at: deps.now(),
    hints: await hintsFor(deps, asked, fields),
  }
}

/** What others know of the words and the place, as far as they are written down. */
async function hintsFor(
  deps: Deps,
  asked: Asked,
  { text, lat, lon, address }: Pick<TalkFields, 'text' | 'lat' | 'lon' | 'address'>,
): Promise<Hint[]> {
  const place = pointOf(lat, lon, '') ?? { lat: null, lon: null }
  const told = await Promise.all([
    place.lat === null && address === ''
      ? []
      : deps.beside.atPoint(asked, { lat: place.lat, lon: place.lon, address, category: null }),
    text === '' ? [] : deps.beside.forWords(asked, { text, category: null }),
  ])
  return told.flat()
}
