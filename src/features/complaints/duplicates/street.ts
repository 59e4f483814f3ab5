import { searchTerms } from '../../../platform/text/search-terms.ts'

/** Words that are no name of a street, folded. */
const kinds =
  /^(?:ул|улица|улицы|улице|коше|кошеси|кошесинде|пр|просп|проспект|дангылы|дангыл|пер|переулок|тупик|мкр|микрорайон|ыкшам|аудан|ауданы|квартал|дом|уй|корпус|подъезд|кв|площадь|шоссе|набережная|бульвар|угол|перекресток)$/u

export type Street = {
  /** Beginning of the longest word of its name, folded. */
  stem: string
  /** Numbers of the address, the house first. */
  houses: string[]
}

/** What an address of free words says of the street and the house; null when it names no street. */
export function streetOf(address: string): Street | null {
  const terms = searchTerms(address)
  const names = terms.filter(({ word }) => !/\d/.test(word) && !kinds.test(word) && word.length >= 3)
  const longest = names.toSorted((a, b) => b.word.length - a.word.length)[0]
  if (longest === undefined) return null
  return { stem: longest.stem, houses: terms.map(({ word }) => word).filter((word) => /^\d/.test(word)) }
}

/** How two addresses agree. The other one is known to hold the stem when it was found by it. */
export function streetLikeness(one: Street | null, other: Street | null): 'house' | 'street' | null {
  if (one === null || other === null) return null
  const [short, long] = [one.stem, other.stem].toSorted((a, b) => a.length - b.length)
  if (short === undefined || long === undefined || !long.startsWith(short)) return null
  return one.houses[0] !== undefined && one.houses[0] === other.houses[0] ? 'house' : 'street'
}
