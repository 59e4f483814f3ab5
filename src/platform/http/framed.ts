import type { Response } from 'express'

/**
 * Lets pages of other sites show this answer in a frame. It then has no script and no form: whatever page is around it,
 * there is nothing that a reader could be led to press by deceit.
 */
export function allowFrames(res: Response): void {
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
  res.set('Cache-Control', 'public, max-age=300')
  res.set('X-Robots-Tag', 'noindex')
}
