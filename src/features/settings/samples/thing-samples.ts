import type { Sample } from '../../../platform/http/route.ts'
import { sampleCity } from '../../complaints/index.ts'
import { listModel } from '../pages/list-page.ts'
import { type ThingInput, thingModel } from '../pages/thing-page.ts'
import type { ListKind } from '../thing.ts'
import { thingOf } from '../things/index.ts'
import { ruleDoc } from '../things/rule.ts'
import { aroundOf, changes, docs, ended, long, office, planned, terms, today } from './documents.ts'
import { sample } from './sample.ts'

/** One violet pixel. */
const logo = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  ...{ width: 1, height: 1 },
}

const thing = (name: string, input: Partial<ThingInput> & Pick<ThingInput, 'kind' | 'key'>): Sample =>
  sample(`thing ${name}`, 'thing', (place) =>
    thingModel({
      around: aroundOf(place),
      ...{ doc: null, version: 0, changes: [], planned: [], open: null },
      ...input,
    }),
  )

const list = (kind: ListKind, rows = docs[kind]): Sample =>
  sample(`list ${kind}${rows.length === 0 ? ' empty' : ''}`, 'list', (place) =>
    listModel({ around: aroundOf(place), kind, docs: new Map(rows), today, done: null }),
  )

export const thingSamples: Sample[] = [
  list('office'),
  list('category'),
  list('rule'),
  list('area'),
  list('area', []),
  list('day'),
  list('notice'),
  list('notice', []),
  list('day', []),
  thing('office', {
    kind: 'office',
    key: 'housing',
    doc: office,
    version: 3,
    changes,
    open: 12,
    done: 'saved',
  }),
  thing('limits', { kind: 'limits', key: '', doc: thingOf('limits').blank() }),
  thing('retention', { kind: 'retention', key: '', doc: thingOf('retention').blank() }),
  thing('retention asks', {
    ...{ kind: 'retention', key: '', doc: thingOf('retention').blank() },
    back: {
      typed: { contactDays: '92', callBackDays: '3' },
      errors: { callBackDays: 'settings:error.limits', confirm: 'settings:error.confirm' },
      dangers: ['forgetsSooner'],
    },
  }),
  thing('openData', { kind: 'openData', key: '', doc: thingOf('openData').blank() }),
  thing('desk', {
    ...{ kind: 'desk', key: '' },
    doc: {
      phones: ['109', '+77232210000'],
      address: { kk: 'Абай көшесі, 1', ru: 'ул. Абая, 1', en: '1 Abai Street' },
      hours: [
        { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '20:00', break: null },
        { days: [6], opens: '10:00', closes: '17:00', break: null },
      ],
      everyDay: false,
    },
  }),
  thing('desk errors', {
    ...{ kind: 'desk', key: '' },
    doc: { phones: [], address: null, hours: [], everyDay: false },
    back: {
      typed: { phones: '12', hours: 'күні бойы' },
      errors: { phones: 'settings:error.phone', hours: 'settings:error.hours' },
    },
  }),
  thing('office ends', {
    ...{ kind: 'office', key: 'housing', doc: office, version: 3, changes, open: 12 },
    back: {
      typed: { 'names.kk': long, validTo: '2026-04-01' },
      errors: { successor: 'settings:error.successorNeeded', confirm: 'settings:error.confirm' },
      dangers: ['officeEnds'],
    },
  }),
  thing('office conflict', {
    ...{ kind: 'office', key: 'housing', doc: office, version: 4, open: 0 },
    back: { typed: {}, errors: {}, isConflict: true, after: ended },
  }),
  thing('office cannot be removed', {
    ...{ kind: 'office', key: 'housing', doc: office, version: 3 },
    back: { typed: {}, errors: { form: 'settings:error.inUse' }, removeError: true },
  }),
  thing('category new', { kind: 'category', key: null }),
  thing('category', {
    kind: 'category',
    key: 'bus',
    doc: docs.category.find(([code]) => code === 'bus')?.[1] ?? null,
  }),
  thing('rule', { kind: 'rule', key: 'pothole.*', doc: ruleDoc('roads', ['housing']) }),
  thing('day', { kind: 'day', key: '2026-05-27', doc: docs.day[1]?.[1] ?? null }),
  thing('notice errors', {
    ...{ kind: 'notice', key: null },
    back: {
      typed: { code: '1' },
      errors: { code: 'settings:error.code', 'text.kk': 'settings:error.empty' },
    },
  }),
  thing('terms', { kind: 'terms', key: '', doc: terms, planned }),
  thing('words', { kind: 'words', key: '', doc: { words: ['жабайы', 'ақымақ*'] } }),
  thing('look', { kind: 'look', key: '', doc: { brandColour: '#006E7F', logo: null } }),
  thing('look pale', {
    ...{ kind: 'look', key: '', doc: { brandColour: '#006E7F', logo: null } },
    back: { typed: { brandColour: '#FFE94D' }, errors: {} },
  }),
  thing('profile', {
    ...{ kind: 'profile', key: '' },
    doc: {
      names: sampleCity.names,
      slogan: sampleCity.profile.slogan,
      ...{ phoneCode: '7232', phoneDigits: 6 },
      emergency: sampleCity.profile.emergency,
      links: [],
      categoryGroups: sampleCity.profile.categoryGroups,
      operator: null,
      languages: ['ru'],
    },
  }),
  thing('look with a logo', { kind: 'look', key: '', doc: { brandColour: '#006E7F', logo } }),
  thing('look refused logo', {
    ...{ kind: 'look', key: '', doc: { brandColour: '#006E7F', logo } },
    logoError: 'SVG',
  }),
  thing('map', { kind: 'map', key: '', doc: { mode: 'drawn', tileUrl: null, attribution: null } }),
  thing('map asks', {
    ...{ kind: 'map', key: '', doc: { mode: 'drawn', tileUrl: null, attribution: null } },
    back: {
      typed: { mode: 'tiles', tileUrl: 'https://tiles.example.kz/{z}/{x}/{y}.png', attribution: '' },
      errors: { attribution: 'settings:error.attribution', confirm: 'settings:error.confirm' },
      dangers: ['tilesOn'],
    },
  }),
  thing('area', { kind: 'area', key: 'west', doc: docs.area[0]?.[1] ?? null }),
]
