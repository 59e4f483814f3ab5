import type { PageModel } from '../../../platform/http/page.ts'
import { definePage } from '../../../platform/http/page.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, cityPaths, nameIn } from '../../city/index.ts'
import { type CityDrawing, cityDrawing } from '../city-drawing.ts'

export type CitiesModel = PageModel & {
  cities: { href: string; name: string; slogan: string; isDemo: boolean; drawing: CityDrawing }[]
  commands: string[]
}

export const citiesPage = definePage<CitiesModel>('home/cities')

export function citiesModel(cities: readonly City[], lang: Lang, t: Translate): CitiesModel {
  return {
    page: { title: t('home:cities.title'), description: t('home:cities.lead') },
    cities: cities.map((city) => ({
      href: cityPaths.home(lang, city.slug),
      name: nameIn(city.names, lang),
      slogan: nameIn(city.profile.slogan, lang),
      isDemo: city.demo,
      drawing: cityDrawing(city),
    })),
    commands: cities.length > 0 ? [] : ['npm run city -- list', 'npm run city -- add oskemen'],
  }
}
