import type { Request } from 'express'
import type { Deps } from '../../../platform/deps.ts'

/** The address of a further page for the header `Link`, for lists that may go on. */
export function nextPage({ config }: Pick<Deps, 'config'>, req: Request, page: number): { next: string } {
  const url = new URL(req.originalUrl, config.publicUrl)
  url.searchParams.set('page', String(page))
  return { next: config.publicUrl + url.pathname + url.search }
}
