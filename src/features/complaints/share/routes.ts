import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { complaintPaths } from '../paths.ts'
import { embedHandlers } from './embed-handlers.ts'
import { pictureHandlers } from './picture-handlers.ts'

const complaint = '/:lang/:city/complaints/:number'

export function shareRoutes(deps: Deps): Route[] {
  const picture = pictureHandlers(deps)
  const embed = embedHandlers(deps)
  return [
    { method: 'get', path: `${complaint}/share.png`, access: 'public', handlers: [picture.complaint] },
    { method: 'get', path: `${complaint}/embed`, access: 'public', handlers: [embed.card] },
    { method: 'get', path: '/:lang/:city/share.png', access: 'machine', handlers: [picture.city] },
    { method: 'get', path: complaintPaths.oembed(), access: 'machine', handlers: [embed.oembed] },
  ]
}
