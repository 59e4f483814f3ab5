import type { Sample } from '../../../platform/http/route.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { sampleReading } from '../../complaints/index.ts'
import { draftOf } from '../draft.ts'
import type { Compared } from '../import/compare.ts'
import { type PreviewData, previewModel, type UploadProblem, uploadModel } from '../import/page.ts'
import {
  cancelledWork,
  draftWork,
  lateWork,
  longWork,
  picturedWork,
  roadWork,
  sampleEvents,
  waterOutage,
} from '../sample-works.ts'
import type { Desk } from './access.ts'
import type { EditInput } from './edit-acts.ts'
import { editModel } from './edit-page.ts'
import { typedOf } from './forms.ts'
import { type DeskListData, deskListModel } from './list-page.ts'

type Place = { lang: Lang; t: Translate }

/** The head of the first office, who may do everything there. */
const deskIn = (place: Place): Desk => ({
  around: sampleReading(place),
  staff: {
    ...{ id: 1, name: 'Asel head', email: 'head@example.kz', lang: place.lang, officeLabel: '' },
    position: { kk: 'Басшы', ru: 'Руководитель', en: 'Head' },
    roles: [{ cityId: 1, officeId: 1, role: 'head' }],
  },
  scope: { seenOfficeIds: [1], ownOfficeIds: [1], publishedOfficeIds: [1] },
})

const sample = (
  name: string,
  template: string,
  model: (desk: Desk) => ReturnType<Sample['model']>,
): Sample => ({
  name: `works/${template} ${name}`,
  template: `works/${template}`,
  layout: 'staff',
  model: (place) => model(deskIn(place)),
})

const counts = { current: 4, draft: 1, late: 1, done: 12, cancelled: 1 }
const list = (name: string, data: Partial<DeskListData> = {}) =>
  sample(name, 'desk-list', (desk) =>
    deskListModel(desk, {
      ...{
        state: 'current',
        works: [lateWork, waterOutage, roadWork, longWork],
        counts,
        page: 1,
        imported: null,
      },
      ...data,
    }),
  )

const streetNames = ['пр. Абая', 'ул. Иртышская']
const edit = (name: string, input: (desk: Desk) => Partial<EditInput>) =>
  sample(name, 'desk-edit', (desk) =>
    editModel(desk, { work: roadWork, events: sampleEvents, streetNames, ...input(desk) }),
  )

const compared: Compared = {
  fresh: [
    {
      row: { line: 2, id: 'a-1', digest: '', draft: draftOf(roadWork), reason: '' },
      origin: { source: 'csv:1', externalId: 'a-1' },
    },
    {
      row: { line: 3, id: 'a-2', digest: '', draft: draftOf(waterOutage), reason: '' },
      origin: { source: 'csv:1', externalId: 'a-2' },
    },
  ],
  changed: [
    {
      row: { line: 4, id: 'a-3', digest: '', draft: draftOf(longWork), reason: 'Жаңбыр' },
      ...{ draft: draftOf(longWork), work: longWork, isMoved: true, isChanged: false },
      origin: { source: 'csv:1', externalId: 'a-3' },
    },
  ],
  same: [{ line: 5, id: 'a-4', digest: '', draft: draftOf(lateWork), reason: '' }],
  bad: [
    {
      line: 6,
      faults: [
        { field: 'kind', code: 'kind', value: 'ремонт' },
        { field: 'ends', code: 'endsBefore', value: '01.03.2026' },
      ],
    },
    { line: 7, faults: [{ field: 'row', code: 'csv', value: '' }] },
  ],
}

const header = ['№', 'Вид', 'Что', 'Начало', 'Конец', 'Улицы']
const preview = (name: string, data: Partial<PreviewData> = {}) =>
  sample(name, 'import-preview', (desk) =>
    previewModel(desk, {
      ...{
        id: '00000000-0000-4000-8000-000000000000',
        fileName: 'plan-2026.csv',
        header,
        more: false,
        compared,
      },
      mapping: { columns: { id: '№', kind: 'Вид', titleRu: 'Что' }, kind: '', office: 'roads' },
      ...data,
    }),
  )

const upload = (name: string, problem: UploadProblem | null) =>
  sample(name, 'import-upload', (desk) => uploadModel(desk, problem))

export const deskSamples: Sample[] = [
  list('full'),
  list('imported', { imported: { added: 12, changed: 3 } }),
  list('empty', { state: 'late', works: [], counts: { ...counts, late: 0 } }),
  edit('new', () => ({ work: null, events: [] })),
  edit('draft', () => ({ work: draftWork, done: null })),
  edit('public', () => ({})),
  edit('outage', () => ({ work: waterOutage })),
  edit('called off', () => ({ work: cancelledWork })),
  edit('errors', () => ({
    work: null,
    events: [],
    back: {
      act: 'save',
      typed: { titleRu: '', street0: 'Выдуманная', houses0: '40-2', sum: 'много' },
      faults: [
        { field: 'kind', code: 'kind', value: '' },
        { field: 'titleKk', code: 'title', value: '' },
        { field: 'street0', code: 'streetUnknown', value: 'Выдуманная' },
        { field: 'houses0', code: 'housesOrder', value: '40-2' },
        { field: 'sum', code: 'sum', value: 'много' },
        { field: 'district', code: 'district', value: 'Луна' },
      ],
    },
  })),
  edit('move without a reason', () => ({
    back: {
      act: 'move',
      typed: { startsOn: '2026-03-20', endsOn: '2026-04-25' },
      faults: [{ field: 'reasonKk', code: 'reason', value: '' }],
    },
  })),
  edit('photos', () => ({ work: picturedWork, done: 'OK' })),
  edit('photos refused', ({ around }) => ({
    refusedPhotos: { why: around.t('works:photo.none'), role: 'after' },
  })),
  edit('conflict', ({ around }) => ({
    back: {
      act: 'save',
      typed: { ...typedOf(roadWork, around), contractor: 'ТОО «Другой»' },
      faults: [],
      conflict: true,
    },
  })),
  upload('plain', null),
  upload('not UTF-8', 'encoding'),
  preview('good and bad'),
  preview('nothing new', { compared: { ...compared, fresh: [], changed: [], bad: [] } }),
]
