import './texts.ts'
import type { Feature } from '../../platform/http/route.ts'
import { analysisRoles } from './access.ts'
import { analysisJobs } from './jobs.ts'
import { analysisPaths } from './paths.ts'
import { analysisRoutes } from './routes.ts'

const leads: readonly string[] = analysisRoles

export const analysis: Feature = {
  name: 'analysis',
  routes: analysisRoutes,
  jobs: analysisJobs,
  samples: async () => (await import('./samples.ts')).analysisSamples,
  offers: ({ lang, t, slug }) => [
    {
      group: 'services',
      href: analysisPaths.page(lang, slug),
      label: t('analysis:public.title'),
      text: t('analysis:offer'),
      icon: 'chart-line',
    },
  ],
  staffLinks: ({ t, roles }) =>
    roles.some(({ role }) => leads.includes(role))
      ? [{ href: analysisPaths.start(), label: t('analysis:title') }]
      : [],
}
