import type { CategoryDue } from '../estimators/standardisation.ts'
import { type Measured, measureMonths, measureWindow } from '../rollups/measure.ts'
import type { Group } from '../rollups/read.ts'
import type { Span } from '../rollups/span.ts'
import { BrokenSum } from '../rollups/vector.ts'
import { type Share, shareOf } from './figures.ts'

/** Counts of one category or district of an office or of all; `id` is null where the complaints have none. */
export type SliceCounts = {
  id: number | null
  received: number
  onTime: Share
  /** Of the months of the window; of districts alone. */
  months: Measured['months']
  /** Called solved without a photo, whether the category asks for one or not. */
  withoutPhoto: number
}

const noMonths: Measured['months'] = new Map()

export function slicesOf(
  groups: readonly Group[],
  by: 'categoryId' | 'districtId',
  span: Span,
): SliceCounts[] {
  return groups.map((group) => {
    const { events, months } =
      by === 'districtId'
        ? measureMonths(group.pieces, span)
        : { events: measureWindow(group.pieces, span), months: noMonths }
    const { received, onTime, late, withoutPhoto } = events
    return {
      id: group[by] === 0 ? null : group[by],
      received,
      onTime: shareOf(onTime, onTime + late),
      months,
      withoutPhoto,
    }
  })
}

/** Those of the window, the largest first. */
export const listed = (slices: readonly SliceCounts[]): SliceCounts[] =>
  slices
    .filter(({ received, onTime }) => received > 0 || onTime.of > 0)
    .sort((a, b) => b.received - a.received || (a.id ?? 0) - (b.id ?? 0))

/**
 * What an office had due in each category beside what all offices had, for the expected share.
 * @throws BrokenSum when the two contradict each other
 */
export function categoryDues(own: readonly SliceCounts[], all: readonly SliceCounts[]): CategoryDue[] {
  const rates = new Map(all.map(({ id, onTime }) => [id, onTime]))
  return own
    .filter(({ onTime }) => onTime.of > 0)
    .map(({ id, onTime }) => {
      const city = rates.get(id)
      if ((city?.of ?? 0) < onTime.of)
        throw new BrokenSum(`an office had more due in category ${id} than all offices`)
      return { due: onTime.of, cityDue: city?.of ?? 0, cityOnTime: city?.n ?? 0 }
    })
}
