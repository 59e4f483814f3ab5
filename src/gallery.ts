import { type RequestHandler, Router } from 'express'
import { publicChrome } from './chrome.ts'
import { cities } from './features/city/index.ts'
import { features } from './features.ts'
import type { Deps } from './platform/deps.ts'
import { NotFound } from './platform/http/errors.ts'
import { galleryModel } from './platform/http/gallery/gallery.ts'
import { definePage, type PageModel } from './platform/http/page.ts'
import { isLang, type Lang } from './platform/i18n/texts.ts'

const components = definePage<ReturnType<typeof galleryModel>>('gallery/index')
const pages = definePage<PageModel & { samples: { name: string; href: string }[] }>('gallery/pages')

/** Every component and every example page, for the people who build the portal; not there in production. */
export function gallery(deps: Deps): Router {
  const router = Router()
  const samples = async () => (await Promise.all(features.map((feature) => feature.samples?.() ?? []))).flat()
  router.use(context(deps))
  router.get('/', (_req, res) => components(res, galleryModel()))
  router.get('/pages', async (req, res) => {
    const lang = langOf(req.query['lang'])
    const links = (await samples()).map(({ name }) => ({
      name,
      href: `${req.baseUrl}/pages/${encodeURIComponent(name)}?lang=${lang}`,
    }))
    pages(res, { page: { title: 'Pages', noindex: true }, samples: links })
  })
  router.get('/pages/:name', async (req, res) => {
    const sample = (await samples()).find(({ name }) => name === req.params['name'])
    if (sample === undefined) throw new NotFound('sample')
    const lang = langOf(req.query['lang'])
    const { template, layout } = sample
    definePage(template, { layout })(res, sample.model({ lang, t: deps.texts.in(lang) }))
  })
  return router
}

function context(deps: Deps): RequestHandler {
  const chromeOf = publicChrome(deps)
  return async (req, res, next) => {
    const lang = langOf(req.query['lang'])
    const t = deps.texts.in(lang)
    const [city = null] = await cities(deps)
    Object.assign(res.locals, { lang, t, city, staff: null })
    res.locals['chrome'] = { ...(await chromeOf({ lang, t, city }, res)), staff: null }
    next()
  }
}

const langOf = (value: unknown): Lang => (isLang(value) ? value : 'kk')
