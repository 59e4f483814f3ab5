import type { Deps } from '../../../platform/deps.ts'
import { guessCategories } from '../../offices/index.ts'
import { type Duplicate, findDuplicates } from '../duplicates/find-duplicates.ts'
import type { OnDraft } from './on-draft.ts'
import { currentCategories } from './pages/category-choice.ts'

export type Similar = Duplicate & { now: number }

const mostShown = 3

/** Up to three open complaints that everybody may see and that may be about the same thing. */
export async function similarOf(
  deps: Pick<Deps, 'db' | 'now'>,
  { filer, draft }: Pick<OnDraft, 'filer' | 'draft'>,
): Promise<Similar[]> {
  const { text, category, place } = draft.data
  const now = deps.now().epochMilliseconds
  const current = currentCategories(filer)
  const chosen = current.filter(({ code }) => code === category)
  const categories = chosen.length > 0 ? chosen : guessedOf(text, current)
  // What only staff may read is compared by nobody else.
  if (categories.some(({ sensitive }) => sensitive)) return []
  const found = await findDuplicates(
    deps,
    {
      cityId: draft.cityId,
      categories,
      text,
      address: place?.address ?? '',
      point: place?.point ?? null,
      photos: draft.hashes,
      now,
    },
    { among: 'shown', most: mostShown },
  )
  return found.map((one) => ({ ...one, now }))
}

function guessedOf(text: string, current: ReturnType<typeof currentCategories>) {
  const guessed = guessCategories(text, current).map(({ code }) => code)
  return current.filter(({ code }) => guessed.includes(code))
}
