import { signedName, signName } from '../../platform/crypto/signed-name.ts'
import type { Deps } from '../../platform/deps.ts'

const purpose = 'analysis-week'

/** What stands in the link that ends the weekly mail of one reader; nothing of it is stored. */
export const signReader = ({ keys }: Pick<Deps, 'keys'>, id: number): string =>
  signName(keys, purpose, `w${id}`)

/** The reader of such a link; null for everything else. */
export function readerOfLink({ keys }: Pick<Deps, 'keys'>, signed: string): number | null {
  const [, id] = /^w(\d+)$/.exec(signedName(keys, purpose, signed) ?? '') ?? []
  return id === undefined ? null : Number(id)
}
