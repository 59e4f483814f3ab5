import type { Deps } from '../../../platform/deps.ts'
import { isLang } from '../../../platform/i18n/texts.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import { cityStreets, findStreets } from '../../places/index.ts'
import type { Around } from '../around.ts'
import type { StreetResolver } from './read-draft.ts'

/** From here on a name is surely meant; a second one this near to it makes it doubtful. */
const surely = 0.85
const doubtful = 0.04

/** Finds streets of the city's list by name; the same name is looked for once. */
export function streetResolver(
  deps: Pick<Deps, 'db' | 'cache' | 'texts'>,
  { city, lang, t }: Pick<Around, 'city' | 'lang' | 't'>,
): StreetResolver {
  const known = new Map<string, ReturnType<StreetResolver>>()
  const byName = namesOf(deps, city.id)
  const find: StreetResolver = async (text) => {
    const exact = (await byName).get(searchFold(text).trim())
    if (exact !== undefined) return { id: exact }
    const { streets } = await findStreets(deps, city, { writing: { lang, t }, text })
    const [best, second] = streets[0] ?? []
    if (best === undefined || best.score < surely) return 'streetUnknown'
    const isDoubtful = second !== undefined && second.score >= best.score - doubtful
    return isDoubtful ? 'streetAmbiguous' : { id: best.street.id }
  }
  return (text) => {
    const found = known.get(text) ?? find(text)
    known.set(text, found)
    return found
  }
}

/** Names as the field offers them, in both languages of the streets. */
async function namesOf(
  deps: Pick<Deps, 'db' | 'cache' | 'texts'>,
  cityId: number,
): Promise<Map<string, number>> {
  const lists = await Promise.all(
    ['kk', 'ru'].filter(isLang).map((lang) => cityStreets(deps, cityId, { lang, t: deps.texts.in(lang) })),
  )
  return new Map(lists.flat().map(({ id, name }): [string, number] => [searchFold(name).trim(), id]))
}
