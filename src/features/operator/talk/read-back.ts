import type { Translate } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import { type Filer, pointOf } from '../../complaints/index.ts'
import { type Category, chooseRule } from '../../offices/index.ts'
import type { TalkFields } from './forms.ts'
import { answersSaid } from './questions.ts'

type ToSay = { filer: Filer; say: Translate; fields: TalkFields; category: Category | undefined }

/** Word for word what is said before Save, in the language of the caller. */
export function readBackText({ filer, say, fields, category }: ToSay): string {
  const lang = fields.replyLang
  const { city, directory } = filer
  const district = city.areas.find(({ code }) => code === fields.district)
  const routed = chooseRule(directory.rules, {
    categoryId: category?.id ?? null,
    districtId: district?.id ?? null,
  })
  const office = routed === null ? undefined : directory.officeById.get(routed.rule.officeId)
  const place = [fields.address, fields.landmark, district === undefined ? '' : nameIn(district.names, lang)]
  const hasPoint = pointOf(fields.lat, fields.lon, '') !== null
  const answered = answersSaid({ category, answers: fields.answers, replyLang: lang })
  const sentences = [
    say('operator:say.readBack', { text: fields.text }),
    ...answered.map(({ label, value }) => say('operator:say.answer', { question: label, answer: value })),
    place.some(Boolean) ? say('operator:say.place', { place: place.filter(Boolean).join(', ') }) : '',
    hasPoint ? say('operator:say.point') : '',
    category === undefined ? '' : say('operator:say.category', { category: nameIn(category.names, lang) }),
    office === undefined ? '' : say('operator:say.office', { office: nameIn(office.names, lang) }),
    say(`operator:say.wish.${fields.wish}`, { phone: fields.phone || fields.caller, email: fields.email }),
    say('operator:say.right'),
  ]
  return sentences.filter(Boolean).join('\n')
}
