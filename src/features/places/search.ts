import type { Deps } from '../../platform/deps.ts'
import { fold } from '../../platform/text/fold.ts'
import type { City } from '../city/index.ts'
import { type House, parseAddress, type StreetWords } from './address.ts'
import { formerHint, houseName, nameLang, streetName, type Writing } from './labels.ts'
import { cyrillicOf } from './latin.ts'
import { type Likeness, streetsLike } from './queries.ts'
import { type Ranked, rankStreets } from './rank.ts'

/** An address of the city's list. `value` is ready for the address field, `lang` the language of its names. */
export type FoundPlace = { value: string; hint: string; lang: 'kk' | 'ru' }

export const mostPlaces = 6
/** Enough to tell where; longer texts are cut. */
const longest = 200
/** At a corner only streets that fit nearly as well as the best are worth showing. */
const cornerGap = 0.12

/** Up to `mostPlaces` addresses that a typed text may mean, the best first; none when no street is alike. */
export async function findPlaces(
  deps: Pick<Deps, 'db'>,
  city: City,
  { writing, text }: { writing: Writing; text: string },
): Promise<FoundPlace[]> {
  const { names } = city
  const { streets, house, landmark } = parseAddress(text.slice(0, longest), [names.kk, names.ru, names.en])
  const [ones = [], twos = []] = await Promise.all(
    streets.map((asked) => rankedStreets(deps, city.id, asked, mostPlaces)),
  )
  const pairs = cornersOf(ones, twos)
  const known = ones.length > 0 ? ones : twos
  const found = pairs.length > 0 ? pairs.map(cornerIn(writing)) : known.map(singleIn(writing, house))
  return found
    .slice(0, mostPlaces)
    .map((place) => (landmark === '' ? place : { ...place, value: `${place.value}, ${landmark}` }))
}

/** A street that fits as well as this makes a wider search needless. */
const surely = 0.85

/** At most `most` streets of a city that were meant, the best first. */
export async function rankedStreets(
  deps: Pick<Deps, 'db'>,
  cityId: number,
  asked: StreetWords,
  most: number,
): Promise<Ranked[]> {
  const words = asked.words.map((word) => fold(cyrillicOf(word)))
  const search = async (likeness: Likeness) =>
    rankStreets({ ...asked, words }, await streetsLike(deps, cityId, { words, likeness }), most)
  const near = await search('near')
  return (near[0]?.score ?? 0) >= surely ? near : search('far')
}

const singleIn =
  (writing: Writing, house: House | null) =>
  ({ street, byFormer }: Ranked): FoundPlace => {
    const name = streetName(writing, street)
    return {
      value: house === null ? name : `${name}, ${houseName(writing, house)}`,
      hint: formerHint(writing, street, byFormer),
      lang: nameLang(writing.lang),
    }
  }

function cornersOf(ones: readonly Ranked[], twos: readonly Ranked[]): [Ranked, Ranked][] {
  const near = (list: readonly Ranked[]) =>
    list.filter(({ score }) => score >= (list[0]?.score ?? 0) - cornerGap)
  return near(ones).flatMap((one) =>
    near(twos)
      .filter((two) => two.street.id !== one.street.id)
      .map((two): [Ranked, Ranked] => [one, two]),
  )
}

const cornerIn =
  (writing: Writing) =>
  (pair: [Ranked, Ranked]): FoundPlace => {
    const [one, two] = pair.map(({ street }) => streetName(writing, street))
    const hints = pair.map(({ street, byFormer }) => formerHint(writing, street, byFormer))
    return {
      value: writing.t('places:corner', { one: one ?? '', two: two ?? '' }),
      hint: hints.filter((hint) => hint !== '').join('; '),
      lang: nameLang(writing.lang),
    }
  }
