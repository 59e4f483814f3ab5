import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { cityOf, langOf, nameIn, translateOf } from '../../city/index.ts'
import { sendFeed } from '../../complaints/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { saidIn } from '../doc.ts'
import { newsPaths } from '../paths.ts'
import { newsArchive, newsList, publishedPages, relatedNews, shownNews, shownPictureKey } from '../queries.ts'
import type { StandardPages } from '../standard-pages.ts'
import { newsListModel, newsListPage } from './list-page.ts'
import { newsShowModel, newsShowPage } from './show-page.ts'
import { linksToPages, staticPage, staticPageModel } from './static-page.ts'
import type { Surroundings } from './words.ts'

/** What an address asks of the list; what cannot be is not asked. */
const Params = z.object({
  month: z
    .string()
    .regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)
    .nullable()
    .catch(null),
  category: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .nullable()
    .catch(null),
  page: z.coerce.number().int().min(1).max(500).catch(1),
})

export function newsHandlers(
  deps: Deps,
  standard: StandardPages,
): Record<'list' | 'feed' | 'show' | 'page' | 'picture', RequestHandler> {
  return {
    list: async (req, res) => {
      const around = await surroundings(deps, res)
      const params = Params.parse(req.query)
      const [{ rows, total }, archive] = await Promise.all([
        newsList(deps, { cityId: around.city.id, ...params }),
        newsArchive(deps, around.city.id),
      ])
      newsListPage(res, newsListModel({ around, params, rows, total, archive }))
    },

    feed: async (_req, res) => {
      const around = await surroundings(deps, res)
      const { city, lang, t, origin } = around
      const { rows } = await newsList(deps, { cityId: city.id, month: null, category: null, page: 1 })
      const name = nameIn(city.names, lang)
      sendFeed(res, {
        title: t('news:list.feedTitle', { city: name }),
        lang,
        selfHref: origin + newsPaths.feed(lang, city.slug),
        listHref: origin + newsPaths.list(lang, city.slug),
        updated: new Date(
          Math.max(...rows.map((row) => row.shown_at.getTime()), city.openedAt),
        ).toISOString(),
        author: t('common:page.siteOf', { city: name }),
        entries: rows.map((row) => {
          const lead = saidIn(row.doc.lead, lang)
          return {
            href: origin + newsPaths.show(lang, city.slug, row.id),
            title: saidIn(row.doc.title, lang).text,
            summary: lead.text,
            lang: lead.lang,
            published: row.published_at.toISOString(),
            updated: row.shown_at.toISOString(),
          }
        }),
      })
    },

    show: async (req, res) => {
      const around = await surroundings(deps, res)
      const row = await shownNews(deps, { cityId: around.city.id, id: idOf(req) })
      if (row === null) throw new NotFound('news')
      const related = await relatedNews(deps, around.city.id, row)
      newsShowPage(res, newsShowModel({ around, row, related }))
    },

    page: async (req, res) => {
      const around = { city: cityOf(res), lang: langOf(res), t: translateOf(res) }
      const rows = await publishedPages(deps, around.city.id)
      const row = rows.find(({ code }) => code === req.params['page'])
      if (row === undefined || standard.codes.includes(row.code)) throw new NotFound('page')
      const others = linksToPages(
        rows.filter(({ code }) => code !== row.code),
        standard.codes,
        around,
      )
      staticPage(res, staticPageModel({ row, others: [...standard.links(around), ...others] }, around))
    },

    picture: servePhoto(deps, async (req) => {
      const [id, size] = [String(req.params['picture']), String(req.params['size'])]
      if (!z.uuid().safeParse(id).success || !(size === 'large' || size === 'small')) return undefined
      const key = await shownPictureKey(deps, id, size)
      return key === null ? undefined : { key, access: 'public' }
    }),
  }
}

/** The number in an address; one that cannot be is 0, which nothing has. */
function idOf(req: Request): number {
  const text = String(req.params['publication'])
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
}

async function surroundings(deps: Deps, res: Response): Promise<Surroundings> {
  const city = cityOf(res)
  const directory = await directoryOf(deps, city.id)
  return { city, directory, lang: langOf(res), t: translateOf(res), origin: deps.config.publicUrl }
}
