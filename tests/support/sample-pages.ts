import path from 'node:path'
import { projectDir } from '../../src/config.ts'
import { features } from '../../src/features.ts'
import type { Chrome } from '../../src/platform/http/chrome.ts'
import { renderPage } from '../../src/platform/http/page.ts'
import type { Sample } from '../../src/platform/http/route.ts'
import { createRenderer } from '../../src/platform/http/views.ts'
import { endonyms, type Lang, langs, loadTexts } from '../../src/platform/i18n/texts.ts'
import { createAsset, readManifest } from '../../src/platform/look/assets.ts'

const texts = loadTexts(path.join(projectDir, 'src'), 'test')

/** Every example page of every feature. */
export const samples: readonly Sample[] = (
  await Promise.all(features.map((feature) => feature.samples?.() ?? []))
).flat()

/** Renders examples; the styles and scripts must be built. */
export function sampleRenderer(): (sample: Sample, lang: Lang) => string {
  const manifest = readManifest(path.join(projectDir, 'public/build'))
  if (manifest === null) throw new Error('build the assets first')
  const viewsRoot = path.join(projectDir, 'views')
  const renderer = createRenderer({ viewsRoot, mode: 'test', asset: createAsset(manifest) })
  return (sample, lang) => {
    const t = texts.in(lang)
    return renderPage({
      renderer,
      t,
      chrome: chromeOf(lang, sample.layout === 'staff'),
      layout: sample.layout,
      template: sample.template,
      model: sample.model({ lang, t }),
    })
  }
}

function chromeOf(lang: Lang, staff: boolean): Chrome {
  const home = `/${lang}/synaqqala`
  return {
    lang,
    origin: 'https://portal.example',
    here: home,
    path: home,
    languages: langs.map((code) => ({
      code,
      label: endonyms[code],
      href: `/${code}/synaqqala`,
      current: code === lang,
    })),
    city: {
      slug: 'synaqqala',
      name: 'Сынаққала',
      href: home,
      themeHref: '/theme/synaqqala-0.css',
      manifestHref: `/${lang}/synaqqala/manifest.webmanifest`,
      offlineHrefs: langs.map((one) => `/${one}/synaqqala/offline`).join(' '),
      mark: null,
      imageHref: `${home}/share.png`,
    },
    nav: [
      { href: `${home}/complaints`, label: 'Өтініштер', current: true },
      { href: `${home}/statistics`, label: 'Статистика', current: false },
    ],
    reportHref: `${home}/complaints/new`,
    searchHref: `${home}/complaints`,
    emergency: [{ label: '112', number: '112', href: 'tel:112' }],
    banners: [],
    filingNotices: [],
    staff: staff
      ? {
          name: 'Әсел',
          office: 'Жолдар',
          links: [],
          signOutHref: '/staff/sign-out',
          languageHref: '/staff/language',
        }
      : null,
    services: [],
    footer: [{ href: `${home}/statistics/method`, label: 'Әдістеме' }],
    scheme: 'auto',
    textSize: '100',
    settingsHref: '/view-settings',
    sourceHref: 'https://source.example',
  }
}
