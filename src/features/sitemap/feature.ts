import type { Feature } from '../../platform/http/route.ts'
import { sitemapHandlers } from './handlers.ts'
import { sitemapPaths } from './paths.ts'

export const sitemap: Feature = {
  name: 'sitemap',
  routes: (deps) => {
    const on = sitemapHandlers(deps)
    return [
      { method: 'get', path: sitemapPaths.robots(), access: 'machine', handlers: [on.robots] },
      { method: 'get', path: sitemapPaths.index(), access: 'machine', handlers: [on.index] },
      { method: 'get', path: '/sitemaps/:city/:part.xml', access: 'machine', handlers: [on.map] },
    ]
  },
}
