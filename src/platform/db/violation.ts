import { Prisma } from './generated/client.ts'

/** True for the error of a write that a unique index refused. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
