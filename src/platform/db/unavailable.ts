import { z } from 'zod'
import { isTransactionTimeout, sqlStateOf } from './violation.ts'

/** What Prisma says when it gets no connection, or not in time. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1017', 'P2024', 'P2028', 'P2037'])
/** What PostgreSQL says: too many connections, a statement that took too long, going away, starting. */
const sqlStates = new Set(['53300', '57014', '57P01', '57P02', '57P03'])
/** What the driver says when a query of our own SQL did not arrive: Prisma has one code for all of that. */
const driverKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
])
/** What the line to it says. A socket file that is not there is a server that is not there. */
const lineCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)$/
const lineSyscalls = new Set(['connect', 'read', 'write', 'getaddrinfo'])
const poolMessages =
  /timeout exceeded when trying to connect|ECONNREFUSED|Connection terminated|Query read timeout|is not queryable/

const Failure = z.object({
  code: z.string().optional().catch(undefined),
  status: z.number().optional().catch(undefined),
  syscall: z.string().optional().catch(undefined),
  errors: z.array(z.unknown()).optional().catch(undefined),
  message: z.string().catch(''),
  meta: z
    .object({ driverAdapterError: z.object({ cause: z.object({ kind: z.string() }) }) })
    .optional()
    .catch(undefined),
})

/** True when the database is there, but no connection was free, or the statement took too long. */
export const isBusy = (error: unknown): boolean =>
  sqlStateOf(error) === '57014' || /timeout exceeded when trying to connect/.test(String(error))

/** True when no connection was free in time: nothing was sent. */
export const isPoolFull = (error: unknown): boolean =>
  isTransactionTimeout(error) || /timeout exceeded when trying to connect/.test(String(error))

/** True when the database cannot be reached, or it or this process is busy, so that the same may work in a moment. */
export function isUnavailable(error: unknown): boolean {
  const failure = Failure.safeParse(error).data
  if (failure === undefined) return false
  return (
    prismaCodes.has(failure.code ?? '') ||
    failure.status === 503 ||
    driverKinds.has(failure.meta?.driverAdapterError.cause.kind ?? '') ||
    sqlStates.has(sqlStateOf(error) ?? '') ||
    (lineSyscalls.has(failure.syscall ?? '') && lineCodes.test(failure.code ?? '')) ||
    // one error for each address of a name
    failure.errors?.some(isUnavailable) === true ||
    poolMessages.test(failure.message)
  )
}
