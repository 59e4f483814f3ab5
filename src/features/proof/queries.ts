import type { Deps } from '../../platform/deps.ts'

export type ProofRow = {
  seq: number
  kind: string
  at: Date
  actorKind: string
  officeId: number | null
  payload: unknown
  salt: Uint8Array | null
  payloadDigest: Uint8Array
  hash: Uint8Array
}

/** The public chain of a complaint, oldest first. */
export const publicRows = ({ db }: Pick<Deps, 'db'>, complaintId: number): Promise<ProofRow[]> =>
  db.$queryRaw<ProofRow[]>`
    SELECT seq, kind, at, actor_kind AS "actorKind", office_id AS "officeId", payload, salt,
      payload_digest AS "payloadDigest", hash
    FROM activity WHERE complaint_id = ${complaintId} AND public ORDER BY seq`

/** A complaint that everybody may see, by its number; null when there is none in this city. */
export const shownByNumber = (
  { db }: Pick<Deps, 'db'>,
  { cityId, number }: { cityId: number; number: string },
): Promise<{ id: number; number: string } | null> =>
  db.complaint.findFirst({ where: { cityId, number, shown: true }, select: { id: true, number: true } })

/** The first row of a complaint, whoever may see it: what a receipt is about. */
export async function firstRow(
  { db }: Pick<Deps, 'db'>,
  number: string,
): Promise<{ complaintId: number; seq: number; isPublic: boolean; hash: string; at: number } | null> {
  const [row] = await db.$queryRaw<
    { complaintId: number; seq: number; isPublic: boolean; hash: Uint8Array; at: Date }[]
  >`
    SELECT a.complaint_id AS "complaintId", a.seq, a.public AS "isPublic", a.hash, a.at
    FROM activity a JOIN complaint c ON c.id = a.complaint_id WHERE c.number = ${number} AND a.seq = 1`
  if (row === undefined) return null
  return { ...row, hash: Buffer.from(row.hash).toString('hex'), at: row.at.getTime() }
}
