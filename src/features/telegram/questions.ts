import type { Deps } from '../../platform/deps.ts'
import { endonyms, type Lang, langs, type Translate } from '../../platform/i18n/texts.ts'
import { type City, nameIn } from '../city/index.ts'
import {
  complaintPaths,
  currentCategories,
  type Draft,
  guessedCategories,
  textLimits,
  unknownCategory,
} from '../complaints/index.ts'
import type { CategoryGuesser } from '../guesses/index.ts'
import { chooseRule, type Directory } from '../offices/index.ts'
import type { Message } from './bot-api.ts'

/** Asked in all languages at once: nobody knows yet which one is read. */
export const askLanguage = (t: Translate): Message => ({
  text: t('telegram:language'),
  buttons: [langs.map((code) => ({ label: endonyms[code], data: `lang:${code}` }))],
})

export const askCity = (t: Translate, all: readonly City[], lang: Lang): Message => ({
  text: t('telegram:city'),
  buttons: all.slice(0, 60).map(({ slug, names }) => [{ label: nameIn(names, lang), data: `city:${slug}` }]),
})

export const askWhat = (t: Translate, city: City, lang: Lang): Message => ({
  text: t('telegram:what', { city: nameIn(city.names, lang), min: textLimits.min }),
  askPlace: false,
})

export const askWhere = (t: Translate): Message => ({
  text: t('telegram:where'),
  askPlace: t('telegram:whereButton'),
})

type Here = {
  deps: Pick<Deps, 'config'>
  t: Translate
  lang: Lang
  city: City
  directory: Directory
  guess: CategoryGuesser
  draft: Draft
}

/** What will be sent, and what everybody will see. */
export function askCheck({ deps, t, lang, city, directory, draft }: Here): Message {
  const { text, place } = draft.data
  const category = directory.categories.find(({ code }) => code === draft.data.category)
  const area = city.areas.find(({ code }) => code === place?.district)
  const routed = chooseRule(directory.rules, {
    categoryId: category?.id ?? null,
    districtId: area?.id ?? null,
  })
  const office = routed ? directory.officeById.get(routed.rule.officeId) : undefined
  const where = [
    place?.address,
    place?.landmark,
    area === undefined ? '' : nameIn(area.names, lang),
    place?.point ? `${place.point.lat.toFixed(5)}, ${place.point.lon.toFixed(5)}` : '',
  ]
  const lines = [
    t('telegram:check.title'),
    `${t('telegram:check.what')}: ${text}`,
    `${t('telegram:check.category')}: ${category === undefined ? t('telegram:check.unknown') : nameIn(category.names, lang)}`,
    `${t('telegram:check.where')}: ${where.filter(Boolean).join(', ')}`,
    `${t('telegram:check.photos')}: ${draft.photos.length}`,
    office === undefined ? '' : `${t('telegram:check.office')}: ${nameIn(office.names, lang)}`,
    t(category?.sensitive ? 'telegram:check.private' : 'telegram:check.public'),
    `${t('filing:public.privacy')}: ${deps.config.publicUrl}${complaintPaths.privacy(lang, city.slug)}`,
  ]
  return {
    text: lines.filter(Boolean).join('\n\n'),
    buttons: [
      [{ label: t('telegram:check.send'), data: `send:${draft.fingerprint}` }],
      [{ label: t('telegram:check.changeCategory'), data: 'categories' }],
      [{ label: t('telegram:check.changePlace'), data: 'place' }],
      [{ label: t('telegram:check.again'), data: 'again' }],
    ],
  }
}

/** Guesses first, then the most used ones. */
export function askCategory({ t, lang, directory, guess, draft }: Omit<Here, 'deps'>): Message {
  const guessed = guessedCategories({ directory, guess }, draft.data.text)
  const others = currentCategories({ directory }).filter((category) => !guessed.includes(category))
  const rows = [...guessed, ...others.slice(0, 12)].map(({ code, names }) => [
    { label: nameIn(names, lang), data: `category:${code}` },
  ])
  return {
    text: t('telegram:category'),
    buttons: [...rows, [{ label: t('telegram:check.unknown'), data: `category:${unknownCategory}` }]],
  }
}
