import { crumbsOf } from '../pages/crumbs.ts'
import type { Around } from '../thing.ts'
import type { TextScope } from './scope.ts'

/** Heads have no other settings to go back to. */
export function textCrumbs(
  around: Around,
  scope: TextScope,
  isInside = true,
): { href: string; label: string }[] {
  const [home, list] = crumbsOf(around, 'text')
  return [...(scope.offices === null && home ? [home] : []), ...(isInside && list ? [list] : [])]
}
