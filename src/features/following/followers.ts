import { blindIndex, blindIndexes, seal, unseal } from '../../platform/crypto/seal.ts'
import { hashToken, newToken } from '../../platform/crypto/token.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { isLang, type Lang } from '../../platform/i18n/texts.ts'

/** Somebody with a confirmed address. `token` opens the page where everything is managed. */
export type Follower = { id: number; email: string; token: string; lang: Lang; refusal: string | null }

type Keys = Pick<Deps, 'keys'>
type Stored = {
  id: number
  blindIndex: Uint8Array
  sealed: Uint8Array
  sealedToken: Uint8Array
  lang: string
  refusal: string | null
}

const contextOf = (index: Uint8Array, what: string): string =>
  `follower/${Buffer.from(index).toString('hex')}/${what}`

/** The follower of this address, made if there is none. `at` in milliseconds UTC. Safe to run twice at once. */
export async function confirmFollower(
  tx: Transaction,
  { keys }: Keys,
  { email, lang, at }: { email: string; lang: Lang; at: number },
): Promise<Follower> {
  const index = Buffer.from(blindIndex(keys, 'email', email))
  const token = newToken()
  const known = await tx.follower.findFirst({
    where: { blindIndex: { in: blindIndexes(keys, 'email', email).map((one) => Buffer.from(one)) } },
  })
  const fresh = { lang, confirmedAt: toDate(at), refusal: null, refusedAt: null }
  const row =
    known === null
      ? await tx.follower.upsert({
          where: { blindIndex: index },
          create: {
            blindIndex: index,
            sealed: Buffer.from(seal(keys, email, contextOf(index, 'email'))),
            tokenHash: hashToken(token),
            sealedToken: Buffer.from(seal(keys, token, contextOf(index, 'token'))),
            ...fresh,
          },
          update: fresh,
        })
      : await tx.follower.update({ where: { id: known.id }, data: fresh })
  return opened({ keys }, row)
}

/** The follower of a secret link; null when there is none. */
export async function followerByToken(
  deps: Keys & Pick<Deps, 'db'>,
  token: string,
): Promise<Follower | null> {
  const row = await deps.db.follower.findUnique({ where: { tokenHash: hashToken(token) } })
  return row === null ? null : opened(deps, row)
}

export async function followerById(deps: Keys & Pick<Deps, 'db'>, id: number): Promise<Follower | null> {
  const row = await deps.db.follower.findUnique({ where: { id } })
  return row === null ? null : opened(deps, row)
}

function opened({ keys }: Keys, row: Stored): Follower {
  return {
    id: row.id,
    email: unseal(keys, row.sealed, contextOf(row.blindIndex, 'email')),
    token: unseal(keys, row.sealedToken, contextOf(row.blindIndex, 'token')),
    lang: isLang(row.lang) ? row.lang : 'kk',
    refusal: row.refusal,
  }
}
