import { plantGuides } from '../../src/features/guides/actions/plant-guides.ts'
import type { GuidePack, GuideWords } from '../../src/features/guides/index.ts'
import type { Portal } from './portal.ts'

const words = (title: string, summary: string, keywords: string): GuideWords => ({
  ...{ title, summary, keywords },
  steps: ['Бірінші қадам.', 'Екінші қадам.'],
  needs: ['Жеке куәлік'],
  cost: 'Тегін',
  faq: [{ question: 'Қашан?', answer: 'Бүгін.' }],
  unchecked: ['Нақты мерзімі'],
})

/** What the city of the cast is planted with: one subject and one guide in three languages. */
export const onePack: GuidePack = {
  reviewedOn: '2026-03-01',
  topics: [
    {
      ...{ code: 'heat', kind: 'event', icon: 'heater' },
      name: { kk: 'Үйде жылу жоқ', ru: 'Дома нет тепла', en: 'No heat at home' },
      text: { kk: 'Не істеу керек', ru: 'Что делать', en: 'What to do' },
    },
  ],
  guides: [
    {
      ...{ slug: 'cold-flat', topics: ['heat'], categories: ['heating'], emergency: ['rescue'] },
      kk: words('Пәтерде суық болса', 'Алдымен үй басшысына айтыңыз.', 'жылу жоқ, батарея суық'),
      ru: words(
        'В квартире холодно',
        'Сначала скажите председателю дома.',
        'нет отопления, холодные батареи',
      ),
      en: words('The flat is cold', 'Tell the manager of the house first.', 'no heating, cold radiators'),
    },
  ],
}

/** A guide of the office of roads, and a request for another: what an address may name. */
export async function plantOneGuide({ deps, cast }: Portal): Promise<Record<string, string>> {
  const at = deps.now().epochMilliseconds
  await plantGuides(deps, { id: cast.city.id, at }, onePack)
  const guide = await deps.db.guide.findFirstOrThrow({ where: { cityId: cast.city.id } })
  await deps.db.guide.update({ where: { id: guide.id }, data: { ownerOfficeId: cast.offices.roads } })
  const words = 'Ауладағы тұрақтан орынды қалай аламын?'
  const request = await deps.db.guideRequest.create({
    data: {
      ...{ cityId: cast.city.id, words, title: words, lang: 'kk', formKey: Buffer.from('form') },
      ...{ at: new Date(at), changedAt: new Date(at) },
    },
  })
  return {
    ...{ guide: guide.slug, guideId: String(guide.id), asked: String(request.id) },
    ...{ subject: 'heat', wording: 'kk', revision: '1' },
  }
}
