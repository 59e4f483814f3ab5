import type { Feature } from '../../platform/http/route.ts'
import { inventDuties } from './demo.ts'
import { contactJobs } from './jobs.ts'
import { contactPaths } from './paths.ts'
import { plantUtilities } from './plant.ts'
import { contactRoutes } from './routes.ts'
import { utilitySearch } from './search.ts'
import './texts.ts'

export const contacts: Feature = {
  name: 'contacts',
  routes: contactRoutes,
  jobs: contactJobs,
  samples: async () => (await import('./samples.ts')).contactSamples,
  search: (deps) => [utilitySearch(deps)],
  offers: ({ lang, t, slug }) => [
    {
      group: 'services',
      href: contactPaths.page(lang, slug),
      label: t('contacts:title'),
      text: t('contacts:offer'),
      icon: 'phone',
    },
  ],
  staffLinks: ({ t, roles }) =>
    roles.some(({ role }) => role === 'city_admin' || role === 'head')
      ? [{ href: contactPaths.start(), label: t('contacts:title') }]
      : [],
  plant: plantUtilities,
  demo: inventDuties,
}
