import type { Feature } from '../../platform/http/route.ts'
import { takeCheckpoints } from '../activity/index.ts'
import { proofRoutes } from './routes.ts'

export const proof: Feature = {
  name: 'proof',
  routes: proofRoutes,
  samples: async () => (await import('./samples.ts')).proofSamples,
  jobs: (deps) => [
    {
      name: 'proof.checkpoint',
      cron: '*/20 * * * *',
      run: async () => {
        for (const { no, size } of await takeCheckpoints(deps)) {
          deps.log.info({ checkpoint: no, complaints: size }, 'a checkpoint was signed')
        }
      },
    },
  ],
}
