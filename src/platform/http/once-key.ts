import { z } from 'zod'
import { hashToken, newToken } from '../crypto/token.ts'

/**
 * The hidden field by which a form that is sent twice makes one thing: 22 letters of base64url, read as its SHA-256. A
 * form without it makes a thing of its own.
 */
export const onceKey = z
  .string()
  .regex(/^[\w-]{22}$/)
  .catch(() => newToken())
  .transform(hashToken)
