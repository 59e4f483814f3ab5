import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { mayBeFramed } from '../../../platform/http/framing.ts'
import { isLang } from '../../../platform/i18n/texts.ts'
import { cityBySlug, cityOf, nameIn } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { complaintPaths } from '../paths.ts'
import { readingOf } from '../public/reading.ts'
import { publicText } from '../public-text.ts'
import { embedCode, embedSize } from './embed-code.ts'
import { embedModel, embedPage } from './pages.ts'
import { shownComplaint } from './picture-handlers.ts'

/** The card for other sites, which a frame may hold. */
export function embedHandlers(deps: Deps): Record<'card' | 'oembed', RequestHandler> {
  return {
    card: async (req, res) => {
      const row = await shownComplaint(deps, String(req.params['number']), cityOf(res).id)
      mayBeFramed(res)
      embedPage(res, embedModel(row, await readingOf(deps, res)))
    },

    oembed: async (req, res) => {
      const { url, format } = req.query
      // https://oembed.com, 2.3.4: a format that is not offered is 501.
      if (format !== undefined && format !== 'json') {
        res.status(501).end()
        return
      }
      const place = typeof url === 'string' ? placeOf(url, deps.config.publicUrl) : null
      const city = place === null ? null : await cityBySlug(deps, place.slug)
      if (place === null || city === null) throw new NotFound('page')
      const row = await shownComplaint(deps, place.number, city.id)
      const t = deps.texts.in(place.lang)
      const categoryId = row.facts?.categoryId ?? null
      const category =
        categoryId === null ? undefined : (await directoryOf(deps, city.id)).categoryById.get(categoryId)
      const origin = deps.config.publicUrl
      const title = category === undefined ? t('public:show.plainTitle') : nameIn(category.names, place.lang)
      res.set('Cache-Control', 'public, max-age=300')
      res.json({
        version: '1.0',
        type: 'rich',
        title: [title, publicText(row.words?.address ?? '', t)].filter(Boolean).join(', '),
        provider_name: t('common:page.siteOf', { city: nameIn(city.names, place.lang) }),
        provider_url: origin,
        cache_age: 300,
        ...embedSize,
        html: embedCode(origin + complaintPaths.embed(place.lang, city.slug, row.number), title),
        thumbnail_url: origin + complaintPaths.shareImage(place.lang, city.slug, row.number, row.version),
        thumbnail_width: 1200,
        thumbnail_height: 630,
      })
    },
  }
}

/** Language, city and number of the address of a complaint page of this portal; null for any other address. */
function placeOf(address: string, publicUrl: string) {
  const url = URL.parse(address)
  if (url === null || url.origin !== new URL(publicUrl).origin) return null
  const [, lang, slug = '', number = ''] =
    /^\/(\w\w)\/([\w-]+)\/complaints\/([\d-]{12,20})\/?$/.exec(url.pathname) ?? []
  return isLang(lang) ? { lang, slug, number } : null
}
