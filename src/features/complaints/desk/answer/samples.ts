import type { Sample } from '../../../../platform/http/route.ts'
import { complaintModel } from '../pages.ts'
import type { DeskRow } from '../queries.ts'
import { entry, type Place, sampleCase, sampleRow } from '../sample-case.ts'
import type { KeptDraft } from './draft.ts'
import { type PreviewModel, previewModel } from './preview-page.ts'

const draft: KeptDraft = {
  act: 'answer',
  fields: {
    outcome: 'solved',
    text: 'Шұңқыр асфальтпен жөнделді, жол ашық. Жұмысты мердігер бүгін таңертең аяқтады.',
  },
  seenVersion: 5,
  at: Date.parse('2026-03-23T06:58:00Z'),
  photos: [{ id: '00000000-0000-4000-8000-000000000002', width: 400, height: 300 }],
}

const preview =
  (kept: KeptDraft, change: Partial<DeskRow> = {}) =>
  (place: Place): PreviewModel => {
    const facts = sampleCase({ reply_lang: place.lang, ...change })(place)
    const model = previewModel(facts, kept, {
      replyTexts: () => place.t,
      publicUrl: 'https://portal.example',
    })
    if (model === null) throw new Error('the draft of the example is of no act')
    return model
  }

const page = { template: 'desk/preview', layout: 'staff' } as const
const reopened = {
  text: 'Қайта ойылды',
  photos: [],
  dueOn: '2026-03-24',
  dueAt: Date.parse('2026-03-24T18:59:59.999Z'),
  calendar: 'kz-2026.2',
}

export const answerSamples: Sample[] = [
  { ...page, name: 'desk/preview', model: preview(draft) },
  {
    ...page,
    name: 'desk/preview with warnings',
    model: preview(draft, {
      parts: [{ number: '260312345699', status: 'sent', officeId: 2 }],
      contacts: ['phone'],
      activity: [
        ...sampleRow.activity,
        entry(6, 'answered', 'staff', { text: 'Жөнделді', lang: 'kk', outcome: 'solved', photos: [] }),
        entry(7, 'reopened', 'resident', reopened),
      ],
    }),
  },
  {
    ...page,
    name: 'desk/preview question',
    model: preview({
      ...draft,
      act: 'ask',
      fields: { text: 'Қай үйдің жанында екенін жазыңызшы?' },
      photos: [],
    }),
  },
  {
    ...page,
    name: 'desk/preview refusal, not public',
    model: preview(
      {
        ...draft,
        act: 'refuse',
        fields: { ground: 'repeated', text: 'Ұзақ түсіндірме. '.repeat(60) },
        photos: [],
      },
      { publication: 'held', mail_refusal: '550 5.1.1' },
    ),
  },
  {
    template: 'desk/show',
    layout: 'staff',
    name: 'desk/show with a draft',
    model: (place) =>
      complaintModel({ ...sampleCase({}, { draft })(place), wanted: 'answer', done: null, trouble: null }),
  },
]
