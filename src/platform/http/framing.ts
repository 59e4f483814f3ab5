import type { Response } from 'express'
import { keepAs } from './shared-caching.ts'

/**
 * Lets a frame on any site hold this answer. No script, no form: whatever page is around it, there is nothing that a
 * reader could be led to press by deceit.
 */
export function mayBeFramed(res: Response): void {
  const policy = String(res.get('Content-Security-Policy') ?? '')
  res.set(
    'Content-Security-Policy',
    policy
      .replace("frame-ancestors 'none'", 'frame-ancestors *')
      .replace("script-src 'self'", "script-src 'none'")
      .replace("form-action 'self'", "form-action 'none'"),
  )
  res.removeHeader('X-Frame-Options')
  res.set('Cross-Origin-Resource-Policy', 'cross-origin')
  keepAs(res, 'page')
  res.set('X-Robots-Tag', 'noindex')
}

/** What another site pastes into its page; `width` in pixels or per cent. */
export function frameCode(
  url: string,
  title: string,
  { width, height }: { width: number | '100%'; height: number },
): string {
  const quoted = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  return `<iframe src="${quoted(url)}" title="${quoted(title)}" width="${width}" height="${height}" loading="lazy" style="border:0;max-width:100%"></iframe>`
}
