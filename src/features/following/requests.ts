import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { blindIndex, seal, unseal } from '../../platform/crypto/seal.ts'
import { hashToken, newToken } from '../../platform/crypto/token.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import { toDate } from '../../platform/db/instant.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { isLang, type Lang } from '../../platform/i18n/texts.ts'
import { About } from './about.ts'
import { cadences, requestHours } from './rules.ts'

/** What is done when the code is right. `device`: SHA-256 in hex of a device that said it without an address. */
export const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('subscribe'), about: About, cadence: z.enum(cadences) }),
  z.object({
    kind: z.literal('support'),
    complaintId: z.int(),
    number: z.string(),
    device: z.string().nullable(),
    follow: z.boolean(),
  }),
  z.object({ kind: z.literal('mine') }),
])
export type Act = z.infer<typeof Act>

/** A request that waits for a code or for the press of a link. Instants in milliseconds UTC. */
export type FollowRequest = {
  id: number
  cityId: number
  lang: Lang
  email: string
  /** Six digits; of `mine` the token of the link. */
  code: string
  act: Act
  tries: number
  sends: number
  createdAt: number
  /** Null until the mail has left. */
  expiresAt: number | null
  usedAt: number | null
  refusal: string | null
}

export type NewRequest = { cityId: number; lang: Lang; email: string; act: Act }

/**
 * Keeps what somebody wants, with the address sealed, and mails a code to it: one transaction. Answers the token of
 * the page that asks for the code; for `mine` the token is in the mail only.
 */
export async function beginRequest(
  deps: Deps,
  { cityId, lang, email, act }: NewRequest,
): Promise<{ token: string }> {
  const token = newToken()
  const tokenHash = hashToken(token)
  const code = act.kind === 'mine' ? token : String(randomInt(1_000_000)).padStart(6, '0')
  await inTransaction(deps.db, async (tx) => {
    const { id } = await tx.followRequest.create({
      data: {
        tokenHash,
        cityId,
        kind: act.kind,
        lang,
        blindIndex: Buffer.from(blindIndex(deps.keys, 'email', email)),
        sealed: Buffer.from(seal(deps.keys, email, contextOf(tokenHash, 'email'))),
        sealedCode: Buffer.from(seal(deps.keys, code, contextOf(tokenHash, 'code'))),
        act,
        createdAt: toDate(deps.now().epochMilliseconds),
      },
      select: { id: true },
    })
    await deps.jobs.add(tx, 'following.code', { id, send: 1 })
  })
  return { token }
}

export async function requestByToken(
  deps: Pick<Deps, 'db' | 'keys' | 'now'>,
  token: string,
): Promise<FollowRequest | null> {
  const row = await deps.db.followRequest.findUnique({ where: { tokenHash: hashToken(token) } })
  return row === null ? null : openRequest(deps, row)
}

export async function requestById(
  deps: Pick<Deps, 'db' | 'keys' | 'now'>,
  id: number,
): Promise<FollowRequest | null> {
  const row = await deps.db.followRequest.findUnique({ where: { id } })
  return row === null ? null : openRequest(deps, row)
}

/** Over: its code or link opens nothing any more. */
export const isOver = ({ createdAt, expiresAt }: FollowRequest, now: number): boolean =>
  now > (expiresAt ?? createdAt + requestHours * 3_600_000)

type Row = Prisma.FollowRequestGetPayload<object>

export function openRequest({ keys }: Pick<Deps, 'keys'>, row: Row): FollowRequest {
  return {
    id: row.id,
    cityId: row.cityId,
    lang: isLang(row.lang) ? row.lang : 'kk',
    email: unseal(keys, row.sealed, contextOf(row.tokenHash, 'email')),
    code: unseal(keys, row.sealedCode, contextOf(row.tokenHash, 'code')),
    act: Act.parse(row.act),
    tries: row.tries,
    sends: row.sends,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt?.getTime() ?? null,
    usedAt: row.usedAt?.getTime() ?? null,
    refusal: row.refusal,
  }
}

const contextOf = (tokenHash: Uint8Array, what: string): string =>
  `follow-request/${Buffer.from(tokenHash).toString('hex')}/${what}`
