import { type ChangeView, changeView } from '../pages/change-views.ts'
import { settingsPaths } from '../paths.ts'
import type { ChangeRow } from '../queries.ts'
import type { Around } from '../thing.ts'

/** With the way to take it back that heads may go, too. */
export const textChange = (row: ChangeRow, around: Around): ChangeView => ({
  ...changeView(row, around),
  undoHref: settingsPaths.undoText(around.city.slug, row.id),
})
