import type { Area, Names } from '../../city/index.ts'
import { districtIdOf, type WorkDraft } from '../draft.ts'
import type { ImportField } from './mapping.ts'

/**
 * What a known work is to be after a row of a list: what the list has a column for is as the row says, everything else
 * stays as somebody has written it. Pure.
 */
export function keptDraft(
  known: WorkDraft,
  row: WorkDraft,
  { mapped, areas }: { mapped: ReadonlySet<ImportField>; areas: readonly Area[] },
): WorkDraft {
  const says = (...fields: ImportField[]) => fields.some((field) => mapped.has(field))
  const three = (name: 'title' | 'why' | 'place' | 'detour'): Names => ({
    kk: (says(`${name}Kk`) ? row : known)[name].kk,
    ru: (says(`${name}Ru`) ? row : known)[name].ru,
    en: (says(`${name}En`) ? row : known)[name].en,
  })
  const saysShape = says('shape', 'lat', 'lon')
  const shape = (saysShape ? row : known).shape
  const saysPlace = saysShape || says('district')
  const own = says('district') ? row.districtId : null
  return {
    ...row,
    title: three('title'),
    why: three('why'),
    place: three('place'),
    detour: three('detour'),
    contractor: (says('contractor') ? row : known).contractor,
    sum: (says('sum') ? row : known).sum,
    contractUrl: (says('contractUrl') ? row : known).contractUrl,
    officePhone: (says('officePhone') ? row : known).officePhone,
    streets: (says('streets') ? row : known).streets,
    shape,
    districtId: saysPlace ? districtIdOf({ districtId: own, shape }, areas) : known.districtId,
  }
}
