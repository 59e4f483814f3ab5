import { definePage, type PageModel } from '../../../platform/http/page.ts'
import { accountPaths } from '../../accounts/index.ts'
import { nameIn } from '../../city/index.ts'
import { type Beginnings, type FirstStep, firstSteps, isTaken } from '../first-steps.ts'
import { settingsPaths } from '../paths.ts'
import type { Overview } from '../queries.ts'
import type { Around } from '../thing.ts'

export type HomeModel = PageModel & {
  search: { action: string; value: string; found: string | null }
  /** Of a new city; empty when all are taken. */
  steps: { text: string; href: string; isTaken: boolean }[]
  groups: { title: string; cards: SettingsCard[] }[]
  clearHref: string
}

export type SettingsCard = { href: string; title: string; text: string; icon: string; state: string | null }

export const homePage = definePage<HomeModel>('settings/home', { layout: 'staff' })

export type HomeInput = {
  around: Around
  overview: Overview
  gaps: number
  query: string
  /** Null for a city that is not new. */
  beginnings: Beginnings | null
}

/** All settings of a city as cards; a search leaves those whose words hold all that was typed. */
export function homeModel({ around, overview, gaps, query, beginnings }: HomeInput): HomeModel {
  const { city, lang, t } = around
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const groups = groupsOf(around, { overview, gaps })
    .map(({ title, cards }) => ({
      title,
      cards: cards.filter((card) => {
        const all = `${title} ${card.title} ${card.text}`.toLocaleLowerCase()
        return words.every((word) => all.includes(word))
      }),
    }))
    .filter(({ cards }) => cards.length > 0)
  const count = groups.reduce((sum, { cards }) => sum + cards.length, 0)
  return {
    page: { title: t('settings:home.title', { city: nameIn(city.names, lang) }), noindex: true },
    search: {
      action: settingsPaths.home(city.slug),
      value: query,
      found: words.length === 0 ? null : t('settings:home.found', { count }),
    },
    steps: beginnings === null ? [] : stepsOf(around, beginnings),
    groups,
    clearHref: settingsPaths.home(city.slug),
  }
}

function stepsOf({ city, t }: Around, beginnings: Beginnings): HomeModel['steps'] {
  const slug = city.slug
  const hrefs: Record<FirstStep, string> = {
    borders: settingsPaths.boundaries(slug),
    offices: settingsPaths.list(slug, 'office'),
    categories: settingsPaths.list(slug, 'category'),
    routing: settingsPaths.coverage(slug),
    calendar: settingsPaths.list(slug, 'day'),
    people: accountPaths.people(),
  }
  const steps = firstSteps.map((step) => ({
    text: t(`settings:firstRun.step.${step}`),
    href: hrefs[step],
    isTaken: isTaken(step, beginnings),
  }))
  return steps.every((step) => step.isTaken) ? [] : steps
}

function groupsOf({ city, directory, t }: Around, { overview, gaps }: Pick<HomeInput, 'overview' | 'gaps'>) {
  const slug = city.slug
  const card = (
    name:
      | 'profile'
      | 'look'
      | 'map'
      | 'area'
      | 'boundaries'
      | 'terms'
      | 'limits'
      | 'text'
      | 'words'
      | 'retention'
      | 'openData'
      | 'desk'
      | 'office'
      | 'category'
      | 'rule'
      | 'tryRouting'
      | 'coverage'
      | 'day'
      | 'tryTerm'
      | 'recount'
      | 'notice'
      | 'history'
      | 'planned'
      | 'imported'
      | 'integrations'
      | 'jobs',
    href: string,
    icon: string,
    state: string | null = null,
  ): SettingsCard => ({
    href,
    icon,
    state,
    title: t(`settings:thing.${name}`),
    text: t(`settings:card.${name}`),
  })
  const current = (list: readonly { current: boolean }[]) => String(list.filter((one) => one.current).length)
  return [
    {
      title: t('settings:home.city'),
      cards: [
        card('profile', settingsPaths.thing(slug, 'profile', ''), 'landmark'),
        card('look', settingsPaths.thing(slug, 'look', ''), 'contrast', city.brandColour),
        card(
          'map',
          settingsPaths.thing(slug, 'map', ''),
          'map',
          t(`settings:mapMode.${city.profile.map.mode}`),
        ),
        card('area', settingsPaths.list(slug, 'area'), 'map-pin', String(city.areas.length)),
        card('boundaries', settingsPaths.boundaries(slug), 'layers'),
        card('desk', settingsPaths.thing(slug, 'desk', ''), 'clock'),
        card('notice', settingsPaths.list(slug, 'notice'), 'megaphone', String(overview.notices)),
        card(
          'words',
          settingsPaths.thing(slug, 'words', ''),
          'shield-alert',
          String(city.profile.moderationWords.length),
        ),
      ],
    },
    {
      title: t('settings:home.work'),
      cards: [
        card('office', settingsPaths.list(slug, 'office'), 'building-2', current(directory.offices)),
        card('category', settingsPaths.list(slug, 'category'), 'list', current(directory.categories)),
        card('rule', settingsPaths.list(slug, 'rule'), 'route', String(directory.rules.length)),
        card('text', settingsPaths.texts(slug), 'message-square'),
        card('tryRouting', settingsPaths.tryRouting(slug), 'navigation'),
        card(
          'coverage',
          settingsPaths.coverage(slug),
          'layers',
          t('settings:coverage.gaps', { count: gaps }),
        ),
      ],
    },
    {
      title: t('settings:home.time'),
      cards: [
        card('terms', settingsPaths.thing(slug, 'terms', ''), 'timer', String(city.termDays)),
        card('limits', settingsPaths.thing(slug, 'limits', ''), 'hourglass'),
        card('day', settingsPaths.list(slug, 'day'), 'calendar'),
        card('tryTerm', settingsPaths.tryTerm(slug), 'calendar-check'),
        card('recount', settingsPaths.recount(slug), 'rotate-cw'),
      ],
    },
    {
      title: t('settings:home.all'),
      cards: [
        card('history', settingsPaths.history(slug), 'history', String(overview.changes)),
        card('planned', settingsPaths.planned(slug), 'calendar-clock', String(overview.planned)),
        card('imported', settingsPaths.imported(slug), 'file-down'),
        card('retention', settingsPaths.thing(slug, 'retention', ''), 'shield-check'),
        card('openData', settingsPaths.thing(slug, 'openData', ''), 'code'),
        card('integrations', settingsPaths.integrations(slug), 'send'),
        card('jobs', settingsPaths.jobs(slug), 'database'),
      ],
    },
  ]
}

export type CitiesModel = PageModel & { cities: { href: string; name: string }[] }

/** The choice for who administers several cities. */
export const citiesPage = definePage<CitiesModel>('settings/cities', { layout: 'staff' })
