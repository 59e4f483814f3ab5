import type { Deps } from '../../../platform/deps.ts'
import { type City, calendarOf } from '../../city/index.ts'
import { parseNumber } from '../../complaints/index.ts'
import type { TalkView } from '../paths.ts'
import type { PanelInput } from './panel.ts'
import { caseByNumber } from './queries.ts'

/** Looks up what the panel was asked. */
export async function panelInput(
  deps: Deps,
  city: City,
  { number = '', office = '' }: TalkView,
): Promise<PanelInput> {
  const parsed = number === '' ? null : parseNumber(number)
  const found = parsed?.ok ? await caseByNumber(deps, city.id, parsed.number) : null
  const problem = parsed === null || found !== null ? null : parsed.ok ? 'none' : parsed.reason
  return {
    ...{ number, office, found },
    numberProblem: problem,
    calendar: await calendarOf(deps, city.calendar),
    at: deps.now(),
  }
}
