import type { Response } from 'express'
import type { Chrome, Translate } from './chrome.ts'
import { notKept } from './shared-caching.ts'
import { textBytes } from './text-bytes.ts'
import type { Renderer } from './views.ts'

export type PageMeta = {
  /** Title of the page as its h1 says it; the layout adds the city and, on a bad form, "Error:". */
  title: string
  description?: string
  /** The way back, outermost first, without the page itself. */
  crumbs?: { href: string; label: string }[]
  noindex?: boolean
  /** Feeds and files of this very page: `{ href: '...rss', type: 'application/rss+xml', title: '...' }`. */
  alternates?: { href: string; type: string; title: string }[]
  /** Picture for shares, 1200 x 630, absolute path on this site; the picture of the city unless told. */
  image?: string
  /** What the picture shows. */
  imageAlt?: string
  /** Address of the page without what only sorts or tracks, absolute path; the page's own path unless told. */
  canonical?: string
  /** Open Graph type; `website` unless told. */
  kind?: 'article'
  /** Seconds after which the browser asks again; only for pages that show running work. */
  refresh?: number
  /** Built scripts beyond those of the layout. */
  scripts?: string[]
}

/** Every page model carries its head under `page`. */
export type PageModel = { page: PageMeta }

export type Layout = 'public' | 'filing' | 'staff' | 'bare' | 'embed'

export type PageOptions = {
  layout?: Layout
  /** Template of the part that `data-fragment` links and forms replace, without a layout. */
  fragment?: string
}

export type Page<Model> = (res: Response, model: Model, status?: number) => void

/**
 * The only way to send a template. The returned function renders `views/<template>.ejs` inside its layout and sends
 * it with the status (200 unless told; 422 marks the title as an error).
 *
 * Reads `app.locals.renderer`, `res.locals.t` and `res.locals.chrome`.
 */
export function definePage<Model extends PageModel>(
  template: string,
  options: PageOptions = {},
): Page<Model> {
  const layout = options.layout ?? 'public'
  return (res, model, status = 200) => {
    const { renderer, t, chrome } = surroundings(res)
    if (options.fragment) {
      res.vary('X-Fragment')
      if (res.req.get('X-Fragment')) {
        res
          .status(status)
          .type('html')
          .send(textBytes(renderer.render(options.fragment, { m: model, t, chrome })))
        return
      }
    }
    const html = renderPage({ renderer, t, chrome, layout, template, model, status })
    if (status === 404) notKept(res)
    res.status(status).type('html').send(textBytes(html))
  }
}

export type RenderPage = {
  renderer: Renderer
  t: Translate
  chrome: Chrome
  layout: Layout
  template: string
  model: PageModel
  status?: number
}

/** Renders a whole page to a string: the gallery, tests of samples, pages stored for later. */
export function renderPage({
  renderer,
  t,
  chrome,
  layout,
  template,
  model,
  status = 200,
}: RenderPage): string {
  const page = { ...EMPTY_META, ...model.page }
  const title = status === 422 ? t('common:page.errorTitle', { title: page.title }) : page.title
  const site = chrome.city ? t('common:page.siteOf', { city: chrome.city.name }) : t('common:page.site')
  return renderer.render(`layouts/${layout}`, {
    m: { ...model, page },
    p: { template: `/${template}`, documentTitle: `${title} · ${site}` },
    t,
    chrome,
  })
}

/** Renders a template without a layout: mails, fragments, feeds. Templates that do not read `chrome` may omit it. */
export function renderToString(
  renderer: Renderer,
  template: string,
  locals: { model: unknown; t: Translate; chrome?: Chrome },
): string {
  return renderer.render(template, { m: locals.model, t: locals.t, chrome: locals.chrome ?? null })
}

const EMPTY_META = {
  description: undefined,
  crumbs: [],
  noindex: false,
  alternates: [],
  image: undefined,
  imageAlt: undefined,
  canonical: undefined,
  kind: undefined,
  refresh: undefined,
  scripts: [],
}

function surroundings(res: Response): { renderer: Renderer; t: Translate; chrome: Chrome } {
  return { renderer: res.app.locals['renderer'], t: res.locals['t'], chrome: res.locals['chrome'] }
}
