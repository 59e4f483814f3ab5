import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { districtOf, isInside } from '../../../platform/geo/geojson.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { askedOn, type City, cities } from '../../city/index.ts'
import { guesserOf } from '../../guesses/index.ts'
import { directoryOf, readAnswers } from '../../offices/index.ts'
import { findPlaces } from '../../places/index.ts'
import { saveDraft } from '../actions/save-draft.ts'
import { type OpenDraft, type Place, type Point, unknownCategory } from './draft.ts'
import { pointOf, WhereForm } from './forms.ts'
import { hintsOf } from './hints.ts'
import { filerOf, goOn, knownCategory, type OnDraft, onDraft, onReached, stepPath } from './on-draft.ts'
import { currentCategories } from './pages/category-choice.ts'
import type { Filer } from './pages/surroundings.ts'
import { type Outside, outsideNote, pointFacts, whereModel, whereModelOf, wherePage } from './pages/where.ts'

/** The second step: words, a district, a point; any one of words and point is enough. */
export function whereHandlers(deps: Deps): Record<'show' | 'save' | 'facts', RequestHandler> {
  return {
    show: onReached(deps, 'where', async ({ filer, draft, req, res }) => {
      const searched = req.query['find'] === 'address' ? (draft.data.place?.address ?? '') : ''
      const found =
        searched === '' ? undefined : await findPlaces(deps, filer.city, { writing: filer, text: searched })
      wherePage(res, whereModelOf(filer, draft, { found, hints: await hintsOf(deps, res, draft.data) }))
    }),

    facts: async (req, res) => {
      const filer = await filerOf(deps, res)
      const { lat = '', lon = '' } = typedFields(req.body)
      const point = pointOf(lat, lon, '')
      res.set('Cache-Control', 'no-store')
      if (point === null) return void res.status(422).json({})
      const outside = isInCity(point, filer.city) ? null : outsideNote(filer, await outsideOf(deps, point))
      const title = filer.t('filing:where.outsideTitle')
      const hints = await deps.beside.atPoint(askedOn(deps, res), { ...point, address: '', category: null })
      res.json({
        ...pointFacts(filer, point),
        outside: outside === null ? null : { title, ...outside },
        hints,
      })
    },

    save: onDraft(deps, 'where', async (found) => {
      const { filer, draft, req, res } = found
      const { remove, find, match, city: slug, ...written } = typedFields(req.body)
      // A place that was picked from the list stands for what was typed.
      const fields = match ? { ...written, address: match } : written
      const typed = typedPlace(fields)
      const hints = () => hintsOf(deps, res, draft.data)
      if (slug !== undefined) return moveTo(deps, found, { slug, typed })
      if (remove === 'point') {
        const place = placeOf(filer.city, { ...typed, point: null })
        await saveDraft(deps, draft.id, { data: { place } })
        return res.redirect(303, stepPath(filer, draft.token, 'where'))
      }
      const parsed = parseForm(WhereForm, fields)
      if (!parsed.ok) {
        const input = { draft, typed, errors: parsed.form.errors, hints: await hints() }
        return wherePage(res, whereModel(filer, input), 422)
      }
      const { point } = parsed.value
      if (point !== null && !isInCity(point, filer.city)) {
        const outside = await outsideOf(deps, point)
        const input = {
          draft,
          typed,
          errors: { point: 'filing:error.outside' },
          outside,
          hints: await hints(),
        } as const
        return wherePage(res, whereModel(filer, input), 422)
      }
      const place = placeOf(filer.city, parsed.value)
      const { category, answers, bad } = readTopic(filer, draft.data, fields)
      const data = { place, category, answers }
      await saveDraft(deps, draft.id, { data })
      if (find !== undefined) {
        return res.redirect(303, `${stepPath(filer, draft.token, 'where')}?find=address#matches`)
      }
      if (Object.keys(bad).length > 0) {
        const again = { ...draft, data: { ...draft.data, ...data } }
        const input = { draft: again, typed, answered: fields, bad, hints: await hints() }
        return wherePage(res, whereModel(filer, input), 422)
      }
      goOn(filer, res, draft.token, { ...draft.data, ...data })
    }),
  }
}

const outsideOf = async (deps: Deps, point: Point): Promise<Outside> => ({
  other: (await cities(deps)).find((city) => isInCity(point, city)) ?? null,
})

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
  const [directory, guess] = await Promise.all([directoryOf(deps, city.id), guesserOf(deps, city.id)])
  const there = { ...filer, city, directory, guess }
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
