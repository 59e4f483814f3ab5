import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'

/** Gives out a PDF as a download: it is stored as it came, so no browser opens it on this site. */
export async function sendPaper(
  { files, log }: Pick<Deps, 'files' | 'log'>,
  res: Response,
  { fileKey, title }: { fileKey: string; title: string },
): Promise<void> {
  const stored = await files.get(fileKey)
  if (!stored.ok) {
    log.error({ key: fileKey, condition: stored.reason }, 'the bytes of a paper are not what they were')
    throw new NotFound('paper')
  }
  res
    .attachment(`${title.replaceAll(/[^\p{L}\p{N} .-]/gu, ' ').trim() || 'paper'}.pdf`)
    .type('application/pdf')
  res.set({
    'Content-Length': String(stored.size),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
  if (res.req.method === 'HEAD') {
    stored.stream.destroy()
    res.end()
  } else await pipeline(stored.stream, res)
}
