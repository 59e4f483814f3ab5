import { guidePack } from '../prisma/seed/guides/index.ts'
import { accounts } from './features/accounts/feature.ts'
import { analysis } from './features/analysis/feature.ts'
import { api } from './features/api/feature.ts'
import { audit } from './features/audit/feature.ts'
import { city } from './features/city/feature.ts'
import { complaints } from './features/complaints/feature.ts'
import { contacts } from './features/contacts/feature.ts'
import { events } from './features/events/feature.ts'
import { following } from './features/following/feature.ts'
import { guesses } from './features/guesses/feature.ts'
import { guidesWith } from './features/guides/feature.ts'
import { health } from './features/health/feature.ts'
import { home } from './features/home/feature.ts'
import { standardPages } from './features/home/index.ts'
import { moderation } from './features/moderation/feature.ts'
import { newsWith } from './features/news/feature.ts'
import { openData } from './features/open-data/feature.ts'
import { open311 } from './features/open311/feature.ts'
import { operator } from './features/operator/feature.ts'
import { places } from './features/places/feature.ts'
import { proof } from './features/proof/feature.ts'
import { receptions } from './features/receptions/feature.ts'
import { searchOver } from './features/search/index.ts'
import { settingsWith } from './features/settings/feature.ts'
import { sitemap } from './features/sitemap/feature.ts'
import { statistics } from './features/statistics/feature.ts'
import { telegram } from './features/telegram/feature.ts'
import { widget } from './features/widget/feature.ts'
import { works } from './features/works/feature.ts'
import { packStarts } from './pack-starts.ts'
import type { Feature } from './platform/http/route.ts'

/** A feature may import the features of the tiers above its own, and nobody else's inside. */
export const tiers: readonly (readonly string[])[] = [
  ['city', 'health'],
  ['offices', 'activity', 'places'],
  ['accounts', 'guesses'],
  ['complaints'],
  ['statistics', 'proof', 'imports', 'following', 'moderation', 'settings', 'calls'],
  ['search', 'operator', 'open311', 'events', 'works', 'news'],
  ['guides', 'contacts', 'audit'],
  ['receptions'],
  ['home', 'demo', 'open-data', 'analysis'],
  ['sitemap', 'telegram', 'api', 'widget', 'backups'],
]

const guides = guidesWith(guidePack)
const news = newsWith(standardPages)

/** What the search box looks through, in the order of its tabs. */
const sought: readonly Feature[] = [
  ...[complaints, guides, works, statistics, contacts, receptions, events, news],
]

/** In the order in which their routes are asked; `home` takes every address of one part. */
export const features: readonly Feature[] = [
  // Files of open data stand under no language, so they are asked for before what stands under one.
  ...[
    health,
    sitemap,
    openData,
    api,
    widget,
    city,
    places,
    guesses,
    accounts,
    complaints,
    following,
    moderation,
    works,
  ],
  ...[settingsWith(packStarts(() => features)), operator, statistics, proof, audit, open311],
  ...[events],
  guides,
  contacts,
  receptions,
  searchOver(sought),
  ...[telegram, news, analysis],
  home,
]
