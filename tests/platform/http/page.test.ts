import { join } from 'node:path'
import express, { type Express } from 'express'
import { HtmlValidate } from 'html-validate'
import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Chrome } from '../../../src/platform/http/chrome.ts'
import { galleryModel } from '../../../src/platform/http/gallery/gallery.ts'
import { definePage, type Layout, type PageMeta, renderPage } from '../../../src/platform/http/page.ts'
import { createRenderer, type Renderer } from '../../../src/platform/http/views.ts'
import { type Lang, langs } from '../../../src/platform/i18n/texts.ts'
import { createAsset } from '../../../src/platform/look/assets.ts'
import { buildAssets } from '../../../src/platform/look/build-assets.ts'
import { commonTexts } from './common-texts.ts'

const project = join(import.meta.dirname, '../../..')
const layouts: Layout[] = ['public', 'filing', 'staff', 'bare']
let renderer: Renderer

beforeAll(async () => {
  const asset = createAsset((await buildAssets()).manifest)
  renderer = createRenderer({ viewsRoot: join(project, 'views'), mode: 'test', asset })
})

function chromeIn(lang: Lang, changes: Partial<Chrome> = {}): Chrome {
  return {
    lang,
    origin: 'https://city.example',
    here: `/${lang}/oskemen/gallery?a=1&b=2`,
    path: `/${lang}/oskemen/gallery`,
    languages: langs.map((code) => ({
      code,
      label: code,
      href: `/${code}/oskemen/gallery`,
      current: code === lang,
    })),
    city: {
      slug: 'oskemen',
      name: 'Өскемен',
      href: `/${lang}/oskemen`,
      themeHref: '/theme/oskemen-1.css',
      manifestHref: '/ru/oskemen/manifest.webmanifest',
      offlineHrefs: '/kk/oskemen/offline /ru/oskemen/offline',
      mark: null,
      imageHref: `/${lang}/oskemen/share.png`,
    },
    nav: [
      { href: '/a', label: 'A', current: true },
      { href: '/b', label: 'B', current: false },
    ],
    reportHref: '/new',
    searchHref: '/search',
    emergency: [{ label: 'rescue', number: '112', href: 'tel:112' }],
    banners: [{ tone: 'warning', text: 'Demo', link: { href: '/about', label: 'more' } }],
    filingNotices: [],
    staff: {
      name: 'Aigul',
      office: 'Roads',
      links: [{ href: '/staff', label: 'Inbox', current: true, count: null }],
      signOutHref: '/out',
      languageHref: '/lang',
    },
    services: [],
    footer: [{ href: '/method', label: 'Method' }],
    scheme: 'auto',
    textSize: '100',
    settingsHref: '/view',
    sourceHref: 'https://source.example',
    ...changes,
  }
}

describe('definePage', () => {
  const page = definePage<{ page: PageMeta; icons: string[]; sections: [] }>('gallery/index', {
    layout: 'public',
    fragment: 'shared/back-link',
  })

  function appSending(meta: Partial<PageMeta>, status?: number): Express {
    const app = express()
    app.locals['renderer'] = renderer
    app.get('/', (_req, res) => {
      res.locals['t'] = commonTexts('en')
      res.locals['chrome'] = chromeIn('en')
      page(res, { page: { title: 'Roads & snow', ...meta }, icons: [], sections: [] }, status)
    })
    return app
  }

  it('sends the page inside its layout with title, way back and language', async () => {
    const { status, text, type } = await request(
      appSending({ crumbs: [{ href: '/en/oskemen', label: 'Home' }] }),
    ).get('/')
    expect([status, type]).toEqual([200, 'text/html'])
    expect(text).toMatch(/^<!doctype html>\s*<html lang="en" data-color-scheme="auto" data-text-size="100">/)
    expect(text).toContain('<title>Roads &amp; snow · Өскемен · Open City</title>')
    expect(text).toContain('<h1>Roads &amp; snow</h1>')
    expect(text).toMatch(/<a [^>]*href="\/en\/oskemen"[^>]*><span[^>]*>Home<\/span><\/a>/)
    expect(text).toContain(
      '<link rel="alternate" hreflang="kk" href="https://city.example/kk/oskemen/gallery">',
    )
  })

  it('marks the title of a bad form and keeps the status', async () => {
    const { status, text } = await request(appSending({}, 422)).get('/')
    expect(status).toBe(422)
    expect(text).toContain('<title>Error: Roads &amp; snow · ')
  })

  it('tells robots off pages that must not be found', async () => {
    const { text } = await request(appSending({ noindex: true })).get('/')
    expect(text).toContain('<meta name="robots" content="noindex">')
    expect(text).not.toContain('hreflang="kk" href="https://')
  })

  it('answers a fragment request with the fragment alone and says so to caches', async () => {
    const fragment = definePage<{ page: PageMeta }>('gallery/index', { fragment: 'shared/languages' })
    const app = express()
    app.locals['renderer'] = renderer
    app.get('/', (_req, res) => {
      res.locals['t'] = commonTexts('en')
      res.locals['chrome'] = chromeIn('en')
      fragment(res, { page: { title: 'x' } })
    })
    const { text, headers } = await request(app).get('/').set('X-Fragment', 'languages')
    expect(text).toContain('<ul role="list" class="languages"')
    expect(text).not.toContain('<html')
    expect(headers['vary']).toContain('X-Fragment')
  })
})

describe('the gallery', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      'doctype-style': ['error', { style: 'lowercase' }],
      'attr-quotes': 'off',
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      'long-title': 'off',
      // Safari drops list semantics of lists without markers; role="list" brings them back.
      'no-redundant-role': 'off',
      'tel-non-breaking': 'off',
      'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
      'no-inline-style': 'error',
    },
  })

  it.each(
    layouts.flatMap((layout) => langs.map((lang) => ({ layout, lang }))),
  )('is valid HTML in $layout, $lang', async ({ layout, lang }) => {
    const html = renderPage({
      renderer,
      t: commonTexts(lang),
      chrome: chromeIn(lang),
      layout,
      template: 'gallery/index',
      model: galleryModel(),
    })
    const report = await validator.validateString(html)
    const problems = report.results.flatMap(({ messages }) =>
      messages.map(
        ({ ruleId, message, line, selector }) => `${line} ${ruleId}: ${message} ${selector ?? ''}`,
      ),
    )
    expect(problems).toEqual([])
  })

  it('renders without a city, staff, banner or menu', () => {
    const chrome = chromeIn('kk', {
      city: null,
      staff: null,
      banners: [],
      nav: [],
      reportHref: null,
      searchHref: null,
      emergency: [],
      services: [],
      footer: [],
    })
    for (const layout of layouts) {
      const html = renderPage({
        renderer,
        t: commonTexts('kk'),
        chrome,
        layout,
        template: 'gallery/index',
        model: galleryModel(),
      })
      expect(html).toContain('<main id="main"')
    }
  })

  it('looks the same in production', () => {
    const production = createRenderer({
      viewsRoot: join(project, 'views'),
      mode: 'production',
      asset: (name) => `/build/${name}`,
    })
    const html = renderPage({
      renderer: production,
      t: commonTexts('ru'),
      chrome: chromeIn('ru'),
      layout: 'public',
      template: 'gallery/index',
      model: galleryModel(),
    })
    expect(html).not.toContain('undefined')
    expect(html).not.toContain('[object Object]')
  })
})
