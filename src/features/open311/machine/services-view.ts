import { nameIn } from '../../city/index.ts'
import { currentCategories, mostPhotos, type Reading } from '../../complaints/index.ts'
import { answerLimit, type Category, type Question } from '../../offices/index.ts'
import type { Json } from './xml.ts'

/** The categories that can be chosen now, as services. */
export const servicesView = (reading: Reading): Json =>
  currentCategories(reading).map((category) => serviceView(category, reading))

function serviceView(category: Category, reading: Reading): Json {
  const { city, lang } = reading
  const group = city.profile.categoryGroups.find(({ code }) => code === category.groupCode)
  return {
    service_code: category.code,
    service_name: nameIn(category.names, lang),
    description: descriptionOf(category, reading),
    metadata: category.questions.length > 0,
    // A filing is there, and public unless the screening holds it, when the answer goes out.
    type: 'realtime',
    keywords: [...category.keywords.kk, ...category.keywords.ru].join(', ') || null,
    group: group === undefined ? null : nameIn(group.names, lang),
  }
}

/** What whoever files must know of it first: danger, privacy, photos. */
function descriptionOf(category: Category, { city, lang, t }: Reading): string {
  const calls = category.danger.flatMap((code) =>
    city.profile.emergency.filter((one) => one.code === code).map(({ number }) => number),
  )
  return [
    t('open311:service.about', { name: nameIn(category.names, lang), photos: mostPhotos }),
    calls.length === 0 ? '' : t('open311:service.danger', { numbers: calls.join(', ') }),
    category.sensitive ? t('open311:service.sensitive') : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** The questions of a category; nobody has to answer them. Of one without questions the list is empty. */
export function definitionView({ code, questions }: Category, reading: Reading): Json {
  return {
    service_code: code,
    attributes: questions.map((question, index) => attributeView(question, index + 1, reading)),
  }
}

const datatypes = { choice: 'singlevaluelist', number: 'number', text: 'string' } as const

function attributeView({ code, kind, label, options }: Question, order: number, { lang, t }: Reading): Json {
  return {
    variable: true,
    code,
    datatype: datatypes[kind],
    required: false,
    datatype_description:
      kind === 'choice' ? null : t(`open311:datatype.${kind}`, { most: kind === 'text' ? answerLimit : 6 }),
    order,
    description: nameIn(label, lang),
    ...(kind === 'choice'
      ? { values: options.map((option) => ({ key: option.value, name: nameIn(option.label, lang) })) }
      : {}),
  }
}
