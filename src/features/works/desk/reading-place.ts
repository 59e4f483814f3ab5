import type { Deps } from '../../../platform/deps.ts'
import { kindWordsOf, type ReadingPlace } from '../reading/read-draft.ts'
import { streetResolver } from '../reading/street-resolver.ts'
import type { Desk } from './access.ts'

/** What a form or a list of this person is read with. `publishes`: what is read goes to the public at once. */
export const readingPlace = (
  deps: Pick<Deps, 'db' | 'cache' | 'texts'>,
  { around, scope }: Desk,
  publishes = false,
): ReadingPlace => ({
  city: around.city,
  offices: around.directory.offices,
  ownOfficeIds: publishes ? scope.publishedOfficeIds : scope.ownOfficeIds,
  now: around.now,
  resolveStreet: streetResolver(deps, around),
  kindWords: kindWordsOf((lang, kind) => deps.texts.in(lang)(`works:kind.${kind}`)),
})
