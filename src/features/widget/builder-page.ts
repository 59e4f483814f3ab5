import { frameCode } from '../../platform/http/framing.ts'
import { definePage, type PageModel } from '../../platform/http/page.ts'
import { cityPaths, nameIn } from '../city/index.ts'
import type { Reading } from '../complaints/index.ts'
import type { Office } from '../offices/index.ts'
import { openDataPaths } from '../open-data/index.ts'
import { type Show, shows } from './frame-page.ts'
import { widgetPaths } from './paths.ts'

export type BuilderModel = PageModel & {
  action: string
  choice: { show: Show; office: string }
  shows: { value: string; label: string }[]
  offices: { value: string; label: string }[]
  code: string
  preview: { href: string; label: string }
}

export const builderPage = definePage<BuilderModel>('widget/builder')

/** Enough for each without bars to scroll, at the width of a phone. */
const heights: Record<Show, number> = { latest: 560, figures: 720, counter: 280 }
const width = 360

export function builderModel(
  { show, office }: { show: Show; office: Office | null },
  { city, lang, t, directory, origin }: Reading,
): BuilderModel {
  const name = nameIn(city.names, lang)
  const href = widgetPaths.frame(lang, city.slug, { show, office: office?.code })
  const title = t(`widget:title.${show}`, { name: office === null ? name : nameIn(office.names, lang) })
  return {
    page: {
      title: t('widget:builder.title'),
      description: t('widget:builder.lead'),
      canonical: widgetPaths.builder(lang, city.slug),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: name },
        { href: openDataPaths.page(lang, city.slug), label: t('open-data:title') },
      ],
    },
    action: widgetPaths.builder(lang, city.slug),
    choice: { show, office: office?.code ?? '' },
    shows: shows.map((value) => ({ value, label: t(`widget:show.${value}`) })),
    offices: [
      { value: '', label: t('widget:builder.wholeCity') },
      ...directory.offices
        .filter(({ current }) => current)
        .map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
    ],
    code: frameCode(origin + href, title, { width, height: heights[show] }),
    preview: { href, label: t('widget:builder.preview') },
  }
}
