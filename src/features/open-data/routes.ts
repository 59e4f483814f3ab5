import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { statisticsPaths } from '../statistics/index.ts'
import { feedHandlers } from './feeds/handlers.ts'
import { frozenHandlers } from './frozen/handlers.ts'
import { openDataHandlers } from './handlers.ts'
import { openDataPaths } from './paths.ts'

const lang = ':lang' as Lang
const city = ':city'
const frozen = { lang, city, id: ':chart', version: ':version' }

export function openDataRoutes(deps: Deps): Route[] {
  const on = openDataHandlers(deps)
  const page = { method: 'get', access: 'public', lane: 'statistics', kept: 'figures' } as const
  const machine = { method: 'get', access: 'machine', lane: 'statistics' } as const
  const feeds = feedHandlers(deps)
  const charts = frozenHandlers(deps)
  return [
    { ...page, path: openDataPaths.page(lang, city), handlers: [on.page] },
    { ...page, path: openDataPaths.dictionary(lang, city), handlers: [on.dictionary] },
    { ...page, path: openDataPaths.cityCatalogue(lang, city), handlers: [on.cityCatalogue] },
    { ...page, path: statisticsPaths.frozenChart(frozen), handlers: [charts.page] },
    { ...page, path: statisticsPaths.frozenFile(frozen, 'csv'), handlers: [charts.csv] },
    { ...page, path: statisticsPaths.frozenFile(frozen, 'json'), handlers: [charts.json] },
    { ...page, path: openDataPaths.answers(lang, city), handlers: [feeds.answers] },
    { ...page, path: openDataPaths.corrections(lang, city, 'atom'), handlers: [feeds.correctionsAtom] },
    { ...page, path: openDataPaths.corrections(lang, city, 'json'), handlers: [feeds.correctionsJson] },
    { ...machine, path: openDataPaths.catalogue(), handlers: [on.catalogue] },
    { ...machine, path: openDataPaths.snapshots(city), handlers: [on.snapshots] },
    { ...machine, path: openDataPaths.snapshotFile(city, ':period', ':file'), handlers: [on.snapshotFile] },
    { ...machine, path: openDataPaths.file(city, ':file'), handlers: [on.file] },
  ]
}
