import type { Feature } from '../../platform/http/route.ts'
import { searchHandler } from './handlers.ts'
import { refreshKnownWords } from './known-words.ts'

/** One box over whatever the given features let it look through. */
export const searchOver = (sought: readonly Feature[]): Feature => ({
  name: 'search',
  routes: (deps) => {
    const sources = sought.flatMap((feature) => feature.search?.(deps) ?? [])
    return [
      {
        method: 'get',
        path: '/:lang/:city/search',
        access: 'public',
        lane: 'map',
        handlers: [searchHandler(deps, sources)],
      },
    ]
  },
  samples: async () => (await import('./samples.ts')).searchSamples,
  jobs: (deps) => [
    {
      name: 'search.refresh-words',
      cron: '40 * * * *',
      async run() {
        const words = await refreshKnownWords(deps)
        deps.log.debug({ words }, 'words for the mending of searches counted')
      },
    },
  ],
})
