import type { FieldErrors } from '../../../platform/http/form.ts'
import type { Sample } from '../../../platform/http/route.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { sampleCity, sampleDirectory, templateFields, templatePurposes } from '../../complaints/index.ts'
import { typedOf } from '../form-fields.ts'
import type { ChangeRow } from '../queries.ts'
import { type TextDoc, textGroups } from '../things/text.ts'
import type { Examples } from './example.ts'
import { readFilter } from './filter.ts'
import { textsModel } from './list-page.ts'
import type { TextScope } from './scope.ts'
import { type TextInput, textModel } from './text-page.ts'

type Place = { lang: Lang; t: Translate }

const at = Date.parse('2026-03-10T06:00:00Z')
const administrator: TextScope = { offices: null }
const head: TextScope = { offices: ['roads'] }

const mended: TextDoc = {
  office: null,
  category: 'pothole',
  purpose: 'solved',
  titles: { kk: 'Шұңқыр жөнделді', ru: 'Яма заделана', en: 'The pothole is mended' },
  texts: {
    kk: 'Сәлеметсіз бе! Мына жердегі шұңқыр жөнделді: {{address}}. Асфальт ___ күні төселді, қозғалыс ашық. Фотосы тіркелді.',
    ru: 'Здравствуйте! Яма по адресу {{address}} заделана. Асфальт уложен ___, движение открыто. Фото приложено.',
    en: 'Hello! The pothole at {{address}} is mended. The asphalt was laid on ___ and the road is open.',
  },
  position: 10,
  validTo: null,
}
const ofOffice: TextDoc = {
  ...mended,
  office: 'roads',
  titles: { ...mended.titles, en: '' },
  texts: { ...mended.texts, en: '' },
}
const long: TextDoc = {
  ...ofOffice,
  validTo: '2026-02-01',
  titles: { kk: 'Жұмыс '.repeat(13), ru: 'Работы '.repeat(11), en: '' },
  texts: { kk: `${mended.texts.kk}\n\n`.repeat(12), ru: `${mended.texts.ru}\n\n`.repeat(12), en: '' },
}
const docs = new Map<string, TextDoc>([
  ...templatePurposes.map((purpose): [string, TextDoc] => [purpose, { ...mended, purpose, category: null }]),
  ['solved-pothole', mended],
  ['solved-roads', ofOffice],
  ['solved-long', long],
])

const changes: ChangeRow[] = [
  {
    id: 2,
    kind: 'text',
    key: 'solved-roads',
    version: 2,
    at,
    staffName: 'Әсел Сәрсенова',
    before: ofOffice,
    after: null,
    undoOf: null,
    plannedId: null,
  },
  {
    id: 1,
    kind: 'text',
    key: 'solved-roads',
    version: 1,
    at,
    staffName: 'Әсел Сәрсенова',
    before: { ...ofOffice, position: 5 },
    after: ofOffice,
    undoOf: null,
    plannedId: null,
  },
]

const values = Object.fromEntries(templateFields.map((name) => [name, name.toUpperCase()]))
const examples = (): Examples => ({ kk: values, ru: values, en: values }) as Examples

const around = ({ lang, t }: Place) => ({ city: sampleCity, directory: sampleDirectory, lang, t })

const list = (name: string, scope: TextScope, query: Record<string, string>, rows = docs): Sample => ({
  ...{ name: `settings/texts ${name}`, template: 'settings/texts', layout: 'staff' },
  model: (place) =>
    textsModel({
      ...{ around: around(place), scope, docs: rows, filter: readFilter(query), changes },
      ...{ today: '2026-03-10', done: 'removed' },
    }),
})

const one = (
  name: string,
  scope: TextScope,
  input: Partial<TextInput> & Pick<TextInput, 'key' | 'doc'>,
): Sample => ({
  ...{ name: `settings/text ${name}`, template: 'settings/text', layout: 'staff' },
  model: (place) => textModel({ around: around(place), scope, version: 0, changes: [], examples, ...input }),
})

const errors: FieldErrors = {
  'texts.ru': 'settings:error.unknownField',
  'texts.kk': 'settings:error.brokenField',
  'titles.en': 'settings:error.empty',
}

export const textSamples: Sample[] = [
  list('of the city', administrator, {}),
  list('of an office', head, {}),
  list('nothing found', administrator, { q: 'qwerty', purpose: 'refused' }),
  list('none', head, {}, new Map()),
  one('fresh', head, { key: null, doc: null }),
  one('changed', administrator, { key: 'solved-pothole', doc: mended, version: 2, changes, done: 'saved' }),
  one('long', head, { key: 'solved-long', doc: long, version: 1 }),
  one('of the city for an office', head, { key: 'solved-pothole', doc: mended }),
  one('refused', administrator, {
    ...{ key: 'solved-pothole', doc: mended, version: 2 },
    back: {
      typed: typedOf(textGroups(null), {
        ...mended,
        texts: { ...mended.texts, kk: 'Сәлеметсіз бе! {{ }} {{number', ru: 'Яма {{street}} заделана.' },
      }),
      errors,
    },
  }),
  one('changed by somebody else', administrator, {
    ...{ key: 'solved-pothole', doc: mended, version: 3 },
    back: { typed: typedOf(textGroups(null), long), errors: {}, isConflict: true, after: long },
  }),
]
