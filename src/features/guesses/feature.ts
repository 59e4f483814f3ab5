import type { Feature } from '../../platform/http/route.ts'
import { cities } from '../city/index.ts'
import { trainCity } from './actions/train-city.ts'

export const guesses: Feature = {
  name: 'guesses',
  jobs: (deps) => [
    {
      name: 'guesses.train',
      // At night in Kazakhstan (UTC+5).
      cron: '25 20 * * *',
      async run(_payload, now) {
        for (const { id, slug } of await cities(deps)) {
          const { examples, weight, keywords, both } = await trainCity(deps, id, { now })
          deps.log.info({ city: slug, examples, weight, keywords, both }, 'guesses learned')
        }
      },
    },
  ],
}
