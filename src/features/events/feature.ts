import type { Feature } from '../../platform/http/route.ts'
import { eventHints } from './beside/hints.ts'
import { eventHome } from './beside/home.ts'
import { eventSearch } from './beside/search.ts'
import { eventTopics } from './beside/topics.ts'
import { eventDemo } from './demo/demo.ts'
import { eventJobs } from './jobs.ts'
import { eventDeskPaths, eventPaths } from './paths.ts'
import { eventRoutes } from './routes.ts'
import './texts.ts'

export const events: Feature = {
  name: 'events',
  routes: eventRoutes,
  jobs: eventJobs,
  samples: async () => (await import('./samples/index.ts')).eventSamples,
  search: (deps) => [eventSearch(deps)],
  offers: ({ lang, t, slug }) => [
    {
      group: 'services',
      href: eventPaths.agenda(lang, slug),
      label: t('events:agenda.title'),
      text: t('events:agenda.offer'),
      icon: 'calendar',
    },
  ],
  staffLinks: ({ t, roles }) =>
    roles.length === 0 ? [] : [{ href: eventDeskPaths.list(), label: t('events:desk.title') }],
  home: eventHome,
  hints: eventHints,
  topics: eventTopics,
  demo: eventDemo,
}
