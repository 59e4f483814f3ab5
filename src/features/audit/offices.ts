import type { Deps } from '../../platform/deps.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { type Names, nameIn } from '../city/index.ts'
import { directoryOf } from '../offices/index.ts'

/** Short names of the offices of these cities, by id. */
export async function shortNamesOf(
  deps: Deps,
  cityIds: readonly number[],
): Promise<ReadonlyMap<number, Names>> {
  const directories = await Promise.all(cityIds.map((cityId) => directoryOf(deps, cityId)))
  return new Map(directories.flatMap(({ offices }) => offices.map(({ id, short }) => [id, short])))
}

/** One that is not there any more has its number. */
export function officeName(
  { t, lang, offices }: { t: Translate; lang: Lang; offices: ReadonlyMap<number, Names> },
  id: number,
): string {
  const office = offices.get(id)
  return office === undefined ? t('audit:detail.office', { id }) : nameIn(office, lang)
}
