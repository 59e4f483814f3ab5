import type { PageModel } from '../../../platform/http/page.ts'
import type { Sample } from '../../../platform/http/route.ts'
import { sampleCity, sampleDirectory } from '../../complaints/index.ts'
import {
  longContent,
  sampleAt,
  sampleCatalogue,
  sampleEvent,
  sampleGuide,
  sampleSubject,
} from '../sample-guides.ts'
import { askModel } from './ask-page.ts'
import { guideModel } from './guide-page.ts'
import { helpedModel } from './helped-page.ts'
import { listModel } from './list-page.ts'
import type { Place } from './place.ts'
import type { QueueRow } from './queries.ts'
import { requestsModel } from './requests-page.ts'
import { topicModel } from './topic-page.ts'
import { topicsModel } from './topics-page.ts'

type Build = (place: Place) => PageModel

const sample = (template: string, name: string, build: Build): Sample => ({
  name: `guides/${template} ${name}`,
  template: `guides/${template}`,
  layout: 'public',
  model: ({ lang, t }) => build({ lang, t, city: sampleCity, directory: sampleDirectory }),
})

const show = (name: string, guide: typeof sampleGuide, directory = sampleDirectory): Sample =>
  sample('show', name, (place) => {
    const model = guideModel(
      { guide, catalogue: sampleCatalogue, origin: 'https://example.kz' },
      { ...place, directory },
    )
    if (model === null) throw new Error('nothing is published')
    return model
  })

const found = sampleCatalogue.guides.map((guide) => ({ guide, worth: 3, strong: 1 }))
const empty = { topics: [], guides: [] }
const about = { slug: 'cold-flat', title: 'Пәтерде суық болса', category: 'heat' }

const row = (id: number, change: Partial<QueueRow>): QueueRow => ({
  ...{ id, title: 'Ауладағы тұрақтан орынды қалай аламын?', lang: 'kk', state: 'received', reason: '' },
  ...{ at: sampleAt, changedAt: sampleAt, slug: null },
  ...change,
})

export const readingSamples: Sample[] = [
  sample('list', 'full', (place) => listModel({ catalogue: sampleCatalogue, q: '', found: null }, place)),
  sample('list', 'empty', (place) => listModel({ catalogue: empty, q: '', found: null }, place)),
  sample('list', 'found', (place) => listModel({ catalogue: sampleCatalogue, q: 'суық', found }, place)),
  sample('list', 'nothing', (place) =>
    listModel({ catalogue: sampleCatalogue, q: 'жоқ нәрсе', found: [] }, place),
  ),
  sample('topic', 'full', (place) => topicModel({ catalogue: sampleCatalogue, topic: sampleEvent }, place)),
  sample('topic', 'empty', (place) => topicModel({ catalogue: empty, topic: sampleSubject }, place)),
  sample('topics', 'full', (place) => topicsModel(sampleCatalogue, place)),
  sample('topics', 'empty', (place) => topicsModel(empty, place)),
  show('full', sampleGuide),
  show('long', { ...sampleGuide, texts: { ru: { id: 2, content: longContent } } }),
  show('not translated', { ...sampleGuide, emergency: [], texts: { ru: { id: 2, content: longContent } } }),
  show('of districts', { ...sampleGuide, reviewedOn: null, ownerOfficeId: null, categories: ['pothole'] }),
  sample('helped', 'fresh', (place) => helpedModel({ guide: about, ticket: 'ticket' }, place)),
  sample('helped', 'errors', (place) =>
    helpedModel(
      {
        ...{ guide: about, ticket: 'ticket', typed: { reason: 'other', words: '' } },
        errors: { words: 'guides:error.words' },
      },
      place,
    ),
  ),
  sample('helped', 'old', (place) =>
    helpedModel({ guide: about, ticket: 'ticket', problem: 'old', typed: { reason: 'wrong' } }, place),
  ),
  sample('helped', 'done', (place) => helpedModel({ guide: about, ticket: 'ticket', done: true }, place)),
  sample('requests', 'empty', (place) => requestsModel([], place)),
  sample('requests', 'full', (place) =>
    requestsModel(
      [
        row(1, { state: 'writing' }),
        row(2, { title: null }),
        row(3, {
          state: 'published',
          slug: 'cold-flat',
          title: 'Что делать, если в квартире холодно?',
          lang: 'ru',
        }),
        row(4, { state: 'declined', reason: 'Бұл мәселемен қала емес, нотариус айналысады.' }),
      ],
      place,
    ),
  ),
  sample('ask', 'fresh', (place) =>
    askModel({ catalogue: sampleCatalogue, ticket: 'ticket', maybe: [] }, place),
  ),
  sample('ask', 'maybe', (place) =>
    askModel(
      {
        catalogue: sampleCatalogue,
        ticket: 'ticket',
        maybe: sampleCatalogue.guides,
        typed: { words: 'суық' },
      },
      place,
    ),
  ),
  sample('ask', 'errors', (place) =>
    askModel(
      {
        ...{ catalogue: sampleCatalogue, ticket: 'ticket', maybe: [], typed: { words: 'не', email: 'x' } },
        errors: { words: 'guides:error.short', email: 'guides:error.email' },
      },
      place,
    ),
  ),
  sample('ask', 'too many', (place) =>
    askModel({ catalogue: sampleCatalogue, ticket: 'ticket', maybe: [], problem: 'often' }, place),
  ),
  sample('ask', 'done', (place) =>
    askModel({ catalogue: sampleCatalogue, ticket: 'ticket', maybe: [], done: true }, place),
  ),
]
