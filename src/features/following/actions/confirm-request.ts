import { timingSafeEqual } from 'node:crypto'
import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { isReporter, supportByFollower } from '../../complaints/index.ts'
import type { About } from '../about.ts'
import { scopeOf } from '../about.ts'
import { confirmFollower, type Follower } from '../followers.ts'
import { type FollowRequest, isOver, openRequest } from '../requests.ts'
import { type Cadence, mostTries } from '../rules.ts'

export type Confirmed =
  | { ok: true; follower: Follower; done: 'subscribed' | 'supported' | 'own' }
  /** `left`: tries that remain. */
  | { ok: false; reason: 'wrong'; left: number }
  | { ok: false; reason: 'over' | 'tooMany' | 'gone' }

/**
 * Checks the code and does what was asked for, in one transaction. A right code that comes twice does it once; after
 * five wrong ones no code is right.
 */
export function confirmRequest(
  deps: Deps,
  { token, code }: { token: string; code: string },
): Promise<Confirmed> {
  const at = deps.now().epochMilliseconds
  return inTransaction(deps.db, async (tx): Promise<Confirmed> => {
    const tokenHash = hashToken(token)
    // Tries at the same moment are counted one after the other.
    await tx.$executeRaw`SELECT 1 FROM follow_request WHERE token_hash = ${tokenHash} FOR UPDATE`
    const row = await tx.followRequest.findUnique({ where: { tokenHash } })
    if (row === null || row.kind === 'mine') return { ok: false, reason: 'gone' }
    const request = openRequest(deps, row)
    if (isOver(request, at)) return { ok: false, reason: 'over' }
    if (request.tries >= mostTries) return { ok: false, reason: 'tooMany' }
    if (!isSame(code, request.code)) {
      await tx.followRequest.update({ where: { tokenHash }, data: { tries: { increment: 1 } } })
      const left = mostTries - request.tries - 1
      return left === 0 ? { ok: false, reason: 'tooMany' } : { ok: false, reason: 'wrong', left }
    }
    await tx.followRequest.update({ where: { tokenHash }, data: { usedAt: row.usedAt ?? toDate(at) } })
    const follower = await confirmFollower(tx, deps, { email: request.email, lang: request.lang, at })
    return { ok: true, follower, done: await perform(tx, deps, { request, follower, at }) }
  })
}

const isSame = (typed: string, code: string): boolean => {
  const [a, b] = [Buffer.from(typed), Buffer.from(code)]
  return a.length === b.length && timingSafeEqual(a, b)
}

type Doing = { request: FollowRequest; follower: Follower; at: number }

async function perform(
  tx: Transaction,
  deps: Deps,
  { request: { act, cityId, email }, follower, at }: Doing,
): Promise<'subscribed' | 'supported' | 'own'> {
  if (act.kind === 'mine') throw new Error('a link is no code')
  if (act.kind === 'subscribe') {
    await subscribe(tx, { follower, cityId, about: act.about, cadence: act.cadence, at })
    return 'subscribed'
  }
  const { complaintId, number, device, follow } = act
  if (follow) await subscribe(tx, { follower, cityId, about: { complaintId, number }, cadence: 'now', at })
  // One's own report is no second voice.
  if (await isReporter({ db: tx, keys: deps.keys }, { complaintId, email })) return 'own'
  const deviceHash = device === null ? null : Buffer.from(device, 'hex')
  await supportByFollower(tx, { complaintId, followerId: follower.id, deviceHash, at })
  return 'supported'
}

type NewSubscription = { follower: Follower; cityId: number; about: About; cadence: Cadence; at: number }

/** The same thing is followed once; asking again changes how often news of it is sent. */
async function subscribe(tx: Transaction, { follower, cityId, about, cadence, at }: NewSubscription) {
  const scope = scopeOf(about)
  await tx.subscription.upsert({
    where: { followerId_cityId_scope: { followerId: follower.id, cityId, scope } },
    create: {
      followerId: follower.id,
      cityId,
      scope,
      cadence,
      ...columnsOf(about),
      createdAt: toDate(at),
    },
    update: { cadence },
  })
}

function columnsOf(about: About) {
  if ('complaintId' in about) return { complaintId: about.complaintId }
  if ('topic' in about) return { topic: about.topic }
  const { filter, circle } = about
  return {
    query: { filter, near: circle?.near ?? null },
    lat: circle?.lat ?? null,
    lon: circle?.lon ?? null,
    radius: circle?.radius ?? null,
  }
}
