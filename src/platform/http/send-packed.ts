import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from 'express'

type Encoding = 'br' | 'gzip'

/** A finished answer. `encoded`: its body packed, each way once. */
export type Sendable = {
  body: Buffer
  headers: [string, number | string | string[]][]
  encoded: Map<Encoding, Promise<Buffer>>
}

const tooShortToPack = 1_000

const pack: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
}

/** Sends it as the browser likes it best; what could not be packed goes as it is, and is packed anew for the next. */
export async function sendPacked(req: Request, res: Response, page: Sendable): Promise<void> {
  for (const [name, value] of page.headers) res.setHeader(name, value)
  res.vary('Accept-Encoding')
  const encoding = (['br', 'gzip'] as const).find((one) => req.acceptsEncodings(one) === one)
  if (encoding === undefined || page.body.length < tooShortToPack) return void res.send(page.body)
  const bytes = await packed(page, encoding).catch(() => {
    page.encoded.delete(encoding)
    return null
  })
  if (res.destroyed) return
  if (bytes !== null) res.set('Content-Encoding', encoding)
  res.send(bytes ?? page.body)
}

function packed({ body, encoded }: Sendable, encoding: Encoding): Promise<Buffer> {
  const known = encoded.get(encoding)
  if (known !== undefined) return known
  const bytes = pack[encoding](body)
  encoded.set(encoding, bytes)
  return bytes
}
