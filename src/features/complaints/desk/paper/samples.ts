import type { Sample } from '../../../../platform/http/route.ts'
import { complaintModel } from '../pages.ts'
import { entry, type Place, sampleCase, sampleRow } from '../sample-case.ts'
import { cardModel, type LetterModel, letterModel } from './pages.ts'

const lettered = entry(
  6,
  'lettered',
  'staff',
  {
    to: 'Электр желілері',
    lang: 'kk',
    text: 'Құзыретіңізге сәйкес қарауға жібереміз (ӘРПК 65-бабы). Тұрғынға заңда белгіленген мерзімде жауап беруіңізді сұраймыз.',
  },
  false,
)

function letter(place: Place): LetterModel {
  const model = letterModel(sampleCase({ activity: [...sampleRow.activity, lettered] })(place))
  if (model === null) throw new Error('the example has no letter')
  return model
}

export const paperSamples: Sample[] = [
  {
    template: 'desk/card',
    layout: 'bare',
    name: 'desk/card',
    model: (place) => cardModel(sampleCase()(place)),
  },
  { template: 'desk/letter', layout: 'bare', name: 'desk/letter', model: letter },
  {
    template: 'desk/show',
    layout: 'staff',
    name: 'desk/show with contacts',
    model: (place) =>
      complaintModel({
        ...sampleCase()(place),
        wanted: null,
        done: null,
        trouble: null,
        contacts: [
          { kind: 'email', value: 'aigul@example.kz' },
          { kind: 'phone', value: '+77051234567' },
        ],
      }),
  },
]
