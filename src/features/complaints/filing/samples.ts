import type { Hint } from '../../../platform/http/beside.ts'
import type { Sample } from '../../../platform/http/route.ts'
import { byKeywords } from '../../guesses/index.ts'
import { sampleCity, sampleDirectory } from '../sample-city.ts'
import { emptyDraft, type OpenDraft, textLimits } from './draft.ts'
import { categoryModel } from './pages/category.ts'
import { dangerousCategory } from './pages/category-choice.ts'
import { checkModel } from './pages/check.ts'
import { dangerModel } from './pages/danger.ts'
import { expiredModel, sentModel } from './pages/ended.ts'
import { filedModel } from './pages/filed.ts'
import { joinedModel } from './pages/joined.ts'
import { offlineModel } from './pages/offline.ts'
import type { Filer } from './pages/surroundings.ts'
import { whatModel } from './pages/what.ts'
import { whereModel, whereModelOf } from './pages/where.ts'
import type { Draft, FiledComplaint } from './queries.ts'
import type { Similar } from './similar.ts'

const token = 'q0ub6ZJb1n8m2l3k4j5h6g'
const texts = {
  kk: 'Ауладан үш күннен бері қоқыс шығарылмай жатыр, контейнерлер толып кетті.',
  ru: 'Во дворе третий день не вывозят мусор, контейнеры переполнены.\nСобаки растаскивают пакеты.',
  en: 'Rubbish in our yard has not been collected for three days, the bins are overflowing.',
}
const place = { address: 'Абай көшесі, 10', landmark: '', district: 'west', point: null }
const point = { lat: 49.951234, lon: 82.612345, accuracy: 12 }

const photo = (id: string) => ({
  id: `00000000-0000-4000-8000-00000000000${id}`,
  smallKey: '',
  width: 400,
  height: 300,
  shown: id !== '2',
  covered: id === '1',
})

const draftOf = (data: Partial<OpenDraft>, photos = [photo('1'), photo('2')]): Draft => ({
  id: Buffer.alloc(32),
  token,
  cityId: sampleCity.id,
  data: { ...emptyDraft, text: texts.ru, category: 'waste', place, ...data },
  createdAt: 0,
  photos,
  hashes: [],
  version: '1',
  fingerprint: 'f1n6erpr1nt',
})

const similar = (n: number): Similar => ({
  id: n,
  number: `26110483172${n}`,
  status: 'sent',
  categoryId: 3,
  text: texts.ru,
  textLang: 'ru',
  address: 'Абай көшесі, 12',
  receivedAt: Date.parse('2026-11-18T07:00:00Z'),
  photoId: null,
  metres: n === 0 ? 8 : n === 1 ? 64 : null,
  street: n === 2 ? 'house' : null,
  photo: false,
  score: 0.8,
  now: Date.parse('2026-11-20T07:00:00Z'),
})

type Build = (filer: Filer) => ReturnType<Sample['model']>

const sample = (page: string, name: string, build: Build, layout: Sample['layout'] = 'filing'): Sample => ({
  name: `filing/${page}/${name}`,
  template: `filing/${page}`,
  layout,
  model: ({ lang, t }) => build({ lang, t, city: sampleCity, directory: sampleDirectory, guess: byKeywords }),
})

const filedOf = (more: Partial<FiledComplaint> = {}): FiledComplaint => ({
  number: '261104831728',
  status: 'sent',
  publication: 'published',
  visibility: 'public',
  receivedAt: Date.parse('2026-11-20T07:00:00Z'),
  registeredOn: '2026-11-20',
  dueOn: '2026-12-11',
  firstAnswerAt: null,
  officeId: 1,
  categoryId: 1,
  districtId: 1,
  rule: { categoryId: 1, districtId: null },
  heldFor: [],
  hasEmail: false,
  ...more,
})

const filed = (name: string, more: Partial<FiledComplaint> = {}) =>
  sample(
    'filed',
    name,
    (filer) =>
      filedModel(filer, {
        complaint: filedOf(more),
        secretToken: token,
        publicUrl: 'https://portal.example',
        calendar: { version: 'sample', off: new Set(), work: new Set() },
      }),
    'public',
  )

/** Examples of every page of the filing. */
const sampleHint: Hint = {
  icon: 'droplet',
  tone: 'warning',
  title: 'Абай даңғылында 18:00-ге дейін су болмайды',
  text: 'Құбыр ауыстырылып жатыр.',
  href: '/kk/demo/works/1',
}

export const filingSamples: Sample[] = [
  sample('what', 'empty', (filer) => whatModel(filer, { text: '', category: null, draft: null })),
  sample('what', 'errors', (filer) =>
    whatModel(filer, {
      text: 'Яма',
      category: 'lift',
      draft: draftOf({}),
      errors: { text: 'filing:error.textShort' },
      photoErrors: [filer.t('upload:numbered', { position: 2, sentence: filer.t('upload:reason.empty') })],
    }),
  ),
  sample('what', 'long-and-full', (filer) =>
    whatModel(filer, {
      text: 'Ұзақ<&"мәтін'.repeat(200).slice(0, textLimits.max),
      category: 'unknown',
      draft: draftOf({}, ['1', '2', '3', '4', '5'].map(photo)),
    }),
  ),
  sample('category', 'guessed', (filer) =>
    categoryModel(filer, draftOf({ text: 'Яма у дома', category: null })),
  ),
  sample('category', 'error', (filer) =>
    categoryModel(filer, draftOf({ text: 'Помогите пожалуйста', category: null }), {
      category: 'filing:error.category',
    }),
  ),
  sample('danger', 'gas', (filer) => {
    const draft = draftOf({ category: 'gas' })
    const category = dangerousCategory(filer, draft.data) ?? sampleDirectory.categories[0]
    if (category === undefined) throw new Error('no category')
    return dangerModel(filer, draft, category)
  }),
  sample('where', 'empty', (filer) => whereModelOf(filer, draftOf({ place: null }))),
  sample('where', 'point', (filer) =>
    whereModelOf(filer, draftOf({ category: 'gas', place: { ...place, point } })),
  ),
  sample('where', 'found', (filer) =>
    whereModelOf(filer, draftOf({ place: { ...place, district: null, point } }), {
      found: [
        { value: 'Абай даңғылы, 10', hint: filer.t('places:former', { name: 'Арычная' }), lang: 'kk' },
        { value: 'Абайдың 150 жылдығы көшесі, 10', hint: '', lang: 'kk' },
      ],
      hints: [sampleHint],
    }),
  ),
  sample('where', 'not-found', (filer) => whereModelOf(filer, draftOf({ place }), { found: [], hints: [] })),
  sample('where', 'outside', (filer) =>
    whereModel(filer, {
      hints: [],
      draft: draftOf({}),
      typed: { address: '', landmark: 'ж'.repeat(201), district: '', point },
      errors: { landmark: 'filing:error.placeLong', point: 'filing:error.outside' },
      outside: { other: sampleCity },
    }),
  ),
  sample('check', 'usual', (filer) => checkModel(filer, { draft: draftOf({ text: texts[filer.lang] }) })),
  sample('check', 'similar', (filer) =>
    checkModel(filer, { draft: draftOf({}), similar: [similar(0), similar(1), similar(2)], notJoined: true }),
  ),
  sample('joined', 'usual', (filer) =>
    joinedModel(filer, { number: '261104831728', status: 'in_work', reporters: 2, held: [], photos: 1 }),
  ),
  sample('joined', 'held', (filer) =>
    joinedModel(filer, { number: '261104831728', status: 'sent', reporters: 5, held: ['phone'], photos: 0 }),
  ),
  sample('check', 'personal data', (filer) =>
    checkModel(filer, {
      draft: draftOf({
        text: `${texts[filer.lang]} +7 705 123 45 67, https://example.kz`,
        place: { ...place, landmark: '8 705 123 45 67', point },
      }),
    }),
  ),
  sample('check', 'sensitive', (filer) =>
    checkModel(filer, { draft: draftOf({ category: 'violence' }, []) }),
  ),
  sample('check', 'errors', (filer) =>
    checkModel(filer, {
      draft: draftOf({
        text: `${texts.kk}\n${'Ұзын'.repeat(300)}`,
        category: 'unknown',
        place: { ...place, point },
      }),
      typed: { email: 'aigul@gmial.com', phone: '12345', replyLang: 'kk', visibility: 'staff' },
      errors: { email: 'filing:error.emailLikely', phone: 'filing:error.phone' },
      changed: true,
    }),
  ),
  sample('offline', 'usual', (filer) => offlineModel(filer, 'offline.0.nonce.signature')),
  filed('usual'),
  filed('held-by-mail', {
    publication: 'held',
    heldFor: ['phone', 'word'],
    hasEmail: true,
    officeId: 2,
    rule: { categoryId: 1, districtId: 2 },
  }),
  filed('after-hours-outside', {
    registeredOn: '2026-11-23',
    officeId: 3,
    rule: { categoryId: 4, districtId: null },
  }),
  filed('private-without-office', {
    status: 'registered',
    visibility: 'staff',
    officeId: null,
    rule: null,
    dueOn: null,
  }),
  filed('answered', { status: 'answered', firstAnswerAt: Date.parse('2026-11-25T07:00:00Z') }),
  sample('sent', 'again', (filer) =>
    sentModel(filer, { number: '261104831728', secretToken: token, fresh: false }, false),
  ),
  sample('sent', 'changed', (filer) =>
    sentModel(filer, { number: '261104831728', secretToken: token, fresh: false }, true),
  ),
  sample('expired', 'gone', (filer) => expiredModel(filer)),
]
