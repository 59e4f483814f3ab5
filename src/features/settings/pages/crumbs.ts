import { nameIn } from '../../city/index.ts'
import { settingsPaths } from '../paths.ts'
import { type Around, isSingle, type ThingKind } from '../thing.ts'

/** The way back to the settings of the city, and to the list that a thing stands in. */
export function crumbsOf({ city, lang, t }: Around, kind?: ThingKind): { href: string; label: string }[] {
  const home = {
    href: settingsPaths.home(city.slug),
    label: t('settings:home.crumb', { city: nameIn(city.names, lang) }),
  }
  if (kind === undefined || isSingle(kind)) return [home]
  if (kind === 'text')
    return [home, { href: settingsPaths.texts(city.slug), label: t('settings:thing.text') }]
  return [home, { href: settingsPaths.list(city.slug, kind), label: t(`settings:thing.${kind}`) }]
}
