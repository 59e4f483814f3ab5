import { savePublication } from '../../src/features/news/actions/save-publication.ts'
import type { Portal } from '../support/portal.ts'

/** Published news and a published page of its own of the city. */
export async function plantPublications({ deps, cast }: Portal): Promise<void> {
  const words = { kk: 'Қала жаңалығы', ru: 'Новость города', en: 'News of the city' }
  const doc = { title: words, lead: words, body: words, day: '2026-03-10' }
  for (const [kind, code] of [
    ['news', null],
    ['page', 'partners'],
  ] as const) {
    await savePublication(deps, {
      ...{ staffId: null, city: cast.city, id: null, kind, code, officeId: null, seenVersion: 0 },
      doc: { ...doc, category: null, source: null, picture: null },
      publish: true,
    })
  }
}
