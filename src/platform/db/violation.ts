import pg from 'pg'
import { z } from 'zod'
import { Prisma } from './generated/client.ts'

/** Prisma wraps what PostgreSQL says differently for its own queries and for raw ones; pg does not wrap it. */
const RawFailure = z.object({
  driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }),
})

/**
 * The SQLSTATE of an error from Prisma or pg, such as '23505'; undefined for other errors.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function sqlStateOf(error: unknown): string | undefined {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === 'P2002') return '23505'
    if (error.code === 'P2003') return '23503'
    if (error.code === 'P2034') return '40001'
    return RawFailure.safeParse(error.meta).data?.driverAdapterError.cause.originalCode
  }
  if (error instanceof pg.DatabaseError) return error.code
  return undefined
}

/** True for the error of a write that a unique index refused. */
export const isUniqueViolation = (error: unknown) => sqlStateOf(error) === '23505'

/** True for the error of a removal or a write that a foreign key refused: something else needs the row. */
export const isForeignKeyViolation = (error: unknown) => ['23001', '23503'].includes(sqlStateOf(error) ?? '')

/** True when PostgreSQL rolled a transaction back only because of others at the same time. */
export const isTransactionConflict = (error: unknown) => ['40001', '40P01'].includes(sqlStateOf(error) ?? '')

/** True when no connection was free in time for a transaction, or it took too long: it was rolled back. */
export function isTransactionTimeout(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2028'
}
