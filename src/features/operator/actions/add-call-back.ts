import { randomUUID } from 'node:crypto'
import { seal } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

export type NewCallBack = {
  cityId: number
  staffId: number
  /** E.164. */
  phone: string
  name: string
  reason: string
  lang: string
  /** Milliseconds UTC. */
  dueAt: number
}

/** What a sealed number is bound to. */
export const callBackContext = (id: string): string => `call-back/${id}`

/** Puts somebody on the list of those who are to be called back. */
export async function addCallBack(
  deps: Pick<Deps, 'db' | 'keys' | 'now'>,
  asked: NewCallBack,
): Promise<void> {
  const { phone, name, dueAt, ...rest } = asked
  const id = randomUUID()
  const sealed = Buffer.from(seal(deps.keys, JSON.stringify({ phone, name }), callBackContext(id)))
  await deps.db.callBack.create({
    data: {
      ...rest,
      id,
      sealed,
      dueAt: toDate(dueAt),
      createdAt: toDate(deps.now().epochMilliseconds),
    },
  })
}
