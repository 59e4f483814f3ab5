import type { Request, RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { isLang, type Lang } from '../../../platform/i18n/texts.ts'
import { instantAt, localDate } from '../../../platform/time/local-day.ts'
import { staffOf } from '../../accounts/index.ts'
import { acceptWish } from '../actions/accept-wish.ts'
import { declineWish } from '../actions/decline-wish.ts'
import { openContact } from '../contact.ts'
import type { EventContent } from '../content.ts'
import { eventDeskPaths } from '../paths.ts'
import { kindOf } from '../rules.ts'
import type { Texts } from '../translated.ts'
import { AcceptForm, DeclineForm } from './forms.ts'
import { idIn } from './people-handlers.ts'
import { deskReading, homeOf, homeOptions } from './place.ts'
import { type WishRow, wishRow, wishRows } from './queries.ts'
import { wishCities } from './rights.ts'
import { type WishInput, wishesModel, wishesPage, wishModel, wishPage } from './wish-pages.ts'

/** Requests for an organiser's help: heads of offices and administrators decide them. */
export function wishHandlers(deps: Deps): Record<'list' | 'show' | 'accept' | 'decline', RequestHandler> {
  const wishIn = async (req: Request, res: Response): Promise<WishRow> => {
    const wish = await wishRow(deps, wishCities(staffOf(res)), idIn(req.params['wish']))
    if (wish === null) throw new NotFound('request')
    return wish
  }
  const show = async (
    req: Request,
    res: Response,
    more: Partial<WishInput> = {},
    status = 200,
  ): Promise<void> => {
    const wish = await wishIn(req, res)
    const homes = await homeOptions(deps, res, wish.cityId)
    const contact = openContact(deps, wish)
    wishPage(res, wishModel({ wish, contact, homes, ...more }, await deskReading(deps, res)), status)
  }
  return {
    list: async (req, res) => {
      const cityIds = wishCities(staffOf(res))
      if (cityIds.length === 0) throw new NotFound('requests')
      const rows = await wishRows(deps, cityIds)
      const { done } = req.query
      const said = typeof done === 'string' ? done : null
      wishesPage(res, wishesModel({ rows, done: said }, await deskReading(deps, res)))
    },

    show: (req, res) => show(req, res),

    accept: async (req, res) => {
      const wish = await wishIn(req, res)
      const parsed = parseForm(AcceptForm, req.body)
      const home = parsed.ok ? homeOf(parsed.value.home, await homeOptions(deps, res, wish.cityId)) : null
      if (home === null) return show(req, res, { errors: { home: 'events:error.home' } }, 422)
      const city = (await deskReading(deps, res)).cities.find(({ id }) => id === wish.cityId)
      const now = deps.now()
      const eventId = await acceptWish(deps, {
        ...{ wishId: wish.id, cityId: wish.cityId, officeId: home.officeId, staffId: staffOf(res).id },
        content: draftOf(wish, now, city?.timeZone ?? 'UTC'),
        at: now.epochMilliseconds,
      })
      if (eventId === null) return show(req, res, { conflict: true }, 409)
      res.redirect(303, eventDeskPaths.show(eventId, 'accepted'))
    },

    decline: async (req, res) => {
      const wish = await wishIn(req, res)
      const parsed = parseForm(DeclineForm, req.body)
      if (!parsed.ok) return show(req, res, parsed.form, 422)
      const declined = await declineWish(deps, {
        ...{ wishId: wish.id, cityId: wish.cityId, staffId: staffOf(res).id, reason: parsed.value.reason },
        at: deps.now().epochMilliseconds,
      })
      if (!declined) return show(req, res, { conflict: true, typed: typedFields(req.body) }, 409)
      res.redirect(303, eventDeskPaths.wishes('declined'))
    },
  }
}

/** Two weeks ahead, so that there is time to prepare; staff choose the day. */
const daysAhead = 14

/** The beginning of a draft: the words of who asked, on a day that staff still choose. */
function draftOf(wish: WishRow, now: Temporal.Instant, timeZone: string): EventContent {
  const lang: Lang = isLang(wish.lang) ? wish.lang : 'ru'
  const only = (text: string): Texts => ({ kk: '', ru: '', en: '', [lang]: text })
  const day = localDate(now, timeZone).add(Temporal.Duration.from({ days: daysAhead }))
  const at = (time: string) => instantAt(day, time, timeZone).epochMilliseconds
  return {
    kind: kindOf(wish.kind) ?? 'meeting',
    title: only(wish.text.split('\n')[0]?.slice(0, 160) ?? ''),
    about: only(wish.text),
    programme: only(''),
    place: only(wish.place),
    entrance: only(''),
    bring: only(''),
    point: null,
    ...{ startsAt: at('11:00'), endsAt: at('13:00'), signUpUntil: at('11:00') },
    langs: [lang],
    streamUrl: null,
    signUp: true,
    places: wish.persons,
    groupMost: 5,
    organisers: [],
    complaintIds: [],
  }
}
