import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { districtOf, isInside } from '../../../platform/geo/geojson.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { type City, cities } from '../../city/index.ts'
import { directoryOf, readAnswers } from '../../offices/index.ts'
import { saveDraft } from '../actions/save-draft.ts'
import { type OpenDraft, type Place, type Point, unknownCategory } from './draft.ts'
import { pointOf, WhereForm } from './forms.ts'
import { goOn, knownCategory, type OnDraft, onDraft, onReached, stepPath } from './on-draft.ts'
import { currentCategories } from './pages/category-choice.ts'
import type { Filer } from './pages/surroundings.ts'
import { whereModel, whereModelOf, wherePage } from './pages/where.ts'

/** The second step: words, a district, a point; any one of words and point is enough. */
export function whereHandlers(deps: Deps): Record<'show' | 'save', RequestHandler> {
  return {
    show: onReached(deps, 'where', ({ filer, draft, res }) => wherePage(res, whereModelOf(filer, draft))),

    save: onDraft(deps, 'where', async (found) => {
      const { filer, draft, req, res } = found
      const { remove, city: slug, ...fields } = typedFields(req.body)
      const typed = typedPlace(fields)
      if (slug !== undefined) return moveTo(deps, found, { slug, typed })
      if (remove === 'point') {
        const place = placeOf(filer.city, { ...typed, point: null })
        await saveDraft(deps, draft.id, { data: { place } })
        return res.redirect(303, stepPath(filer, draft.token, 'where'))
      }
      const parsed = parseForm(WhereForm, fields)
      if (!parsed.ok) {
        return wherePage(res, whereModel(filer, { draft, typed, errors: parsed.form.errors }), 422)
      }
      const { point } = parsed.value
      if (point !== null && !isInCity(point, filer.city)) {
        const other = (await cities(deps)).find((city) => isInCity(point, city)) ?? null
        const input = { draft, typed, errors: { point: 'filing:error.outside' }, outside: { other } } as const
        return wherePage(res, whereModel(filer, input), 422)
      }
      const place = placeOf(filer.city, parsed.value)
      const { category, answers, bad } = readTopic(filer, draft.data, fields)
      const data = { place, category, answers }
      await saveDraft(deps, draft.id, { data })
      if (Object.keys(bad).length > 0) {
        const again = { ...draft, data: { ...draft.data, ...data } }
        return wherePage(res, whereModel(filer, { draft: again, typed, answered: fields, bad }), 422)
      }
      goOn(filer, res, draft.token, { ...draft.data, ...data })
    }),
  }
}

type TypedPlace = { address: string; landmark: string; district: string; point: Point | null }

const typedPlace = (fields: Record<string, string>): TypedPlace => ({
  address: fields['address'] ?? '',
  landmark: fields['landmark'] ?? '',
  district: fields['district'] ?? '',
  point: pointOf(fields['lat'] ?? '', fields['lon'] ?? '', fields['accuracy'] ?? ''),
})

/** The chosen district, else the one that the point lies in. */
export function placeOf(city: City, { address, landmark, district, point }: TypedPlace): Place {
  const chosen = city.areas.find((area) => area.code === district)
  const found = chosen ?? (point === null ? null : districtOf(point, city.areas))
  return { address, landmark, district: found?.code ?? null, point }
}

export const isInCity = (point: Point, { profile, areas }: City): boolean =>
  isInside(point, profile.outline) || districtOf(point, areas) !== null

/** The same draft goes on in another city of this portal; a category that is not known there is asked anew. */
async function moveTo(
  deps: Deps,
  { filer, draft, res }: OnDraft,
  { slug, typed }: { slug: string; typed: TypedPlace },
): Promise<void> {
  const city = (await cities(deps)).find((one) => one.slug === slug)
  if (city === undefined) return res.redirect(303, stepPath(filer, draft.token, 'where'))
  const there = { ...filer, city, directory: await directoryOf(deps, city.id) }
  const category = knownCategory(there, draft.data.category ?? '')
  const place = placeOf(city, { ...typed, district: '' })
  await saveDraft(deps, draft.id, { data: { category, place }, cityId: city.id })
  // Its own guard leads back to what is still missing there.
  res.redirect(303, stepPath(there, draft.token, 'where'))
}

/**
 * The category that was confirmed beside the place, when none was chosen before, and the answers to its questions.
 * Whoever confirms none leaves it to the office.
 */
export function readTopic(
  filer: Pick<Filer, 'directory'>,
  before: Pick<OpenDraft, 'category'>,
  fields: Record<string, string>,
) {
  const code = before.category ?? knownCategory(filer, fields['category'] ?? '') ?? unknownCategory
  const category = currentCategories(filer).find((one) => one.code === code)
  const { answers, bad } = category ? readAnswers(category, fields) : { answers: {}, bad: {} }
  return { category: code, answers, bad }
}
