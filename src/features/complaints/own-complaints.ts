import { blindIndexes, unseal } from '../../platform/crypto/seal.ts'
import { hashToken } from '../../platform/crypto/token.ts'
import { dateToDay } from '../../platform/db/instant.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { contactContext } from './actions/contact-rows.ts'
import type { Status } from './rules.ts'

/** A complaint in the list of its reporter. `token` opens its secret page. Instants in ms UTC, days as ISO dates. */
export type OwnComplaint = {
  id: number
  number: string
  cityId: number
  token: string
  status: Status
  categoryId: number | null
  text: string
  textLang: string
  address: string
  receivedAt: number
  updatedAt: number
  dueOn: string | null
  dueAt: number | null
  plannedOn: string | null
}

const columns = {
  id: true,
  number: true,
  cityId: true,
  secretHash: true,
  status: true,
  categoryId: true,
  text: true,
  textLang: true,
  address: true,
  receivedAt: true,
  updatedAt: true,
  dueOn: true,
  dueAt: true,
  plannedOn: true,
} as const

const most = 200

type Row = {
  id: number
  number: string
  cityId: number
  status: string
  categoryId: number | null
  text: string
  textLang: string
  address: string
  receivedAt: Date
  updatedAt: Date
  dueOn: Date | null
  dueAt: Date | null
  plannedOn: Date | null
}

const ownOf = (row: Row, token: string): OwnComplaint => ({
  id: row.id,
  number: row.number,
  cityId: row.cityId,
  token,
  status: row.status as Status,
  categoryId: row.categoryId,
  text: row.text.slice(0, 400),
  textLang: row.textLang,
  address: row.address,
  receivedAt: row.receivedAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
  dueOn: row.dueOn === null ? null : dateToDay(row.dueOn),
  dueAt: row.dueAt?.getTime() ?? null,
  plannedOn: row.plannedOn === null ? null : dateToDay(row.plannedOn),
})

/** All complaints for which this address was left, newest first, with what opens their secret pages. */
export async function ownComplaintsByEmail(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  email: string,
): Promise<OwnComplaint[]> {
  const rows = await db.complaint.findMany({
    where: {
      contacts: {
        some: { kind: 'email', blindIndex: { in: blindIndexes(keys, 'email', email).map(bytesOf) } },
      },
    },
    select: { ...columns, contacts: { where: { kind: 'link' } } },
    orderBy: { receivedAt: 'desc' },
    take: most,
  })
  return rows.flatMap(({ contacts: [link], ...row }) =>
    link === undefined ? [] : [ownOf(row, unseal(keys, link.sealed, contactContext(row.number, 'link')))],
  )
}

/** The complaints of these secret links, newest first; tokens that open nothing are left out. */
export async function ownComplaintsByToken(
  { db }: Pick<Deps, 'db'>,
  tokens: readonly string[],
): Promise<OwnComplaint[]> {
  if (tokens.length === 0) return []
  const tokenByHash = new Map(tokens.map((token) => [hashToken(token).toString('hex'), token]))
  const rows = await db.complaint.findMany({
    where: { secretHash: { in: tokens.map(hashToken) } },
    select: columns,
    orderBy: { receivedAt: 'desc' },
  })
  return rows.flatMap(({ secretHash, ...row }) => {
    const token = tokenByHash.get(Buffer.from(secretHash ?? []).toString('hex'))
    return token === undefined ? [] : [ownOf(row, token)]
  })
}

/** True when this address was left for any complaint that has a secret link. */
export async function hasReported({ db, keys }: Pick<Deps, 'db' | 'keys'>, email: string): Promise<boolean> {
  const indexes = blindIndexes(keys, 'email', email).map(bytesOf)
  return (await db.complaintContact.count({ where: { kind: 'email', blindIndex: { in: indexes } } })) > 0
}

/** True when this address was left for the complaint: its reporter need not say "I have this too". */
export async function isReporter(
  { db, keys }: Pick<Deps, 'keys'> & { db: Pick<Transaction, 'complaintContact'> },
  { complaintId, email }: { complaintId: number; email: string },
): Promise<boolean> {
  const indexes = blindIndexes(keys, 'email', email).map(bytesOf)
  return (
    (await db.complaintContact.count({
      where: { complaintId, kind: 'email', blindIndex: { in: indexes } },
    })) > 0
  )
}

// Prisma's types want bytes that no other thread shares.
const bytesOf = (bytes: Buffer): Buffer<ArrayBuffer> => Buffer.from(bytes)
