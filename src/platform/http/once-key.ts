import { createHash } from 'node:crypto'
import type { Request } from 'express'
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

/**
 * By which a form is known again: its random bytes, where it was sent and every field. The very same form sent twice makes
 * one thing; whoever goes back and changes a word makes another, and is not told that it was saved when it was not.
 */
export const formKeyOf = ({ baseUrl, path, body }: Request, key: Uint8Array): Buffer<ArrayBuffer> =>
  Buffer.from(
    createHash('sha256')
      .update(key)
      .update(JSON.stringify([baseUrl + path, body ?? null]))
      .digest(),
  )
