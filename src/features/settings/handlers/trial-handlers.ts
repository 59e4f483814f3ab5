import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { type FieldErrors, type Typed, typedFields } from '../../../platform/http/form.ts'
import { calendarOf } from '../../city/index.ts'
import { guesserOf } from '../../guesses/index.ts'
import { coverageModel, coveragePage, trialModel, trialPage } from '../pages/routing-pages.ts'
import { termModel, termPage } from '../pages/term-page.ts'
import { coverageOf, tryRoute } from '../routing.ts'
import { dayStore } from '../stores/day.ts'
import { countTerm } from '../term-in-steps.ts'
import type { Around } from '../thing.ts'
import { isDay } from '../things/day.ts'
import { todayIn } from '../today.ts'
import { aroundOf } from './place.ts'

/** What would happen, by the very guess, shapes and rules that real complaints meet; nothing is written. */
export function trialHandlers(deps: Deps): Record<'tryRouting' | 'coverage' | 'tryTerm', RequestHandler> {
  return {
    tryRouting: async (req, res) => {
      const around = await aroundOf(deps, req, res)
      const typed = typedFields(req.query)
      if (!('text' in typed)) return trialPage(res, trialModel(around, { typed, errors: {}, trial: null }))
      const { point, errors } = readTrial(around, typed)
      if (Object.keys(errors).length > 0) {
        return trialPage(res, trialModel(around, { typed, errors, trial: null }), 422)
      }
      const guess = await guesserOf(deps, around.city.id)
      const text = typed['text']?.trim() ?? ''
      const guesses =
        text === ''
          ? []
          : guess(
              text,
              around.directory.categories.filter(({ current }) => current),
            )
      const trial = tryRoute(around, { guesses, categoryCode: typed['category'] || null, point })
      trialPage(res, trialModel(around, { typed, errors: {}, trial }))
    },

    coverage: async (req, res) => {
      const around = await aroundOf(deps, req, res)
      coveragePage(res, coverageModel(around, coverageOf(around)))
    },

    tryTerm: async (req, res) => {
      const around = await aroundOf(deps, req, res)
      const { city, directory } = around
      const given = typedFields(req.query)
      const typed: Typed = { day: todayIn(city, deps.now().epochMilliseconds), time: '12:00', ...given }
      const [day = '', time = ''] = [typed['day'], typed['time']]
      const errors: FieldErrors = {
        ...(isDay(day) ? {} : { day: 'settings:error.day' }),
        ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? {} : { time: 'settings:error.time' }),
      }
      if (Object.keys(errors).length > 0) {
        return termPage(res, termModel(around, { typed, errors, counted: null }), 422)
      }
      const [calendar, days] = await Promise.all([
        calendarOf(deps, city.calendar),
        dayStore.all(deps.db, city.id),
      ])
      const category = directory.categories.find(({ code }) => code === typed['category'])
      const termDays = category?.termDays ?? city.termDays
      const counted = countTerm({ city, calendar, days }, { day, time, termDays })
      termPage(res, termModel(around, { typed, errors: {}, counted }))
    },
  }
}

function readTrial({ city }: Around, typed: Typed) {
  const [text = '', place = ''] = [typed['text']?.trim(), typed['point']?.trim()]
  const match = /^(-?\d{1,2}(?:\.\d+)?)[,;\s]+(-?\d{1,3}(?:\.\d+)?)$/.exec(place)
  const point = match === null ? null : { lat: Number(match[1]), lon: Number(match[2]) }
  const { south, north, west, east } = city.profile.bounds
  const isInside =
    point !== null && point.lat >= south && point.lat <= north && point.lon >= west && point.lon <= east
  const errors: FieldErrors = {
    ...(text === '' && (typed['category'] ?? '') === '' ? { text: 'settings:error.trialText' } : {}),
    ...(place !== '' && point === null ? { point: 'settings:error.point' } : {}),
    ...(point !== null && !isInside ? { point: 'settings:error.outside' } : {}),
  }
  return { point, errors }
}
