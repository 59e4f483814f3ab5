import './texts.ts'
import type { Feature } from '../../platform/http/route.ts'
import { formatDay } from '../../platform/time/format.ts'
import { newsCityIds } from './access.ts'
import { plantDemoNews } from './demo/plant-demo.ts'
import { saidIn } from './doc.ts'
import { newsJobs } from './jobs.ts'
import { newsPaths, newsStaffPaths } from './paths.ts'
import { latestNews, pictureKeys } from './queries.ts'
import { newsRoutes } from './routes.ts'
import { newsSearch } from './search.ts'
import type { StandardPages } from './standard-pages.ts'

/** `standard`: the pages that every city has. */
export const newsWith = (standard: StandardPages): Feature => ({
  name: 'news',
  routes: (deps) => newsRoutes(deps, standard),
  jobs: newsJobs,
  samples: async () => (await import('./samples.ts')).newsSamples,
  search: () => [newsSearch(standard)],
  offers: ({ lang, t, slug }) => [
    {
      group: 'services',
      href: newsPaths.list(lang, slug),
      label: t('news:list.title'),
      text: t('news:offer'),
      icon: 'newspaper',
    },
  ],
  staffLinks: ({ t, roles }) =>
    newsCityIds({ roles: roles as Parameters<typeof newsCityIds>[0]['roles'] }).length === 0
      ? []
      : [{ href: newsStaffPaths.start(), label: t('news:staff.link') }],
  home:
    (deps) =>
    async ({ cityId, slug, lang, t }) => {
      const rows = await latestNews(deps, cityId)
      if (rows.length === 0) return null
      return {
        title: t('news:list.title'),
        icon: 'newspaper',
        items: rows.map(({ id, doc }) => ({
          href: newsPaths.show(lang, slug, id),
          label: saidIn(doc.title, lang).text,
          meta: formatDay(doc.day, lang),
        })),
        more: { href: newsPaths.list(lang, slug), label: t('news:more') },
      }
    },
  topics: () => ({
    prefix: 'news',
    label: async (topic, { lang, slug, t }) =>
      topic === 'news'
        ? { label: t('news:topic'), href: newsPaths.list(lang, slug), feed: newsPaths.feed(lang, slug) }
        : null,
  }),
  keepsFiles: (deps) => (keys) => pictureKeys(deps, keys),
  demo: plantDemoNews,
})
