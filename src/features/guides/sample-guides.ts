import type { Lang } from '../../platform/i18n/texts.ts'
import type { Catalogue, ListedGuide, Topic } from './catalogue.ts'
import { GuideContent } from './content.ts'
import type { PublishedGuide } from './reading/queries.ts'

/** Guides of the examples of pages. */

export const sampleAt = Date.parse('2026-03-10T06:00:00Z')

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })

export const sampleEvent: Topic = {
  ...{ code: 'no-heating', kind: 'event', icon: 'heater' },
  names: names('Үйде жылу жоқ', 'Дома нет отопления', 'No heating at home'),
  texts: names(
    'Батарея суық, ыстық су жоқ',
    'Холодные батареи, нет горячей воды',
    'Cold radiators, no hot water',
  ),
}

export const sampleSubject: Topic = {
  ...{ code: 'roads', kind: 'topic', icon: 'construction' },
  names: names('Жолдар', 'Дороги', 'Roads'),
  texts: names('Шұңқыр, тротуар, белгі', 'Ямы, тротуары, знаки', 'Potholes, pavements, signs'),
}

export const sampleTopics: Topic[] = [sampleEvent, sampleSubject]

export const sampleContents: Record<Lang, GuideContent> = {
  kk: GuideContent.parse({
    title: 'Пәтерде суық болса',
    summary: 'Алдымен үй басшысына хабарлаңыз. Бір күнде жылынбаса, жылу компаниясына өтініш беріңіз.',
    keywords: ['жылу жоқ', 'батарея суық'],
    steps: [
      'Бөлмедегі температураны өлшеңіз.',
      'Үй басшысына қоңырау шалыңыз.',
      'Актіні екі данамен жасатыңыз.',
    ],
    needs: ['Термометр', 'Соңғы түбіртек'],
    cost: 'Тегін',
    term: '15 жұмыс күні',
    law: 'ӘРПК, 76-бап',
    links: [{ label: 'eOtinish', href: 'https://eotinish.kz' }],
    faq: [{ question: 'Ақша қайтара ма?', answer: 'Иә, акт бойынша қайта есептейді.' }],
    unchecked: ['Кезекші бригаданың келу уақыты'],
  }),
  ru: GuideContent.parse({
    title: 'В квартире холодно',
    summary:
      'Сначала скажите председателю дома. Если за день не потеплело, подайте заявку в тепловую компанию.',
    keywords: ['нет отопления', 'холодные батареи'],
    steps: [
      'Измерьте температуру в комнате.',
      'Позвоните председателю дома.',
      'Составьте акт в двух экземплярах.',
    ],
    needs: ['Термометр', 'Последняя квитанция'],
    cost: 'Бесплатно',
    term: '15 рабочих дней',
    law: 'АППК, статья 76',
    links: [{ label: 'eOtinish', href: 'https://eotinish.kz' }],
    faq: [{ question: 'Вернут ли деньги?', answer: 'Да, по акту делают перерасчёт.' }],
    unchecked: ['За какое время приезжает дежурная бригада'],
  }),
  en: GuideContent.parse({
    title: 'The flat is cold',
    summary: 'Tell the manager of the house first. If it is not warm within a day, ask the heating company.',
    steps: ['Measure the temperature of the room.', 'Call the manager of the house.'],
  }),
}

export const longContent: GuideContent = GuideContent.parse({
  ...sampleContents.ru,
  title: 'Что делать, если после ремонта теплотрассы дорога и двор остались разрытыми до зимы',
  steps: Array.from(
    { length: 9 },
    () =>
      'Сфотографируйте место с двух сторон так, чтобы был виден номер дома, и запишите день, когда работы остановились, потому что по этому дню считают срок',
  ),
})

const listed = (id: number, slug: string, titles: Partial<Record<Lang, GuideContent>>): ListedGuide => ({
  ...{ id, slug, topics: ['no-heating'], categories: ['heat'] },
  texts: Object.fromEntries(
    Object.entries(titles).map(([lang, { title, summary }]) => [
      lang,
      { title, summary, publishedAt: sampleAt },
    ]),
  ),
  words: { strong: [], plain: [] },
})

export const sampleCatalogue: Catalogue = {
  topics: sampleTopics,
  guides: [
    listed(1, 'cold-flat', sampleContents),
    listed(2, 'dug-up-yard', { ru: longContent }),
    { ...listed(3, 'pothole', sampleContents), topics: ['roads'] },
  ],
}

export const sampleGuide: PublishedGuide = {
  ...{ id: 1, slug: 'cold-flat', topics: ['no-heating'], categories: ['heat'], offices: [] },
  ...{ emergency: ['rescue'], ownerOfficeId: 2, reviewedOn: '2026-03-01' },
  texts: {
    kk: { id: 1, content: sampleContents.kk },
    ru: { id: 2, content: sampleContents.ru },
    en: { id: 3, content: sampleContents.en },
  },
}
